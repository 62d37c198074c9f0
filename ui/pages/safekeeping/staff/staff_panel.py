"""Users, drawn: who may come in, as what and by what; colleagues invited, changed, taken out."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import action
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.controls.table import Table
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.tokens import Space, Token
from ui.pages.safekeeping.staff.staff_cards import HandOverCard, InviteCard, PersonCard, SheetsCard
from ui.pages.safekeeping.staff.staff_model import StaffModel, StaffState
from ui.pages.safekeeping.staff.staff_words import StaffWords, in_order

if TYPE_CHECKING:
    from counselling.work.vault.keep_staff import Person

_CHECKED_WORDS = 2


def build(context: UiContext) -> "StaffPanel":
    """Build the panel with its view model."""
    model = StaffModel(context.desk.safekeeping.staff, context.jobs)
    panel = StaffPanel(model, context.catalogue, context.icons)
    model.setParent(panel)
    return panel


class StaffPanel(Page):
    """The panel."""

    def __init__(self, model: StaffModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._shown = StaffState()
        self._banner = Banner(icons)
        invite = action(self, words.say("staff.invite"), model.start_inviting)
        invite.setIcon(icons.icon("user-plus", Token.ON_ACCENT))
        self.main_action = invite
        self.table: Table[Person] = Table(
            words.say("safekeeping.staff"), StaffWords(words).columns()
        )
        self.invite_card, self.hand_over_card = InviteCard(words), HandOverCard(words)
        self.person_card = PersonCard(words)
        self.sheets_card = SheetsCard(words, checked_words=_CHECKED_WORDS)
        self._list = Card()
        self._list.add(self.table, stretch=1)
        self._lay_out()
        self._connect(model)
        self.show_state(model.state)

    def _connect(self, model: StaffModel) -> None:
        self.table.chosen.connect(self._choose)
        self.invite_card.asked.connect(model.invite)
        self.invite_card.left.connect(model.stop_inviting)
        self.hand_over_card.save_asked.connect(self._ask_where_invitation)
        self.hand_over_card.handed.connect(model.hand_over)
        self.person_card.role_asked.connect(model.change_role)
        self.person_card.remove_asked.connect(model.remove)
        self.sheets_card.begun.connect(model.begin_sheets)
        self.sheets_card.save_asked.connect(self._ask_where_sheet)
        self.sheets_card.read.connect(model.read_back)
        self.sheets_card.left.connect(model.leave_sheets)
        model.changed.connect(self.show_state)

    def entered(self) -> None:
        """Read who there is now."""
        self.model.load()

    def left(self) -> None:
        """Leave no code on a screen that nobody looks at."""
        self.model.forget()

    def show_state(self, state: StaffState) -> None:
        """Show a state."""
        before, self._shown = self._shown, state
        person = state.person
        people = in_order(state.people or (), self._words)
        self.table.show_rows(people, chosen=person)
        set_shown(self.invite_card, is_shown=state.is_inviting)
        if state.is_inviting and not before.is_inviting:
            self.invite_card.open()
        self.hand_over_card.show_code(state.invited, state.code, is_saved=state.is_saved)
        set_shown(self.hand_over_card, is_shown=bool(state.code))
        is_at_rest = not (state.code or state.is_inviting or state.sheet)
        set_shown(self._list, is_shown=not state.sheet)
        set_shown(self.person_card, is_shown=person is not None and is_at_rest)
        set_shown(self.sheets_card, is_shown=is_at_rest or bool(state.sheet))
        if person is not None:
            self.person_card.show_person(person, is_busy=state.is_busy)
        self.sheets_card.show_sheet(
            state.sheet,
            has_sheets=state.has_sheets,
            is_saved=state.is_saved,
            is_busy=state.is_busy,
        )
        if self.main_action is not None:
            self.main_action.setEnabled(is_at_rest and not state.is_busy)
        if state.code and not before.code:
            self.hand_over_card.focus()
        elif is_at_rest and (before.code or before.is_inviting or before.sheet):
            self.table.setFocus()  # what had the focus is gone
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        else:
            done = self._words.say(state.done, name=state.of_whom) if state.done else ""
            self._banner.say(done, tone=Tone.GOOD)

    def _choose(self, person: "Person") -> None:
        self.model.choose(person.name if person.until is None else "")

    def _ask_where_invitation(self) -> None:
        self._ask_where(self._words.say("staff.invitation_file"), self.model.save_invitation)

    def _ask_where_sheet(self) -> None:
        name = self._words.say("staff.sheet_file", number=self.model.state.sheet)
        self._ask_where(name, self.model.save_sheet)

    def _ask_where(self, name: str, save: object) -> None:
        dialog = ask_where_to_save(
            self,
            self._words.say("staff.save_sheet"),
            name=name,
            kinds=((self._words.say("unlock.code_sheet"), ".pdf"),),
        )
        dialog.chosen.connect(save)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._banner, self.invite_card, self.hand_over_card):
            page.addWidget(part)
        page.addWidget(self._list, 100)  # all the room, while it is there
        page.addWidget(self.person_card)
        page.addWidget(self.sheets_card)
        page.addStretch(1)
