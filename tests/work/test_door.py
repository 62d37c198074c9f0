"""The door of the records: what does not open it, and what is left when it does not."""

import os
from pathlib import Path

import pytest

from counselling.errors import StorageError, VaultError, VaultLocked, WrongKey
from counselling.records.entrance.knocks import KNOCKS
from counselling.records.folder.folder import DATABASE
from counselling.work.desk import Desk
from tests.work.conftest import PASSPHRASE


@pytest.mark.parametrize("typed", ["", "a passphrase long enougH", PASSPHRASE + " ", "ق" * 40])
def test_wrong_passphrase_opens_nothing_and_changes_nothing(
    desk: Desk, folder: Path, typed: str
) -> None:
    desk.unlock.lock()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WrongKey):
        desk.unlock.unlock(folder, typed)
    with pytest.raises(VaultLocked):
        desk.families.summaries()
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != KNOCKS}
    assert after == before
    desk.unlock.unlock(folder, PASSPHRASE)
    assert len(desk.families.summaries()) == 2


def test_passphrase_that_is_too_short_makes_no_vault(desk: Desk, home: Path) -> None:
    with pytest.raises(VaultError) as refused:
        desk.unlock.create(home / "new.vault", "short")
    assert refused.value.message_id == "vault.passphrase_short"
    assert not (home / "new.vault").exists()


def test_vault_under_a_file_is_refused_in_our_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as refused:
        desk.unlock.create(tmp_path / "file" / "new.vault", PASSPHRASE)
    assert refused.value.message_id == "storage.gone"


def test_vault_that_is_there_is_never_made_anew(desk: Desk, folder: Path) -> None:
    before = (folder / DATABASE).stat().st_ino
    with pytest.raises(VaultError) as refused:
        desk.unlock.create(folder, "another long passphrase")
    assert refused.value.message_id == "vault.exists"
    assert (folder / DATABASE).stat().st_ino == before
    desk.unlock.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize("what", ["missing", "empty", "file"])
def test_what_is_no_vault_is_not_opened(desk: Desk, home: Path, what: str) -> None:
    folder = home / "other.vault"
    if what == "empty":
        folder.mkdir(parents=True)
    elif what == "file":
        home.mkdir(parents=True)
        folder.write_text("no folder")
    before = sorted(os.listdir(home)) if home.exists() else []
    with pytest.raises((VaultError, StorageError)):
        desk.unlock.unlock(folder, PASSPHRASE)
    with pytest.raises(VaultError) as nobody:
        desk.unlock.users(folder)
    assert nobody.value.message_id == "vault.not_found"
    assert (sorted(os.listdir(home)) if home.exists() else []) == before


def test_bad_family_file_leaves_the_vault_as_it_was(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    before = desk.families.summaries()
    (tmp_path / "in.ped").write_text("F 1 0 0 1 1\nG 2 2 0 1 1\n")
    with pytest.raises(Exception, match="own_ancestor"):
        desk.families.import_file(tmp_path / "in.ped")
    assert desk.families.summaries() == before
    desk.unlock.lock()
    desk.unlock.unlock(folder, PASSPHRASE)
    assert desk.families.summaries() == before
