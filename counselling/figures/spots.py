"""Finds room for words beside a line that runs round others, where nothing else stands."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from counselling.layout.result import SYMBOL_UNITS, Layout
from counselling.pedigree.person import PersonId

_STEP_PT: Final = 5.0  # how finely a line is searched for room
_SLANT_STEPS: Final = 6  # a slanted line is taken for so many small boxes


class Box(NamedTuple):
    """A rectangle in points, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Spots:
    """What stands where in a layout. widths, heights: of labels, in layout units."""

    def __init__(
        self,
        layout: Layout,
        widths: Mapping[PersonId, float],
        heights: Mapping[PersonId, float],
        *,
        unit_pt: float,
    ) -> None:
        self._symbols = list(_symbols(layout, widths, heights, unit_pt))
        self._lines = list(_lines(layout, unit_pt))

    def along(
        self, low: float, high: float, wish: float, box: Box, *, is_over_lines: bool = False
    ) -> float | None:
        """Return where along a level line a box has room, nearest to the place wished.

        low, high: the line's ends; box: in relation to the place sought. is_over_lines: it may
        lie on other lines, never on symbols and labels. None where all is taken.
        """
        taken = self._symbols if is_over_lines else [*self._symbols, *self._lines]
        for step in range(int((high - low) / _STEP_PT) + 1):
            for x in (wish - step * _STEP_PT, wish + step * _STEP_PT):
                left, right = x + box.left, x + box.right
                wished = Box(left, box.top, right, box.bottom)
                if low <= x <= high and not any(map(wished.meets, taken)):
                    return x
        return None


def _symbols(
    layout: Layout,
    widths: Mapping[PersonId, float],
    heights: Mapping[PersonId, float],
    unit_pt: float,
) -> Iterator[Box]:
    half = SYMBOL_UNITS / 2
    for node in layout.nodes:
        x, y = node.x, node.y - node.rise
        wide = max(half, widths.get(node.person, 0.0) / 2)
        foot = node.y + half + heights.get(node.person, 0.0)
        for sides in (
            (x - half, y - half, x + half, y + half),
            (x - wide, y + half, x + wide, foot),
        ):
            yield Box(*(side * unit_pt for side in sides))


def _lines(layout: Layout, unit_pt: float) -> Iterator[Box]:
    for line in layout.segments:
        is_slant = line.x1 != line.x2 and line.y1 != line.y2
        steps = _SLANT_STEPS if is_slant else 1
        for step in range(steps):
            xs = [line.x1 + (line.x2 - line.x1) * share / steps for share in (step, step + 1)]
            ys = [line.y1 + (line.y2 - line.y1) * share / steps for share in (step, step + 1)]
            yield Box(
                min(xs) * unit_pt - 1.0,
                min(ys) * unit_pt - 1.0,
                max(xs) * unit_pt + 1.0,
                max(ys) * unit_pt + 1.0,
            )
