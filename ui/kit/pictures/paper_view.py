"""A sheet of paper with a picture on it: moved, brought nearer, fitted into its window."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from ui.kit.pictures.mosaic import Mosaic
from ui.kit.pictures.scene_marks import card, inner
from ui.kit.pictures.scene_painter import Prepared
from ui.kit.pictures.viewpoint import Viewpoint
from ui.look.theme import Theme
from ui.look.tokens import FOCUS_PX, TARGET_PX, Space, Token

_STEP: Final = 1.25
_LARGEST_FIT: Final = 1.75  # a family of three is not blown up to fill the screen
_HURRY_MS: Final = 90  # after which a hand that zooms has come to where it wants to look


class PaperView(QWidget):
    """Paper is white in the dark too; what is drawn is never mirrored. looked: it was moved."""

    looked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Prepared | None = None
        self._mosaic = Mosaic()
        self._view = Viewpoint()
        self.is_whole = True  # nothing of the picture is still to be painted
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._go_on)
        self._hurry = QTimer(self, singleShot=True, interval=_HURRY_MS)
        self._hurry.timeout.connect(self.update)
        self.setMinimumSize(4 * TARGET_PX, 4 * TARGET_PX)
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self._view.scale

    def zoom_in(self) -> None:
        """Come nearer."""
        self._zoom(_STEP, QRectF(self.rect()).center())

    def zoom_out(self) -> None:
        """Step back."""
        self._zoom(1 / _STEP, QRectF(self.rect()).center())

    def fit(self) -> None:
        """Show all of it, and go on doing so when the window changes."""
        self._fit()
        self._redraw()

    def sizeHint(self) -> QSize:
        """Room for a small family."""
        return QSize(480, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, picture, rings, band and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet, window, is_hurried = card(self, 0.5), QRectF(self.rect()), self._hurry.isActive()
        painter.fillPath(sheet, QColor(PAPER_COLOURS[Ink.PAPER]))
        painter.setClipRegion(inner(self))
        self.is_whole = self._mosaic.paint(painter, self._view, window, is_hurried=is_hurried)
        if self._picture is not None:
            self._paint_marks(painter, self._picture)
        painter.setClipping(False)
        painter.strokePath(sheet, QPen(self._theme.colour(Token.LINE), 1))
        if self.hasFocus():
            ring = QPen(self._theme.colour(Token.ACCENT), FOCUS_PX)
            painter.strokePath(card(self, FOCUS_PX / 2), ring)
        painter.end()
        if not is_hurried:
            self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again; of whom somebody zoomed to, the middle stays in the middle."""
        super().resizeEvent(event)
        if self._view.is_fitted:
            self._fit()
        elif event.oldSize().isValid():
            grown = event.size() - event.oldSize()
            self._view.move(QPointF(grown.width() / 2, grown.height() / 2))
        self._redraw()

    def event(self, event: QEvent) -> bool:
        """Come nearer by two fingers, on a screen or a pad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                middle = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self._zoom(pinch.scaleFactor() or 1.0, middle)
                event.accept(pinch)
                return True
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self._zoom(1.0 + event.value(), event.position())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the paper, or with Ctrl come nearer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        else:
            turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
            self._move(QPointF(turned))

    def _paint_marks(self, painter: QPainter, picture: Prepared) -> None:
        """Paint what stands over the picture."""

    def _zoom(self, factor: float, around: QPointF) -> None:
        self._view.zoom(factor, around)
        self._hurry.start()
        self._redraw()

    def _move(self, way: QPointF) -> None:
        self._view.move(way)
        self._redraw()

    def _fit(self) -> None:
        if self._picture is not None:
            largest = _LARGEST_FIT * self._theme.choice.text_scale
            window, margin = QRectF(self.rect()), Space.SMALL
            self._view.fit(self._picture.paper, window, margin=margin, largest=largest)
        self._view.is_fitted = True

    def _redraw(self) -> None:
        self.update()
        self.looked.emit()

    def _go_on(self) -> None:
        """Paint what is still missing; then, while nobody asks, what will be seen next."""
        if not self.is_whole:
            self.update()
        elif self._mosaic.go_ahead(self._view, QRectF(self.rect())):
            self._rest.start()
