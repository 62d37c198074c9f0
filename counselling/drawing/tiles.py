"""Cuts a drawing that is larger than a page into tiles: windows of one size that overlap."""

import math
from dataclasses import dataclass
from typing import Final

from counselling.drawing.paper import MM, Box

OVERLAP_PT: Final = 15 * MM  # wider than a symbol, so that each is whole on one page at least
_ROUNDING_PT: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Tile:
    """One page's window on the drawing; row and column count from 1.

    has_right, has_below: whether a neighbour is glued on there.
    """

    row: int
    column: int
    window: Box
    has_right: bool
    has_below: bool


def tiles(
    width: float, height: float, largest: tuple[float, float], *, overlap: float = OVERLAP_PT
) -> tuple[Tile, ...]:
    """Return the windows, of one size, in reading order, that make up a drawing of width x height.

    Neighbours overlap by exactly `overlap`; all together they are as large as the drawing, so
    that no page is left emptier than another. largest: width and height that a window may have,
    both above the overlap.
    """
    columns, wide = _laid(width, largest[0], overlap)
    rows, high = _laid(height, largest[1], overlap)
    return tuple(
        Tile(
            row + 1,
            column + 1,
            Box(column * (wide - overlap), row * (high - overlap), wide, high),
            column + 1 < columns,
            row + 1 < rows,
        )
        for row in range(rows)
        for column in range(columns)
    )


def _laid(length: float, largest: float, overlap: float) -> tuple[int, float]:
    """Return how many windows make up a length, and how long each is."""
    count = max(1, math.ceil((length - overlap - _ROUNDING_PT) / (largest - overlap)))
    return count, (length + (count - 1) * overlap) / count
