"""Exports for research, drawn: what a project gets, what it would hold and lose, then written."""

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.working import Working
from ui.kit.controls.file_choice import ask_for_folder
from ui.kit.marks.tones import Tone
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.research.research_cards import OrderCard, SeenCard
from ui.pages.safekeeping.research.research_model import ResearchModel, ResearchState


def build(context: UiContext) -> "ResearchPanel":
    """Build the panel with its view model."""
    model = ResearchModel(context.desk.safekeeping.research, context.jobs)
    panel = ResearchPanel(model, context.catalogue, context.icons)
    model.setParent(panel)
    return panel


class ResearchPanel(Page):
    """The panel."""

    def __init__(self, model: ResearchModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._banner = Banner(icons)
        self.order_card, self.seen_card = OrderCard(words, model.uses), SeenCard(words)
        self.working = Working(words.say("research.running"), words.say("audit.stop"))
        self._lay_out()
        self.order_card.asked.connect(model.preview)
        self.order_card.changed.connect(model.change)
        self.seen_card.asked.connect(self._ask_where)
        self.working.stopped.connect(model.give_up)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: ResearchState) -> None:
        """Show a state."""
        self.order_card.show_state(state)
        self.seen_card.show_state(state)
        self.working.show_share(state.share)
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.written and state.seen is not None:
            said = self._words.say(
                "research.written", count=state.seen.families, folder=state.written
            )
            rest = self._words.say("research.written_rest")
            self._banner.say(said, rest=rest, tone=Tone.GOOD)
        else:
            self._banner.say("")

    def _ask_where(self) -> None:
        dialog = ask_for_folder(self, self._words.say("research.write"))
        dialog.chosen.connect(self.model.write)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self.working, self.order_card, self.seen_card):
            page.addWidget(part)
        page.addStretch(1)
