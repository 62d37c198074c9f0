"""The fewest crossings that a family can be drawn with, found exactly: the judge of our search.

A family's rows, with a place in the order of its row for everybody, every couple's middle and every
line that passes through, become a mixed-integer programme: who stands left of whom, how each couple
is joined (side by side, over or under its row), which founder couples leave their rows as
counselling/layout/lifting.py may let them. All orders and all sets of lifts are searched at once.

Of two unions' lines in one gap between rows the crossings are counted as the fewest ends of either
that have to pass over to the other side. That is never more than any drawing has, so 0 proves a
drawing without crossings and a larger figure that there is none.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from counselling.layout.generations import generations
from counselling.layout.graph import NOBODY, Graph
from counselling.layout.grid import Grid, Lift, Move, grid_of
from tests.layout.programme import Node
from tests.layout.prohibitions import Prohibitions

SECONDS: Final = 60.0


class Proof(NamedTuple):
    """What is known of a family's crossings.

    fewest: crossings of the best order found, None without one in the time given. at_least: fewer
    are impossible. rows, lifts: that order, as the layout writes orders.
    """

    fewest: int | None
    at_least: int
    grid: Grid | None = None
    rows: tuple[tuple[int, ...], ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether a drawing without crossings exists."""
        return self.fewest == 0


def prove(graph: Graph, *, seconds: float = SECONDS, has_lifts: bool = True) -> Proof:
    """Find the fewest crossings of one family whose members are all related or married.

    has_lifts: whether founder couples may leave their rows.
    """
    return prove_rows(graph, generations(graph), seconds=seconds, has_lifts=has_lifts)


def prove_rows(
    graph: Graph, rows: tuple[int, ...], *, seconds: float = SECONDS, has_lifts: bool = True
) -> Proof:
    """Find the fewest crossings with everybody in these rows."""
    grid = grid_of(graph, rows)
    if len(graph.partners) < 2:
        return Proof(0, 0, grid, ())
    clean = _Programme(grid, has_lifts=has_lifts, is_clean=True).solve(seconds)
    if clean.fewest == 0 or not clean.at_least:
        return clean
    return _Programme(grid, has_lifts=has_lifts, is_clean=False).solve(seconds)


class _Programme(Prohibitions):
    """The programme with its solution."""

    # ------------------------------------------------------------------ solving

    def solve(self, seconds: float) -> Proof:
        """Solve, and read the order."""
        count = len(self._prices)
        row, column, value = zip(*self._entries, strict=True)
        matrix = coo_array((value, (row, column)), shape=(len(self._least), count)).tocsr()
        result = milp(
            np.array(self._prices),
            integrality=np.ones(count),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, np.array(self._least), np.inf),
            options={"time_limit": seconds},
        )
        if result.status == 2:  # infeasible
            return Proof(None, 1)
        bound = getattr(result, "mip_dual_bound", None)
        at_least = int(np.ceil(bound - 1e-6)) if bound is not None and np.isfinite(bound) else 0
        if result.x is None:
            return Proof(None, 0 if self._is_clean else max(1, at_least))
        grid, rows = self._order_of(np.round(result.x).astype(int))
        fewest = 0 if self._is_clean else round(float(result.fun))
        at_least = fewest if result.status == 0 or not fewest else at_least
        return Proof(fewest, at_least, grid, rows)

    def _order_of(self, values: np.ndarray) -> tuple[Grid, tuple[tuple[int, ...], ...]]:
        """The order as the layout writes it, with its lifts."""
        old = self._grid
        lifts = tuple(self._lifts(values))
        grid = grid_of(old.graph, old.generation, lifts)
        at = {name: node for node, name in enumerate(grid.known_as)}
        rank: dict[Node, int] = {}
        for nodes in self._rows.values():
            for node in nodes:
                rank[node] = sum(
                    values[self._order[n, node]]
                    if (n, node) in self._order
                    else 1 - values[self._order[node, n]]
                    for n in nodes
                    if n != node
                )
        return grid, _rows_of(grid, old, rank, at)

    def _lifts(self, values: np.ndarray) -> Iterator[Lift]:
        for union, (raised, tucked) in self._lift.items():
            if values[raised]:
                yield Lift(Move.RAISED, union)
            elif values[tucked]:
                under = self._over_it(values, union)
                if under != NOBODY:
                    yield Lift(Move.TUCKED, union, under)

    def _over_it(self, values: np.ndarray, union: int) -> int:
        """A union with children in the same row on both sides of a tucked couple's."""
        grid = self._grid
        for other in grid.unions_in[grid.row_of_union[union]]:
            if other != union and grid.graph.children[other]:
                return other
        return NOBODY


def _rows_of(
    grid: Grid, old: Grid, rank: Mapping[Node, int], at: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    """Rows of a grid with lifts, from ranks in the grid without."""
    lifted = {lift.union for lift in grid.lifts}
    place: dict[int, float] = {}
    for (kind, number, kid), value in rank.items():
        if kind == "node":
            name = old.known_as[number]
            if name in at:
                place[at[name]] = value
        elif kind == "raised" and number in lifted:
            one, other = grid.graph.partners[number]
            place[one], place[other] = value - 0.2, value + 0.2
        elif kind == "leg" and number in lifted:
            for leg in grid.legs[kid]:
                place[leg] = value
    rows: list[list[int]] = [[] for _ in grid.levels]
    for node, row in enumerate(grid.row):
        rows[row].append(node)
    return tuple(tuple(sorted(row, key=lambda n: (place.get(n, 0.0), n))) for row in rows)
