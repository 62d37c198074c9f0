"""Requests of people whose facts are kept, drawn as steps: who asks, what for, done."""

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import Navigator, OpenFamily
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.privacy.privacy_cards import DoneCard, EraseCard, WishCard
from ui.pages.safekeeping.privacy.privacy_model import RequestModel, RequestState
from ui.pages.safekeeping.shared.family_card import FamilyCard
from ui.pages.safekeeping.shared.leading import TakingPanel

_FILE_NAME: Final = "personal-data"  # no name of a person in the name of a file


def build(context: UiContext) -> "PrivacyPanel":
    """Build the panel with its view model."""
    model = RequestModel(context.desk.safekeeping.requests, context.jobs)
    panel = PrivacyPanel(model, context.catalogue, context.icons, context.navigator)
    model.setParent(panel)
    return panel


class PrivacyPanel(TakingPanel):
    """The panel."""

    def __init__(
        self, model: RequestModel, words: Catalogue, icons: Icons, navigator: Navigator
    ) -> None:
        super().__init__()
        self.model, self._words, self._navigator = model, words, navigator
        self._banner = Banner(icons)
        self.family_card = FamilyCard(
            words, words.say("requests.family"), words.say("requests.what")
        )
        self.wish_card = WishCard(words)
        self.erase_card, self.done_card = EraseCard(words), DoneCard(words)
        self._had_family = False
        self._lay_out()
        self.family_card.wanted.textEdited.connect(model.find)
        self.family_card.opened.connect(model.choose)
        self.wish_card.asked.connect(model.ask_for)
        self.wish_card.see.connect(self._ask_where)
        self.wish_card.correct.connect(self._go_there)
        self.wish_card.restrict.connect(model.restrict)
        self.wish_card.erase.connect(model.preview)
        self.wish_card.left.connect(model.choose_another)
        self.erase_card.confirmed.connect(model.erase)
        self.erase_card.left.connect(model.stop_erasing)
        model.erased.connect(self._close_family)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read the families there are now."""
        self.model.load()

    def begin(self, family: str) -> None:
        """Begin with the erasing of a whole family."""
        self.model.begin_erasing(family)

    def left(self) -> None:
        """Keep no names on a screen that nobody looks at."""
        self.erase_card.typed.clear()
        self.model.forget()

    def show_state(self, state: RequestState) -> None:
        """Show a state."""
        has_family = state.family is not None
        self.family_card.show_state(state)
        self.wish_card.show_state(state)
        set_shown(self.family_card, is_shown=not has_family)
        set_shown(self.wish_card, is_shown=has_family)
        self.erase_card.show_state(state)
        self.done_card.show_certificate(None if has_family else state.certificate)
        if has_family != self._had_family:  # what had the focus is gone
            self._had_family = has_family
            if self.isVisible() and state.gone is None:
                (self.wish_card.who if has_family else self.family_card.wanted).setFocus()
        self._tell(state)

    def _tell(self, state: RequestState) -> None:
        say = self._words.say
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.file:
            said = say("requests.written", file=state.file, count=state.facts)
            self._banner.say(said, rest=say("requests.read_first"), tone=Tone.GOOD)
        elif state.freed is not None:
            said = say("requests.freed" if state.freed else "requests.restricted")
            self._banner.say(said, tone=Tone.GOOD)
        else:
            self._banner.say("")

    def _ask_where(self) -> None:
        dialog = ask_where_to_save(
            self,
            self._words.say("requests.see"),
            name=_FILE_NAME,
            kinds=((self._words.say("requests.zip"), ".zip"),),
        )
        dialog.chosen.connect(self.model.disclose)

    def _go_there(self) -> None:
        state = self.model.state
        if state.family is not None:
            name = state.family.name or self._words.say("families.unnamed")
            head = OpenFamily(state.family.id, name, state.family.proband)
            self._navigator.open(head, person=state.person or None)

    def _close_family(self, family: str) -> None:
        """The other pages must not show what is erased."""
        where = self._navigator.state
        if where.family is not None and where.family.id == family:
            self._navigator.return_to(replace(where, family=None, person=None))

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self.done_card):
            page.addWidget(part)
        page.addWidget(self.family_card, 4)
        page.addWidget(self.wish_card)
        page.addWidget(self.erase_card)
        page.addStretch(1)
