"""The line under the drawing: what one hears, typed; below it how it was read and what is asked."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.say import label
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, row
from ui.kit.blocks.facts import listed
from ui.kit.controls.entries import language_entries
from ui.kit.controls.marked_field import MarkedField
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import aside, body, soft
from ui.kit.marks.visibility import bring_into_view, set_shown
from ui.kit.threads.failures import words as failure_words
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.typed.line_model import LineModel
from ui.pages.pedigree.typed.line_state import MOST_CHOICES, LineState

# Understood in its own language only, so it is no matter for translation.
_LARGE: Final = 150  # people
_EXAMPLES: Final = {"en": "mat aunt br ca 43 d 55", "de": "Tante ms Mamma-Ca 43 verst. 55"}


class Line(Card):
    """Always there. left: Esc, back to the people."""

    left = Signal()

    def __init__(self, model: LineModel, words: Catalogue, theme: Theme) -> None:
        super().__init__(margin=Space.SMALL)
        self._model = model
        self._words = words
        self._spoken = ""
        self._named: tuple[Family | None, PersonId | None] = (None, None)
        self._about = aside()
        self.field = MarkedField(theme, words.say("line.name"))
        self._language = Picker(words.say("line.language"))
        self._language.setMinimumContentsLength(7)
        self._told = soft()
        self._question = body()
        self.choices = tuple(QPushButton() for _ in range(MOST_CHOICES))
        self.add(self._about)
        line = row(self.field, self._language)
        line.setStretch(0, 1)
        self.add_layout(line)
        self.add(self._told)
        self.add(self._question)
        self._answers = QWidget()
        self._answers.setLayout(Flow(*self.choices, aside(words.say("line.answer"))))
        self.add(self._answers)
        self._column.setSpacing(Space.TIGHT)
        self._connect()
        self.show_state(model.state)

    def show_state(self, state: LineState) -> None:
        """Show a state."""
        words = self._words
        self.field.show_text(state.text)
        self.field.mark(state.marked)
        example = _EXAMPLES[state.language]
        self.field.setPlaceholderText(words.say("line.placeholder", example=example))
        self._language.show_entries(
            language_entries(self._model.languages, self._words), state.language
        )
        told = listed(state.told, words)
        if state.failure is not None:
            told = failure_words(state.failure, words).what
        elif state.is_ready and not told:
            told = words.say("line.ready")
        asked = state.asked
        question = asked.words if asked else ""
        self._told.setText(told if state.text.strip() else words.say("line.idle"))
        set_shown(self._told, is_shown=bool(self._told.text()) or not question)
        self._question.setText(question)
        set_shown(self._question, is_shown=bool(question))
        given = asked.choices if asked else ()
        for place, button in enumerate(self.choices):
            text = given[place] if place < len(given) else ""
            button.setText(f"{words.number(place + 1)}   {text}")
            button.setAccessibleName(text)
            set_shown(button, is_shown=bool(text))
        set_shown(self._answers, is_shown=bool(given))
        self._speak(told, question, given)
        if state.text and self.isVisible():
            bring_into_view(self)

    def show_family(self, page: PedigreeState) -> None:
        """Say whom facts without a person are about."""
        family, about = page.coming, self._model.state.about
        question = self._model.state.question
        if question is not None:
            self._named = (None, None)
            self._about.say(self._words.say("line.about", person=question.about))
            return
        who = about if family and about in family.by_id else family.focus if family else None
        if (family, who) == self._named:
            return  # relatives are named by a walk through the family
        self._named = (family, who)
        said = ""
        if family and who:
            name = family.person(who).name or self._named_by_kin(family, who, page)
            said = self._words.say("line.about", person=name)
        self._about.say(said)

    def _named_by_kin(self, family: Family, who: PersonId, page: PedigreeState) -> str:
        """By her relation; in a large family, where to tell two alike takes long, by her number."""
        if len(family.persons) <= _LARGE:
            return label(family, who, self._words)
        return page.shown.drawing.numbers.get(who, "") if page.shown else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let digits choose where the choices have the focus; letters go on in the line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.field.setFocus()
            return True
        if text.isdecimal():
            self._answer(int(text) - 1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in self.choices:
            self._answer(self.choices.index(watched))
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        model, field = self._model, self.field
        field.edited.connect(model.type)
        field.entered.connect(model.take)
        field.brought_back.connect(model.bring_back)
        field.left.connect(self._leave)
        field.digit.connect(self._choose)
        self._language.picked.connect(model.choose_language)
        for place, button in enumerate(self.choices):
            button.clicked.connect(partial(model.answer, place))
            button.clicked.connect(field.setFocus)
            button.installEventFilter(self)
        model.answer_wanted.connect(self._ask)
        model.taken.connect(self._say)
        model.changed.connect(self.show_state)

    def _answer(self, place: int) -> None:
        asked = self._model.state.asked
        if asked and place < len(asked.choices):
            self.field.setFocus()
            self._model.answer(place)

    def _choose(self, digit: int) -> None:
        self._answer(digit - 1)

    def _ask(self) -> None:
        """Enter while something is asked: the digits now choose."""
        asked = self._model.state.asked
        if asked is None:
            return
        announce(self, asked.words, is_urgent=True)
        if asked.choices:
            self.choices[0].setFocus()

    def _leave(self) -> None:
        self._model.give_up()
        self.left.emit()

    def _say(self, done: str) -> None:
        announce(self, done)

    def _speak(self, told: str, question: str, given: tuple[str, ...]) -> None:
        """Speak what is new: how it was read politely, a question with its choices at once."""
        said = " ".join((question or told, *given))
        if said != self._spoken and self._model.state.text:
            announce(self, said, is_urgent=bool(question))
        self._spoken = said
