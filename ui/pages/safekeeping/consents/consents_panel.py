"""Consents, drawn: a family, what was said in it, a new word, and what follows from it at once."""

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import action
from ui.kit.marks.deeds import needing
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import Space, Token
from ui.pages.safekeeping.consents.consents_cards import HeldCard, LedgerCard, RecordCard
from ui.pages.safekeeping.consents.consents_model import ConsentsModel, ConsentsState
from ui.pages.safekeeping.consents.consents_words import ConsentsWords
from ui.pages.safekeeping.consents.signed_card import SignedCard
from ui.pages.safekeeping.shared.family_card import FamilyCard


def build(context: UiContext) -> "ConsentsPanel":
    """Build the panel with its view model."""
    model = ConsentsModel(context.desk.safekeeping.consents, context.jobs)
    panel = ConsentsPanel(model, context.catalogue, context.icons)
    model.setParent(panel)
    return panel


class ConsentsPanel(Page):
    """The panel."""

    def __init__(self, model: ConsentsModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words, self._said = model, words, ConsentsWords(words)
        self._banner = Banner(icons)
        say = words.say
        self.family_card = FamilyCard(words, say("consents.family"), say("consents.family_what"))
        self.ledger_card = LedgerCard(words, self._said)
        self.record_card = RecordCard(words, self._said)
        self.held_card = HeldCard(words, self._said)
        self.signed_card = SignedCard(words, self._said)
        self._note = needing(action(self, say("consents.record"), model.open_form), "change")
        self._note.setIcon(icons.icon("pencil", Token.ON_ACCENT))
        self._shown = ConsentsState()
        self._lay_out()
        self._connect(model)
        self.show_state(model.state)

    def _connect(self, model: ConsentsModel) -> None:
        self.family_card.wanted.textEdited.connect(model.find)
        self.family_card.opened.connect(model.choose)
        self.ledger_card.asked.connect(model.look_at)
        self.ledger_card.left.connect(model.choose_another)
        self.record_card.recorded.connect(model.record)
        self.record_card.left.connect(model.close_form)
        self.signed_card.asked.connect(model.check_signed)
        model.changed.connect(self.show_state)

    def entered(self) -> None:
        """Read the families there are now."""
        self.model.load()

    def left(self) -> None:
        """Keep no names on a screen that nobody looks at."""
        self.record_card.clear()
        self.model.forget()

    def show_state(self, state: ConsentsState) -> None:
        """Show a state."""
        before, self._shown = self._shown, state
        self._said.learn(state.ledger)
        has_family = state.family is not None
        for card in (self.family_card, self.ledger_card, self.record_card):
            card.show_state(state)
        self.held_card.show_held(() if state.is_form else state.in_spite)
        self.signed_card.show_signed(state.signed, is_busy=state.is_busy)
        set_shown(self.signed_card, is_shown=has_family and not state.is_form)
        set_shown(self.family_card, is_shown=not has_family)
        set_shown(self.ledger_card, is_shown=has_family and not state.is_form)
        set_shown(self.record_card, is_shown=state.is_form)
        self._offer(is_offered=has_family and not state.is_form)
        self._tell(state)
        self._move_focus(before, state)

    def _offer(self, *, is_offered: bool) -> None:
        """Let the header's button be there when it has something to do."""
        main = self._note if is_offered else None
        if main is not self.main_action:
            self.main_action = main
            self.head_changed.emit()

    def _move_focus(self, before: ConsentsState, state: ConsentsState) -> None:
        """Go to what has come in the place of what had the focus."""
        if state.is_form and not before.is_form:
            self.record_card.open(state.person)
        elif not self.isVisible():
            return
        elif (before.family is None) != (state.family is None) or before.is_form > state.is_form:
            is_open = state.family is not None
            (self.ledger_card.who if is_open else self.family_card.wanted).setFocus()

    def _tell(self, state: ConsentsState) -> None:
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.said is not None:
            rest = self._said.effect(state.said, state.in_spite)
            tone = Tone.CAUTION if rest and state.in_spite else Tone.GOOD
            self._banner.say(self._said.done(state.said), rest=rest, tone=tone)
        else:
            self._banner.say("")

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(self.family_card, 4)
        page.addWidget(self.record_card)
        page.addWidget(self.ledger_card, 4)
        page.addWidget(self.held_card)
        page.addWidget(self.signed_card)
        page.addStretch(1)
