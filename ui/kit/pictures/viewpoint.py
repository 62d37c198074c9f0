"""Where one stands before a picture: how near, and which part of it is in the window."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

_SMALLEST: Final = 0.015  # pixels a point: several thousand people in a row still fit
_LARGEST: Final = 8.0


class Viewpoint:
    """scale: pixels a point; offset: where the picture's corner stands, in pixels."""

    def __init__(self) -> None:
        self.scale = 1.0
        self.offset = QPointF()
        self.is_fitted = True

    @property
    def world(self) -> QTransform:
        """From the picture's points to the window's pixels."""
        return QTransform(self.scale, 0, 0, self.scale, self.offset.x(), self.offset.y())

    def zoom(self, factor: float, around: QPointF) -> None:
        """Come nearer, or step back; what stands at `around` stays there."""
        scale = min(max(self.scale * factor, _SMALLEST), _LARGEST)
        self.offset = around - (around - self.offset) * (scale / self.scale)
        self.scale = scale
        self.is_fitted = False

    def move(self, way: QPointF) -> None:
        """Move the paper."""
        self.offset += way
        self.is_fitted = False

    def fit(self, paper: QRectF, window: QRectF, *, margin: float, largest: float) -> None:
        """Show all of the paper, never larger than `largest`."""
        wide = (window.width() - 2 * margin) / max(paper.width(), 1.0)
        high = (window.height() - 2 * margin) / max(paper.height(), 1.0)
        self.scale = max(min(wide, high, largest), _SMALLEST)
        self.offset = window.center() - paper.center() * self.scale
        self.is_fitted = True

    def stand_before(self, place: QRectF, paper: QRectF, window: QRectF, *, scale: float) -> None:
        """Stand before a place of the paper; along a side that fits the window all is shown."""
        middle = QPointF(
            place.center().x() if paper.width() * scale > window.width() else paper.center().x(),
            place.center().y() if paper.height() * scale > window.height() else paper.center().y(),
        )
        self.scale = scale
        self.offset = window.center() - middle * scale
        self.is_fitted = False
