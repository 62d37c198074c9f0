"""A picture from far away, where a symbol is a few pixels: strokes and dots, in a handful of calls.

At such a scale thousands of people are in the window, and to paint each shape as it is drawn would
take longer than a frame lasts.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.kit.pictures.pieces import Cell, Far, Outline, Piece, cells_of

FAR: Final = 0.18  # pixels a point: a symbol is six pixels wide
_CELL_PT: Final = 1600.0  # about a square of the mosaic at the nearest of these scales
_CHEAPER: Final = 24
_PALEST: Final = 200  # of 255: what is lighter is ground, not ink


def seen_from_far(pen: QPen, brush: QBrush, *, is_line: bool) -> tuple[Far, int] | None:
    """Return how a shape is drawn from far away, and in which ink; None: not at all."""
    if is_line:
        return (Far.STROKE, pen.color().rgba())
    if brush.style() != Qt.BrushStyle.NoBrush and brush.color().lightness() < _PALEST:
        return (Far.DOT, brush.color().rgba())
    return (Far.RING, pen.color().rgba()) if pen.style() != Qt.PenStyle.NoPen else None


class FarPicture:
    """A picture's strokes and boxes by where they are and by ink, so that nothing is sorted later.

    What touches several cells is in each of them: to paint a pixel twice changes nothing.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        seen = [piece for piece in pieces if isinstance(piece, Outline) and piece.far is not None]
        cells: dict[Cell, list[Outline]] = {}
        for piece in seen:
            for cell in cells_of(piece.bounds, _CELL_PT):
                cells.setdefault(cell, []).append(piece)
        self._cells = {cell: _Strokes(inside) for cell, inside in cells.items()}

    def paint(self, painter: QPainter, part: QRectF | None = None) -> int:
        """Paint lines as strokes one pixel wide, shapes as boxes.

        Returns how much that was, counted in pieces that are painted as they are drawn.
        """
        cells = self._near(part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for cell in cells:
            for ink, strokes in cell.lines.items():
                painter.setPen(QPen(QColor(ink), 0))
                painter.drawLines(strokes)
        for kind in (Far.RING, Far.DOT):
            for cell in cells:
                for ink, places in cell.boxes[kind].items():
                    is_ring = kind is Far.RING
                    painter.setPen(QPen(QColor(ink), 0) if is_ring else QPen(Qt.PenStyle.NoPen))
                    painter.setBrush(QColor(PAPER_COLOURS[Ink.PAPER] if is_ring else ink))
                    painter.drawRects(places)
        return -(-sum(cell.count for cell in cells) // _CHEAPER)

    def _near(self, part: QRectF | None) -> "list[_Strokes]":
        wanted = self._cells if part is None else cells_of(part, _CELL_PT)
        return [self._cells[cell] for cell in wanted if cell in self._cells]


class _Strokes:
    """What is seen of some pieces: lines and boxes by ink."""

    def __init__(self, pieces: Sequence[Outline]) -> None:
        self.count = len(pieces)
        self.lines: dict[int, list[QLineF]] = {}
        self.boxes: dict[Far, dict[int, list[QRectF]]] = {Far.RING: {}, Far.DOT: {}}
        for piece in pieces:
            if piece.far is None:
                continue
            kind, ink = piece.far
            if piece.line is not None:
                self.lines.setdefault(ink, []).append(piece.line)
            else:
                self.boxes[kind].setdefault(ink, []).append(piece.bounds)
