"""The cards of the panel of users: invite, hand over, change one, make the clinic's sheets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.blocks.question import Question
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, code_label, small, soft, strong
from ui.kit.marks.visibility import set_offered, set_shown
from ui.pages.safekeeping.staff.staff_words import ROLES, ROLES_EXPLAINED

if TYPE_CHECKING:
    from counselling.work.vault.keep_staff import Person


def _role_picker(words: Catalogue) -> Picker:
    picker = Picker(words.say("staff.role"))
    picker.show_entries(tuple((role, words.say(said)) for role, said in ROLES.items()), None)
    return picker


class InviteCard(Card):
    """Who shall come in, and as what. asked: let her in (name, role); left: do not."""

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("staff.invite"))
        self._words = words
        self._name = text_field(words.say("staff.name"))
        self._role = _role_picker(words)
        self._may = small()
        form = Form()
        form.ask(words.say("staff.name"), self._name, hint=words.say("staff.name_hint"))
        form.ask(words.say("staff.role"), self._role)
        go = action(self, words.say("staff.invite_go"), self._ask)
        back = action(self, words.say("action.cancel"), self.left.emit)
        self.add(soft(words.say("staff.invite_what")))
        self.add(form)
        self.add(self._may)
        self.add_layout(Flow(main_button(go), ActionButton(back)))
        self._name.returnPressed.connect(go.trigger)
        self._role.picked.connect(self._explain)

    def open(self) -> None:
        """Be ready for a name."""
        self._name.clear()
        self._role.show_entries(
            tuple((role, self._words.say(said)) for role, said in ROLES.items()), "counsellor"
        )
        self._explain("counsellor")
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, role: str) -> None:
        self._may.setText(self._words.say(ROLES_EXPLAINED[role]))

    def _ask(self) -> None:
        self.asked.emit(self._name.text(), self._role.chosen)


class HandOverCard(Card):
    """The code for a colleague's first entry. save_asked: on a sheet; handed: she has it."""

    save_asked = Signal()
    handed = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("staff.hand_over"))
        self._words = words
        self._what, self._saved = body(), soft()
        self._code = code_label(words.say("staff.code"))
        self._save = main_button(action(self, words.say("staff.save_sheet"), self.save_asked.emit))
        go = action(self, words.say("staff.handed"), self.handed.emit)
        for part in (self._what, self._code, self._saved):
            self.add(part)
        self.add_layout(Flow(self._save, ActionButton(go)))

    def show_code(self, name: str, code: str, *, is_saved: bool) -> None:
        """Show whose code it is, and whether its sheet was written."""
        self._what.setText(self._words.say("staff.hand_over_what", name=name) if name else "")
        self._code.setText(code)
        self._saved.setText(self._words.say("staff.sheet_saved") if is_saved else "")
        set_shown(self._saved, is_shown=is_saved)

    def focus(self) -> None:
        """Be ready to save the sheet."""
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)


class PersonCard(Card):
    """Who is chosen. role_asked: give her another role; remove_asked: take all her ways."""

    role_asked = Signal(str)
    remove_asked = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__("")
        self._words = words
        self._name = strong()
        self._role, self._may = _role_picker(words), small()
        form = Form()
        form.ask(words.say("staff.role"), self._role)
        self._change = action(self, words.say("staff.change_role"), self._ask_role)
        self.question = Question(
            words.say("staff.remove_question"),
            yes=words.say("staff.remove_yes"),
            no=words.say("action.cancel"),
            run=self.remove_asked.emit,
        )
        self._remove = action(self, words.say("staff.remove"), self.question.ask)
        for part in (self._name, form, self._may):
            self.add(part)
        self.add_layout(Flow(ActionButton(self._change), ActionButton(self._remove)))
        self.add(self.question)
        self._shown = ""
        self._role.picked.connect(self._explain)

    def show_person(self, person: "Person", *, is_busy: bool) -> None:
        """Show somebody with a way in. Nobody takes her own: a colleague does."""
        key = f"{person.name}/{person.role}"
        if key != self._shown:
            self._shown = key
            self.question.put_away()
            entries = tuple((role, self._words.say(said)) for role, said in ROLES.items())
            self._role.show_entries(entries, person.role)
            self._explain(person.role)
        self._name.setText(self._words.say("staff.clinic") if person.is_clinic else person.name)
        self._role.setEnabled(not person.is_clinic)
        self._change.setEnabled(not is_busy and not person.is_clinic)
        self._remove.setEnabled(not is_busy and not person.is_me)

    def _explain(self, role: str) -> None:
        self._may.setText(self._words.say(ROLES_EXPLAINED[role]))

    def _ask_role(self) -> None:
        self.role_asked.emit(self._role.chosen)


class SheetsCard(Card):
    """The clinic's three sheets, one after the other.

    begun: make them; save_asked: write this one; read: its last words, typed from paper; left:
    make none.
    """

    begun = Signal()
    save_asked = Signal()
    read = Signal(str)
    left = Signal()

    def __init__(self, words: Catalogue, *, checked_words: int) -> None:
        super().__init__(words.say("staff.sheets"))
        self._words = words
        self._what, self._which, self._saved = soft(), strong(), soft()
        self._keeper = body()
        self._begin = action(self, words.say("staff.sheets_make"), self.begun.emit)
        self._save = action(self, words.say("staff.save_sheet"), self.save_asked.emit)
        self._next = action(self, words.say("staff.sheet_next"), self._read)
        self._back = action(self, words.say("action.cancel"), self.left.emit)
        self._typed = text_field(words.say("staff.sheet_check", count=checked_words))
        self._form = Form()
        self._form.ask(words.say("staff.sheet_check", count=checked_words), self._typed)
        for part in (self._what, self._which, self._keeper):
            self.add(part)
        self.add_layout(Flow(ActionButton(self._save)))
        self.add(self._saved)
        self.add(self._form)
        self.add_layout(
            Flow(ActionButton(self._begin), main_button(self._next), ActionButton(self._back))
        )
        self._typed.returnPressed.connect(self._next.trigger)
        self._number = -1

    def show_sheet(self, number: int, *, has_sheets: bool, is_saved: bool, is_busy: bool) -> None:
        """Show which sheet is on its way, 0 for none, and whether it was written."""
        is_on_way = number > 0
        say = self._words.say
        self._what.setText(say("staff.sheets_there" if has_sheets else "staff.sheets_what"))
        self._begin.setText(say("staff.sheets_again" if has_sheets else "staff.sheets_make"))
        set_shown(self._what, is_shown=not is_on_way)
        for verb in (self._save, self._next, self._back):
            set_offered(verb, is_offered=is_on_way)
        set_offered(self._begin, is_offered=not is_on_way)
        for part in (self._which, self._keeper, self._form):
            set_shown(part, is_shown=is_on_way)
        if is_on_way:
            self._which.setText(say("staff.sheet_which", number=number))
            self._keeper.setText(say(f"sheets.keeper_{number}"))
        self._saved.setText(say("staff.sheet_saved") if is_saved else "")
        set_shown(self._saved, is_shown=is_saved)
        for verb in (self._begin, self._save, self._next):
            verb.setEnabled(not is_busy)
        if number != self._number:
            self._number = number
            self._typed.clear()
            if is_on_way:
                self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self.read.emit(self._typed.text())
