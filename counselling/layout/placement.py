"""Where everybody stands in the row: couples close, children centred, lines straight.

What is wanted is a sum of squares, what is demanded are minimum gaps; the optimum is exact
(runs.py), so nothing depends on sweeps or on where they start.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from counselling.layout.blocks import Flags, Reals, add_up
from counselling.layout.clearing import BESIDE, Choice, Passing, standing_over
from counselling.layout.elastic import PLAY, give_way
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.labels import NEIGHBOURS, Labels
from counselling.layout.lines import Lines, Way
from counselling.layout.plumb import bends, hangings, is_bent
from counselling.layout.result import SegmentKind
from counselling.layout.runs import Wishes, fulfil
from counselling.layout.slots import SQUEEZED

# How much each wish counts, before squaring.
_COUPLE: Final = 1.25  # partners at their smallest gap
_CENTRED: Final = 1.3  # children under their parents
_STRAIGHT: Final = 0.6  # a stem, a leg
_SLANTED: Final = 0.3  # a partner's way down to a lower row
_LOOSELY: Final = 0.5  # children under a couple that does not stand side by side
_ASIDE: Final = 0.15  # stand-ins under those they come from
_DETOUR: Final = 0.25  # such a couple close
_PLUMB: Final = 10.0  # a single child under the stem where it would miss it by little
_CLEAR: Final = 10.0  # a stem beside a bar that it would cross without need
_EVEN: Final = 0.2  # neighbours within a sibship at their smallest gap
_AS_TIDY: Final = 0.6  # everybody but those whom the hand moved
_BY_HAND: Final = 100.0  # only minimum gaps are stronger
_ANYWHERE: Final = 1e-3  # the whole drawing in one place

_TOUCHED: Final = 1e-3  # neighbours no farther apart than this above their gap stood close before
_NOWHERE: Final[Mapping[int, float]] = MappingProxyType({})

Term = tuple[tuple[int, float], ...]


class Placement:
    """Everybody's place in an order, as often as the hand moves somebody."""

    def __init__(
        self, grid: Grid, lines: Lines, labels: Labels, pins: Mapping[int, float] = _NOWHERE
    ) -> None:
        gaps = _gaps(grid, lines, labels)
        self._nodes = np.array([node for row in lines.rows for node in row], dtype=np.intp)
        self._unknown = np.empty(len(self._nodes), dtype=np.intp)
        self._unknown[self._nodes] = np.arange(len(self._nodes))
        self._is_person = self._nodes < grid.graph.people
        wishes = _Wishlist(self._unknown)
        for union in range(len(grid.row_of_union)):
            _wish_for_union(wishes, grid, lines, union, gaps)
        for run in grid.runs:
            weight = _SLANTED if run.kind is SegmentKind.MATE else _STRAIGHT
            wishes.add(weight, ((run.upper, 1.0), (run.lower, -1.0)))
        for node, x in pins.items():
            wishes.add(_BY_HAND, ((node, 1.0),), x)
        self._wishes = wishes.sum_of_squares()
        self._hanging = hangings(grid, lines, labels)
        self._nudged: Reals | None = None
        self._pinned = np.isin(self._nodes, list(pins))
        # pairs of neighbours are those of one row
        lengths = np.array([len(nodes) for nodes in lines.rows if nodes])
        is_pair = np.ones(int(lengths.sum()), dtype=bool)
        is_pair[np.cumsum(lengths) - 1] = False
        self._left = np.flatnonzero(is_pair)
        self._gap = np.array([gap for row in gaps for gap in row], dtype=np.float64)

    def tidy(self, before: Mapping[int, float] = _NOWHERE, crossed: Sequence[Choice] = ()) -> Reals:
        """Return x of every node, shape (nodes,), as if nobody had been nudged.

        before: x of the nodes in an earlier drawing. crossed: lines whose stems stand beside bars,
        afresh.
        """
        if not before:
            return self._afresh(crossed)[self._unknown]
        were = np.array([before.get(int(node), np.nan) for node in self._nodes])
        is_new = np.isnan(were)
        squeezed = (is_new[self._left] | is_new[self._left + 1]) & (self._gap == NEIGHBOURS)
        gap = np.where(squeezed, SQUEEZED, self._gap)
        is_kept = self._is_person & ~self._pinned
        pairs = self._left, gap
        x = give_way(*self._with_plumb_lines(were), pairs, before=were, is_kept=is_kept)
        if is_bent(self._hanging, x[self._unknown].tolist()):
            more = self._with_plumb_lines(x)
            plumb = give_way(*more, pairs, before=were, is_kept=is_kept)
            far = np.abs(np.stack((x, plumb)) - were)[:, is_kept] > PLAY + _TOUCHED
            if np.count_nonzero(far[1]) <= np.count_nonzero(far[0]):
                x = plumb
        return x[self._unknown]

    def _afresh(self, crossed: Sequence[Choice]) -> Reals:
        touching = np.ones(len(self._left), dtype=bool)
        x = fulfil(self._wishes, self._left, self._gap, touching)
        wishes, _ = self._with_plumb_lines(x)
        if wishes is not self._wishes:
            x = self._again(wishes, x)
        kept_off: set[Passing] = set()
        while over := {*standing_over(crossed, x[self._unknown].tolist())} - kept_off:
            kept_off |= over
            x = self._again(wishes.with_more(self._aside(kept_off)), x)
        return x

    def _again(self, wishes: Wishes, x: Reals) -> Reals:
        touching = np.diff(x)[self._left] < self._gap + _TOUCHED
        return fulfil(wishes.cut(x), self._left, self._gap, touching)

    def _aside(self, passing: Iterable[Passing]) -> Wishes:
        """Wish that stems stand beside the bars that they pass."""
        wishes = _Wishlist(self._unknown)
        for left, right, end, side in sorted(passing):
            half = side / 2
            wishes.add(_CLEAR, ((left, half), (right, half), (end, -side)), BESIDE)
        return wishes.sum_of_squares()

    def _with_plumb_lines(self, x: Reals) -> tuple[Wishes, Flags]:
        """The wishes, and that single children who hang nearly plumb do; and who hangs so.

        x: shape (nodes,).
        """
        more = _Wishlist(self._unknown)
        hangs = np.zeros(len(self._nodes), dtype=bool)
        for one, aside in bends(self._hanging, x[self._unknown].tolist()):
            above = (one.left, -0.5), (one.right, -0.5)
            more.add(_PLUMB, ((one.first, 0.5), (one.last, 0.5), *above), aside)
            hangs[self._unknown[[one.left, one.right, one.first, one.last]]] = True
        return (self._wishes.with_more(more.sum_of_squares()) if more else self._wishes), hangs

    def nudged(self, tidy: Reals, places: Mapping[int, float]) -> Reals:
        """Return x of every node, shape (nodes,), with some people where the hand puts them.

        tidy: x of every node without that, shape (nodes,). The others give way, those near to them
        follow a little, and whoever is far off stays.
        """
        wanted = tidy[self._nodes].copy()
        stiffness = np.full(len(wanted), _AS_TIDY**2)
        for node, x in places.items():
            wanted[self._unknown[node]] = x
            stiffness[self._unknown[node]] = _BY_HAND**2
        wishes = self._wishes.drawn_to(stiffness, stiffness * wanted)
        # a hand moves on little by little: who touched last time is the best guess, and no more
        guess = tidy[self._nodes] if self._nudged is None else self._nudged
        touching = np.diff(guess)[self._left] < self._gap + _TOUCHED
        self._nudged = fulfil(wishes, self._left, self._gap, touching)
        return self._nudged[self._unknown]


class _Wishlist:
    """Collects wishes and writes them as one quadratic form."""

    def __init__(self, unknown: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        self._unknown = unknown
        self._nodes: list[tuple[int, int, int, int]] = []
        self._weights: list[tuple[float, float, float, float]] = []
        self._wanted: list[float] = []

    def __bool__(self) -> bool:
        """Whether anything is wished."""
        return bool(self._nodes)

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
        squares = (weights[:, :, None] * weights[:, None, :]).ravel()
        meant = np.flatnonzero(squares)  # most wishes are of two nodes
        return Wishes(
            size=size,
            rows=np.concatenate((np.repeat(at, 4, axis=1).ravel()[meant], everyone)),
            columns=np.concatenate((np.tile(at, (1, 4)).ravel()[meant], everyone)),
            values=np.concatenate((squares[meant], np.full(size, _ANYWHERE**2))),
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
