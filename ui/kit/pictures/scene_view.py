"""Shows a Scene on screen: pan, zoom, fit, and subjects that can be pointed at or walked to."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from counselling.drawing.scene import Scene
from ui.kit.blocks.banner import announce
from ui.kit.controls.heard_tree import HeardTree, tell_focus
from ui.kit.pictures.grip import Grip, Hold
from ui.kit.pictures.paper_view import PaperView
from ui.kit.pictures.pointing import nearest, stayed, subject_at, way_into
from ui.kit.pictures.scene_marks import paint_ring
from ui.kit.pictures.scene_painter import Prepared, Subject, prepare
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX, Space

_READABLE: Final = 0.4  # pixels a point; a large picture is opened no smaller, in part
_OPENED_AT: Final = 0.8
_WAYS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class SceneView(PaperView):
    """A sheet of paper with a picture on it; paper is white in the dark too.

    subject_chosen: somebody was clicked or walked to; subject_opened: Enter or a double click.
    clicked: chosen by a pointer; looked: another part is seen.
    Keys: arrows walk, + and - zoom, 0 fits all, Enter opens. What is drawn is never mirrored.
    """

    subject_chosen = Signal(str)
    subject_opened = Signal(str)
    clicked = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self._name = name
        self._scene: Scene | None = None
        self._selected: Subject | None = None
        self._grip: Grip | None = None
        self.heard: HeardTree | None = None  # what a screen reader is told of the subjects
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    @property
    def selected(self) -> str | None:
        """The subject with the frame."""
        return self._selected.name if self._selected else None

    def show_scene(
        self,
        scene: Scene | None,
        picture: Prepared | None = None,
        *,
        around: str | None = None,
        is_held: bool = False,
    ) -> None:
        """Show a picture. What is looked at stays where it is, unless all of the picture is shown.

        picture: the scene prepared already, where that takes long. around: the subject before
        which a picture is opened that is too large to be read as a whole. is_held: something of
        it is in the hand, and all else stays.
        """
        if scene is self._scene or (picture is None and scene == self._scene):
            return
        kept, is_first, before = self.selected, self._scene is None, self._picture
        self._scene = scene
        self._picture = picture or (prepare(scene) if scene else None)
        self._mosaic.show(self._picture)
        self.setAccessibleName(scene.title if scene and scene.title else self._name)
        self.setAccessibleDescription(scene.description if scene else "")
        self._selected = self._find(kept)
        if self._picture and before and (is_held or not self._view.is_fitted):
            way = stayed(before, self._picture, None if is_held else kept)
            self._view.offset -= way * self._view.scale
        elif self._view.is_fitted:
            self._fit()
            if is_first and self._picture and self._view.scale < _READABLE and around:
                found = self._find(around)
                place = found.symbol if found else self._picture.paper
                window, paper = QRectF(self.rect()), self._picture.paper
                self._view.stand_before(place, paper, window, scale=_OPENED_AT)
        self._redraw()

    def select(self, subject: str | None) -> None:
        """Put the frame around a subject, which comes into view; or around nobody. No signal."""
        found = self._find(subject)
        if found is not self._selected:
            self._show_selected(found, is_spoken=self.hasFocus())

    def place_of(self, subject: str) -> QRectF:
        """Return where a subject's symbol stands in the widget; empty when there is none."""
        found = self._find(subject)
        return self._view.world.mapRect(found.symbol) if found else QRectF()

    def bounds_of(self, subject: str) -> QRectF:
        """Return where a subject stands with its label; empty when there is none."""
        found = self._find(subject)
        return self._view.world.mapRect(found.bounds) if found else QRectF()

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom, open; everything else belongs to the page."""
        key = Qt.Key(event.key())
        if key in _WAYS and self._picture:
            self._choose(nearest(self._picture.subjects, self._selected, _WAYS[key]))
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            is_left = event.button() == Qt.MouseButton.LeftButton
            found = self._at(event.position()) if is_left else None
            self._grip = self._take(event, found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, once the pointer moved farther than a hand trembles."""
        if self._grip is not None:
            way = self._grip.move_to(event.position())
            if self._grip.is_moving:
                self._carry(self._grip, way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked, let go of what was held."""
        grip, self._grip = self._grip, None
        if grip is not None and grip.is_moving:
            self._drop(grip)
        elif grip is not None and grip.subject is not None:
            self._click(grip.subject, grip)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        found = self._at(event.position())
        if found is not None:
            self._choose(found)
            self.subject_opened.emit(found.name)

    # What it does with it

    def _find(self, name: str | None) -> Subject | None:
        return self._picture.by_name.get(name) if self._picture and name else None

    def _at(self, place: QPointF) -> Subject | None:
        if self._picture is None:
            return None
        point = self._view.world.inverted()[0].map(place)
        reach = TARGET_PX / 2 / self._view.scale
        return subject_at(self._picture.subjects, point, reach=reach)

    def _take(self, event: QMouseEvent, found: Subject | None) -> Grip:
        """Say what a pressed button holds."""
        return Grip(Hold.PAPER, event.position(), event.position(), found)

    def _carry(self, grip: Grip, way: QPointF) -> None:
        """Move what is held."""
        self._move(way)

    def _drop(self, grip: Grip) -> None:
        """Let go of what was moved."""

    def _click(self, subject: Subject, grip: Grip) -> None:
        self._choose(subject)
        self.clicked.emit(subject.name)

    def _paint_marks(self, painter: QPainter, picture: Prepared) -> None:
        """Paint what stands over the picture."""
        if self._selected is not None:
            paint_ring(painter, self._selected, picture, self._view, is_dashed=False)

    def _choose(self, subject: Subject | None) -> None:
        if subject is None or subject is self._selected:
            return
        self._show_selected(subject, is_spoken=True)
        self.subject_chosen.emit(subject.name)

    def _show_selected(self, subject: Subject | None, *, is_spoken: bool) -> None:
        self._selected = subject
        self.update()
        if subject is not None:
            seen = self._view.world.mapRect(subject.bounds)
            way = way_into(self.rect(), seen, margin=Space.CARD)
            if not way.isNull():
                self._move(way)
            if is_spoken and self.heard is not None:
                tell_focus(self, self.heard.current())
            elif is_spoken:
                announce(self, subject.label or subject.name)
