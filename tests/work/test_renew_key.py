"""A new key at the desk: a backup before it, and the vault is open again whatever became of it."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from counselling.errors import StorageError, VaultError, VaultLocked, WrongKey
from counselling.records.audit import integrity
from counselling.records.copies import renewal
from counselling.records.folder.folder import create_vault, open_vault
from counselling.records.vault.acts import Actor, Role
from counselling.records.ways.way import Proof
from counselling.work.desk import Desk
from counselling.work.vault.back_up import Backups
from counselling.work.vault.door import Door
from tests.records.conftest import PASSPHRASE as OTHER
from tests.records.conftest import stepping_clock, two_ways
from tests.work.conftest import PASSPHRASE


@pytest.fixture
def backups(desk: Desk, folder: Path, tmp_path: Path) -> Backups:
    made = desk.safekeeping.backups
    stick = tmp_path / "stick"
    stick.mkdir()
    made.choose(stick)
    assert folder.is_dir()
    return made


def door(desk: Desk) -> Door:
    return desk.safekeeping.door


def test_the_vault_has_another_key_a_backup_of_before_and_a_code_for_paper(
    desk: Desk, backups: Backups, folder: Path, tmp_path: Path
) -> None:
    families = desk.families.summaries()
    parts: list[float] = []
    code = backups.renew_key(PASSPHRASE, parts.append)
    assert renewal.key_number(door(desk).vault) == 2
    assert desk.families.summaries() == families
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    told = backups.state()
    assert (told.key, {one.manifest.epoch for one in told.earlier}) == (2, {1})
    door(desk).save_sheet(tmp_path / "sheet.pdf", code)
    assert (tmp_path / "sheet.pdf").stat().st_size > 0
    door(desk).confirm_code(code)
    desk.unlock.lock()
    open_vault(folder, proof=Proof(code=code), now=stepping_clock()).lock()


@pytest.mark.parametrize("at", [0.0, 0.1, 0.44, 0.46, 0.7, 0.99])
def test_stopped_anywhere_it_is_as_it_was_and_open(
    desk: Desk, backups: Backups, folder: Path, at: float
) -> None:
    class Stopped(BaseException):
        pass

    def stop(part: float) -> None:
        if part >= at:
            raise Stopped

    with pytest.raises(Stopped):
        backups.renew_key(PASSPHRASE, stop)
    vault = door(desk).vault
    assert renewal.key_number(vault) == 1
    assert integrity.check(vault).is_whole
    assert [path.name for path in folder.glob("*next*")] == []
    assert backups.state().earlier == ()


def test_a_wrong_passphrase_closes_nothing(desk: Desk, backups: Backups) -> None:
    before = door(desk).vault
    with pytest.raises(WrongKey):
        backups.renew_key("another passphrase", lambda _: None)
    assert door(desk).vault is before


def test_without_a_backup_no_key_is_made(desk: Desk, folder: Path) -> None:
    before = door(desk).vault
    with pytest.raises(VaultError) as refused:
        desk.safekeeping.backups.renew_key(PASSPHRASE)
    assert refused.value.message_id == "vault.no_backup_folder"
    assert (door(desk).vault, renewal.key_number(before)) == (before, 1)
    assert folder.is_dir()


def test_a_full_disk_leaves_the_vault_as_it_was_and_open(
    desk: Desk, backups: Backups, full: Callable[[int], object]
) -> None:
    with full(-50_000), pytest.raises(StorageError):  # type: ignore[attr-defined]
        backups.renew_key(PASSPHRASE)
    assert renewal.key_number(door(desk).vault) == 1
    assert desk.families.summaries()


def test_whoever_reads_meanwhile_is_told_why_it_is_closed(desk: Desk, backups: Backups) -> None:
    told: list[str] = []

    def read() -> None:
        try:
            desk.families.summaries()
        except VaultLocked as locked:
            told.append(locked.message_id)

    def look(part: float) -> None:
        assert desk.safekeeping.may("rotate")
        if part > 0.5 and not told:
            other = threading.Thread(target=read)
            other.start()
            other.join()

    backups.renew_key(PASSPHRASE, look)
    assert told == ["vault.renewing"]
    assert desk.families.summaries()


def test_only_who_may_renews_it_and_lets_earlier_backups_go(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.vault"
    nils = Actor("nils", Role.COUNSELLOR)
    create_vault(path, owner=nils, ways=two_ways(), now=stepping_clock()).lock()
    desk.unlock.unlock(path, OTHER)
    stick = tmp_path / "stick"
    stick.mkdir()
    backups = desk.safekeeping.backups
    backups.choose(stick)
    for deed in (lambda: backups.renew_key(OTHER), backups.let_earlier_go):
        with pytest.raises(VaultError) as refused:
            deed()
        assert refused.value.message_id == "vault.not_allowed"


def test_the_backup_of_the_earlier_key_stays_until_it_is_let_go(
    desk: Desk, backups: Backups
) -> None:
    backups.renew_key(PASSPHRASE)
    assert backups.make().earlier
    told = backups.let_earlier_go()
    assert told.earlier == ()
    assert {one.manifest.epoch for one in told.kept} == {2}
    backups.prove(told.kept[0].stamp, PASSPHRASE)
