"""The form for a new letter: about whom, in which language, compared with whom, what was agreed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from ui.kit.buttons import ActionButton, action, main_button
from ui.kit.cards import Card
from ui.kit.entries import country_entries, language_entries, people_entries
from ui.kit.flow import Flow
from ui.kit.forms import Form, Tick, notes_field
from ui.kit.labels import small
from ui.kit.picker import Picker
from ui.kit.visibility import set_shown
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX
from ui.pages.letters.view_model import LettersState

_AGREED_PX: Final = 3 * TARGET_PX  # four lines; more of them scroll


class LetterCard(Card):
    """Four questions. person_, country_, language_chosen: carry an id; agreed: what was typed.

    compared: whether before and after are shown. asked: the letter is to be written; left: it is
    not.
    """

    person_chosen = Signal(str)
    country_chosen = Signal(str)
    language_chosen = Signal(str)
    agreed = Signal(str)
    compared = Signal(bool)
    asked = Signal()
    left = Signal()

    def __init__(
        self,
        words: Catalogue,
        theme: Theme,
        *,
        languages: tuple[Language, ...],
        countries: tuple[str, ...],
    ) -> None:
        super().__init__(words.say("letters.kind_summary"))
        self._words = words
        self._theme = theme
        self._languages = {language.code: language for language in languages}
        self._language_entries = language_entries(languages)
        self._countries = country_entries(countries, words)
        self.person = Picker()
        self._language = Picker()
        self._country = Picker()
        self._agreed: QPlainTextEdit = notes_field("")
        form = Form()
        form.ask(words.say("letters.person"), self.person)
        self._language_row = form.ask(words.say("letters.language"), self._language)
        form.ask(words.say("letters.country"), self._country)
        form.ask(words.say("letters.agreed"), self._agreed, hint=words.say("letters.agreed_hint"))
        self.add(form)
        self._comparison = Tick(words.say("letters.with_comparison"))
        self._compared = small()
        self._comparison.clicked.connect(self.compared)
        self.add(self._comparison)
        self.add(self._compared)
        self._write = action(self, words.say("letters.write"), self._ask)
        cancel = action(self, words.say("action.cancel"), self._leave)
        self.add_layout(Flow(main_button(self._write), ActionButton(cancel)))
        self.person.picked.connect(self.person_chosen)
        self._language.picked.connect(self.language_chosen)
        self._country.picked.connect(self.country_chosen)
        self._agreed.textChanged.connect(self._tell_agreed)
        theme.changed.connect(self._grow)
        self._grow()

    def show_state(self, state: LettersState) -> None:
        """Show what is asked."""
        shown = state.shown
        people = people_entries(shown.record.family, shown.drawing.numbers) if shown else ()
        self.person.show_entries(people, state.person)
        self._language.show_entries(self._language_entries, state.language)
        self._country.show_entries(self._countries, state.country)
        language = self._languages.get(state.language)
        is_draft = language is not None and language.reviewer is None
        self._language_row.complain(self._words.say("letters.draft") if is_draft else "")
        what = state.supposed
        for part in (self._comparison, self._compared):
            set_shown(part, is_shown=what is not None)
        if what is not None:
            told = {"gene": what.gene, "result": what.result.value}
            result = self._words.say("letters.comparison_of", **told)
            self._compared.setText(result)
            self._comparison.setAccessibleDescription(result)
            self._comparison.setChecked(state.has_comparison)
        if self._agreed.toPlainText() != state.agreed:
            self._agreed.blockSignals(True)
            self._agreed.setPlainText(state.agreed)
            self._agreed.blockSignals(False)
        self._write.setEnabled(state.can_write)
        busy = "letters.writing" if state.is_writing else "letters.write"
        self._write.setText(self._words.say(busy))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _grow(self) -> None:
        self._agreed.setFixedHeight(self._theme.pixels(_AGREED_PX))

    def _tell_agreed(self) -> None:
        self.agreed.emit(self._agreed.toPlainText())

    def _ask(self) -> None:
        self.asked.emit()

    def _leave(self) -> None:
        self.left.emit()
