"""Where everybody stands in the row: couples close, children centred, lines straight.

What is wanted is a sum of squares, what is demanded are minimum gaps; the optimum is exact
(runs.py), so nothing depends on sweeps or on where they start.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import Labels
from counselling.layout.lines import Lines, Way
from counselling.layout.result import SegmentKind
from counselling.layout.runs import Reals, Wishes, add_up, fulfil

# How much each wish counts, before squaring.
_COUPLE: Final = 1.0  # partners at their smallest gap
_CENTRED: Final = 1.3  # children under their parents
_STRAIGHT: Final = 0.6  # a stem, a leg
_SLANTED: Final = 0.3  # a partner's way down to a lower row
_LOOSELY: Final = 0.5  # children under a couple that does not stand side by side
_ASIDE: Final = 0.15  # stand-ins under those they come from
_DETOUR: Final = 0.25  # such a couple close
_EVEN: Final = 0.2  # neighbours within a sibship at their smallest gap
_AS_BEFORE: Final = 0.6  # everybody where the drawing had them before an edit
_ANYWHERE: Final = 1e-3  # the whole drawing in one place

_TOUCHED: Final = 1e-3  # neighbours no farther apart than this above their gap stood close before
_NOWHERE: Final[Mapping[int, float]] = MappingProxyType({})

Term = tuple[tuple[int, float], ...]


def place_nodes(
    grid: Grid, lines: Lines, labels: Labels, before: Mapping[int, float] = _NOWHERE
) -> Reals:
    """Return x of every node, shape (nodes,). before: x of the nodes of an earlier drawing."""
    nodes = [node for row in lines.rows for node in row]
    unknown = np.empty(len(nodes), dtype=np.intp)
    unknown[nodes] = np.arange(len(nodes))
    gaps = _gaps(grid, lines, labels)
    wishes = _Wishlist(unknown)
    for union in range(len(grid.row_of_union)):
        _wish_for_union(wishes, grid, lines, union, gaps)
    for run in grid.runs:
        weight = _SLANTED if run.kind is SegmentKind.MATE else _STRAIGHT
        wishes.add(weight, ((run.upper, 1.0), (run.lower, -1.0)))
    for node, x in before.items():
        wishes.add(_AS_BEFORE, ((node, 1.0),), x)
    return _placed(wishes, lines, gaps, before)[unknown]


class _Wishlist:
    """Collects wishes and writes them as one quadratic form."""

    def __init__(self, unknown: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        self._unknown = unknown
        self._nodes: list[tuple[int, int, int, int]] = []
        self._weights: list[tuple[float, float, float, float]] = []
        self._wanted: list[float] = []

    def add(self, weight: float, term: Term, wanted: float = 0.0) -> None:
        """Wish that a sum of up to four nodes times factors be so much."""
        padded = (*term, *((term[0][0], 0.0),) * (4 - len(term)))
        (a, p), (b, q), (c, r), (d, s) = padded
        self._nodes.append((a, b, c, d))
        self._weights.append((p * weight, q * weight, r * weight, s * weight))
        self._wanted.append(wanted * weight)

    def sum_of_squares(self) -> Wishes:
        """Return the wishes as a quadratic form."""
        size = len(self._unknown)
        at = self._unknown[np.array(self._nodes, dtype=np.intp).reshape(-1, 4)]
        weights = np.array(self._weights, dtype=np.float64).reshape(-1, 4)
        everyone = np.arange(size)
        squares = weights[:, :, None] * weights[:, None, :]
        return Wishes(
            size=size,
            rows=np.concatenate((np.repeat(at, 4, axis=1).ravel(), everyone)),
            columns=np.concatenate((np.tile(at, (1, 4)).ravel(), everyone)),
            values=np.concatenate((squares.ravel(), np.full(size, _ANYWHERE**2))),
            pull=add_up(at.ravel(), (weights * np.array(self._wanted)[:, None]).ravel(), size),
        )


def _wish_for_union(
    wishes: _Wishlist, grid: Grid, lines: Lines, union: int, gaps: Sequence[Sequence[float]]
) -> None:
    place = lines.place
    seats = sorted(grid.seats[union], key=place.__getitem__)
    left, right = seats[0], seats[-1]
    centred = _CENTRED
    if all(grid.people > node >= grid.graph.people for node in grid.below[union]):
        centred = _ASIDE  # a donor need not stand above the child
    if union not in lines.straight:
        centred = _LOOSELY
        wishes.add(_DETOUR, ((right, 1.0), (left, -1.0)))
    elif left != right:
        closest = sum(gaps[grid.row_of_union[union]][place[left] : place[right]])
        wishes.add(_COUPLE, ((right, 1.0), (left, -1.0)), closest)
    below = sorted(grid.below[union], key=place.__getitem__)
    if below:
        ends = ((below[0], -0.5), (below[-1], -0.5))
        wishes.add(centred, ((left, 0.5), (right, 0.5), *ends))
    stem = grid.stem[union]
    if stem:
        kids = sorted(grid.graph.children[union], key=place.__getitem__)
        wishes.add(1.0, ((stem[-1], 1.0), (kids[0], -0.5), (kids[-1], -0.5)))
        below = kids
    if len(below) > 1:
        row = grid.row[below[0]]
        first, last = place[below[0]], place[below[-1]]
        for position in range(first, last):
            one, other = lines.rows[row][position : position + 2]
            wishes.add(_EVEN, ((other, 1.0), (one, -1.0)), gaps[row][position])


def _gaps(grid: Grid, lines: Lines, labels: Labels) -> list[list[float]]:
    """Of every row: the smallest distance of each node to the next."""
    stems: dict[tuple[int, int], int] = {}
    for detour in lines.detours:
        if detour.way is Way.OVER and detour.slot != NOBODY:
            slot = grid.row_of_union[detour.union], detour.slot
            stems[slot] = stems.get(slot, 0) + 1
    return [
        [
            labels.gap(
                one if grid.is_person(one) else None,
                other if grid.is_person(other) else None,
                lines=stems.get((row, position), 0),
            )
            for position, (one, other) in enumerate(pairwise(nodes))
        ]
        for row, nodes in enumerate(lines.rows)
    ]


def _placed(
    wishes: _Wishlist,
    lines: Lines,
    gaps: Sequence[Sequence[float]],
    before: Mapping[int, float],
) -> Reals:
    """Solve in the order of the rows; pairs of neighbours are those of one row."""
    lengths = np.array([len(nodes) for nodes in lines.rows if nodes])
    is_pair = np.ones(int(lengths.sum()), dtype=bool)
    is_pair[np.cumsum(lengths) - 1] = False
    left = np.flatnonzero(is_pair)
    gap = np.array([gap for row in gaps for gap in row], dtype=np.float64)
    were = np.array([before.get(node, np.nan) for row in lines.rows for node in row])
    touching = ~(were[left + 1] - were[left] > gap + _TOUCHED)  # so did who was not there
    return fulfil(wishes.sum_of_squares(), left, gap, touching)
