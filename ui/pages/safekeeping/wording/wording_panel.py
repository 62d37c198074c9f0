"""Wordings of letters, drawn: a language, how its letters stand, signing off and taking back."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.blocks.question import Question
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.entries import language_entries
from ui.kit.controls.forms import Form
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Column, Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, small, soft, strong
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_offered, set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.safekeeping.wording.wording_model import WordingModel, WordingState
from ui.pages.safekeeping.wording.wording_reader import WordingReader

if TYPE_CHECKING:
    from counselling.work.letters.review_letters import Reviewed

_STANDING: Final = {
    "reviewed": N_("wording.reviewed"),
    "changed": N_("wording.changed"),
    "unreviewed": N_("wording.unreviewed"),
}


def build(context: UiContext) -> "WordingPanel":
    """Build the panel with its view model."""
    words = context.catalogue
    model = WordingModel(context.desk.safekeeping.wording, context.jobs, language=words.code)
    panel = WordingPanel(model, words, context.theme, context.icons)
    model.setParent(panel)
    return panel


class WordingPanel(Page):
    """The panel."""

    def __init__(self, model: WordingModel, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._banner = Banner(icons)
        self._languages = language_entries(model.languages, words)
        self.language = Picker()
        self._signed, self._opened = body(), strong()
        say = words.say
        self.table: Table[Reviewed] = Table(say("wording.title"), self._columns())
        self.reader = WordingReader(theme)
        self.read = action(self, say("wording.read"), model.read)
        self.back = action(self, say("wording.back"), model.close)
        self.sign = needing(action(self, say("wording.sign"), self._ask_to_sign), "review")
        self.withdraw = needing(action(self, say("wording.withdraw"), model.withdraw), "review")
        self.question = Question(
            say("wording.sign_question"),
            yes=say("wording.sign"),
            no=say("action.cancel"),
            run=model.sign,
        )
        self._lay_out()
        self.language.picked.connect(model.choose_language)
        self.table.chosen.connect(self._choose)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read how the letters stand now."""
        self.model.load()

    def show_state(self, state: WordingState) -> None:
        """Show a state."""
        self.language.show_entries(self._languages, state.language)
        self.table.show_rows(state.letters, chosen=state.letter)
        letter = state.letter
        self._signed.setText(self._by(letter))
        set_shown(self._signed, is_shown=letter is not None and letter.at is not None)
        is_signed = letter is not None and letter.standing == "reviewed"
        set_shown(self._first, is_shown=not is_signed and not state.is_read)
        self.read.setEnabled(letter is not None)
        self.sign.setEnabled(state.is_read and not is_signed and not state.is_busy)
        self.withdraw.setEnabled(letter is not None and bool(letter.reviewer) and not state.is_busy)
        self._show_words(state)
        self._tell(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.model.state.opened is not None:
            self.model.close()
        else:
            super().keyPressEvent(event)

    def _show_words(self, state: WordingState) -> None:
        """Show the list, or what is read in its place."""
        opened = state.opened
        is_there = opened is not None
        if opened is not None:
            known = {each.code: each for each in self.model.languages}
            codes = dict.fromkeys((opened.language, state.beside))
            languages = [known[code] for code in codes if code in known]
            name = self._kind(opened.kind)
            self._opened.setText(name)
            self.reader.show_sentences(name, opened.sentences, languages)
        is_turned = self.reader.isHidden() == is_there
        for part in self._listed:
            set_shown(part, is_shown=not is_there)
        for shown in (self._opened, self._how, self.reader):
            set_shown(shown, is_shown=is_there)
        set_offered(self.read, is_offered=not is_there)
        set_offered(self.back, is_offered=is_there)
        set_offered(self.withdraw, is_offered=not is_there)
        if is_turned and self.isVisible():
            (self.reader if is_there else self.table).setFocus()

    def _tell(self, state: WordingState) -> None:
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.signed:
            told = self._words.say("wording.signed", letter=self._kind(state.signed))
            self._banner.say(told, tone=Tone.GOOD)
        elif state.withdrawn:
            told = self._words.say("wording.withdrawn", letter=self._kind(state.withdrawn))
            self._banner.say(told, tone=Tone.GOOD)
        else:
            self._banner.say("")

    def _choose(self, letter: "Reviewed") -> None:
        self.question.put_away()
        self.model.choose(letter.kind)

    def _ask_to_sign(self) -> None:
        if self.model.state.letter is not None:
            self.question.ask()

    def _columns(self) -> "tuple[Column[Reviewed], ...]":
        say = self._words.say
        return (
            Column(say("letters.kind"), self._letter, is_bold=True, is_wide=True),
            Column(say("wording.standing"), self._standing),
        )

    def _letter(self, one: "Reviewed") -> str:
        return self._kind(one.kind)

    def _kind(self, kind: str) -> str:
        return self._words.say(f"letters.kind_{kind}")

    def _standing(self, one: "Reviewed") -> str:
        return self._words.say(_STANDING[one.standing])

    def _by(self, one: "Reviewed | None") -> str:
        """Who signed the letter that is looked at off, and when."""
        if one is None or one.at is None:
            return ""
        day = self._words.date(one.at.astimezone().date())
        return self._words.say("wording.by", day=day, name=one.reviewer)

    def _lay_out(self) -> None:
        say, form = self._words.say, Form()
        card = Card(say("wording.title"))
        form.ask(say("letters.language"), self.language)
        self._how, self._first = soft(say("wording.how")), small(say("wording.read_first"))
        self._listed = (soft(say("wording.what")), form, self.table)
        for part in (*self._listed[:2], self._opened, self._how):
            card.add(part)
        card.add(self.table, stretch=1)
        card.add(self.reader, stretch=1)
        card.add(self._signed)
        card.add(self._first)
        verbs = (self.read, self.back, self.sign, self.withdraw)
        card.add_layout(Flow(*(ActionButton(verb) for verb in verbs)))
        card.add(self.question)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(card, 4)
        page.addStretch(1)
