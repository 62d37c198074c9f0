"""How long records are kept, drawn: the rule, what is due, and what becomes of it by whose word."""

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.marks.tones import Tone
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.keeping.keeping_cards import DecideCard, DueCard, RuleCard
from ui.pages.safekeeping.keeping.keeping_model import RULE_SET, KeepingModel, KeepingState
from ui.pages.safekeeping.keeping.keeping_words import KeepingWords
from ui.pages.safekeeping.shared.leading import LeadingPanel


def build(context: UiContext) -> "KeepingPanel":
    """Build the panel with its view model."""
    model = KeepingModel(context.desk.safekeeping.keeping, context.jobs, context.now)
    panel = KeepingPanel(model, context.catalogue, context.icons)
    model.setParent(panel)
    return panel


class KeepingPanel(LeadingPanel):
    """The panel."""

    def __init__(self, model: KeepingModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._shown = KeepingState()
        said = KeepingWords(words)
        self._banner = Banner(icons)
        self.rule_card, self.due_card = RuleCard(words, said), DueCard(words, said)
        self.decide_card = DecideCard(words, said, model)
        self._lay_out()
        self.rule_card.changed.connect(self._set_rule)
        self.due_card.chosen.connect(model.choose)
        self.decide_card.longer.connect(model.keep_longer)
        self.decide_card.free.connect(model.keep_no_longer)
        self.decide_card.erase.connect(self._erase)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Look what is due now."""
        self.model.load()

    def left(self) -> None:
        """Keep no names on a screen that nobody looks at."""
        self.decide_card.reason.clear()
        self.model.forget()

    def show_state(self, state: KeepingState) -> None:
        """Show a state."""
        before, self._shown = self._shown, state
        if state.done and state.done != before.done:
            self.decide_card.reason.clear()
            if state.done == RULE_SET:
                self.rule_card.close_form()
        for card in (self.rule_card, self.due_card, self.decide_card):
            card.show_state(state)
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        else:
            done = self._words.say(state.done) if state.done else ""
            self._banner.say(done, tone=Tone.GOOD)

    def _set_rule(self, country: str, years: str, basis: str) -> None:
        self.model.set_rule(country, years=years, basis=basis)

    def _erase(self) -> None:
        family = self.model.state.chosen
        if family:
            self.led.emit("requests", family)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self.rule_card):
            page.addWidget(part)
        page.addWidget(self.due_card, 4)
        page.addWidget(self.decide_card)
        page.addStretch(1)
