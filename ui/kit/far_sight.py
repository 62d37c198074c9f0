"""A picture from far away, where a symbol is a few pixels: strokes and dots, in a handful of calls.

At such a scale thousands of people are in the window, and to paint each shape as it is drawn would
take longer than a frame lasts.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.kit.pieces import Far, Piece, Writing

FAR: Final = 0.18  # pixels a point: a symbol is six pixels wide
_CHEAPER: Final = 8
_PALEST: Final = 200  # of 255: what is lighter is ground, not ink


def seen_from_far(pen: QPen, brush: QBrush, *, is_line: bool) -> tuple[Far, int] | None:
    """Return how a shape is drawn from far away, and in which ink; None: not at all."""
    if is_line:
        return (Far.STROKE, pen.color().rgba())
    if brush.style() != Qt.BrushStyle.NoBrush and brush.color().lightness() < _PALEST:
        return (Far.DOT, brush.color().rgba())
    return (Far.RING, pen.color().rgba()) if pen.style() != Qt.PenStyle.NoPen else None


def paint_far(painter: QPainter, pieces: Iterable[Piece]) -> int:
    """Paint lines as strokes one pixel wide, shapes as boxes.

    Returns how much that was, counted in pieces that are painted as they are drawn.
    """
    lines: dict[int, list[QLineF]] = {}
    boxes: dict[tuple[Far, int], list[QRectF]] = {}
    count = 0
    for piece in pieces:
        count += 1
        if isinstance(piece, Writing) or piece.far is None:
            continue
        if piece.line is not None:
            lines.setdefault(piece.far[1], []).append(piece.line)
        else:
            boxes.setdefault(piece.far, []).append(piece.bounds)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for ink, strokes in lines.items():
        painter.setPen(QPen(QColor(ink), 0))
        painter.drawLines(strokes)
    for (far, ink), places in sorted(boxes.items(), key=lambda item: item[0][0].value):
        painter.setPen(QPen(QColor(ink), 0) if far is Far.RING else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(PAPER_COLOURS[Ink.PAPER] if far is Far.RING else ink))
        painter.drawRects(places)
    return -(-count // _CHEAPER)
