"""What Qt paints of a picture: pieces in painting order, and which of them touch a part of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import floor
from typing import Final, TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainterPath, QPen

_CELL_PT: Final = 400.0


class Far(Enum):
    """What is left of a shape that is a few pixels wide."""

    STROKE = 0
    RING = 1
    DOT = 2


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines and shapes of one pen and one fill, ready to paint.

    least_scale: pixels a point under which it is smaller than a pixel, and not painted.
    line: the same, where it is one straight line. far: how it is drawn from far away, and in
    which ink.
    """

    bounds: QRectF
    least_scale: float
    pen: QPen
    brush: QBrush
    path: QPainterPath
    line: QLineF | None = None
    far: tuple["Far", int] | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """One line of text, ready to paint.

    scale: by which the large type is painted smaller; at: left end of its baseline at that scale.
    least_scale: pixels a point under which nobody could read it, and it is not painted.
    """

    bounds: QRectF
    least_scale: float
    pen: QPen
    font: QFont
    scale: float
    at: QPointF
    text: str
    direction: Qt.LayoutDirection


Piece: TypeAlias = Outline | Writing
Cell: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a part of the picture is about, and where it is.

    symbol: bounds of its shapes, what a selection is drawn around; bounds: its labels too.
    """

    name: str
    label: str
    symbol: QRectF
    bounds: QRectF


class Index:
    """Places by the squares of a grid that they touch: a part is found without seeing the rest."""

    def __init__(self, places: Sequence[QRectF]) -> None:
        """places: in points; they are named by their number."""
        self._cells: dict[Cell, list[int]] = {}
        self._count = len(places)
        for number, place in enumerate(places):
            for cell in cells_of(place, _CELL_PT):
                self._cells.setdefault(cell, []).append(number)

    def near(self, part: QRectF) -> list[int]:
        """Return the numbers of all that may touch a part, in their order."""
        wanted = (
            list(cells_of(part, _CELL_PT))
            if _is_small(part, len(self._cells))
            else list(self._cells)
        )
        found = [self._cells[cell] for cell in wanted if cell in self._cells]
        return found[0] if len(found) == 1 else sorted({n for cell in found for n in cell})


def cells_of(place: QRectF, side_pt: float) -> Iterator[Cell]:
    """Squares of a grid that a place touches, by column and row."""
    left, top = floor(place.left() / side_pt), floor(place.top() / side_pt)
    right, foot = floor(place.right() / side_pt), floor(place.bottom() / side_pt)
    for column in range(left, right + 1):
        for row in range(top, foot + 1):
            yield column, row


def _is_small(part: QRectF, cells: int) -> bool:
    return (part.width() / _CELL_PT + 1) * (part.height() / _CELL_PT + 1) <= cells
