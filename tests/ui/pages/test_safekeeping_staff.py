"""The panels of users and of one's own ways: with doubles that tell what was asked of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling.errors import VaultError, WrongKey
from counselling.language.catalogue import Catalogue
from counselling.work.vault.keep_staff import Person, Sheets
from counselling.work.vault.own_ways import OwnWay
from tests.conftest import catalogue
from tests.ui.conftest import CODE
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.look.icons import Icons
from ui.pages.safekeeping.staff.staff_model import REMOVED, SHEET_DIFFERS, SHEETS_MADE, StaffModel
from ui.pages.safekeeping.staff.staff_panel import StaffPanel
from ui.pages.safekeeping.staff.staff_words import in_order
from ui.pages.safekeeping.ways.ways_model import CODE_DIFFERS, RENEWED, REPEAT_DIFFERS, WaysModel
from ui.pages.safekeeping.ways.ways_panel import WaysPanel

KEY, NEW = "river lamp oak seven", "four goats sing softly"
AT = "2026-11-24T09:00:00.000Z"
ANNA = Person("anna", "administrator", AT, None, ("passphrase", "recovery code"), is_me=True)
BERTA = Person("berta", "nurse", AT, None, ("passphrase+device", "recovery code"))
CLINIC = Person("clinic (2 of 3)", "administrator", AT, None, ("clinic shares",), is_clinic=True)
GONE = Person("carla", "reader", AT, "2026-11-25T09:00:00.000Z", ())
SHARES = ("one academic acid", "two academic acne", "three academic acorn")


@dataclass
class FakeStaff:
    people: tuple[Person, ...] = (ANNA, BERTA, GONE)
    refuses: str = ""
    calls: list[str] = field(default_factory=list)

    def _note(self, call: str) -> None:
        if self.refuses:
            raise VaultError(self.refuses)
        self.calls.append(call)

    def listing(self) -> tuple[Person, ...]:
        return self.people

    def invite(self, name: str, role: str) -> str:
        self._note(f"invite {name} {role}")
        self.people = (*self.people, Person(name, role, AT, None, ("invitation",)))
        return CODE

    def save_invitation(self, path: Path, name: str, code: str) -> None:
        self._note(f"invitation {path.name} {name}")

    def change_role(self, name: str, role: str) -> None:
        self._note(f"role {name} {role}")

    def remove(self, name: str) -> None:
        self._note(f"remove {name}")
        self.people = tuple(one for one in self.people if one.name != name)

    def begin_sheets(self) -> Sheets:
        self._note("begin sheets")
        return Sheets(SHARES)

    def save_sheet(self, path: Path, sheets: Sheets, number: int) -> None:
        self._note(f"sheet {path.name} {number}")

    def take_sheets(self, sheets: Sheets) -> None:
        self._note(f"take sheets {sheets.are_read}")
        self.people = (*self.people, CLINIC)


@dataclass
class FakeWays:
    ways: tuple[OwnWay, ...] = (
        OwnWay("a", "passphrase"),
        OwnWay("b", "passphrase+device", is_here=False),
        OwnWay("c", "recovery code"),
    )
    calls: list[str] = field(default_factory=list)

    def _note(self, current: str, call: str) -> None:
        if current != KEY:
            raise WrongKey("vault.wrong_key")
        self.calls.append(call)

    def listing(self) -> tuple[OwnWay, ...]:
        return self.ways

    def change_passphrase(self, current: str, new: str) -> None:
        self._note(current, "change")

    def add_passphrase(self, current: str, new: str, *, is_for_here: bool) -> None:
        self._note(current, f"add {'here' if is_for_here else 'anywhere'}")

    def remove(self, current: str, name: str) -> None:
        self._note(current, f"remove {name}")

    def offer_code(self, current: str) -> str:
        self._note(current, "offer")
        return CODE

    def confirm_code(self, code: str) -> None:
        self.calls.append(f"confirm {code}")

    def withdraw_code(self, code: str) -> None:
        self.calls.append(f"withdraw {code}")

    def save_sheet(self, path: Path, code: str) -> None:
        self.calls.append(f"sheet {path.name}")


@pytest.fixture
def staff() -> FakeStaff:
    return FakeStaff()


@pytest.fixture
def ways() -> FakeWays:
    return FakeWays()


@pytest.fixture
def model(staff: FakeStaff, jobs: Jobs, qtbot: QtBot) -> StaffModel:
    made = StaffModel(staff, jobs)
    made.load()
    qtbot.waitUntil(lambda: made.state.people is not None)
    return made


@pytest.fixture
def own(ways: FakeWays, jobs: Jobs, qtbot: QtBot) -> WaysModel:
    made = WaysModel(ways, ways, jobs)
    made.load()
    qtbot.waitUntil(lambda: made.state.ways is not None)
    return made


def at_rest(qtbot: QtBot, model: Any) -> None:
    qtbot.waitUntil(lambda: not model.state.is_busy)


def test_an_invitation_is_shown_until_it_was_handed_over(
    model: StaffModel, staff: FakeStaff, qtbot: QtBot
) -> None:
    model.start_inviting()
    model.invite(" dora ", "reader")
    qtbot.waitUntil(lambda: bool(model.state.code))
    assert (model.state.invited, model.state.is_inviting) == ("dora", False)
    assert CODE not in repr(model.state)
    model.save_invitation(Path("/safe/dora.pdf"))
    qtbot.waitUntil(lambda: model.state.is_saved)
    model.hand_over()
    assert (model.state.code, model.state.of_whom) == ("", "dora")
    assert staff.calls == ["invite dora reader", "invitation dora.pdf dora"]
    assert CODE not in repr(vars(model))


def test_leaving_the_panel_forgets_the_code_and_half_of_the_sheets(
    model: StaffModel, qtbot: QtBot
) -> None:
    model.invite("dora", "reader")
    qtbot.waitUntil(lambda: bool(model.state.code))
    model.begin_sheets()
    qtbot.waitUntil(lambda: model.state.sheet == 1)
    model.forget()
    assert (model.state.code, model.state.sheet) == ("", 0)
    model.read_back("academic acid")
    assert model.state.failure is None


def test_what_is_refused_is_told_and_nothing_else_changes(
    model: StaffModel, staff: FakeStaff, qtbot: QtBot
) -> None:
    staff.refuses = "vault.last_administrator"
    model.choose("anna")
    model.remove()
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.failure == Failure("error.vault.last_administrator")
    assert (model.state.done, staff.calls) == ("", [])


def test_who_was_taken_out_is_nobody_to_choose(
    model: StaffModel, staff: FakeStaff, qtbot: QtBot
) -> None:
    model.choose("berta")
    assert model.state.person == BERTA
    model.change_role("counsellor")
    qtbot.waitUntil(lambda: bool(model.state.done))
    model.remove()
    qtbot.waitUntil(lambda: model.state.done == REMOVED)
    qtbot.waitUntil(lambda: model.state.person is None)
    model.choose("carla")  # has left
    assert model.state.person is None
    assert staff.calls == ["role berta counsellor", "remove berta"]


def test_the_sheets_go_to_paper_one_by_one_and_count_when_the_last_was_read(
    model: StaffModel, staff: FakeStaff, qtbot: QtBot
) -> None:
    model.begin_sheets()
    qtbot.waitUntil(lambda: model.state.sheet == 1)
    model.read_back("academic acne")  # the second sheet's
    assert (model.state.failure, model.state.sheet) == (SHEET_DIFFERS, 1)
    for number, words in enumerate(SHARES, 1):
        assert model.state.sheet == number
        assert "take sheets True" not in staff.calls
        model.save_sheet(Path(f"/safe/{number}.pdf"))
        at_rest(qtbot, model)
        assert model.state.is_saved
        model.read_back(words.upper().partition(" ")[2])
    qtbot.waitUntil(lambda: model.state.done == SHEETS_MADE)
    qtbot.waitUntil(lambda: model.state.has_sheets)
    assert SHARES[0] not in repr(vars(model))
    assert staff.calls == [
        "begin sheets", "sheet 1.pdf 1", "sheet 2.pdf 2", "sheet 3.pdf 3", "take sheets True",
    ]  # fmt: skip


def test_every_change_of_ones_own_ways_asks_for_the_passphrase(
    own: WaysModel, ways: FakeWays, qtbot: QtBot
) -> None:
    own.choose("a")
    deeds: tuple[Callable[[str], None], ...] = (
        lambda now: own.change_passphrase(now, NEW, repeated=NEW),
        lambda now: own.add_passphrase(now, NEW, repeated=NEW, is_for_here=True),
        own.remove,
        own.renew_code,
    )
    for deed in deeds:
        deed("a guess")
        at_rest(qtbot, own)
        assert own.state.failure == Failure("error.vault.wrong_key")
    assert ways.calls == []
    for deed in deeds:
        deed(KEY)
        at_rest(qtbot, own)
        assert own.state.failure is None
    assert ways.calls == ["change", "add here", "remove a", "offer"]
    assert KEY not in repr(vars(own))


def test_passphrases_that_differ_change_nothing(own: WaysModel, ways: FakeWays) -> None:
    own.change_passphrase(KEY, NEW, repeated=NEW + "!")
    assert own.state.failure == REPEAT_DIFFERS
    own.add_passphrase(KEY, NEW, repeated="", is_for_here=False)
    assert own.state.failure == REPEAT_DIFFERS
    assert ways.calls == []


def test_a_new_code_counts_when_it_was_read_back_and_is_taken_back_when_not(
    own: WaysModel, ways: FakeWays, qtbot: QtBot
) -> None:
    own.renew_code(KEY)
    qtbot.waitUntil(lambda: bool(own.state.code))
    assert CODE not in repr(own.state)
    own.confirm("nothing")
    assert own.state.failure == CODE_DIFFERS
    own.forget()
    qtbot.waitUntil(lambda: ways.calls[-1] == f"withdraw {CODE}")
    own.renew_code(KEY)
    qtbot.waitUntil(lambda: bool(own.state.code))
    own.save_sheet(Path("/safe/code.pdf"))
    qtbot.waitUntil(lambda: own.state.is_saved)
    own.confirm(" kmn012-pq ")
    qtbot.waitUntil(lambda: own.state.done == RENEWED)
    assert ways.calls[-1] == f"confirm {CODE}"
    assert own.state.code == ""


# Drawn


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def button(page: QWidget, words: str) -> QPushButton:
    return next(b for b in seen(page, QPushButton) if b.text() == words)


@pytest.fixture
def panel(model: StaffModel, words: Catalogue, icons: Icons, qtbot: QtBot) -> StaffPanel:
    made = StaffPanel(model, words, icons)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_colleague_is_invited_and_taken_out_by_the_buttons(
    panel: StaffPanel, staff: FakeStaff, qtbot: QtBot
) -> None:
    assert panel.main_action is not None
    panel.main_action.trigger()
    (name,) = [one for one in seen(panel, QLineEdit) if one.accessibleName() == "staff.name"]
    name.setText("dora")
    button(panel, "staff.invite_go").click()
    qtbot.waitUntil(lambda: CODE in [label.text() for label in seen(panel, QLabel)])
    assert not panel.main_action.isEnabled()
    button(panel, "staff.handed").click()
    assert CODE not in [label.text() for label in panel.findChildren(QLabel)]
    panel.model.choose("berta")
    button(panel, "staff.remove").click()
    assert staff.calls == ["invite dora counsellor"]
    button(panel, "staff.remove_yes").click()
    qtbot.waitUntil(lambda: staff.calls[-1] == "remove berta")


def test_nobody_takes_her_own_ways_and_the_clinic_has_no_role_to_change(
    panel: StaffPanel, staff: FakeStaff, qtbot: QtBot
) -> None:
    panel.model.choose("anna")
    assert not button(panel, "staff.remove").isEnabled()
    staff.people = (*staff.people, CLINIC)
    panel.model.load()
    qtbot.waitUntil(lambda: panel.model.state.has_sheets)
    panel.model.choose(CLINIC.name)
    assert not button(panel, "staff.change_role").isEnabled()
    assert button(panel, "staff.remove").isEnabled()
    assert button(panel, "staff.sheets_again").isEnabled()


def test_another_role_shows_what_it_may(panel: StaffPanel, qtbot: QtBot) -> None:
    panel.model.choose("berta")
    words = [label.text() for label in seen(panel, QLabel)]
    assert "staff.may_nurse" in words
    panel.person_card.question.ask()
    panel.model.choose("anna")
    assert panel.person_card.question.isHidden()  # it was about somebody else


def test_passphrases_are_gone_when_the_panel_is_left_or_they_have_done_their_work(
    own: WaysModel, words: Catalogue, icons: Icons, ways: FakeWays, qtbot: QtBot
) -> None:
    made = WaysPanel(own, words, icons, least_passphrase=15)
    qtbot.addWidget(made)
    made.show()
    card = made.change_card
    fields = (card.now, card.new, card.again)
    for one, text in zip(fields, (KEY, NEW, NEW), strict=True):
        one.field.setText(text)
    button(made, "ways.change_passphrase").click()
    qtbot.waitUntil(lambda: ways.calls == ["change"])
    qtbot.waitUntil(lambda: not any(one.passphrase for one in fields))
    card.now.field.setText(KEY)
    made.left()
    assert card.now.passphrase == ""
    assert not card.take.isEnabled()
    own.choose("b")
    assert card.take.isEnabled()


def test_showing_a_state_twice_equals_once(panel: StaffPanel) -> None:
    panel.show_state(replace(panel.model.state, chosen="berta"))
    once = panel.grab().toImage()
    panel.show_state(replace(panel.model.state, chosen="berta"))
    assert panel.grab().toImage() == once


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("sv", ["Zara", "Åsa", "Örjan", "Adam"]),
        ("de", ["Åsa", "Örjan", "Zara", "Adam"]),
        ("nb", ["Zara", "Örjan", "Åsa", "Adam"]),
    ],
)
def test_users_stand_by_the_readers_alphabet_and_who_left_last(code: str, names: list[str]) -> None:
    people = [replace(BERTA, name=name) for name in ("Örjan", "Åsa", "Zara")]
    stand = in_order((replace(GONE, name="Adam"), *people), catalogue(code))
    assert [one.name for one in stand] == names
