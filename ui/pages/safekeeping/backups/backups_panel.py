"""The backups, drawn: what is true of them, one made now, one proven, and how they come back."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.blocks.working import Working
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.file_choice import ask_for_folder
from ui.kit.controls.forms import Form
from ui.kit.controls.table import Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.kit.threads.backing_up import BackingUp, BackingUpState
from ui.look.icons import Icons
from ui.look.tokens import Space, Token
from ui.pages.safekeeping.backups.backups_model import BackupsModel, BackupsState
from ui.pages.safekeeping.backups.backups_words import BackupsWords
from ui.pages.safekeeping.backups.key_card import KeyPart
from ui.pages.safekeeping.backups.key_model import KeyModel, KeyState

if TYPE_CHECKING:
    from counselling.records.copies.backups import Backup


def build(context: UiContext) -> "BackupsPanel":
    """Build the panel with its view model."""
    work = context.desk.safekeeping.backups
    model = BackupsModel(work, context.jobs)
    keys = KeyModel(work, context.desk.unlock, context.jobs)
    panel = BackupsPanel(model, keys, context.backing_up, context.catalogue, context.icons)
    for each in (model, keys):
        each.setParent(panel)
    return panel


class BackupsPanel(Page):
    """The panel."""

    def __init__(
        self,
        model: BackupsModel,
        keys: KeyModel,
        backing_up: BackingUp,
        words: Catalogue,
        icons: Icons,
    ) -> None:
        super().__init__()
        self.key_part = KeyPart(keys, words, icons)
        self.model, self.backing_up, self._words = model, backing_up, words
        self._said, self._icons = BackupsWords(words), icons
        self._banner, self._state = Banner(icons), Banner(icons)
        make = action(self, words.say("backups.make"), backing_up.make)
        make.setIcon(icons.icon("save", Token.ON_ACCENT))
        choose = action(self, words.say("backups.choose"), self._ask_where)
        choose.setIcon(icons.icon("folder-open"))
        self._make, self._choose = make, choose
        self.main_action, self.side_actions = make, (choose,)
        self._working = Working(words.say("backups.running"), words.say("audit.stop"))
        self._working.stopped.connect(backing_up.give_up)
        self._where = body()
        self._where_card = Card(words.say("backups.folder"))
        self._where_card.add(self._where)
        self.table: Table[Backup] = Table(words.say("safekeeping.backups"), self._said.columns())
        self.passphrase = PassphraseField(
            eye=icons.icon("eye"),
            show_words=words.say("unlock.show"),
            caps_words=words.say("unlock.caps"),
        )
        self.prove = action(self, words.say("backups.prove"), self._prove)
        self._list = self._list_card()
        self._lay_out()
        self.table.chosen.connect(self._select)
        self.passphrase.submitted.connect(self.prove.trigger)
        model.changed.connect(self.show_state)
        backing_up.changed.connect(self._show_running)
        keys.changed.connect(self._show_key)
        keys.changed_backups.connect(backing_up.look)
        self.show_state(model.state)

    def entered(self) -> None:
        """Look what is true now."""
        self.backing_up.look()

    def left(self) -> None:
        """Leave no passphrase on a screen that nobody looks at."""
        self.passphrase.clear()
        self.model.forget()
        self.key_part.left()

    def show_state(self, state: BackupsState) -> None:
        """Show a state."""
        self._show(state, self.backing_up.state)

    def _show_running(self, running: BackingUpState) -> None:
        self._show(self.model.state, running)

    def _show_key(self, state: KeyState) -> None:
        told = self.backing_up.state.told
        self.key_part.show_state(
            state,
            key=told.key if told is not None else 1,
            earlier=len(told.earlier) if told is not None else 0,
            can_back_up=told is not None and told.is_there,
        )

    def _show(self, state: BackupsState, running: BackingUpState) -> None:
        told = running.told
        kept = told.kept if told is not None else ()
        chosen = next((one for one in kept if one.stamp == state.chosen), None)
        self.table.show_rows(kept, chosen=chosen)
        set_shown(self._list, is_shown=bool(kept))
        is_running = running.share is not None
        self._working.show_share(running.share)
        self._choose.setEnabled(not is_running)
        self._make.setEnabled(not is_running and told is not None and told.folder is not None)
        self.prove.setEnabled(not state.is_busy and chosen is not None)
        if told is not None:
            what, tone = self._said.head(told)
            self._state.say(what, rest=self._said.rest(told), tone=tone)
            self._where.setText(self._said.where(told))
        has_folder = told is not None and told.folder is not None
        set_shown(self._where_card, is_shown=has_folder)
        self._tell(state, running)
        self._show_key(self.key_part.model.state)
        self._offer(self._make if has_folder else self._choose)

    def _offer(self, main: QAction) -> None:
        """Let the header's filled button be the one that is to be pressed."""
        if main is not self.main_action:
            self.main_action = main
            self.side_actions = tuple(a for a in (self._choose,) if a is not main)
            ink = Token.ON_ACCENT if main is self._choose else Token.TEXT
            self._choose.setIcon(self._icons.icon("folder-open", ink))
            self.head_changed.emit()

    def _tell(self, state: BackupsState, running: BackingUpState) -> None:
        say, failure = self._words.say, state.failure or running.failure
        if state.is_busy:
            self._banner.say(say("backups.proving"))
        elif failure is not None:
            self._banner.tell(failure, self._words)
        else:
            told = running.told
            proven = next((b for b in told.kept if b.stamp == state.proven), None) if told else None
            when = self._said.made(proven) if proven else ""
            said = say("backups.proven", when=when) if proven else ""
            self._banner.say(said, tone=Tone.GOOD)
            if proven:
                self.passphrase.clear()

    def _list_card(self) -> Card:
        words, card, form = self._words, Card(self._words.say("backups.list")), Form()
        card.add(self.table, stretch=1)
        form.ask(
            words.say("unlock.passphrase"), self.passphrase, hint=words.say("backups.prove_hint")
        )
        card.add(form)
        card.add_layout(Flow(ActionButton(self.prove)))
        return card

    def _lay_out(self) -> None:
        back = Card(self._words.say("backups.restore"))
        back.add(soft(self._words.say("backups.restore_how")))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self._state, self._working, self._where_card):
            page.addWidget(part)
        page.addWidget(self._list, 4)
        page.addWidget(back)
        page.addWidget(self.key_part)
        page.addStretch(1)

    def _select(self, backup: "Backup") -> None:
        self.model.choose(backup.stamp)

    def _prove(self) -> None:
        self.model.prove(self.passphrase.passphrase)

    def _ask_where(self) -> None:
        dialog = ask_for_folder(self, self._words.say("backups.choose"))
        dialog.chosen.connect(self.backing_up.choose)
