"""Backups of real vaults: made, checked, brought back; damaged ones are refused."""

import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counselling.errors import CounsellingError, DamagedVault, StorageError, VaultError, WrongKey
from counselling.pedigree.edits import NameFamily
from counselling.records.audit import audit, integrity
from counselling.records.copies import backups, keys_beside, keys_file, restoring, thinning
from counselling.records.copies.backups import Backup
from counselling.records.folder import migrate
from counselling.records.folder.copying import KEYS, TOLD, TRUTH
from counselling.records.keys.keys import Key
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import restricting
from counselling.records.store.engine import connect
from counselling.records.vault.acts import Act, Action
from counselling.records.vault.heads import Freshness, HeadFolder
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk

AT = datetime(2026, 11, 28, 9, 15, tzinfo=UTC)
ON_PAPER = Proof(code=CODE)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def fill(vault: Vault) -> str:
    family = families.listing(vault)[0].id
    session = sessions.begin(vault, family)
    sessions.save_notes(vault, session, text="Marker in a note")
    documents.store(vault, NewDocument(family, "letter", "text/plain", b"Marker in a letter"))
    return family


@pytest.fixture
def backup(desk: Desk, stored: Path, target: Path) -> Backup:
    with desk.open(stored) as vault:
        fill(vault)
        return backups.make(vault, target, at=AT)


def test_every_table_is_either_truth_or_keys_or_told_again() -> None:
    connection = connect(None, Key(bytes(32)))
    migrate.migrate(connection, migrate.released_steps())
    sql = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    )
    found = {name for (name,) in connection.rows(tuple[str], sql)} - {"sqlite_schema"}
    assert found == {*TRUTH, *KEYS, *TOLD}


def test_a_vault_comes_back_on_an_empty_machine_with_the_code_alone(
    desk: Desk, backup: Backup, target: Path, tmp_path: Path
) -> None:
    (found,) = backups.found_in(target)
    assert found == backup
    new = tmp_path / "elsewhere" / "clinic.vault"
    restored = restoring.restore(found, new, ON_PAPER, now=desk.now)
    assert (restored.families, restored.without_key) == (1, 0)
    with desk.open(new, proof=ON_PAPER) as vault:
        assert integrity.check(vault).is_whole
        (line,) = families.listing(vault)
        assert line.people == 7
        (session,) = sessions.listing(vault, line.id)
        assert sessions.notes(vault, session.id).text == "Marker in a note"
        (document,) = documents.listing(vault, line.id)
        assert documents.fetch(vault, document.id) == b"Marker in a letter"
        targets = [row.target for row in audit.rows(vault)]
        assert f"vault/backup/{backup.stamp}" in targets
        families.append(vault, line.id, edits=(NameFamily("after"),), after=line_sequence(vault))
    with desk.open(new, passphrase=PASSPHRASE) as vault:
        assert families.listing(vault)[0].name == "after"


def line_sequence(vault: Vault) -> int:
    return families.open_family(vault, families.listing(vault)[0].id).sequence


def test_nothing_of_a_backup_can_be_read_without_a_key(backup: Backup) -> None:
    for path in backup.folder.iterdir():
        content = path.read_bytes()
        assert not any(word in content for word in (b"Marker", b"Anna", b"SQLite format 3"))
        assert path.stat().st_mode & 0o077 == 0


def test_an_older_backup_is_told_as_such(
    desk: Desk, stored: Path, target: Path, tmp_path: Path
) -> None:
    heads = HeadFolder(tmp_path / "heads")
    with desk.open(stored, heads=heads) as vault:
        older = backups.make(vault, target, at=AT)
        assert backups.changes_since(vault, older) == 0
        family = fill(vault)
        assert backups.changes_since(vault, older) == 2
        assert backups.changes_since(vault, None) > 2
        newer = backups.make(vault, target, at=AT + timedelta(hours=1))
        families.append(vault, family, edits=(NameFamily("x"),), after=1)
    assert backups.found_in(target) == (newer, older)
    back = tmp_path / "back.vault"
    restoring.restore(older, back, ON_PAPER, now=desk.now)
    with desk.open(back, heads=heads) as vault:
        assert vault.freshness is Freshness.OLDER


def test_a_family_whose_key_is_gone_is_gone_from_older_backups_too(
    desk: Desk, stored: Path, backup: Backup, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        act = Act(Action.ERASE, "family", family)
        vault.write(lambda t: t.keys.destroy(t.connection, family), act=act)
        keys_beside.keep(vault, backup.folder)
    back = tmp_path / "back.vault"
    assert restoring.restore(backup, back, ON_PAPER, now=desk.now).without_key == 1
    with desk.open(back) as vault:
        assert families.listing(vault) == ()
        with pytest.raises(VaultError) as refused:
            families.open_family(vault, family)
        assert refused.value.message_id == "vault.family_erased"
        assert integrity.check(vault).audit.is_whole


def test_a_restricted_family_comes_back_for_its_readers(
    desk: Desk, stored: Path, target: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = fill(vault)
        restricting.restrict(vault, family, {"anna"})
        made = backups.make(vault, target, at=AT)
    back = tmp_path / "back.vault"
    restoring.restore(made, back, ON_PAPER, now=desk.now)
    with desk.open(back) as vault:
        assert families.listing(vault)[0].people == 7
        assert restricting.readers(vault, family) == ("anna",)


@pytest.mark.parametrize("seed", range(int(os.environ.get("CONSULTAND_DAMAGES", "30"))))
def test_a_damaged_backup_is_refused_or_all_of_it_is_true(
    desk: Desk, backup: Backup, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    path = rng.choice(sorted(backup.folder.iterdir()))
    content = bytearray(path.read_bytes())
    if rng.random() < 0.5:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    else:
        del content[rng.randrange(len(content)) :]
    path.write_bytes(content)
    back = tmp_path / "back.vault"
    try:
        (found,) = backups.found_in(backup.folder) or (None,)
        if found is not None:
            restoring.restore(found, back, ON_PAPER, now=desk.now)
    except CounsellingError:
        assert not back.exists()
    if back.exists():
        with desk.open(back) as vault:
            assert integrity.check(vault).is_whole
            assert families.listing(vault)[0].people == 7


def test_a_manifest_that_says_less_is_not_believed(
    desk: Desk, backup: Backup, tmp_path: Path
) -> None:
    path = backup.folder / f"{backup.stamp}.json"
    path.write_bytes(path.read_bytes().replace(b'"edit": 1', b'"edit": 0'))
    (found,) = backups.found_in(backup.folder)
    with pytest.raises(DamagedVault):
        restoring.restore(found, tmp_path / "back.vault", ON_PAPER, now=desk.now)


def test_a_wrong_code_opens_no_backup(desk: Desk, backup: Backup, tmp_path: Path) -> None:
    with pytest.raises(WrongKey):
        restoring.restore(backup, tmp_path / "b.vault", Proof(passphrase="x" * 20), now=desk.now)
    assert not (tmp_path / "b.vault").exists()


def test_a_backup_is_proven_without_bringing_it_back(backup: Backup) -> None:
    restoring.verify(backup, ON_PAPER)
    with backup.records.open("r+b") as file:
        file.seek(5000)
        file.write(bytes(64))
    with pytest.raises(DamagedVault):
        restoring.verify(backup, ON_PAPER)


def test_a_backup_is_refused_where_it_would_be_none(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        with pytest.raises(VaultError) as refused:
            backups.make(vault, stored, at=AT)
        assert refused.value.message_id == "vault.backup_inside"
        with pytest.raises(VaultError) as refused:
            backups.make(vault, stored.parent / "unplugged", at=AT)
        assert refused.value.message_id == "vault.no_backup_folder"


def beside(backup: Backup) -> list[Path]:
    """The file with the families' keys, and its spare."""
    path = backup.folder / keys_file.name(1, backup.manifest.copy)
    return [path, path.with_suffix(".spare")]


def test_a_stopped_backup_leaves_nothing(desk: Desk, stored: Path, target: Path) -> None:
    def stop(part: float) -> None:
        raise StorageError("storage.full")

    with desk.open(stored) as vault, pytest.raises(StorageError):
        backups.make(vault, target, at=AT, watch=stop)
    assert backups.found_in(target) == ()
    left = [path for path in target.rglob("*") if path.is_file()]
    assert {path.suffix for path in left} == {".json", ".spare"}
    assert all(path.name.startswith("keys.1.") for path in left)


def test_old_backups_make_room(desk: Desk, backup: Backup) -> None:
    def copy_of(days: float) -> None:
        made = AT - timedelta(days=days)
        stamp = f"{made:%Y%m%dT%H%M%S}Z"
        for ending in (".records.db", ".header.json"):
            shutil.copy(
                backup.folder / f"{backup.stamp}{ending}", backup.folder / f"{stamp}{ending}"
            )
        text = (backup.folder / f"{backup.stamp}.json").read_text("utf-8")
        later = text.replace(backup.manifest.made_at, made.isoformat(timespec="milliseconds"))
        (backup.folder / f"{stamp}.json").write_text(later.replace("+00:00", "Z"), "utf-8")

    for days in (0.1, 0.2, 3, 3.1, 5, 12, 13, 20, 60, 61, 100, 400):
        copy_of(days)
    assert len(backups.found_in(backup.folder)) == 13
    kept = thinning.prune(backups.found_in(backup.folder), at=AT)
    ages = [round((AT - one.made_at) / timedelta(days=1), 1) for one in kept]
    assert ages == [0, 0.1, 0.2, 3, 5, 12, 13, 20, 60, 100]
    assert backups.found_in(backup.folder) == kept


def test_what_is_left_of_a_backup_that_was_never_finished_goes_in_time(
    desk: Desk, stored: Path, target: Path
) -> None:
    with desk.open(stored) as vault:
        backup = backups.make(vault, target, at=AT)
    begun = (
        "20200101T000000Z.records.db",
        "20200101T000000Z.header.json",
        ".20200101T000000Z.partial",
    )
    others = ("20991231T000000Z.records.db", ".20991231T000000Z.partial", "mine.records.db")
    for name in (*begun, *others):
        (backup.folder / name).write_bytes(b"x")
    assert thinning.prune((backup,), at=AT) == (backup,)
    there = {path.name for path in backup.folder.iterdir()}
    keys = {path.name for path in beside(backup)}
    assert there == {*others, *keys, *(file.name for file in backup.files)}


def test_two_backups_of_one_second_are_two(desk: Desk, stored: Path, target: Path) -> None:
    with desk.open(stored) as vault:
        first, second = (backups.make(vault, target, at=AT) for _ in range(2))
        assert backups.found_in(target) == (second, first)


def test_one_changed_letter_among_the_keys_is_not_an_erasure(
    desk: Desk, backup: Backup, tmp_path: Path
) -> None:
    family = backups.keys_of(backup)[0].family
    files = beside(backup)
    changed = files[0].read_bytes().replace(family.encode(), b"0" * 32)
    files[0].write_bytes(changed)
    back = tmp_path / "back.vault"
    assert restoring.restore(backup, back, ON_PAPER, now=desk.now).without_key == 0
    files[1].write_bytes(changed)
    with pytest.raises(DamagedVault) as refused:
        restoring.restore(backup, tmp_path / "again.vault", ON_PAPER, now=desk.now)
    assert refused.value.message_id == "vault.backup_damaged"
