"""A vault brought back at the door from a backup, and opened there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from counselling.errors import CounsellingError, VaultError
from counselling.work.desk import Desk
from counselling.work.vault.bring_back import BringBack
from tests.work.conftest import PASSPHRASE


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def stick(desk: Desk, folder: Path, tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    desk.safekeeping.backups.choose(made)
    desk.unlock.lock()
    return made


def test_it_comes_back_into_a_new_vault_that_opens(desk: Desk, stick: Path, tmp_path: Path) -> None:
    work = BringBack(tmp_path / "new", now=now)
    (found,) = work.find(stick)
    assert found.is_newest
    back = work.restore(found.backup, "again", passphrase=PASSPHRASE)
    assert back == tmp_path / "new" / "again.vault"
    desk.unlock.unlock(back, PASSPHRASE)
    assert len(desk.families.summaries()) == 2


def test_a_folder_without_a_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="no_backup"):
        BringBack(tmp_path, now=now).find(tmp_path)


def test_of_several_the_newest_comes_first_and_the_rest_is_marked(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    made = tmp_path / "stick"
    made.mkdir()
    first = desk.safekeeping.backups.choose(made).kept[0]
    desk.families.create("Berg")
    while len(desk.safekeeping.backups.make().kept) < 2:
        continue  # two of one second are one
    newest, older = BringBack(tmp_path, now=now).find(made)
    assert (newest.is_newest, older.is_newest) == (True, False)
    assert older.backup.stamp == first.stamp


@pytest.mark.parametrize("at", [0.3, 1.0])
def test_one_that_is_stopped_leaves_nothing(stick: Path, tmp_path: Path, at: float) -> None:
    class Stopped(BaseException):
        pass

    def watch(share: float) -> None:
        if share >= at:
            raise Stopped

    home = tmp_path / "new"
    work = BringBack(home, now=now)
    (found,) = work.find(stick)
    with pytest.raises(Stopped):
        work.restore(found.backup, "again", passphrase=PASSPHRASE, watch=watch)
    assert list(home.iterdir()) == []


def test_a_wrong_passphrase_and_a_taken_name_bring_nothing_back(
    desk: Desk, folder: Path, stick: Path
) -> None:
    work = desk.safekeeping.bring_back
    (found,) = work.find(stick)
    for name, passphrase in (("other", "not this one at all"), ("clinic", PASSPHRASE)):
        with pytest.raises(CounsellingError):
            work.restore(found.backup, name, passphrase=passphrase)
    assert [path.name for path in folder.parent.iterdir()] == ["clinic.vault"]
