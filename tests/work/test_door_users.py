"""Who comes through the door, and what is to be done before work begins: with the real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import load_settings
from counselling.errors import VaultError, VaultLocked, WrongKey
from counselling.records.audit import audit
from counselling.records.vault.acts import Role
from counselling.records.ways.way import Proof
from counselling.work.desk import Desk
from counselling.work.vault.keep_staff import Sheets
from tests.work.conftest import PASSPHRASE

HERS, NEW = "what berta knows by heart", "quite another sentence"


@pytest.fixture
def made(desk: Desk, home: Path) -> Iterator[tuple[Path, str]]:
    """A new vault of Anna's whose code was read back, and the code."""
    folder = home / "clinic.vault"
    code = desk.unlock.create(folder, PASSPHRASE, owner="anna")
    desk.unlock.confirm_code(code)
    yield folder, code
    desk.unlock.lock()


def kinds(desk: Desk) -> list[str]:
    return [way.kind for way in desk.safekeeping.ways.listing()]


def test_a_new_vault_whose_code_nobody_read_back_asks_again_at_the_next_entry(
    desk: Desk, home: Path
) -> None:
    folder = home / "clinic.vault"
    first = desk.unlock.create(folder, PASSPHRASE)
    desk.unlock.lock()  # the desk was closed while the code was on the screen
    assert desk.unlock.unlock(folder, PASSPHRASE).is_code_due
    second = desk.unlock.offer_code()
    desk.unlock.lock()  # and once more
    for code in (first, second):  # whichever was printed opens all the same
        assert desk.unlock.recover(folder, code).is_code_due
    third = desk.unlock.offer_code()
    desk.unlock.confirm_code(third)
    assert kinds(desk) == ["passphrase", "recovery code"]
    assert not desk.unlock.unlock(folder, PASSPHRASE).is_code_due
    for code in (first, second):
        with pytest.raises(WrongKey):
            desk.unlock.recover(folder, code)


def test_a_code_that_opened_gives_way_to_a_new_one_and_the_audit_says_so(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, code = made
    assert desk.unlock.recover(folder, code).is_code_due
    new = desk.unlock.offer_code()
    desk.unlock.confirm_code(new)
    told = [(row.action, row.target) for row in audit.rows(desk.unlock.vault, limit=3)]
    assert told[2][0] == "unlock"
    assert told[2][1].startswith("vault/recovery code/")
    assert {action for action, _ in told[:2]} == {"ways"}
    with pytest.raises(WrongKey):
        desk.unlock.recover(folder, code)
    desk.unlock.recover(folder, new)


def test_a_code_that_was_never_offered_takes_no_place(desk: Desk, made: tuple[Path, str]) -> None:
    _folder, code = made
    with pytest.raises(WrongKey):
        desk.unlock.confirm_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_the_door_offers_who_may_enter_and_remembers_who_did(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, _ = made
    code = desk.safekeeping.staff.invite(" berta ", Role.NURSE.value)
    assert desk.unlock.users(folder).names == ("anna", "berta")
    arrival = desk.unlock.recover(folder, code)
    assert arrival.is_invited
    with pytest.raises(VaultError):
        desk.unlock.take_up("short")
    arrival = desk.unlock.take_up(HERS)
    assert (arrival.is_invited, arrival.is_code_due) == (False, True)
    assert (desk.unlock.vault.actor.name, desk.unlock.vault.actor.role) == ("berta", Role.NURSE)
    assert desk.unlock.users(folder).last == "berta"
    assert load_settings().last_user == "berta"
    with pytest.raises(WrongKey):
        desk.unlock.recover(folder, code)
    with pytest.raises(WrongKey):
        desk.unlock.unlock(folder, HERS, user="anna")
    with pytest.raises(VaultLocked):
        desk.safekeeping.staff.listing()  # nobody is in now
    desk.unlock.unlock(folder, PASSPHRASE, user="anna")


def test_what_was_signed_by_an_invited_colleague_was_signed_with_keys_that_are_hers_alone(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, _ = made
    code = desk.safekeeping.staff.invite("berta", Role.COUNSELLOR.value)
    desk.unlock.recover(folder, code)
    of_the_invitation = desk.unlock.vault.user.signing
    desk.unlock.take_up(HERS)
    assert desk.unlock.vault.user.signing != of_the_invitation


def test_only_an_administrator_names_users_and_each_refusal_is_a_row(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, _ = made
    desk.unlock.recover(folder, desk.safekeeping.staff.invite("berta", Role.COUNSELLOR.value))
    desk.unlock.take_up(HERS)
    room = desk.safekeeping.staff
    attempts = (
        lambda: room.invite("carla", "reader"),
        lambda: room.remove("anna"),
        lambda: room.change_role("berta", "administrator"),
        lambda: room.take_sheets(_read(room.begin_sheets())),
    )
    for attempt in attempts:
        with pytest.raises(VaultError) as refused:
            attempt()
        assert refused.value.message_id == "vault.not_allowed"
    desk.unlock.unlock(folder, PASSPHRASE, user="anna")
    rows = audit.rows(desk.unlock.vault, limit=20)
    refusals = [row for row in rows if (row.actor, row.outcome) == ("berta", "refused")]
    assert len(refusals) == len(attempts)
    assert {(one.name, one.role) for one in room.listing() if one.until is None} == {
        ("anna", "administrator"),
        ("berta", "counsellor"),
    }


def test_the_last_administrator_stays_also_beside_sheets_and_invitations(
    desk: Desk, made: tuple[Path, str]
) -> None:
    room = desk.safekeeping.staff
    room.take_sheets(_read(room.begin_sheets()))
    room.invite("berta", "administrator")  # who has not come yet
    for attempt in (lambda: room.remove("anna"), lambda: room.change_role("anna", "nurse")):
        with pytest.raises(VaultError) as refused:
            attempt()
        assert refused.value.message_id == "vault.last_administrator"


def _read(sheets: Sheets) -> Sheets:
    for number in (1, 2, 3):
        words = sheets.words(number).split()
        assert not sheets.check(number, " ".join(words[-3:-1]))
        assert sheets.check(number, f" {words[-2]}  {words[-1].upper()} ")
    return sheets


def test_two_sheets_open_once_all_three_were_read_back(
    desk: Desk, made: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = made
    room = desk.safekeeping.staff
    sheets = room.begin_sheets()
    with pytest.raises(ValueError, match="read back"):
        room.take_sheets(sheets)
    room.save_sheet(tmp_path / "two.pdf", sheets, 2)
    assert (tmp_path / "two.pdf").read_bytes().startswith(b"%PDF")
    assert not desk.unlock.users(folder).has_sheets
    two = (sheets.words(3), sheets.words(1))
    with pytest.raises(WrongKey):
        desk.unlock.join(folder, two)
    desk.unlock.unlock(folder, PASSPHRASE)
    room.take_sheets(_read(sheets))
    assert desk.unlock.users(folder).has_sheets
    assert desk.unlock.users(folder).names == ("anna",)
    desk.unlock.join(folder, two)
    (me,) = [person for person in room.listing() if person.is_me]
    assert (me.is_clinic, me.role) == (True, "administrator")
    assert desk.unlock.users(folder).last == "anna"  # the clinic is nobody to offer


def test_ones_own_ways_change_only_for_who_shows_one_again(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, _ = made
    ways = desk.safekeeping.ways
    before = ways.listing()
    for attempt in (
        lambda: ways.change_passphrase("a wrong sentence here", NEW),
        lambda: ways.offer_code("a wrong sentence here"),
        lambda: ways.remove("a wrong sentence here", before[1].name),
    ):
        with pytest.raises(WrongKey):
            attempt()
    with pytest.raises(VaultError) as common:
        ways.change_passphrase(PASSPHRASE, "password12345678")
    assert common.value.message_id == "vault.passphrase_common"
    assert ways.listing() == before
    ways.change_passphrase(PASSPHRASE, NEW)
    for way in ways.listing():
        with pytest.raises(VaultError):  # two stay
            ways.remove(NEW, way.name)
    with pytest.raises(VaultError) as nowhere:
        ways.add_passphrase(NEW, PASSPHRASE, is_for_here=True)
    assert nowhere.value.message_id == "vault.no_keyring"
    desk.unlock.lock()
    with pytest.raises(WrongKey):
        desk.unlock.unlock(folder, PASSPHRASE)
    desk.unlock.unlock(folder, NEW)


def test_who_forgot_the_passphrase_makes_another_by_the_code_and_writes_down_a_new_one(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, code = made
    desk.unlock.recover(folder, code)
    new = desk.unlock.offer_code()
    desk.unlock.confirm_code(new)
    desk.safekeeping.ways.change_passphrase(new.lower(), NEW)
    desk.unlock.lock()
    with pytest.raises(WrongKey):
        desk.unlock.unlock(folder, PASSPHRASE)
    assert desk.unlock.unlock(folder, NEW).is_code_due  # the code was shown: it is used


def test_the_proof_that_opened_is_kept_only_while_a_code_is_due(
    desk: Desk, made: tuple[Path, str]
) -> None:
    folder, code = made
    desk.unlock.unlock(folder, PASSPHRASE)
    assert vars(desk.unlock)["_proof"] == Proof()
    desk.unlock.recover(folder, code)
    assert vars(desk.unlock)["_proof"] != Proof()
    desk.unlock.confirm_code(desk.unlock.offer_code())
    assert vars(desk.unlock)["_proof"] == Proof()
