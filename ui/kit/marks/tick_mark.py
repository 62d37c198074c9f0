"""A box to tick, painted: border and mark keep the contrast that Fusion's do not."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from ui.look.tokens import FOCUS_PX, Space

_MARK = ((0.26, 0.52), (0.44, 0.70), (0.74, 0.34))  # shares of the box's side


def paint_tick(
    painter: QPainter, box: QRect, palette: QPalette, *, is_on: bool, has_focus: bool = False
) -> None:
    """Paint a box, with its mark where it is on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = palette.color(QPalette.ColorRole.Accent)
    edge = palette.color(QPalette.ColorRole.Mid)
    painter.setPen(QPen(accent if has_focus else edge, FOCUS_PX if has_focus else 1))
    painter.setBrush(accent if is_on else palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Space.TIGHT, Space.TIGHT)
    if is_on:
        painter.setPen(mark_pen(palette.color(QPalette.ColorRole.HighlightedText)))
        x, y, side = box.x(), box.y(), box.width()
        painter.drawPolyline([QPointF(x + a * side, y + b * side) for a, b in _MARK])


def mark_pen(colour: QColor) -> QPen:
    """Return the pen of marks and arrows."""
    pen = QPen(colour, 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
