"""Along a loop without a polygene: one number for each two states of two people of a family.

A matrix of states by states replaces the pairs of parents, so that every condition passes by one
product.
"""

from functools import cached_property

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.panel_space import PanelSpace


class PlainTables:
    """Tables of a space. alike, weight: what is told of a couple, shape (pairs,)."""

    def __init__(self, space: PanelSpace) -> None:
        self._space = space

    def partners(self, alike: Floats) -> Floats:
        """Between two parents, (states, states)."""
        space = self._space
        out = np.zeros((space.size, space.size))
        out[space.first, space.second] = alike
        out[space.second, space.first] = alike
        return out

    def siblings(self, weight: Floats) -> Floats:
        """Between two children, (states, states)."""
        pair, code, chance = self._two_children
        size = self._space.size
        told = np.bincount(code, weight[pair] * chance, size * size)
        return told.astype(np.float64, copy=False).reshape(size, size)

    def of_partners(self, met: Floats) -> Floats:
        """What two parents together say of every pair; met: (states of one, of the other)."""
        space = self._space
        out: Floats = met[space.first, space.second]
        out += met[space.second, space.first] * space.is_mixed
        return out

    def of_siblings(self, met: Floats) -> Floats:
        """What two children together say of every pair of parents."""
        pair, code, chance = self._two_children
        told = met.ravel()[code] * chance
        of_pairs = np.bincount(pair, told, len(self._space.first))
        return of_pairs.astype(np.float64, copy=False)

    def of_parent_and_child(self, met: Floats) -> Floats:
        """What both say of every pair: shape (2, pairs), the parent holding its first, its second.

        met: (states of the parent, of the child).
        """
        flat, size, space = met.ravel(), self._space.size, self._space
        out = np.zeros((2, len(space.first)))
        for row, held in zip(out, (space.first * size, space.second * size), strict=True):
            for turn in space.turns:
                row[: turn.pairs] += flat[held[: turn.pairs] + turn.child] * turn.chance
        return out

    @cached_property
    def _two_children(self) -> tuple[Ints, Ints, Floats]:
        """Entries of two children of a pair: the pair, both states as a code, the chance."""
        pairs, codes, chances = [], [], []
        for one in self._space.turns:
            for other in self._space.turns:
                count = min(one.pairs, other.pairs)
                pairs.append(np.arange(count))
                codes.append(one.child[:count] * self._space.size + other.child[:count])
                chances.append(one.chance[:count] * other.chance[:count])
        return np.concatenate(pairs), np.concatenate(codes), np.concatenate(chances)
