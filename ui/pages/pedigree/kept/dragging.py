"""Somebody dragged within her row: the drawing follows, as fast as it can be drawn."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.figures.strokes import UNIT_PT
from counselling.layout.dragging import dropped
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.kit.pictures.scene_painter import Preparer
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.pedigree.kept.view import Picture, View
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.pedigree.hold_person import Held


@dataclass
class _Hand:
    """Whom the hand holds, where she was, and where she is wanted now, in units of a layout."""

    view: View
    person: PersonId
    start: float
    wanted: float
    held: "Held | None" = None
    preparer: Preparer = field(default_factory=Preparer)


class Dragging(QObject):
    """moved: carries a Picture, or None when the drawing is again as it was.

    One drawing is made at a time, and the next one of where the hand is then: what the hand passed
    meanwhile is left out.
    """

    moved = Signal(object)

    def __init__(
        self, model: PedigreeModel, work: PedigreesWork, jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._work = work
        self._drawing = jobs.lane(self)
        self._hand: _Hand | None = None
        model.changed.connect(self._follow)

    def drag(self, person: PersonId, way_pt: float) -> None:
        """Hold somebody so many points to the right of her place."""
        hand = self._hand or self._take(person)
        if hand is not None:
            hand.wanted = hand.start + way_pt / UNIT_PT
            if not self._drawing.is_busy:
                self._draw(hand)

    def drop(self, person: PersonId, way_pt: float) -> None:
        """Let her go there: one step, that can be undone."""
        hand, self._hand = self._hand or self._take(person), None
        self._drawing.cancel()
        if hand is None:
            return
        x = hand.start + way_pt / UNIT_PT
        before = self._model.state.ahead
        self._model.do(partial(_dropped, hand, x))
        if self._model.state.ahead is before:
            self.moved.emit(None)  # it meant nothing

    def give_up(self) -> None:
        """Let her go back to her place."""
        self._hand = None
        self._drawing.cancel()
        self.moved.emit(None)

    def _take(self, person: PersonId) -> _Hand | None:
        state = self._model.state
        if state.view is None or state.ahead is not None:
            return None  # what is on screen is not what is true
        node = state.view.drawing.layout.by_person.get(person)
        if node is None:
            return None
        self._hand = _Hand(state.view, person, node.x, node.x)
        return self._hand

    def _draw(self, hand: _Hand) -> None:
        x = hand.wanted
        work = partial(_look, self._work, hand, x)
        self._drawing.ask(work, done=partial(self._show, hand, x), failed=self._let_be)

    def _show(self, hand: _Hand, x: float, dragged: Picture) -> None:
        if hand is self._hand:
            self.moved.emit(dragged)
            if hand.wanted != x:
                self._draw(hand)

    def _let_be(self, failure: Failure) -> None:
        """Say nothing: what is dropped says why it cannot stand there."""

    def _follow(self) -> None:
        if self._hand is not None and self._model.state.view is not self._hand.view:
            self.give_up()


def _dropped(hand: _Hand, x: float, family: Family) -> tuple[Edit, ...]:
    """Where she was let go was meant on the drawing of then."""
    return dropped(hand.view.part, hand.view.drawing.layout, hand.person, x)


def _hold(work: PedigreesWork, hand: _Hand) -> "Held":
    return work.hold(hand.view.part, hand.view.drawing, hand.person)


def _look(work: PedigreesWork, hand: _Hand, x: float) -> Picture:
    """Called by a thread of the pool; one at a time."""
    if hand.held is None:
        hand.held = _hold(work, hand)
    scene = hand.held.at(x)
    return Picture(scene, hand.preparer.prepare(scene).ready())
