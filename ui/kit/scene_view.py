"""Shows a Scene on screen: pan, zoom, fit, and subjects that can be pointed at or walked to."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Scene
from ui.kit.banner import announce
from ui.kit.pointing import frame_around, nearest, subject_at, way_into
from ui.kit.scene_painter import Prepared, Subject, prepare
from ui.look.theme import Theme
from ui.look.tokens import CARD_RADIUS_PX, FOCUS_PX, TARGET_PX, Space, Token

_STEP: Final = 1.25
_SMALLEST: Final = 0.1  # pixels a point
_LARGEST: Final = 8.0
_LARGEST_FIT: Final = 1.75  # a family of three is not blown up to fill the screen
_WAYS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class SceneView(QWidget):
    """A sheet of paper with a picture on it; paper is white in the dark too.

    subject_chosen: somebody was clicked or walked to; subject_opened: Enter or a double click.
    Keys: arrows walk, + and - zoom, 0 fits all, Enter opens. What is drawn is never mirrored.
    """

    subject_chosen = Signal(str)
    subject_opened = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._scene: Scene | None = None
        self._prepared: Prepared | None = None
        self._selected: Subject | None = None
        self._scale = 1.0
        self._offset = QPointF()
        self._is_fitted = True
        self._pressed_at: QPointF | None = None
        self._is_panning = False
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMinimumSize(4 * TARGET_PX, 4 * TARGET_PX)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self._scale

    @property
    def selected(self) -> str | None:
        """The subject with the frame."""
        return self._selected.name if self._selected else None

    def show_scene(self, scene: Scene | None) -> None:
        """Show a picture. The place looked at is kept while the picture is of the same size."""
        if scene == self._scene:
            return
        kept = self.selected
        self._scene = scene
        self._prepared = prepare(scene) if scene else None
        self.setAccessibleName(scene.title if scene and scene.title else self._name)
        self.setAccessibleDescription(scene.description if scene else "")
        self._selected = self._find(kept)
        if self._is_fitted:
            self._fit()
        self._redraw()

    def select(self, subject: str | None) -> None:
        """Put the frame around a subject, which comes into view; or around nobody. No signal."""
        found = self._find(subject)
        if found is not self._selected:
            self._show_selected(found, is_spoken=self.hasFocus())

    def zoom_in(self) -> None:
        """Come nearer."""
        self._zoom(_STEP, QRectF(self.rect()).center())

    def zoom_out(self) -> None:
        """Step back."""
        self._zoom(1 / _STEP, QRectF(self.rect()).center())

    def fit(self) -> None:
        """Show all of it, and go on doing so when the window changes."""
        self._is_fitted = True
        self._fit()
        self._redraw()

    def place_of(self, subject: str) -> QRectF:
        """Return where a subject's symbol stands in the widget; empty when there is none."""
        found = self._find(subject)
        return self._world().mapRect(found.symbol) if found else QRectF()

    # What Qt asks

    def sizeHint(self) -> QSize:
        """Room for a small family."""
        return QSize(480, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, picture, frame and focus."""
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._selected is not None and self._prepared is not None:
            painter.setPen(QPen(QColor(PAPER_COLOURS[Ink.ACCENT]), FOCUS_PX))
            frame = frame_around(self._selected, self._prepared, pen=FOCUS_PX / self._scale)
            painter.drawRoundedRect(self._world().mapRect(frame), Space.TIGHT, Space.TIGHT)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Token.ACCENT), FOCUS_PX))
            painter.drawPath(_card(self, FOCUS_PX / 2))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, unless somebody zoomed."""
        super().resizeEvent(event)
        if self._is_fitted:
            self._fit()
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme."""
        super().changeEvent(event)
        self._redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom, open; everything else belongs to the page."""
        key = Qt.Key(event.key())
        if key in _WAYS and self._prepared:
            self._choose(nearest(self._prepared.subjects, self._selected, _WAYS[key]))
        elif event.text() in ("+", "="):
            self.zoom_in()
        elif event.text() == "-":
            self.zoom_out()
        elif event.text() == "0":
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.subject_opened.emit(self._selected.name)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the paper, or with Ctrl come nearer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        else:
            turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
            self._move(QPointF(turned))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed_at = event.position()
            self._is_panning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the paper once the pointer moved farther than a hand trembles."""
        if self._pressed_at is None:
            return
        way = event.position() - self._pressed_at
        if self._is_panning or way.manhattanLength() > QApplication.startDragDistance():
            self._is_panning = True
            self._pressed_at = event.position()
            self._move(way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        if self._pressed_at is not None and not self._is_panning:
            found = self._at(event.position())
            if found is not None:
                self._choose(found)
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        found = self._at(event.position())
        if found is not None:
            self._choose(found)
            self.subject_opened.emit(found.name)

    # What it does with it

    def _find(self, name: str | None) -> Subject | None:
        subjects = self._prepared.subjects if self._prepared and name else ()
        return next((subject for subject in subjects if subject.name == name), None)

    def _at(self, place: QPointF) -> Subject | None:
        if self._prepared is None:
            return None
        point = self._world().inverted()[0].map(place)
        return subject_at(self._prepared.subjects, point, reach=TARGET_PX / 2 / self._scale)

    def _choose(self, subject: Subject | None) -> None:
        if subject is None or subject is self._selected:
            return
        self._show_selected(subject, is_spoken=True)
        self.subject_chosen.emit(subject.name)

    def _show_selected(self, subject: Subject | None, *, is_spoken: bool) -> None:
        self._selected = subject
        self.update()
        if subject is not None:
            way = way_into(self.rect(), self._world().mapRect(subject.bounds), margin=Space.CARD)
            if not way.isNull():
                self._move(way)
            if is_spoken:
                announce(self, subject.label or subject.name)

    def _world(self) -> QTransform:
        return QTransform(self._scale, 0, 0, self._scale, self._offset.x(), self._offset.y())

    def _zoom(self, factor: float, around: QPointF) -> None:
        scale = min(max(self._scale * factor, _SMALLEST), _LARGEST)
        self._offset = around - (around - self._offset) * (scale / self._scale)
        self._scale = scale
        self._is_fitted = False
        self._redraw()

    def _move(self, way: QPointF) -> None:
        self._offset += way
        self._is_fitted = False
        self._redraw()

    def _fit(self) -> None:
        if self._prepared is None:
            return
        paper = self._prepared.paper
        wide = (self.width() - 2 * Space.SMALL) / max(paper.width(), 1.0)
        high = (self.height() - 2 * Space.SMALL) / max(paper.height(), 1.0)
        self._scale = max(min(wide, high, _LARGEST_FIT * self._theme.choice.text_scale), _SMALLEST)
        self._offset = QRectF(self.rect()).center() - paper.center() * self._scale

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def _drawn(self) -> QPixmap:
        """Paint paper and picture once; frame and focus then cost nothing."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _card(self, 0.5)
        painter.fillPath(card, QColor(PAPER_COLOURS[Ink.PAPER]))
        if self._prepared is not None:
            painter.save()
            painter.setClipPath(card)
            painter.setWorldTransform(self._world(), True)
            seen = self._world().inverted()[0].mapRect(QRectF(self.rect()))
            self._prepared.paint(painter, part=seen)
            painter.restore()
        painter.strokePath(card, QPen(self._theme.colour(Token.LINE), 1))
        painter.end()
        return picture


def _card(widget: QWidget, inset: float) -> QPainterPath:
    path = QPainterPath()
    box = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    path.addRoundedRect(box, CARD_RADIUS_PX, CARD_RADIUS_PX)
    return path
