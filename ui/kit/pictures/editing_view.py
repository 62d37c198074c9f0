"""A picture whose subjects are worked with by hand: several selected, dragged, asked for a menu."""

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QGestureEvent, QTapAndHoldGesture

from ui.kit.pictures.grip import Grip, Hold
from ui.kit.pictures.scene_marks import paint_band, paint_held, paint_rings
from ui.kit.pictures.scene_painter import Prepared, Subject
from ui.kit.pictures.scene_view import SceneView
from ui.look.theme import Theme

_ADDING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class EditingView(SceneView):
    """The paper is dragged by its ground, somebody by the symbol, a band with Shift.

    added: clicked with Ctrl or Shift; banded: all whom a band holds, by name.
    dragged, dropped: a subject was moved sideways by points; given_up: back to its place.
    menu_wanted: a subject, and the place on the screen.
    """

    added = Signal(str)
    banded = Signal(list)
    dragged = Signal(str, float)
    dropped = Signal(str, float)
    given_up = Signal()
    menu_wanted = Signal(str, QPoint)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._ringed: tuple[str, ...] = ()
        self.grabGesture(Qt.GestureType.TapAndHoldGesture)
        self._held_at = QRectF()  # where the symbol stood that is dragged

    @property
    def is_held(self) -> bool:
        """Whether the hand holds something and has moved it."""
        return self._grip is not None and self._grip.is_moving

    def below_words(self, place: QRectF, *, lowest: float) -> QRectF:
        """Return the place, moved down as far as words stand in it that begin above `lowest`."""
        if self._picture is None:
            return place
        part = place.united(QRectF(place.left(), lowest, place.width(), place.height()))
        near = self._picture.text_index.near(self._view.world.inverted()[0].mapRect(part))
        words = (self._view.world.mapRect(self._picture.texts[number]) for number in near)
        seen = sorted(words, key=QRectF.top)
        for text in seen:
            if text.top() < lowest and text.intersects(place):
                place = QRectF(place.left(), text.bottom(), place.width(), place.height())
        return place

    def ring(self, subjects: Collection[str]) -> None:
        """Put dashed rings around those who are selected beside the one with the frame."""
        if tuple(subjects) != self._ringed:
            self._ringed = tuple(subjects)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc bring back what a hand holds."""
        if event.key() == Qt.Key.Key_Escape and self._grip is not None:
            self._grip = None
            self.update()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ask for the menu by a finger that stays where it is."""
        if isinstance(event, QGestureEvent):
            hold = event.gesture(Qt.GestureType.TapAndHoldGesture)
            if isinstance(hold, QTapAndHoldGesture):
                if hold.state() is Qt.GestureState.GestureFinished:
                    place = self.mapFromGlobal(hold.position().toPoint())
                    found = self._at(QPointF(place))
                    if found is not None:
                        self._grip = None
                        self.menu_wanted.emit(found.name, self.mapToGlobal(place))
                event.accept(hold)
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done: with whom is pointed at, by key with whom is selected."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        found = self._selected if is_key else self._at(QPointF(event.pos()))
        if found is None:
            event.ignore()
            return
        place = self.place_of(found.name).center().toPoint() if is_key else event.pos()
        self.menu_wanted.emit(found.name, self.mapToGlobal(place))

    def _take(self, event: QMouseEvent, found: Subject | None) -> Grip:
        hold = Hold.PAPER
        if event.button() == Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                hold = Hold.BAND
            elif found is not None:
                hold = Hold.SUBJECT
        self._held_at = self._view.world.mapRect(found.symbol) if found else QRectF()
        is_adding = bool(event.modifiers() & _ADDING)
        return Grip(hold, event.position(), event.position(), found, is_adding)

    def _carry(self, grip: Grip, way: QPointF) -> None:
        if grip.hold is Hold.PAPER:
            super()._carry(grip, way)
        elif grip.hold is Hold.SUBJECT and grip.subject is not None:
            self.update()
            self.dragged.emit(grip.subject.name, grip.way.x() / self.scale)
        else:
            self.update()

    def _drop(self, grip: Grip) -> None:
        if grip.hold is Hold.SUBJECT and grip.subject is not None:
            self.dropped.emit(grip.subject.name, grip.way.x() / self.scale)
        elif grip.hold is Hold.BAND and self._picture is not None:
            band = self._view.world.inverted()[0].mapRect(grip.band)
            held = [s.name for s in self._picture.subjects if band.contains(s.symbol.center())]
            self.update()
            self.banded.emit(held)

    def _click(self, subject: Subject, grip: Grip) -> None:
        if grip.is_adding:
            self.added.emit(subject.name)
        elif self._ringed and subject is self._selected:
            self.subject_chosen.emit(subject.name)  # only this one from now on
            self.clicked.emit(subject.name)
        else:
            super()._click(subject, grip)

    def _paint_marks(self, painter: QPainter, picture: Prepared) -> None:
        found = [subject for name in self._ringed if (subject := self._find(name)) is not None]
        others = [subject for subject in found if subject is not self._selected]
        paint_rings(painter, others, picture, self._view, QRectF(self.rect()))
        grip = self._grip if self.is_held else None
        if grip is None or grip.hold is not Hold.SUBJECT:
            super()._paint_marks(painter, picture)
        if grip is not None and grip.hold is Hold.BAND:
            paint_band(painter, grip.band)
        elif grip is not None and grip.hold is Hold.SUBJECT and grip.subject is not None:
            paint_held(painter, self._held_at.translated(grip.way.x(), 0.0))
