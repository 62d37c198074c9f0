"""Two entries of one thing: each in words, with its author and time, and a button to keep it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.figures.difference_words import DifferenceWords
from counselling.language.catalogue import Catalogue
from counselling.pedigree.placing import placed
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.labels import body, small, soft, strong
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.view_model import PedigreeModel

if TYPE_CHECKING:
    from counselling.work.sharing.settle_differences import Choice, OpenDifference

_MOST = 20  # differences in the card; who has chosen sees the next


class DifferencesCard(Card):
    """Hidden while nobody differs. It follows the page's model by itself."""

    def __init__(self, model: PedigreeModel, words: Catalogue) -> None:
        super().__init__(words.say("differ.title"))
        self._model, self._words = model, words
        self._shown: tuple[OpenDifference, ...] = ()
        self._parts: list[QWidget] = []
        self._more = small()
        self._pile = QVBoxLayout()
        self._pile.setSpacing(Space.CARD)
        self.add(soft(words.say("differ.what")))
        self.add_layout(self._pile)
        self.add(self._more)
        self.hide()
        model.changed.connect(self.show_state)

    def show_state(self, state: PedigreeState) -> None:
        """Show what waits in the family; the same leaves everything as it is."""
        waiting = state.shown.differences if state.shown else ()
        if waiting != self._shown:
            self._shown = waiting
            self._fill(state)
        set_shown(self, is_shown=bool(waiting))

    def _fill(self, state: PedigreeState) -> None:
        for old in self._parts:
            self._pile.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = []
        if state.shown is None:
            return
        drawn, family = state.shown.drawing, state.shown.record.family
        said = DifferenceWords(family, drawn.numbers, self._words)
        self._parts = [self._part(one, said) for one in self._shown[:_MOST]]
        for part in self._parts:
            self._pile.addWidget(part)
        left = len(self._shown) - _MOST
        self._more.setText(self._words.say("differ.more", count=left) if left > 0 else "")
        set_shown(self._more, is_shown=left > 0)

    def _part(self, one: "OpenDifference", said: DifferenceWords) -> QWidget:
        part, about = QWidget(), said.about(one)
        part.setAccessibleName(about)
        lines = [self._line(one, choice, said) for choice in one.choices]
        refused = [small(self._words.say("differ.refused"))] if one.is_refused else []
        part.setLayout(column(strong(about), *refused, *lines, spacing=Space.SMALL))
        return part

    def _line(self, one: "OpenDifference", choice: "Choice", said: DifferenceWords) -> QWidget:
        line, told, by = QWidget(), said.choice(one.place, choice), said.by(choice)
        keep = action(line, self._words.say("differ.keep"), partial(self._keep, one, choice))
        button = ActionButton(keep)
        about = self._words.say("differ.about", who=said.about(one), what=told)
        button.setAccessibleName(self._words.say("differ.keep_this", value=about))
        button.setAccessibleDescription(by)
        text = QWidget()
        text.setLayout(column(body(told), small(by), spacing=0))
        laid = row(text, button)
        laid.setStretch(0, 1)
        line.setLayout(laid)
        return line

    def _keep(self, one: "OpenDifference", choice: "Choice") -> None:
        make = partial(placed, one.place, choice.value)
        self._model.do(make, self._words.say("differ.kept"))
