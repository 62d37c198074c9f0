"""Consents, drawn: a family, what was said in it, a new word, and what follows from it at once."""

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.banner import Banner
from ui.kit.page import Page
from ui.kit.tones import Tone
from ui.kit.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.consents_cards import HeldCard, LedgerCard, RecordCard
from ui.pages.safekeeping.consents_model import ConsentsModel, ConsentsState
from ui.pages.safekeeping.consents_words import ConsentsWords
from ui.pages.safekeeping.family_card import FamilyCard


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
        self.record_card = RecordCard(words)
        self.held_card = HeldCard(words, self._said)
        self._had_family = False
        self._lay_out()
        self._connect(model)
        self.show_state(model.state)

    def _connect(self, model: ConsentsModel) -> None:
        self.family_card.wanted.textEdited.connect(model.find)
        self.family_card.opened.connect(model.choose)
        self.ledger_card.asked.connect(model.look_at)
        self.ledger_card.left.connect(model.choose_another)
        self.record_card.recorded.connect(self._record)
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
        self._said.learn(state.ledger)
        has_family = state.family is not None
        self.family_card.show_state(state)
        self.ledger_card.show_state(state)
        self.record_card.show_state(state)
        self.held_card.show_held(state.in_spite)
        set_shown(self.family_card, is_shown=not has_family)
        for card in (self.ledger_card, self.record_card):
            set_shown(card, is_shown=has_family)
        if has_family != self._had_family:  # what had the focus is gone
            self._had_family = has_family
            if self.isVisible():
                (self.ledger_card.who if has_family else self.family_card.wanted).setFocus()
        self._tell(state)

    def _tell(self, state: ConsentsState) -> None:
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.said is not None:
            self.record_card.clear()
            rest = self._said.effect(state.said, state.in_spite)
            tone = Tone.CAUTION if rest and state.in_spite else Tone.GOOD
            self._banner.say(self._said.done(state.said), rest=rest, tone=tone)
        else:
            self._banner.say("")

    def _record(self, scope: str, is_given: bool, medium: str, given_by: str) -> None:
        self.model.record(scope, is_given=is_given, medium=medium, given_by=given_by)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(self.family_card, 4)
        page.addWidget(self.ledger_card, 2)
        page.addWidget(self.held_card)
        page.addWidget(self.record_card)
        page.addStretch(1)
