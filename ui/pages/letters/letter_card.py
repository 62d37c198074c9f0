"""The form for a new letter: which kind, about whom, in which language, what belongs into it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import Language
from counselling.letters.parties import Address
from counselling.letters.template import Audience, Template
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.entries import country_entries, language_entries, people_entries
from ui.kit.controls.forms import Form, Tick, notes_field
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import small
from ui.kit.marks.visibility import set_shown
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX
from ui.pages.letters.blank_fields import BlankFields
from ui.pages.letters.review_telling import review_told
from ui.pages.letters.state import LettersState

_TO_RELATIVE: Final = "relative"
_WITH_RISK: Final = frozenset({"summary", "referrer", "tumour_board"})
_AGREED_PX: Final = 3 * TARGET_PX  # four lines; more of them scroll


class LetterCard(Card):
    """What a letter of any kind is asked to be. kind_, person_, country_, language_,
    address_chosen: carry an id; agreed: what was typed; filled: a blank's name and its text.

    compared: whether before and after are shown; enlarged: whether in large print. looked: it is to
    be shown; asked: to be written; left: it is not.
    """

    person_chosen = Signal(str)
    country_chosen = Signal(str)
    language_chosen = Signal(str)
    kind_chosen = Signal(str)
    address_chosen = Signal(str)
    enlarged = Signal(bool)
    filled = Signal(str, str)
    looked = Signal()
    agreed = Signal(str)
    compared = Signal(bool)
    posted = Signal(str)
    asked = Signal()
    left = Signal()

    def __init__(
        self,
        words: Catalogue,
        theme: Theme,
        *,
        templates: tuple[Template, ...],
        languages: tuple[Language, ...],
        forms: Callable[[str], tuple[str, ...]],
        countries: tuple[str, ...],
    ) -> None:
        super().__init__(words.say("letters.new"))
        self._words = words
        self._theme = theme
        self._forms = forms
        self._language_entries = language_entries(languages, words)
        self._countries = country_entries(countries, words)
        self._templates = {template.kind: template for template in templates}
        self._kinds = tuple((one.kind, words.say(one.name_id)) for one in templates)
        self._addresses = (
            (Address.FORMAL.value, words.say("letters.address_formal")),
            (Address.INFORMAL.value, words.say("letters.address_informal")),
        )
        self.kind, self._address = Picker(), Picker()
        self.person = Picker()
        self._language = Picker()
        self._country = Picker()
        self._agreed: QPlainTextEdit = notes_field("")
        self._post: QPlainTextEdit = notes_field("")
        self._ask_all(words, theme)

    def _ask_all(self, words: Catalogue, theme: Theme) -> None:
        """Lay the questions out, the buttons behind them."""
        form, last = Form(), Form()
        form.ask(words.say("letters.kind"), self.kind)
        self._person_row = form.ask(words.say("letters.person"), self.person)
        self._language_row = form.ask(words.say("letters.language"), self._language)
        self._address_row = form.ask(words.say("letters.address"), self._address)
        self._country_row = form.ask(words.say("letters.country"), self._country)
        hint = words.say("letters.post_hint")
        self._post_row = form.ask(words.say("letters.post"), self._post, hint=hint)
        self.add(form)
        self._blanks = BlankFields(words, theme)
        self._blanks.filled.connect(self.filled)
        hint = words.say("letters.agreed_hint")
        self._agreed_row = last.ask(words.say("letters.agreed"), self._agreed, hint=hint)
        self._last = last
        self.add(last)
        self.add(self._blanks)
        self._large = Tick(words.say("letters.large_print"))
        self._large.clicked.connect(self.enlarged)
        self.add(self._large)
        self._comparison = Tick(words.say("letters.with_comparison"))
        self._compared = small()
        self._comparison.clicked.connect(self.compared)
        self.add(self._comparison)
        self.add(self._compared)
        self._write = action(self, words.say("letters.write"), self._ask)
        cancel = action(self, words.say("action.cancel"), self._leave)
        self._look = action(self, words.say("letters.look"), self._ask_to_look)
        buttons = (main_button(self._write), ActionButton(self._look), ActionButton(cancel))
        self._buttons = buttons
        self._ordered = ""
        self.add_layout(Flow(*buttons))
        self.kind.picked.connect(self.kind_chosen)
        self._address.picked.connect(self.address_chosen)
        self.person.picked.connect(self.person_chosen)
        self._language.picked.connect(self.language_chosen)
        self._country.picked.connect(self.country_chosen)
        self._agreed.textChanged.connect(self._tell_agreed)
        self._post.textChanged.connect(self._tell_post)
        theme.changed.connect(self._grow)
        self._grow()

    def show_state(self, state: LettersState) -> None:
        """Show what is asked."""
        template, shown = self._templates[state.kind], state.shown
        self.kind.show_entries(self._kinds, state.kind)
        self._address.show_entries(self._addresses, state.address.value)
        is_for_patients = template.audience is Audience.PATIENT
        has_choice = len(self._forms(state.language)) > 1
        self._address_row.set_visible(is_visible=is_for_patients and has_choice)
        self._post_row.set_visible(is_visible=is_for_patients)
        is_relative = state.kind == _TO_RELATIVE
        self._person_row.rename(
            self._words.say("letters.whose" if is_relative else "letters.person")
        )
        has_agreed = any(blank.name == "agreed" for blank in template.blanks)
        set_shown(self._last, is_shown=has_agreed)
        self._blanks.show_kind(template, state.blanks)
        if state.kind != self._ordered:
            self._order(state.kind)
        self._large.setChecked(state.is_large)
        self._country_row.set_visible(is_visible=state.kind in _WITH_RISK)
        people = people_entries(shown.record.family, shown.drawing.numbers) if shown else ()
        self.person.show_entries(people, state.person)
        self._language.show_entries(self._language_entries, state.language)
        self._country.show_entries(self._countries, state.country)
        self._language_row.complain(review_told(state.review, self._words))
        what = state.supposed if has_agreed else None
        for part in (self._comparison, self._compared):
            set_shown(part, is_shown=what is not None)
        if what is not None:
            told = {"gene": what.gene, "result": what.result.value}
            result = self._words.say("letters.comparison_of", **told)
            self._compared.setText(result)
            self._comparison.setAccessibleDescription(result)
            self._comparison.setChecked(state.has_comparison)
        for field, text in ((self._agreed, state.agreed), (self._post, state.post or "")):
            if field.toPlainText() != text:
                field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(False)
        self._write.setEnabled(state.can_write)
        self._write.setText(self._words.say(_deed(state)))
        self._look.setEnabled(state.can_write and not state.is_looking)
        looking = "letters.looking" if state.is_looking else "letters.look"
        self._look.setText(self._words.say(looking))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _order(self, kind: str) -> None:
        """Fields that were made late stand where the eye finds them, for the keys too."""
        self._ordered = kind
        chain = (self._agreed, *self._blanks.fields(kind), self._large, *self._buttons)
        for one, after in pairwise(chain):
            self.setTabOrder(one, after)

    def _grow(self) -> None:
        for field in (self._agreed, self._post):
            field.setFixedHeight(self._theme.pixels(_AGREED_PX))

    def _tell_post(self) -> None:
        self.posted.emit(self._post.toPlainText())

    def _tell_agreed(self) -> None:
        self.agreed.emit(self._agreed.toPlainText())

    def _ask_to_look(self) -> None:
        self.looked.emit()

    def _ask(self) -> None:
        self.asked.emit()

    def _leave(self) -> None:
        self.left.emit()


def _deed(state: LettersState) -> str:
    """What the main button does now: another word where it keeps what is doubtful."""
    if state.is_writing:
        return N_("letters.writing")
    return N_("letters.keep_anyway") if state.keeps_anyway else N_("letters.write")
