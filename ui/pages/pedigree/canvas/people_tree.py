"""The people of a family as a tree: generation by generation, as they are numbered."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from counselling.language.catalogue import Catalogue
from ui.kit.controls.table import Column
from ui.kit.controls.tree import Branch, Tree
from ui.kit.controls.tree_heard import TreeHeard
from ui.pages.pedigree.canvas.people import PersonLine, age, known
from ui.pages.pedigree.kept.voice import Voice
from ui.pages.pedigree.kept.walking import Way

_WAYS: Final = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}


class PeopleTree(Tree[PersonLine]):
    """The drawing's twin for the ear. walked: a relative is wanted, as the drawing's arrows walk.

    Arrows alone walk in the list; with Ctrl they walk in the family.
    """

    walked = Signal(object)

    def __init__(self, words: Catalogue, voice: Voice) -> None:
        self._words = words
        self._voice = voice
        super().__init__(
            words.say("pedigree.people"), self._columns(), spoken=self._brief, told=self._whole
        )
        self.heard = TreeHeard(self)

    def show_lines(self, lines: Sequence[PersonLine], *, chosen: PersonLine | None) -> None:
        """Show these people, in the order of the drawing, and who is selected."""
        grouped = [(name, tuple(rows)) for name, rows in groupby(lines, key=_generation)]
        branches = tuple(
            Branch(self._words.say("pedigree.generation", number=name, count=len(rows)), rows)
            for name, rows in grouped
        )
        self.show_branches(branches, chosen=chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk to a relative with Ctrl."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.walked.emit(way)
        else:
            super().keyPressEvent(event)

    def _columns(self) -> tuple[Column[PersonLine], ...]:
        say = self._words.say
        return (
            Column(say("pedigree.column_number"), _number),
            Column(say("pedigree.column_name"), _name, is_bold=True),
            Column(say("pedigree.column_age"), self._age),
            Column(say("pedigree.column_known"), self._known, is_wide=True),
        )

    def _age(self, line: PersonLine) -> str:
        return age(line.person, self._words)

    def _known(self, line: PersonLine) -> str:
        return known(line.person, self._words)

    def _brief(self, line: PersonLine) -> str:
        return self._voice.brief(line.id)

    def _whole(self, line: PersonLine) -> str:
        return self._voice.placed(line.id)


def _generation(line: PersonLine) -> str:
    return line.number.partition("-")[0]


def _number(line: PersonLine) -> str:
    return line.number


def _name(line: PersonLine) -> str:
    return line.name
