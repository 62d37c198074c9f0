"""Messages between people and nuclear families, for many genes with a polygene.

All arrays: (conditions, polygene states, genotypes or pairs); where two parents are told of
together, (conditions, polygene of the first, of the second, pairs). A condition is a joint state
that is assumed of those people at whom loops were cut; messages that do not depend on it have one.
"""

from collections.abc import Mapping, Sequence
from math import log
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import Graph
from counselling.genetics.nuclear import Forest, Nuclear
from counselling.genetics.panel_couples import crossed, gathered
from counselling.genetics.panel_space import PanelSpace

_SUMMED: Final = "bijp,bijp->ijp"  # a product of two tables, summed over the conditions


class Message(NamedTuple):
    """Numbers with their scale taken out as a logarithm."""

    values: Floats
    log_scale: float


class Messages:
    """Every directed message, computed when asked for and kept.

    masks: of cut people, what is assumed of them; assumed: they and their copies. priors: of
    founders who have one of their own, by node.
    """

    def __init__(
        self,
        space: PanelSpace,
        graph: Graph,
        forest: Forest,
        evidence: list[Floats],
        priors: Mapping[int, Floats] = MappingProxyType({}),
    ) -> None:
        self._space, self._graph, self._forest = space, graph, forest
        self._priors = priors
        self._evidence = evidence
        self._at_node: list[list[int]] = [[] for _ in range(forest.size)]
        for row, node in enumerate(graph.node_of):
            self._at_node[node].append(row)
        self._founders = frozenset(graph.founders)
        self._kept: dict[tuple[str, int, int], Message] = {}
        self._masks: Mapping[int, Floats] = {}
        self._assumed: frozenset[int] = frozenset()
        self._behind: dict[tuple[int, int], int] = {}

    def _family(self, place: int) -> Nuclear:
        return self._forest.families[place]

    def belief(self, node: int) -> Message:
        """All that is known of a node, (conditions, polygene, genotypes), not normalised."""
        values, scale = self._own(node)
        for place in self._forest.families_of[node]:
            told = self._down(place, node)
            values = values * told.values
            scale += told.log_scale
        return Message(values, scale)

    def _own(self, node: int) -> Message:
        key = ("own", node, -1)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._made_own(node)
        return found

    def _made_own(self, node: int) -> Message:
        if node in self._forest.copy_of:
            return Message(self._masks[self._forest.copy_of[node]], 0.0)
        values = self._evidence_of(node)[None]
        if node in self._masks:
            values = values * self._masks[node]
        return scaled(values)

    def _evidence_of(self, node: int) -> Floats:
        prior = self._priors.get(node, self._space.prior)
        values = prior.copy() if node in self._founders else np.ones_like(self._space.prior)
        for row in self._at_node[node]:
            values *= self._evidence[row]
        return values

    def _up(self, node: int, place: int) -> Message:
        """What a person tells a family: her own data and all from her other families."""
        key = ("up", node, place)
        found = self._kept.get(key)
        if found is None:
            values, scale = self._own(node)
            for other in self._forest.families_of[node]:
                if other != place:
                    told = self._down(other, node)
                    values = values * told.values
                    scale += told.log_scale
            if len(values) > 1 and self._behind_edge(node, place) == len(self._assumed):
                values = values.sum(axis=0, keepdims=True)  # nobody assumed ahead: sum now
            found = self._kept[key] = Message(values, scale)
        return found

    def _behind_edge(self, node: int, place: int) -> int:
        """How many assumed people stand on a node's side of the edge to a family."""
        key = (node, place)
        found = self._behind.get(key)
        if found is None:
            found = int(node in self._assumed) + sum(
                self._behind_edge(other, near)
                for near in self._forest.families_of[node]
                if near != place
                for other in self._family(near).members
                if other != node
            )
            self._behind[key] = found
        return found

    def _table(self, child: int, place: int) -> Message:
        """What a child's branch says of the couple: (conditions, z, z, pairs)."""
        key = ("table", child, place)
        found = self._kept.get(key)
        if found is None:
            told = self._up(child, place)
            pairs = self._space.children(told.values)
            found = self._kept[key] = Message(self._spread(pairs), told.log_scale)
        return found

    def _spread(self, pairs: Floats) -> Floats:
        """From a child's polygene to the parents': (b, z, pairs) to (b, z, z, pairs)."""
        z = self._space.polygene.states
        if z == 1:
            return pairs[:, :, None]
        passed_on = self._space.polygene.passed_on.reshape(z * z, z)
        return (passed_on @ pairs).reshape(len(pairs), z, z, -1)

    def _couple(self, place: int) -> Message:
        """What all children say of a couple."""
        key = ("couple", place, -1)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._children_but(place, None)
        return found

    def _children_but(self, place: int, child: int | None) -> Message:
        alike, wide, scale = self._by_children(place, child)
        return Message(alike if len(wide) == 1 else alike * wide, scale)

    def _by_children(self, place: int, child: int | None) -> tuple[Floats, Floats, float]:
        """What the other children say: those of one condition, the rest, and their scale."""
        told = [self._table(k, place) for k in self._family(place).children if k != child]
        scale = sum(message.log_scale for message in told)
        alike = [message.values for message in told if len(message.values) == 1]
        wide = [message.values for message in told if len(message.values) > 1]
        return product_of(alike), product_of(wide), scale

    def _down(self, place: int, node: int) -> Message:
        """What a family tells one of its people: everything beyond it."""
        key = ("down", node, place)
        found = self._kept.get(key)
        if found is None:
            told = self._told(place, node)
            values, scale = scaled(told.values)
            found = Message(values, told.log_scale + scale)
            self._kept[key] = found
        return found

    def _forget(self, node: int) -> None:
        """Drop a node's own data and every message that points away from it."""
        self._kept.pop(("own", node, -1), None)
        front = [(node, -1)]
        while front:
            one, came_by = front.pop()
            for place in self._forest.families_of[one]:
                if place == came_by or self._kept.pop(("up", one, place), None) is None:
                    continue
                for kind in ("table", "heard"):
                    self._kept.pop((kind, one, place), None)
                for kind in ("couple", "parents", "met"):
                    self._kept.pop((kind, place, -1), None)
                for other in self._family(place).members:
                    told = self._kept.pop(("down", other, place), None) if other != one else None
                    if told is not None:
                        front.append((other, place))

    def _told(self, place: int, node: int) -> Message:
        """The same, not yet scaled."""
        is_child = node in self._family(place).children
        return self._to_child(place, node) if is_child else self._to_parent(place, node)

    def _to_parent(self, place: int, node: int) -> Message:
        family, space = self._family(place), self._space
        table, scale = self._couple(place)
        other, more = self._up(family.father if node == family.mother else family.mother, place)
        is_last = self._behind_edge(node, place) == 0
        if is_last:
            table, other = _summed_early(table, other)
        as_first = _over(table, other[..., space.second], axis=2, is_summed=is_last)
        as_second = _over(table, other[..., space.first], axis=1, is_summed=is_last)
        return Message(space.parent(as_first, as_second), scale + more)

    def _to_child(self, place: int, node: int) -> Message:
        alike, wide, scale = self._by_children(place, node)
        family, is_last = self._family(place), self._behind_edge(node, place) == 0
        scale += self._up(family.mother, place).log_scale
        scale += self._up(family.father, place).log_scale
        weight = self._weighed(place, alike, wide, is_last=is_last)
        return Message(self._space.child(weight), scale)

    def _weighed(self, place: int, alike: Floats, wide: Floats, *, is_last: bool) -> Floats:
        """Weight of a further child's polygene and every pair: (conditions, z, pairs)."""
        parents = self._parents(place)
        if is_last:
            wide, parents = _summed_early(wide, parents)
        told = parents * alike
        if len(wide) == 1:
            return gathered(self._space, told * wide)
        is_summed = is_last and len(told) > 1
        weight = np.einsum(_SUMMED, told, wide)[None] if is_summed else told * wide
        return gathered(self._space, weight)

    def _parents(self, place: int) -> Floats:
        """What is known of a couple apart from its children: (conditions, z, z, pairs)."""
        key = ("parents", place, -1)
        found = self._kept.get(key)
        if found is None:
            family = self._family(place)
            mother, father = (self._up(one, place).values for one in (family.mother, family.father))
            found = self._kept[key] = Message(crossed(self._space, mother, father), 0.0)
        return found.values


def product_of(told: Sequence[Floats]) -> Floats:
    """Multiply tables of children; ones where there are none."""
    values = told[0] if told else np.ones((1, 1, 1, 1))
    for more in told[1:]:
        values = values * more
    return values


def scaled(values: Floats) -> Message:
    """Take the largest number out of a message."""
    largest = float(values.max())
    if largest <= 0.0:
        return Message(values, 0.0)
    return Message(values / largest, log(largest))


def _over(table: Floats, other: Floats, *, axis: int, is_summed: bool) -> Floats:
    """Sum over the other parent's polygene: axis 1 or 2 of (b, z, z, pairs), with (b, z, pairs).

    is_summed: over the conditions too, in the same pass.
    """
    if table.shape[1] == 1 and other.shape[1] == 1:
        product = table[:, 0] * other
        return product.sum(axis=0, keepdims=True) if is_summed else product
    told, left = "ij" if axis == 1 else "ji"
    conditions = "" if is_summed else "b"
    out: Floats = np.einsum(f"bijp,b{told}p->{conditions}{left}p", table, other)
    return out[None] if is_summed else out


def _summed_early(*arrays: Floats) -> tuple[Floats, ...]:
    """Where only one factor depends on the conditions, and nobody ahead does, sum it first."""
    wide = [place for place, values in enumerate(arrays) if len(values) > 1]
    return tuple(
        values.sum(axis=0, keepdims=True) if wide == [place] else values
        for place, values in enumerate(arrays)
    )
