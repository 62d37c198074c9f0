"""Backups at the desk: what is said of them is true, and a lock in the middle leaves nothing."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.settings import load_settings
from counselling.errors import CounsellingError, VaultError, WrongKey
from counselling.records.copies import backups as records
from counselling.records.folder.folder import open_vault
from counselling.records.log import families
from counselling.records.ways.way import Proof
from counselling.work.desk import Desk
from counselling.work.vault.back_up import DUE_AFTER, LATE_AFTER, Backups
from counselling.work.vault.door import Door
from tests.work.conftest import PASSPHRASE


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def backups(desk: Desk, folder: Path, clock: Clock) -> Iterator[Backups]:
    assert isinstance(desk.unlock, Door)
    yield Backups(desk.unlock, now=clock, folder=None)
    desk.unlock.lock()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_without_a_folder_the_changes_are_counted_and_after_a_day_it_is_late(
    backups: Backups, clock: Clock
) -> None:
    state = backups.state()
    assert (state.folder, state.kept, state.is_due, state.is_late) == (None, (), False, False)
    assert state.changes > 0
    clock.pass_by(LATE_AFTER + timedelta(minutes=1))
    assert backups.state().is_late
    with pytest.raises(VaultError, match="no_backup_folder"):
        backups.make()


def test_a_chosen_folder_gets_a_backup_at_once_and_then_all_is_safe(
    desk: Desk, backups: Backups, clock: Clock, stick: Path
) -> None:
    state = backups.choose(stick)
    assert (state.changes, state.is_safe, len(state.kept)) == (0, True, 1)
    assert state.last == state.kept[0].made_at
    clock.pass_by(DUE_AFTER)
    assert not backups.state().is_due  # nothing new
    desk.families.create("Berg")
    state = backups.state()
    assert (state.is_due, state.is_safe) == (True, False)
    clock.pass_by(timedelta(minutes=1))
    assert len(backups.make().kept) == 2


def test_a_folder_that_is_gone_is_late_at_once(backups: Backups, stick: Path) -> None:
    backups.choose(stick)
    stick.rename(stick.with_name("unplugged"))
    state = backups.state()
    assert (state.is_there, state.is_late, state.is_safe) == (False, True, False)
    assert state.changes > 0  # none of them is known to be anywhere else
    with pytest.raises(VaultError):
        backups.make()
    refused = backups.state().refused
    assert refused is not None
    assert refused.message_id == "vault.no_backup_folder"


def test_a_folder_in_which_none_can_be_made_is_not_chosen(
    backups: Backups, folder: Path, stick: Path
) -> None:
    backups.choose(stick)
    with pytest.raises(VaultError, match="backup_inside"):
        backups.choose(folder)
    assert backups.state().folder == stick


def test_the_desk_remembers_the_folder(desk: Desk, folder: Path, stick: Path) -> None:
    desk.safekeeping.backups.choose(stick)
    assert load_settings().backup_folder == str(stick)


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_a_lock_in_the_middle_leaves_no_half_of_it_and_is_no_fault(
    desk: Desk, backups: Backups, folder: Path, stick: Path, at: float
) -> None:
    class Stopped(BaseException):
        pass

    def watch(share: float) -> None:
        if share >= at:
            desk.unlock.lock()
            raise Stopped

    with pytest.raises(Stopped):
        backups.choose(stick, watch)
    assert [name for name in files(stick) if not name.startswith("keys.")] == []
    desk.unlock.unlock(folder, PASSPHRASE)
    assert backups.state().folder is None
    assert backups.state().refused is None


def test_a_vault_locked_behind_its_back_is_no_fault_either(
    desk: Desk, backups: Backups, folder: Path, stick: Path
) -> None:
    def watch(share: float) -> None:
        if share > 0:
            desk.unlock.lock()

    with pytest.raises(CounsellingError):
        backups.choose(stick, watch)
    assert [name for name in files(stick) if not name.startswith("keys.")] == []
    desk.unlock.unlock(folder, PASSPHRASE)
    assert backups.state().refused is None


def test_a_backup_is_proven_by_the_passphrase_alone(backups: Backups, stick: Path) -> None:
    (kept,) = backups.choose(stick).kept
    backups.prove(kept.stamp, PASSPHRASE)
    with pytest.raises(WrongKey):
        backups.prove(kept.stamp, "another passphrase")
    with pytest.raises(VaultError, match="no_backup"):
        backups.prove("20000101T000000Z", PASSPHRASE)


def test_a_backup_that_a_copy_made_elsewhere_makes_nothing_safe_here(
    desk: Desk, backups: Backups, folder: Path, stick: Path, clock: Clock
) -> None:
    backups.choose(stick)
    desk.unlock.lock()
    laptop = folder.with_name("laptop.vault")
    shutil.copytree(folder, laptop)
    clock.pass_by(timedelta(minutes=1))
    with open_vault(laptop, proof=Proof(passphrase=PASSPHRASE), now=clock) as other:
        for name in ("Berg", "Tal"):
            families.create(other, name=name)
        records.make(other, stick, at=clock())
    desk.unlock.unlock(folder, PASSPHRASE)
    desk.families.create("See")
    state = backups.state()
    assert (len(state.kept), state.changes, state.is_safe) == (1, 1, False)
    assert len(backups.make().kept) == 2
    assert len(records.found_in(stick)) == 3
