"""Facts of one kind, a line each: put right, taken back; below them, one more can be added."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.figures.naming import led
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, icon_button
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, small
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.pedigree.prompting.fact import Known


class FactLines(QWidget):
    """removed, changed: the fact that is to be taken back, or to be put right."""

    removed = Signal(object)
    changed = Signal(object)

    def __init__(self, title: str, add: QAction, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._icons = icons
        self._shown: tuple[Known, ...] = ()
        self._told: tuple[tuple[str, bool], ...] | None = None
        self._rows: list[QWidget] = []
        self._pile = QVBoxLayout()
        self._pile.setContentsMargins(0, 0, 0, 0)
        self._pile.setSpacing(Space.TIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        whole.addWidget(small(title))
        whole.addLayout(self._pile)
        whole.addLayout(Flow(ActionButton(add)))

    def show_facts(self, facts: Sequence[Known]) -> None:
        """Show these facts; ones that read the same leave the lines as they are."""
        self._shown = tuple(facts)
        told = tuple((each.words, each.change is not None) for each in facts)
        if told == self._told:
            return
        self._told = told
        for old in self._rows:
            self._pile.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(place, *each) for place, each in enumerate(told)]
        for new in self._rows:
            self._pile.addWidget(new)

    def _row(self, place: int, text: str, can_change: bool) -> QWidget:
        line = QWidget()
        gone = icon_button(self._icons.icon("x"), self._words.say("pedigree.take_back", fact=text))
        gone.clicked.connect(partial(self._remove, place))
        parts: list[QWidget] = [body(led(text, self._words))]
        if can_change:
            name = self._words.say("pedigree.put_right", fact=text)
            right = icon_button(self._icons.icon("pencil"), name)
            right.clicked.connect(partial(self._change, place))
            parts.append(right)
        laid = row(*parts, gone)
        laid.setStretch(0, 1)
        line.setLayout(laid)
        return line

    def _remove(self, place: int, checked: bool = False) -> None:
        self.removed.emit(self._shown[place])

    def _change(self, place: int, checked: bool = False) -> None:
        self.changed.emit(self._shown[place])
