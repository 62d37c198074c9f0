"""What is drawn over a picture: rings around who is selected, the band of a hand that selects."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.kit.pictures.pointing import frame_around
from ui.kit.pictures.scene_painter import Prepared, Subject
from ui.kit.pictures.viewpoint import Viewpoint
from ui.look.tokens import CARD_RADIUS_PX, FOCUS_PX, Space

_DASH: Final = (3.0, 2.0)  # of pen widths: who is selected too, but is not whom the keys walk from
_BAND_OPACITY: Final = 0.12


def paint_ring(
    painter: QPainter, subject: Subject, picture: Prepared, view: Viewpoint, *, is_dashed: bool
) -> None:
    """Paint a ring close around a symbol, over nobody's label."""
    pen = QPen(QColor(PAPER_COLOURS[Ink.ACCENT]), FOCUS_PX)
    if is_dashed:
        pen.setDashPattern(_DASH)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = frame_around(subject, picture, pen=FOCUS_PX / view.scale)
    painter.drawRoundedRect(view.world.mapRect(frame), Space.TIGHT, Space.TIGHT)


def paint_rings(
    painter: QPainter,
    subjects: Iterable[Subject],
    picture: Prepared,
    view: Viewpoint,
    window: QRectF,
) -> None:
    """Paint dashed rings around those who are in the window."""
    for subject in subjects:
        if view.world.mapRect(subject.bounds).intersects(window):
            paint_ring(painter, subject, picture, view, is_dashed=True)


def paint_band(painter: QPainter, band: QRectF) -> None:
    """Paint the band that is being drawn around people."""
    ink = QColor(PAPER_COLOURS[Ink.ACCENT])
    painter.setPen(QPen(ink, 1))
    ink.setAlphaF(_BAND_OPACITY)
    painter.setBrush(ink)
    painter.drawRect(band)


def inner(widget: QWidget) -> QRegion:
    """Return the sheet as boxes: to clip by them costs a fifth of what its path would."""
    return QRegion(card(widget, 0.5).toFillPolygon().toPolygon())


def paint_held(painter: QPainter, symbol: QRectF) -> None:
    """Paint the shadow of a symbol under the hand that drags it."""
    painter.setPen(QPen(QColor(PAPER_COLOURS[Ink.ACCENT]), FOCUS_PX, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(symbol, Space.TIGHT, Space.TIGHT)


def card(widget: QWidget, inset: float) -> QPainterPath:
    """Return the outline of a sheet of paper as large as a widget."""
    path = QPainterPath()
    box = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    path.addRoundedRect(box, CARD_RADIUS_PX, CARD_RADIUS_PX)
    return path
