"""Stems that stand over a bar which they need not cross: their couples are asked to stand beside.

Where lines must cross, an order counts on a stem beyond the end of another union's bar. Whoever is
centred over the children may stand over that bar all the same, and cross it once more.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from counselling.layout.crossings import crossing_pairs, crossings_if_above
from counselling.layout.exits import ends_at_persons
from counselling.layout.grid import Grid
from counselling.layout.lines import Lines, Net

BESIDE: Final = 0.3  # units between a stem and the end of a bar that it passes


class Passing(NamedTuple):
    """A stem that passes a bar. left, right: nodes that it leaves between, twice the same from one.

    end: the node under the bar's end. side: 1 where the stem passes it on the right, else -1.
    """

    left: int
    right: int
    end: int
    side: int

    def lacks(self, x: Sequence[float]) -> float:
        """How far the stem is from standing beside the bar. x: of every node."""
        beyond = (x[self.left] + x[self.right]) / 2 - x[self.end]
        return max(0.0, BESIDE / 2 - self.side * beyond)


Choice: TypeAlias = tuple[tuple[Passing, ...], ...]  # ways of two unions' lines that cross as often


def choices(grid: Grid, lines: Lines) -> list[Choice]:
    """Of every two unions whose lines cross: the stems that have to pass a bar, either way."""
    graph = grid.graph
    foot = {
        node: person
        for union, person, node in ends_at_persons(grid)
        if graph.joins[union] not in graph.meeting
    }
    found: list[Choice] = []
    for gap, nets in enumerate(lines.gaps):
        rows = lines.rows[gap - 1 : gap + 1]
        for one, other, count in crossing_pairs(nets):
            if len(rows) == 2 and one.bottoms and other.bottoms:
                found.append(
                    tuple(
                        tuple(_passings(rows, upper, lower, foot))
                        for upper, lower in ((one, other), (other, one))
                        if crossings_if_above(upper, lower) == count
                    )
                )
    return found


def standing_over(every: Sequence[Choice], x: Sequence[float]) -> Iterator[Passing]:
    """Return the stems that stand over a bar, where less is to be moved. x: of every node."""
    for choice in every:
        nearest = min(choice, key=lambda way: sum(one.lacks(x) for one in way))
        yield from (one for one in nearest if one.lacks(x))


def _passings(
    rows: Sequence[Sequence[int]], upper: Net, lower: Net, foot: Mapping[int, int]
) -> Iterator[Passing]:
    above, below = rows
    for top in lower.tops if upper.tops else ():
        left, right = above[int(top + 0.4)], above[int(top + 0.6)]
        if upper.tops[0] <= top <= upper.tops[-1]:
            continue
        end, side = _end_beside(upper, lower, is_right=top > upper.tops[-1])
        node = below[round(end)]
        yield Passing(left, right, foot.get(node, node), side)


def _end_beside(upper: Net, lower: Net, *, is_right: bool) -> tuple[float, int]:
    """The end of the upper bar that the lower one's stem has to pass, and on which side.

    It comes down outside the whole bar, or through it where its own ends lie.
    """
    first, last = lower.bottoms[0], lower.bottoms[-1]
    if is_right:
        beyond = [end for end in upper.bottoms if end > last]
        return (min(beyond), -1) if beyond else (upper.bottoms[-1], 1)
    beyond = [end for end in upper.bottoms if end < first]
    return (max(beyond), 1) if beyond else (upper.bottoms[0], -1)
