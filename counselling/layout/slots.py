"""Places in a row for newcomers after an edit: where they cost least, and push nobody far.

Newcomers without parents, a couple above somebody above all, may stand anywhere in their row. Where
their lines would cross, or others would have to go far for them, they look farther.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from counselling.layout.crossings import price
from counselling.layout.elastic import PLAY
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import NEIGHBOURS, Labels
from counselling.layout.rooms import staying

_REACH: Final = 2  # slots tried to either side of somebody's kin
_FARTHER: Final = 10  # and farther off, by newcomers who cross or push others
_WIDE: Final = 60  # in a wider row fewer are tried, for each try takes longer
_PUSHED: Final = 3.0  # what somebody counts who must go far; fewer than seven are no couple apart
_MOST_PUSHED: Final = 6
_ASIDE: Final = 1.0  # units that newcomers may stand aside of their children; each counts 1
_MOST_ASIDE: Final = 15.0
SQUEEZED: Final = 0.98  # of newcomers, so that neighbours make room by less than half a unit

Places: TypeAlias = Mapping[int, float]  # of nodes: x in the earlier drawing


class _Try(NamedTuple):
    """What it costs that newcomers stand in a slot; is_knotted: whether their lines cross."""

    cost: float
    way: int  # slots from where a walk would have them
    slot: int
    is_knotted: bool


class Slots:
    """The places between those who stay in their order.

    before: x of those who were there. labels: which room everybody takes.
    """

    def __init__(self, grid: Grid, before: Places, labels: Labels) -> None:
        self._grid, self._before, self._labels = grid, before, labels

    def row_with(
        self, rows: Sequence[Sequence[int]], number: int, group: Sequence[int]
    ) -> list[int]:
        """Return a row with some of its nodes, who stand together, moved to the best place."""
        rest = [node for node in rows[number] if node not in group]
        now = rows[number].index(group[0])
        near = {now}
        for node in _kin(self._grid, group):
            if node in rest:
                middle = rest.index(node)
                near |= set(range(middle + 1 - _REACH, middle + 1 + _REACH))
        affected = range(max(0, number - 1), min(len(rows), number + 2))
        unions = self._unions_of(group)

        def attempt(slot: int) -> _Try:
            tried = [*rest[:slot], *group, *rest[slot:]]
            cost, _, knots = price(
                self._grid, [*rows[:number], tried, *rows[number + 1 :]], affected
            )
            return _Try(cost, abs(slot - now), slot, not unions.isdisjoint(knots))

        tries = [attempt(slot) for slot in sorted(near) if 0 <= slot <= len(rest)]
        best = min(tries)
        if self._are_free(group):
            crowd = _Crowd(rest, group, self._gap, self._before, self._grid)
            over = self._children_of(group)

            def whole(one: _Try) -> _Try:
                aside = min(_MOST_ASIDE, crowd.aside(one.slot, over)) if over else 0.0
                return one._replace(cost=one.cost + _PUSHED * crowd.pushed(one.slot) + aside)

            if best.is_knotted or whole(best).cost > best.cost + _ASIDE:
                farther = set(range(len(rest) + 1)).difference(near, self._within_couples(rest))
                nearest = sorted(farther, key=lambda slot: (abs(slot - now), slot))
                nearest = nearest[: _FARTHER // (1 + len(rest) // _WIDE)]
                tries += [attempt(slot) for slot in {*nearest, 0, len(rest)}.difference(near)]
                best = min(map(whole, tries))
        return [*rest[: best.slot], *group, *rest[best.slot :]]

    def _within_couples(self, row: Sequence[int]) -> set[int]:
        """Slots between partners: the search in the background would not bring these together."""
        couples = {frozenset(seats) for seats in self._grid.seats}
        return {at for at, pair in enumerate(pairwise(row), start=1) if frozenset(pair) in couples}

    def _are_free(self, group: Sequence[int]) -> bool:
        """Whether these are people without parents and mates in the row besides themselves."""
        grid, graph = self._grid, self._grid.graph
        return not _kin(grid, group) and all(
            not grid.is_waypoint(node) and graph.parents[node] == NOBODY for node in group
        )

    def _children_of(self, group: Sequence[int]) -> list[float]:
        """Where the children of newcomers stand, x."""
        below = (node for union in self._unions_of(group) for node in self._grid.below[union])
        return [self._before[node] for node in below if node in self._before]

    def _unions_of(self, group: Sequence[int]) -> frozenset[int]:
        people = [node for node in group if not self._grid.is_waypoint(node)]
        return frozenset(link // 2 for node in people for link in self._grid.graph.links_of[node])

    def _gap(self, one: int, other: int) -> float:
        """Return the smallest distance of two neighbours."""
        grid = self._grid
        gap = self._labels.gap(*(n if grid.is_person(n) else None for n in (one, other)))
        is_new = one not in self._before or other not in self._before
        return SQUEEZED if is_new and gap == NEIGHBOURS else gap


class _Crowd:
    """People of a row among whom newcomers shall stand; whom nobody moves keeps her gaps."""

    def __init__(
        self,
        rest: Sequence[int],
        group: Sequence[int],
        gap: Callable[[int, int], float],
        before: Places,
        grid: Grid,
    ) -> None:
        self._rest, self._group, self._gap = rest, group, gap
        gaps = [gap(one, other) for one, other in pairwise(rest)]
        along = np.cumsum([0.0, *gaps]) if rest else np.zeros(0)
        self._x = x = np.array([before.get(node, np.nan) for node in rest], dtype=np.float64)
        is_known = ~np.isnan(x) & np.array([not grid.is_waypoint(n) for n in rest], dtype=bool)
        self._at = np.flatnonzero(is_known)
        self._wanted = (x - along)[is_known]

    def aside(self, slot: int, x: Sequence[float]) -> float:
        """Return how far the middle of these x lies left or right of a slot."""
        middle = sum(x) / len(x)
        left = float(np.nanmax(self._x[:slot], initial=-np.inf))
        right = float(np.nanmin(self._x[slot:], initial=np.inf))
        return max(0.0, left - middle, middle - right)

    def pushed(self, slot: int) -> int:
        """Count who must go far, at the least, if the group comes to a slot; a few at most."""
        rest = self._rest
        left, right = rest[slot - 1 : slot] if slot else (), rest[slot : slot + 1]
        room = sum(self._gap(*pair) for pair in pairwise((*left, *self._group, *right)))
        if left and right:
            room -= self._gap(left[0], right[0])
        wanted = np.where(self._at >= slot, self._wanted - room, self._wanted)
        return min(_MOST_PUSHED, int(np.count_nonzero(~staying(wanted, 2 * PLAY))))


def _kin(grid: Grid, group: Sequence[int]) -> set[int]:
    """Siblings and mates of people, in their own rows."""
    graph = grid.graph
    kin: set[int] = set()
    for node in group:
        if not grid.is_waypoint(node):
            for link in graph.links_of[node]:
                kin.update(grid.seats[link // 2])
            if graph.parents[node] != NOBODY:
                kin.update(graph.children[graph.parents[node]])
        else:
            union = grid.waypoint_union[node - grid.people]
            kin.update(grid.seats[union], grid.graph.children[union])
    return kin.difference(group)
