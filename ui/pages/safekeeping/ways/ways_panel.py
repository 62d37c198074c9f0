"""One's own ways in, drawn: each role has this panel, and nobody sees anybody else's."""

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.ways.ways_cards import ChangeCard, CodeCard, ListCard
from ui.pages.safekeeping.ways.ways_model import CHECKED, WaysModel, WaysState


def build(context: UiContext) -> "WaysPanel":
    """Build the panel with its view model."""
    door = context.desk.unlock
    model = WaysModel(context.desk.safekeeping.ways, door, context.jobs)
    panel = WaysPanel(
        model, context.catalogue, context.icons, least_passphrase=door.least_passphrase
    )
    model.setParent(panel)
    return panel


class WaysPanel(Page):
    """The panel."""

    def __init__(
        self, model: WaysModel, words: Catalogue, icons: Icons, *, least_passphrase: int
    ) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._shown = WaysState()
        self._banner = Banner(icons)
        self.list_card = ListCard(words)
        self.change_card = ChangeCard(words, icons, least_passphrase=least_passphrase)
        self.code_card = CodeCard(words, checked=CHECKED)
        self._lay_out()
        self._connect(model)
        self.show_state(model.state)

    def _connect(self, model: WaysModel) -> None:
        self.list_card.chosen.connect(model.choose)
        self.change_card.taken.connect(model.remove)
        self.change_card.changed.connect(self._change)
        self.change_card.added.connect(self._add)
        self.change_card.renewed.connect(model.renew_code)
        self.code_card.save_asked.connect(self._ask_where)
        self.code_card.read.connect(model.confirm)
        self.code_card.left.connect(model.withdraw)
        model.changed.connect(self.show_state)

    def entered(self) -> None:
        """Read the ways there are now."""
        self.model.load()

    def left(self) -> None:
        """Leave no passphrase and no code on a screen that nobody looks at."""
        self.change_card.clear()
        self.model.forget()

    def show_state(self, state: WaysState) -> None:
        """Show a state."""
        before, self._shown = self._shown, state
        self.list_card.show_ways(state.ways or (), state.way)
        for verb in self.change_card.verbs:
            verb.setEnabled(not state.is_busy)
        self.change_card.take.setEnabled(not state.is_busy and state.way is not None)
        for part in (self.list_card, self.change_card):
            set_shown(part, is_shown=not state.code)
        self.code_card.show_code(state.code, is_saved=state.is_saved)
        set_shown(self.code_card, is_shown=bool(state.code))
        if state.code and not before.code:
            self.code_card.focus()
        elif before.code and not state.code:
            self.list_card.table.setFocus()  # what had the focus is gone
        if state.done and not before.done:
            self.change_card.clear()
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        else:
            done = self._words.say(state.done) if state.done else ""
            self._banner.say(done, tone=Tone.GOOD)

    def _change(self, now: str, new: str, again: str) -> None:
        self.model.change_passphrase(now, new, repeated=again)

    def _add(self, now: str, new: str, again: str, is_for_here: bool) -> None:
        self.model.add_passphrase(now, new, repeated=again, is_for_here=is_for_here)

    def _ask_where(self) -> None:
        dialog = ask_where_to_save(
            self,
            self._words.say("unlock.code_save"),
            name=self._words.say("unlock.code_file"),
            kinds=((self._words.say("unlock.code_sheet"), ".pdf"),),
        )
        dialog.chosen.connect(self.model.save_sheet)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self.list_card, self.change_card, self.code_card):
            page.addWidget(part)
        page.addStretch(1)
