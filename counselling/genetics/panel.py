"""Many genes and a polygene through one family: answers at once, and again after an edit.

Loops are opened by conditioning: the states of the people at whom they were cut are assumed in
turn. Source: Pearl 1988, Probabilistic Reasoning in Intelligent Systems, sections 4.2 and 4.4.2.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import product
from math import log
from types import MappingProxyType
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.graph import Graph
from counselling.genetics.nuclear import forest_of
from counselling.genetics.panel_loops import LoopMessages
from counselling.genetics.panel_messages import Message, Messages
from counselling.genetics.panel_space import PanelSpace
from counselling.pedigree.person import PersonId

KEEP: Final = 1e-6  # conditions of smaller weight, the loops cut open, are left out
_MOST_CONDITIONS: Final = 4_000
_TINY: Final = 1e-300


class PanelConflict(RiskInputError):
    """No genotypes of the space explain the family's data.

    persons: a smallest group whose facts exclude each other in this space. Ids stay out of the
    message's fields and of the exception's text.
    """

    def __init__(self, persons: tuple[PersonId, ...]) -> None:
        super().__init__("risk.panel_cannot_explain")
        self.persons = persons


class Panel(LoopMessages):
    """One family's data in a space. Not a value: it keeps messages, for one owner at a time."""

    def __init__(
        self,
        space: PanelSpace,
        graph: Graph,
        evidence: Floats,
        *,
        keep: float = KEEP,
        priors: Mapping[PersonId, Floats] = MappingProxyType({}),
    ) -> None:
        """Begin with evidence, shape (persons, genotypes) or (persons, polygene, genotypes).

        keep: weight below which an assumed state of a loop is left out; 0 keeps all. priors: of
        founders who have one of their own, shaped as evidence is.
        Raises RiskInputError("risk.too_tangled") when too many conditions would be needed;
        PanelConflict, as `edit` and all answers do.
        """
        super().__init__(
            space,
            graph,
            forest_of(graph),
            [_shaped(row, space) for row in evidence],
            {graph.node(person): _shaped(row, space) for person, row in priors.items()},
        )
        self._keep = keep
        self._open: _OpenLoops | None = None
        if self._forest.copy_of:
            self._open = _OpenLoops(space, graph, self._forest, self._evidence, self._priors)
        self._assume()

    # ------------------------------------------------------------ edits and answers

    def edit(self, person: PersonId, row: Floats) -> None:
        """Put a person's evidence in place of the old; shape as at the beginning, one row."""
        place = self._graph.persons.index(person)
        node = self._graph.node_of[place]
        self._evidence[place] = _shaped(row, self._space)
        self._forget(node)
        if self._open is not None:
            self._open._forget(node)
            before = self._masks
            self._assume()
            if not _same(before, self._masks):
                self._kept.clear()

    @property
    def conditions(self) -> int:
        """How many joint states of those at whom loops were cut are assumed in turn; 1: no loop.

        All work grows with it.
        """
        return max((len(mask) for mask in self._masks.values()), default=1)

    def posterior(self, person: PersonId) -> Floats:
        """P(genotype, polygene | all data), shape (polygene states, genotypes); sums to 1."""
        node = self._graph.node(person)
        belief = self.belief(node).values.sum(axis=0)
        total = belief.sum()
        if not total > 0:
            raise PanelConflict(self._conflict())
        out: Floats = belief / total
        return out

    def everyone(self) -> Floats:
        """Posteriors of all persons, shape (persons, polygene states, genotypes)."""
        of_node = {
            node: self.posterior(self._graph.persons[rows[0]])
            for node, rows in enumerate(self._at_node)
            if rows
        }
        return np.stack([of_node[node] for node in self._graph.node_of])

    def log_likelihood(self) -> float:
        """Natural logarithm, of everybody's data in this space."""
        total = 0.0
        seen: set[int] = set()
        for node in range(self._graph.size):
            if node not in seen:
                seen |= {self._forest.copy_of.get(n, n) for n in self._around(node)}
                belief = self.belief(node)
                total += log(max(belief.values.sum(), _TINY)) + belief.log_scale
        return total

    def _conflict(self) -> tuple[PersonId, ...]:
        """Drop everybody's data in turn and keep only what is needed for the contradiction."""
        left = list(self._evidence)
        needed: list[PersonId] = []
        for row, person in enumerate(self._graph.persons):
            kept, left[row] = left[row], np.ones_like(left[row])
            if self._is_possible(left):
                needed.append(person)
                left[row] = kept
        return tuple(needed)

    def _is_possible(self, evidence: list[Floats]) -> bool:
        """Whether some genotypes explain these data."""
        space, graph, forest = self._space, self._graph, self._forest
        family: Messages = _OpenLoops(space, graph, forest, evidence, self._priors)
        people = range(graph.size)
        if not all(family.belief(node).values.any() for node in people):
            return False  # not even with the loops cut open
        if not forest.copy_of:
            return True
        rows = np.array(evidence)
        priors = {graph.persons[self._at_node[n][0]]: row for n, row in self._priors.items()}
        family = Panel(space, graph, rows, keep=self._keep, priors=priors)
        return all(family.belief(node).values.any() for node in people)

    def _around(self, node: int) -> list[int]:
        """Everybody connected with a node, copies with their originals, nearest first."""
        found, front = {node: None}, deque([node])
        copies: dict[int, list[int]] = {}
        for copy, of in self._forest.copy_of.items():
            copies.setdefault(of, []).append(copy)
        while front:
            one = front.popleft()
            near = [n for f in self._forest.families_of[one] for n in self._family(f).members]
            near += copies.get(one, [])
            near += [self._forest.copy_of[one]] if one in self._forest.copy_of else []
            for other in near:
                if other not in found:
                    found[other] = None
                    front.append(other)
        return list(found)

    def _assume(self) -> None:
        """Choose the joint states of those at whom loops were cut, and mask everybody by them."""
        cut = sorted(set(self._forest.copy_of.values()))
        self._assumed = frozenset({*cut, *self._forest.copy_of})
        if not cut:
            self._masks = {}
            return
        size = self._space.size * self._space.polygene.states
        chosen = self._conditions(cut, size)
        masks = {}
        for node, states in zip(cut, chosen, strict=True):
            mask = np.zeros((len(states), size))
            mask[np.arange(len(states)), states] = 1.0
            masks[node] = mask.reshape(len(states), -1, self._space.size)
        self._masks = masks

    def _conditions(self, cut: Sequence[int], size: int) -> Sequence[Ints]:
        """For each cut person the flat state in every joint condition that is worth keeping."""
        assert self._open is not None
        weights = [self._open.weight(node) for node in cut]
        most = [weight.max() for weight in weights]
        if not all(most):
            raise PanelConflict(self._conflict())
        short = [np.flatnonzero(w >= self._keep * m) for w, m in zip(weights, most, strict=True)]
        if np.prod([float(len(states)) for states in short]) > 100 * _MOST_CONDITIONS:
            raise RiskInputError("risk.too_tangled", width=len(cut))
        joint = np.array(list(product(*(states.tolist() for states in short))), dtype=np.intp).T
        weight = np.prod([w[s] for w, s in zip(weights, joint, strict=True)], axis=0)
        kept = joint[:, weight >= self._keep * weight.max()]
        if kept.shape[1] > _MOST_CONDITIONS:
            raise RiskInputError("risk.too_tangled", width=len(cut))
        return list(kept)


class _OpenLoops(Messages):
    """The same family with its loops cut open: copies take the population's prior."""

    def _made_own(self, node: int) -> Message:
        if node in self._forest.copy_of:
            return Message(self._space.prior[None], 0.0)
        return super()._made_own(node)

    def weight(self, node: int) -> Floats:
        """Product of the beliefs of a person and her copies, flat, their common prior once."""
        copies = [copy for copy, of in self._forest.copy_of.items() if of == node]
        values = self.belief(node).values[0]
        for copy in copies:
            values = values * self.belief(copy).values[0] / np.maximum(self._space.prior, _TINY)
        total = values.sum()
        out: Floats = (values / total if total > 0 else values).ravel()
        return out


def _shaped(row: Floats, space: PanelSpace) -> Floats:
    rows = np.asarray(row, dtype=np.float64)
    return np.array(np.broadcast_to(rows, (space.polygene.states, space.size)))


def _same(one: Mapping[int, Floats], other: Mapping[int, Floats]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[n], other[n]) for n in one)
