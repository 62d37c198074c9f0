"""Sharing, drawn: one's key, families given and taken in, another vault, the shared folder."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.working import Working
from ui.kit.controls.buttons import action
from ui.kit.controls.file_choice import ask_for_file, ask_for_folder, ask_where_to_save
from ui.kit.marks.deeds import needing
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import bring_into_view, set_shown
from ui.kit.standing.navigator import Navigator, OpenFamily
from ui.kit.standing.page import Page
from ui.kit.standing.restraint import Restraint
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space, Token
from ui.pages.safekeeping.shared.family_card import FamilyCard
from ui.pages.safekeeping.sharing.sharing_cards import (
    KeyCard,
    OfferCard,
    RefusedCard,
    RelayCard,
    WaitingCard,
)
from ui.pages.safekeeping.sharing.sharing_model import SharingModel
from ui.pages.safekeeping.sharing.sharing_state import SharingState, Step
from ui.pages.safekeeping.sharing.sharing_steps import FoundCard, GiveCard, MergeCard
from ui.pages.safekeeping.sharing.sharing_words import SharingWords
from ui.summaries import FamilySummary

_FILE_NAME: Final = "family"  # no name of a person in the name of a file
_SUFFIX: Final = ".sealed"


def build(context: UiContext) -> "SharingPanel":
    """Build the panel with its view model; what is not for this role is grey."""
    safekeeping = context.desk.safekeeping
    model = SharingModel(safekeeping.sharing, context.jobs)
    look = (context.theme, context.icons)
    panel = SharingPanel(model, context.catalogue, look, context.navigator)
    model.setParent(panel)
    Restraint(safekeeping.may, context.catalogue, context.icons, panel).hold(panel)
    return panel


class SharingPanel(Page):
    """The panel: cards at rest, or one step. look: theme and icons."""

    def __init__(
        self,
        model: SharingModel,
        words: Catalogue,
        look: tuple[Theme, Icons],
        navigator: Navigator,
    ) -> None:
        super().__init__()
        theme, icons = look
        self.model, self._words, self._navigator = model, words, navigator
        self._icons, self._said = icons, SharingWords(words)
        self._shown, self._is_front = SharingState(), False
        self._banner = Banner(icons)
        self._make_actions(words)
        self.working = Working(words.say("sharing.working"), words.say("audit.stop"))
        self.refused_card = RefusedCard(words, self._said)
        self.waiting_card = WaitingCard(words, self._said)
        self.relay_card = RelayCard(words, icons, self._said, self._give)
        self.key_card = KeyCard(words, theme, icons)
        self.file_card, self.vault_card = self._offers(words)
        self.family_card = FamilyCard(
            words, words.say("sharing.which"), words.say("sharing.which_what")
        )
        self.give_card = GiveCard(words, self._said)
        self.found_card = FoundCard(words, self._said)
        self.merge_card = MergeCard(words, icons)
        self._lay_out()
        self._connect(model)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read what there is now."""
        self._is_front = True
        self.model.load()

    def left(self) -> None:
        """Keep no names and no passphrase on a screen that nobody looks at."""
        self._is_front = False  # the header is another page's already
        self.merge_card.clear()
        self.model.forget()

    def show_state(self, state: SharingState) -> None:
        """Show a state."""
        before, self._shown = self._shown, state
        self.key_card.show_key(state.keys.own if state.keys is not None else "")
        self.relay_card.show_state(state)
        self.waiting_card.show_families(state.waiting)
        self.refused_card.show_state(state)
        self.family_card.show_state(_Choice(state))
        for card in (self.give_card, self.found_card, self.merge_card):
            card.show_state(state)
        is_at_rest = state.step is Step.REST
        for part in (self.relay_card, self.file_card, self.vault_card, self.key_card):
            set_shown(part, is_shown=is_at_rest)
        set_shown(self.waiting_card, is_shown=is_at_rest and bool(state.waiting))
        set_shown(self.family_card, is_shown=state.step is Step.FAMILY)
        self.working.show_share(state.share)
        is_free = is_at_rest and not state.is_at_work
        for verb in self._verbs:
            verb.setEnabled(is_free)
        if state.step is not before.step:
            self._focus(state.step)
        if (state.step, state.done, state.failure) != (before.step, before.done, before.failure):
            QTimer.singleShot(0, self, self._come_into_view)  # when all has its place
        self._offer(state)
        self._tell(state)

    def _focus(self, step: Step) -> None:
        """What had the focus may be gone; the other steps take it themselves."""
        if not self.isVisible():
            return
        if step is Step.FAMILY:
            self.family_card.wanted.setFocus()
        elif step is Step.REST:
            (self.relay_card.table if self.relay_card.table.isVisible() else self).setFocus()

    def _come_into_view(self) -> None:
        """At twice the text size the list of panels stands above, and hides what is new here."""
        cards = (self.family_card, self.give_card, self.found_card, self.merge_card, self._banner)
        for part in cards:
            if part.isVisible():
                bring_into_view(part)

    def _offer(self, state: SharingState) -> None:
        """Let the header's filled button be what is done most: to exchange, where that can be."""
        main: QAction | None = self._exchange if state.has_relay else self._give
        side = (self._back,) if state.step is Step.FAMILY else ()
        if state.step is not Step.REST:
            main = None
        if (main, side) != (self.main_action, self.side_actions):
            self.main_action, self.side_actions = main, side
            ink = Token.ON_ACCENT if main is self._give else Token.TEXT
            self._give.setIcon(self._icons.icon("share-2", ink))
            if self._is_front:
                self.head_changed.emit()

    def _tell(self, state: SharingState) -> None:
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.done is not None:
            what, rest = self._said.told(state.done)
            tone = Tone.GOOD if state.done.is_good else Tone.CAUTION
            self._banner.say(what, rest=rest, tone=tone)
        else:
            self._banner.say("")

    def _make_actions(self, words: Catalogue) -> None:
        model, icons = self.model, self._icons
        exchange = action(self, words.say("sharing.exchange"), model.exchange)
        exchange.setIcon(icons.icon("network", Token.ON_ACCENT))
        self._exchange = needing(exchange, "merge")
        self._back = action(self, words.say("action.cancel"), model.leave)
        self._give = needing(action(self, words.say("sharing.give"), model.start_giving), "grant")

    def _offers(self, words: Catalogue) -> tuple[OfferCard, OfferCard]:
        say, icons = words.say, self._icons
        what, begin = say("sharing.files_what"), say("sharing.take")
        file = OfferCard(say("sharing.files"), what, begin, icons.icon("import"))
        what, begin = say("sharing.merge_what"), say("sharing.merge_choose")
        vault = OfferCard(say("sharing.merge"), what, begin, icons.icon("folder-open"))
        return file, vault

    @property
    def _verbs(self) -> tuple[QAction, ...]:
        """What begins something, from rest."""
        return self._give, self._exchange, self.file_card.begin, self.vault_card.begin

    def _connect(self, model: SharingModel) -> None:
        self.relay_card.choose_asked.connect(self._ask_relay)
        self.file_card.asked.connect(self._ask_file)
        self.vault_card.asked.connect(self._ask_vault)
        self.waiting_card.opened.connect(self._go_there)
        self.family_card.wanted.textEdited.connect(model.find)
        self.family_card.opened.connect(model.choose)
        self.give_card.typed.connect(model.type_key)
        self.give_card.over.connect(model.give_over)
        self.give_card.file.connect(self._ask_where)
        self.found_card.taken.connect(model.take)
        self.merge_card.merged.connect(model.merge)
        for card in (self.give_card, self.found_card, self.merge_card):
            card.left.connect(model.leave)
        self.working.stopped.connect(model.give_up)
        model.changed.connect(self.show_state)

    def _ask_file(self) -> None:
        words = self._words
        dialog = ask_for_file(
            self,
            words.say("sharing.take"),
            suffixes=(_SUFFIX,),
            kind=words.say("sharing.file_kind"),
            all_files=words.say("families.all_files"),
        )
        dialog.chosen.connect(self.model.look_into)

    def _ask_where(self) -> None:
        words = self._words
        kinds = ((words.say("sharing.file_kind"), _SUFFIX),)
        dialog = ask_where_to_save(
            self, words.say("sharing.into_file"), name=_FILE_NAME, kinds=kinds
        )
        dialog.chosen.connect(self.model.write_file)

    def _ask_vault(self) -> None:
        dialog = ask_for_folder(self, self._words.say("sharing.merge_choose"))
        dialog.chosen.connect(self.model.choose_vault)

    def _ask_relay(self) -> None:
        relay = self.model.state.relay
        start: Path | None = relay.folder if relay is not None else None
        dialog = ask_for_folder(self, self._words.say("sharing.relay_choose"), start)
        dialog.chosen.connect(self.model.choose_relay)

    def _go_there(self, family: FamilySummary) -> None:
        head = OpenFamily(family.id, self._said.name(family.name), family.proband)
        self._navigator.open(head)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(self.working)
        page.addWidget(self.refused_card)
        page.addWidget(self.waiting_card)
        page.addWidget(self.relay_card)
        page.addWidget(self.family_card, 4)
        page.addWidget(self.file_card)
        page.addWidget(self.key_card)
        page.addWidget(self.vault_card)
        page.addWidget(self.give_card)
        page.addWidget(self.found_card)
        page.addWidget(self.merge_card)
        page.addStretch(1)


class _Choice:
    """What the card of families shows of the state."""

    def __init__(self, state: SharingState) -> None:
        self.wanted = state.wanted
        self.found = state.found_families
        self.is_busy = state.is_at_work
