"""Messages along a loop: all that does not depend on the assumed states is worked in first.

Two people of a family lie on a loop. What the others say is the same under every condition, so it
becomes one small table over both people's polygenes for every pair of parents; each condition then
passes by one product. Arrays with pairs first: (pairs, conditions, polygene).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.genetics.graph import Graph
from counselling.genetics.nuclear import Forest
from counselling.genetics.panel_couples import crossed, gathered
from counselling.genetics.panel_messages import Message, Messages, product_of
from counselling.genetics.panel_plain import PlainTables
from counselling.genetics.panel_space import PanelSpace


class LoopMessages(Messages):
    """Messages of which those along a single loop through a family take the short way."""

    def __init__(
        self,
        space: PanelSpace,
        graph: Graph,
        forest: Forest,
        evidence: list[Floats],
        priors: Mapping[int, Floats] = MappingProxyType({}),
    ) -> None:
        super().__init__(space, graph, forest, evidence, priors)
        self._plain = PlainTables(space) if space.polygene.states == 1 else None

    def _told(self, place: int, node: int) -> Message:
        if not self._assumed:
            return super()._told(place, node)
        wide = [
            one
            for one in self._family(place).members
            if one != node and len(self._up(one, place).values) > 1
        ]
        is_last = self._behind_edge(node, place) == 0
        if len(wide) == 1 and not is_last:
            return self._passed(place, wide[0], node)
        if len(wide) == 2 and is_last:
            return self._left(place, wide, node)
        return super()._told(place, node)

    # ------------------------------------------------------------ along the loop

    def _passed(self, place: int, sender: int, node: int) -> Message:
        """From one person on the loop to the other, every condition apart."""
        family = self._family(place)
        alike, scale = self._but(place, (sender, node))
        scale += self._up(sender, place).log_scale
        parents = (family.mother, family.father)
        if sender in parents and node in parents:
            return Message(self._to_partner(self._up(sender, place).values, alike), scale)
        if sender not in parents and node not in parents:
            weight = alike * self._parents(place)[0]
            return Message(
                self._to_sibling(place, sender, weight), scale + self._parents_scale(place)
            )
        child, other = (
            (sender, family.father if node == family.mother else family.mother)
            if node in parents
            else (node, family.father if sender == family.mother else family.mother)
        )
        told_by = self._up(other, place)
        table = self._of_parent_and_child(alike, told_by.values[0])
        values = self._up(sender, place).values
        told = self._to_parent_of(values, table) if sender == child else self._of(values, table)
        return Message(told, scale + told_by.log_scale)

    def _to_partner(self, values: Floats, alike: Floats) -> Floats:
        """What a parent's states mean for the other parent."""
        if self._plain is not None:
            return values @ self._plain.partners(alike[0, 0])
        space = self._space
        own = np.concatenate([np.arange(len(space.first)), space.mixed])[space.own_order]
        is_second = space.own_order >= len(space.first)
        partner = np.where(is_second, space.first[own], space.second[own])
        told = _by_state(values)[partner] @ self._of_partners(alike, own, is_second)
        return _by_condition(np.add.reduceat(told, space.own_start, axis=0))

    def _to_sibling(self, place: int, sender: int, weight: Floats) -> Floats:
        """What a child's states mean for another child."""
        if self._plain is not None:
            return self._up(sender, place).values @ self._plain.siblings(weight[0, 0])
        return self._born(self._heard(sender, place) @ self._of_siblings(weight))

    def _of(self, values: Floats, table: Floats) -> Floats:
        """What a parent's states mean for a child."""
        births = self._space.births
        if table.shape[1] == 1:
            return values @ self._whole(table)
        told = _by_state(values)[births.parent] @ table
        out = np.zeros((self._space.size, len(values), table.shape[2]))
        out[births.born] = np.add.reduceat(told, births.born_start, axis=0)
        return _by_condition(out)

    def _to_parent_of(self, values: Floats, table: Floats) -> Floats:
        """What a child's states mean for a parent."""
        births = self._space.births
        if table.shape[1] == 1:
            return values @ self._whole(table).T
        told = _by_state(values)[births.child] @ table.transpose(0, 2, 1)
        told = told[births.by_parent]
        return _by_condition(np.add.reduceat(told, births.parent_start, axis=0))

    def _whole(self, table: Floats) -> Floats:
        """One number for every parent's and child's state, most of them zero."""
        out = np.zeros((self._space.size, self._space.size))
        out[self._space.births.parent, self._space.births.child] = table[:, 0, 0]
        return out

    def _but(self, place: int, members: Sequence[int]) -> tuple[Floats, float]:
        """What all children but these say of the couple, (z, z, pairs), and its scale."""
        told = [self._table(k, place) for k in self._family(place).children if k not in members]
        return product_of([message.values for message in told])[0], sum(m.log_scale for m in told)

    def _parents_scale(self, place: int) -> float:
        family = self._family(place)
        return self._up(family.mother, place).log_scale + self._up(family.father, place).log_scale

    def _heard(self, child: int, place: int) -> Floats:
        """Chance of a child's branch for every pair of parents, her polygene last."""
        key = ("heard", child, place)
        found = self._kept.get(key)
        if found is None:
            states = _by_state(self._up(child, place).values)
            head, *more = self._space.turns
            out = states[head.child] * head.chance[:, None, None]
            for turn in more:
                out[: turn.pairs] += states[turn.child] * turn.chance[:, None, None]
            found = self._kept[key] = Message(out, 0.0)
        return found.values

    def _born(self, weight: Floats) -> Floats:
        """Weights of pairs and a child's polygene as a message to the child."""
        space = self._space
        told = weight[space.back_pair] * space.back_chance[:, None, None]
        out = np.zeros((space.size, *weight.shape[1:]))
        out[space.born] = np.add.reduceat(told, space.back_start, axis=0)
        return _by_condition(out)

    # ------------------------------------------------------------ tables of two people

    def _of_partners(self, alike: Floats, own: Ints, is_second: Bools) -> Floats:
        """Between two parents at every own entry: polygene of the sender, of the hearer."""
        z, pairs = self._space.polygene.states, len(self._space.first)
        table = np.broadcast_to(alike, (z, z, pairs)).transpose(2, 0, 1)[own]
        return np.where(is_second[:, None, None], table, table.transpose(0, 2, 1))

    def _of_siblings(self, weight: Floats) -> Floats:
        """Between two children at every pair of parents, (pairs, z, z)."""
        z = self._space.polygene.states
        both = self._passed_to_two()
        table = both.T @ np.broadcast_to(weight, (z, z, weight.shape[-1])).reshape(z * z, -1)
        out: Floats = table.reshape(z, z, -1).transpose(2, 0, 1)
        return out

    def _of_parent_and_child(self, alike: Floats, other: Floats) -> Floats:
        """Between a parent and a child at every step of a birth, (steps, z, z).

        other: what the other parent says, (z, genotypes).
        """
        space, births = self._space, self._space.births
        passed_on = space.polygene.passed_on.transpose(0, 2, 1)
        by_second = alike * other[None][..., space.second]
        by_first = (alike * other[:, None, space.first]).transpose(1, 0, 2)
        both = np.concatenate([passed_on @ by_second, passed_on @ by_first], axis=2)
        told = both.transpose(2, 0, 1)[births.pair]
        told *= births.chance[:, None, None]
        return np.add.reduceat(told, births.start, axis=0)

    def _passed_to_two(self) -> Floats:
        """P(polygenes of two children | parents'), shape (z * z of parents, z * z of children)."""
        z, passed_on = self._space.polygene.states, self._space.polygene.passed_on
        return (passed_on[:, :, :, None] * passed_on[:, :, None]).reshape(z * z, z * z)

    # ------------------------------------------------------------ off the loop

    def _left(self, place: int, wide: Sequence[int], node: int) -> Message:
        """To somebody off the loop: the conditions are summed where the loop meets the family."""
        family, space = self._family(place), self._space
        met, scale = self._met(place, wide)
        alike, more = self._but(place, (*wide, node))
        scale += more
        parents = [one for one in (family.mother, family.father) if one not in (*wide, node)]
        sides = [self._up(one, place) for one in parents]
        scale += sum(side.log_scale for side in sides)
        as_first, as_second = met[0] * alike, met[-1] * alike  # a wide parent holds that one
        if node not in (family.mother, family.father):
            if len(parents) == 2:
                as_first = as_first * crossed(space, *(side.values for side in sides))[0]
            elif len(parents) == 1:
                other = sides[0].values[0]
                as_first *= other[:, space.second]
                as_first += as_second * (other[:, None, space.first] * space.is_mixed)
            return Message(space.child(gathered(space, as_first[None])), scale)
        if not parents:
            return Message(
                space.parent(as_second.sum(axis=1)[None], as_first.sum(axis=0)[None]), scale
            )
        other = sides[0].values[0]
        told_first = (as_first * other[None][..., space.second]).sum(axis=1)
        told_second = (as_first * other[:, None, space.first]).sum(axis=0)
        return Message(space.parent(told_first[None], told_second[None]), scale)

    def _met(self, place: int, wide: Sequence[int]) -> Message:
        """What two people on the loop say together, the conditions summed.

        Shape (1 or 2, z, z, pairs), z of the parents of a pair. Two where one of the people is a
        parent: when that one holds the pair's first genotype, and its second.
        """
        key = ("met", place, -1)
        found = self._kept.get(key)
        if found is None:
            scale = sum(self._up(one, place).log_scale for one in wide)
            found = self._kept[key] = Message(self._made_met(place, wide), scale)
        return found

    def _made_met(self, place: int, wide: Sequence[int]) -> Floats:
        family, space = self._family(place), self._space
        z = space.polygene.states
        children = [one for one in wide if one in family.children]
        if self._plain is not None:
            return self._plainly_met(place, [one for one in wide if one not in children], children)
        heard = [self._heard(child, place) for child in children]
        if len(heard) == 2:
            both = _summed(*heard).reshape(-1, z * z).T
            return (self._passed_to_two() @ both).reshape(1, z, z, -1)
        held = [_by_state(self._up(one, place).values) for one in wide if one not in children]
        if not heard:
            weight = _summed(held[0][space.first], held[1][space.second])
            swapped = _summed(held[1][space.first], held[0][space.second])
            weight = weight + swapped * space.is_mixed[:, None, None]
            return weight.transpose(1, 2, 0)[None]
        passed_on = space.polygene.passed_on
        first = _summed(held[0][space.first], heard[0]).transpose(1, 2, 0)
        second = _summed(held[0][space.second], heard[0]).transpose(1, 2, 0)
        return np.stack([passed_on @ first, (passed_on @ second).transpose(1, 0, 2)])

    def _plainly_met(self, place: int, parents: Sequence[int], children: Sequence[int]) -> Floats:
        """The same without a polygene."""
        one, other = (self._up(who, place).values[:, 0] for who in (*parents, *children))
        assert self._plain is not None
        met = one.T @ other
        if not children:
            return self._plain.of_partners(met)[None, None, None]
        if not parents:
            return self._plain.of_siblings(met)[None, None, None]
        return self._plain.of_parent_and_child(met)[:, None, None]


def _by_state(values: Floats) -> Floats:
    """(conditions, polygene, genotypes) to (genotypes, conditions, polygene)."""
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def _by_condition(values: Floats) -> Floats:
    """(genotypes, conditions, polygene) to (conditions, polygene, genotypes)."""
    return np.ascontiguousarray(values.transpose(1, 2, 0))


def _summed(one: Floats, other: Floats) -> Floats:
    """Joint table of two people's polygenes, the conditions summed: (pairs, z, z)."""
    out: Floats = one.transpose(0, 2, 1) @ other
    return out
