"""Stems that stand over a bar which they need not cross: their couples are asked to stand beside.

Where lines must cross, an order counts on a stem beyond the end of another union's bar. Whoever is
centred over the children may stand over that bar all the same, and cross it once more.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from counselling.layout.crossings import crossing_pairs, upper_first
from counselling.layout.lines import Lines, Net

_BESIDE: Final = 0.3  # units between a stem and the end of a bar that it passes


class Passing(NamedTuple):
    """A stem that passes a bar. left, right: nodes that it leaves between, twice the same from one.

    end: the node under the bar's end. side: 1 where the stem passes it on the right, else -1.
    """

    left: int
    right: int
    end: int
    side: int

    def aside(self, x: Sequence[float]) -> float:
        """How far beyond the bar's end the stem stands. x: of every node."""
        return self.side * ((x[self.left] + x[self.right]) / 2 - x[self.end])


def passings(lines: Lines) -> list[Passing]:
    """Return the stems that an order counts on beyond the end of a bar, where lines cross."""
    found = []
    for gap, nets in enumerate(lines.gaps):
        for one, other, _ in crossing_pairs(nets):
            upper, lower = upper_first(one, other)
            if gap and upper.tops and upper.bottoms and lower.bottoms:
                found += _passings(lines.rows[gap - 1 : gap + 1], upper, lower)
    return found


def standing_over(every: Sequence[Passing], x: Sequence[float]) -> Iterator[tuple[Passing, float]]:
    """Return those who stand over a bar, and how far beyond its end they should. x: of every node."""
    for one in every:
        if one.aside(x) < _BESIDE:
            yield one, _BESIDE


def _passings(rows: Sequence[Sequence[int]], upper: Net, lower: Net) -> Iterator[Passing]:
    above, below = rows
    for top in lower.tops:
        left, right = above[int(top + 0.4)], above[int(top + 0.6)]
        if top > upper.tops[-1] and lower.bottoms[-1] >= upper.bottoms[-1]:
            yield Passing(left, right, below[round(upper.bottoms[-1])], 1)
        elif top < upper.tops[0] and lower.bottoms[0] <= upper.bottoms[0]:
            yield Passing(left, right, below[round(upper.bottoms[0])], -1)
