"""Keys with Alt, and those for several people: what the hand does to a drawing, without a mouse."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from counselling.layout.dragging import moved_by_key
from counselling.pedigree.arranging import Nudge, Pin, Tidy, Unpin
from counselling.pedigree.branches import Branch
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.pages.pedigree.kept import choosing
from ui.pages.pedigree.kept.targets import targets
from ui.pages.pedigree.kept.view import View
from ui.pages.pedigree.kept.view_model import PedigreeModel

_STEP: Final = 0.25  # units of a layout, by which a key moves somebody
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_WATCHED: Final = _ALT | _CTRL | _SHIFT | Qt.KeyboardModifier.MetaModifier
_Key = Qt.Key


class HandKeys(QObject):
    """Verbs of the hand: order, nudges, pins, tidying, folding, and whom else they are about.

    alone: nobody stands on that side to change places with.
    """

    alone = Signal()

    def __init__(self, model: PedigreeModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        ancestors, descendants = Branch.ANCESTORS, Branch.DESCENDANTS
        self._deeds: Mapping[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], None]] = {
            (_ALT, _Key.Key_Left): partial(self.change_places, to_right=False),
            (_ALT, _Key.Key_Right): partial(self.change_places, to_right=True),
            (_ALT | _SHIFT, _Key.Key_Left): partial(self.nudge, -_STEP),
            (_ALT | _SHIFT, _Key.Key_Right): partial(self.nudge, _STEP),
            (_ALT, _Key.Key_Up): partial(self.fold, ancestors),
            (_ALT, _Key.Key_Down): partial(self.fold, descendants),
            (_ALT, _Key.Key_Home): self.unfold,
            (_ALT, _Key.Key_P): self.pin,
            (_ALT, _Key.Key_T): self.tidy,
            (_CTRL, _Key.Key_A): self.select_all,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what a key says; everything else goes on its way."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._model.state.ahead is not None:
            return False  # along a row one moves as it is drawn: that key waits for the drawing
        held = event.modifiers() & _WATCHED
        deed = self._deeds.get((held, _Key(event.key())))
        if deed is None and event.key() == _Key.Key_Escape and self._model.state.others:
            deed = self.select_one
        if deed is None:
            return super().eventFilter(watched, event)
        deed()
        return True

    def change_places(self, *, to_right: bool) -> None:
        """Pass the next sibling, or the partner, on one side."""
        person, view = self._model.state.person, self._model.state.view
        if person is None or view is None:
            return
        before = self._model.state.ahead
        self._model.do(partial(_passed, view, person.id, to_right))
        if self._model.state.ahead is before:
            self.alone.emit()

    def nudge(self, by: float) -> None:
        """Move everybody selected a little; by: units of a layout."""
        self._model.do(partial(_nudged, targets(self._model.state), by))

    def pin(self) -> None:
        """Pin everybody selected where they stand, or let them go again."""
        view = self._model.state.view
        if view is not None:
            self._model.do(partial(_pinned, view, targets(self._model.state)))

    def tidy(self) -> None:
        """Take back all that was done by hand, and draw afresh."""
        self._model.do(_tidied)

    def fold(self, branch: Branch) -> None:
        """Fold a branch of the chosen person away, or out."""
        if self._model.state.person is not None:
            chosen = self._model.state.person.id
            self._model.fold(partial(choosing.fold_turned, chosen, branch))

    def unfold(self) -> None:
        """Fold everything out."""
        self._model.fold(choosing.all_unfolded)

    def select_all(self) -> None:
        """Select everybody who is drawn."""
        view = self._model.state.view
        if view is not None:
            people = tuple(person.id for person in view.part.persons)
            self._model.select(partial(choosing.together, people=people))

    def select_one(self) -> None:
        """Select only the one from whom the keys walk."""
        if self._model.state.chosen is not None:
            self._model.choose(self._model.state.chosen)


def _passed(view: View, person: PersonId, to_right: bool, family: Family) -> tuple[Edit, ...]:
    return moved_by_key(view.part, view.drawing.layout, person, to_right=to_right)


def _nudged(people: tuple[PersonId, ...], by: float, family: Family) -> tuple[Edit, ...]:
    made: list[Edit] = []
    for person in people:
        pin = family.arrangement.pin_of(person)
        moved = round(family.arrangement.nudge_of(person) + by, 3)
        made.append(Nudge(person, moved) if pin is None else Pin(person, round(pin + by, 3)))
    return tuple(made)


def _pinned(view: View, people: tuple[PersonId, ...], family: Family) -> tuple[Edit, ...]:
    held = [person for person in people if family.arrangement.pin_of(person) is not None]
    if len(held) == len(people):
        return tuple(Unpin(person) for person in held)
    places = view.drawing.layout.by_person
    return tuple(Pin(p, round(places[p].x, 3)) for p in people if p in places and p not in held)


def _tidied(family: Family) -> tuple[Edit, ...]:
    """Also where nothing was done by hand: many edits may have left a better order behind."""
    return (Tidy(),)
