"""What an order costs: lines that cross, couples apart, sibships torn."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np

from counselling.layout.grid import Grid
from counselling.layout.lines import Lines, Net, Way, run_lines

# Weights were chosen in the prototype on 218 families; nothing hangs on their exact values.
_CROSSING: Final = 100.0
_APART: Final = 20.0  # a couple not side by side, and 1 a place between
_UNDER: Final = 5.0
_OWN: Final = 10.0  # a crossing of lines that mean one union, to a donor and on from her child
_TORN: Final = 0.3  # a place between siblings where nobody of theirs stands

_MANY_NETS: Final = 30  # from here on, pairs that cannot meet are sorted out in numpy


class Price(NamedTuple):
    """What an order costs.

    crossings: how many lines of different unions cross. knots: the unions to blame, as often as
    they cross another or cannot be joined side by side.
    """

    cost: float
    crossings: int
    knots: list[int]


def price(grid: Grid, rows: Sequence[Sequence[int]], only: Sequence[int] = ()) -> Price:
    """Return the cost of an order; only: rows to look at where not all of them matter."""
    lines = run_lines(grid, rows, only)
    drawn_as = grid.graph.drawn_as
    crossings = lines.pierced
    cost = 0.0
    knots = []
    for detour in lines.detours:
        knots.append(detour.union)
        cost += _APART + lines.place[detour.right] - lines.place[detour.left]
        if detour.way is Way.UNDER:
            cost += _UNDER
    for nets in lines.gaps:
        for one, other, count in crossing_pairs(nets):
            if drawn_as[one.union] == drawn_as[other.union]:
                cost += _OWN * count
            else:
                crossings += count
                knots += (one.union, other.union)
        for _, _, bottoms in nets:
            if len(bottoms) > 1:
                cost += _TORN * (bottoms[-1] - bottoms[0] + 1 - len(bottoms))
    return Price(cost + _CROSSING * crossings, crossings, knots)


def crossed_unions(lines: Lines) -> dict[int, int]:
    """Of every union whose lines cross others': how often."""
    crossed: dict[int, int] = {}
    for nets in lines.gaps:
        for one, other, count in crossing_pairs(nets):
            for union in (one.union, other.union):
                crossed[union] = crossed.get(union, 0) + count
    return crossed


def crossing_pairs(nets: list[Net]) -> list[tuple[Net, Net, int]]:
    """Pairs of nets that cross whichever bar is the upper one, with how often they do."""
    found = []
    pairs = _pairs_that_may_meet(nets) if len(nets) > _MANY_NETS else combinations(nets, 2)
    for one, other in pairs:
        if one.union != other.union and not _is_beside(one, other):
            count = min(crossings_if_above(one, other), crossings_if_above(other, one))
            if count:
                found.append((one, other, count))
    return found


def _is_beside(one: Net, other: Net) -> bool:
    """Whether one net lies left of the other in both rows, so that they cannot cross."""
    (_, tops, bottoms), (_, other_tops, other_bottoms) = one, other
    if not bottoms or not other_bottoms:
        return False
    if tops and other_tops:
        if tops[-1] <= other_tops[0]:
            return bottoms[-1] <= other_bottoms[0]
        return other_tops[-1] <= tops[0] and other_bottoms[-1] <= bottoms[0]
    return bottoms[-1] <= other_bottoms[0] or other_bottoms[-1] <= bottoms[0]


def _pairs_that_may_meet(nets: Sequence[Net]) -> list[tuple[Net, Net]]:
    infinite = np.inf
    ends = np.array(
        [
            (
                tops[0] if tops else infinite,
                tops[-1] if tops else -infinite,
                bottoms[0] if bottoms else -infinite,
                bottoms[-1] if bottoms else infinite,
            )
            for _, tops, bottoms in nets
        ]
    )
    is_left = (ends[:, None, 1] <= ends[None, :, 0]) & (ends[:, None, 3] <= ends[None, :, 2])
    upper = np.triu(~(is_left | is_left.T), 1)
    first, second = np.nonzero(upper)
    return [(nets[i], nets[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)]


def crossings_if_above(upper: Net, lower: Net) -> int:
    """Crossings of two nets when the one's bar lies above the other's.

    Places of different rows cannot be compared, so the lines are followed by who stands left of
    whom at both ends.
    """
    _, tops, bottoms = upper
    _, lower_tops, lower_bottoms = lower
    count = 0
    if not lower_bottoms and bottoms:  # out of a couple's span a net comes through its line
        return int(any(lower_tops[0] < top < lower_tops[-1] for top in tops))
    if not bottoms or not lower_bottoms:
        if tops:
            count = sum(tops[0] < top < tops[-1] for top in lower_tops)
        return count
    if tops:
        for top in lower_tops:
            if top > tops[-1]:
                count += lower_bottoms[-1] < bottoms[-1]
            elif top < tops[0]:
                count += lower_bottoms[0] > bottoms[0]
            else:
                count += tops[0] < top < tops[-1]
    elif lower_tops and lower_bottoms[0] > bottoms[0] and lower_bottoms[-1] < bottoms[-1]:
        count += len(lower_tops)
    if len(lower_bottoms) > 1:
        first, last = lower_bottoms[0], lower_bottoms[-1]
        count += sum(first < bottom < last for bottom in bottoms)
    return count
