"""Copies of one vault that go on apart beside shared backups: none takes another's keys."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counselling.errors import VaultError
from counselling.pedigree.edits import NameFamily
from counselling.records.audit import integrity
from counselling.records.copies import backups, identity, keys_beside, keys_file, restoring
from counselling.records.copies.backups import Backup
from counselling.records.exchange import merging
from counselling.records.log import families
from counselling.records.privacy import erasing, restricting
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import Proof
from tests.families.builders import trio
from tests.records.conftest import CODE, Desk, two_ways

HIS = two_ways("what nils knows by heart", new_code(os.urandom))
PROOFS = {"anna": Proof(code=CODE), "nils": HIS[1].proof}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "share"
    path.mkdir()
    return path


@pytest.fixture
def laptop(desk: Desk, stored: Path, tmp_path: Path) -> Path:
    """The vault's folder on a second computer, copied when it had been backed up once."""
    with desk.open(stored) as vault:
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        (tmp_path / "first").mkdir()
        backups.make(vault, tmp_path / "first", at=desk.now())
    path = tmp_path / "laptop.vault"
    shutil.copytree(stored, path)
    return path


def open_as(desk: Desk, path: Path, name: str = "anna") -> Vault:
    return desk.open(path, proof=PROOFS[name], user=name)


def name_it(vault: Vault, family: str, words: str) -> None:
    after = families.open_family(vault, family).sequence
    families.append(vault, family, edits=(NameFamily(words),), after=after)


def brought_back(desk: Desk, backup: Backup, name: str, tmp_path: Path) -> dict[str, str]:
    """What somebody reads in a backup: the families' names by id."""
    folder = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}.vault"
    restoring.restore(backup, folder, PROOFS[name], now=desk.now, user=name)
    with open_as(desk, folder, name) as vault:
        assert integrity.check(vault).is_whole
        return {line.id: line.name for line in families.listing(vault)}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_copies_that_disagree_on_a_restriction_keep_a_key_each(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    made: dict[int, list[Backup]] = {0: [], 1: []}
    paths, readers = (stored, laptop), ({"anna"}, {"anna", "nils"})
    with open_as(desk, stored) as vault:
        family = families.listing(vault)[0].id
    for round_ in ("early", "late"):
        for one in order:
            with open_as(desk, paths[one]) as vault:
                if round_ == "late":
                    restricting.restrict(vault, family, readers[one])
                name_it(vault, family, f"{round_} {one}")
                made[one].append(backups.make(vault, target, at=desk.now()))
    for one in order:
        early, late = made[one]
        assert brought_back(desk, early, "anna", tmp_path) == {family: f"early {one}"}
        assert brought_back(desk, late, "anna", tmp_path) == {family: f"late {one}"}
        seen = brought_back(desk, late, "nils", tmp_path)
        assert seen == ({family: "late 1"} if one else {})
    assert len({backup.manifest.copy for each in made.values() for backup in each}) == 2


def test_a_folder_that_was_copied_is_noticed_and_the_first_stays_what_it_was(
    desk: Desk, stored: Path, laptop: Path, tmp_path: Path
) -> None:
    share = tmp_path / "first"
    with open_as(desk, laptop) as vault:
        before = vault.read(identity.of)
        families.adopt(vault, trio())
        backups.make(vault, share, at=desk.now())
        assert vault.read(identity.of) == before  # nobody else wrote here meanwhile
    with open_as(desk, stored) as vault:
        assert vault.read(identity.of) == before
        backups.make(vault, share, at=desk.now())
        assert vault.read(identity.of) != before  # the other has written as the two were one
        once = vault.read(identity.of)
        backups.make(vault, share, at=desk.now())
        assert vault.read(identity.of) == once


def test_what_comes_back_from_a_backup_is_a_copy_of_its_own(
    desk: Desk, stored: Path, target: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        backup = backups.make(vault, target, at=desk.now())
        first = vault.read(identity.of)
    again = tmp_path / "again.vault"
    restoring.restore(backup, again, PROOFS["anna"], now=desk.now)
    with desk.open(again) as vault:
        assert vault.read(identity.of) not in ("", first)


def test_an_older_folder_put_back_does_not_take_the_keys_of_what_was_newer(
    desk: Desk, stored: Path, target: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        backups.make(vault, target, at=desk.now())
    older = tmp_path / "older.vault"
    shutil.copytree(stored, older)
    with desk.open(stored) as vault:
        new = families.adopt(vault, trio())
        backup = backups.make(vault, target, at=desk.now())
    with desk.open(older) as vault:
        backups.make(vault, target, at=desk.now())
    assert new in brought_back(desk, backup, "anna", tmp_path)


def test_an_erasure_reaches_the_keys_of_every_copy_and_stays(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    made = []
    for path in (stored, laptop):
        with open_as(desk, path) as vault:
            family = families.listing(vault)[0].id
            restricting.restrict(vault, family, {"anna"})
            made.append(backups.make(vault, target, at=desk.now()))
    with open_as(desk, stored) as vault:
        erasing.erase_family(vault, family, backup_folders=(target,))
    for backup in made:
        assert all(held.family != family for held in backups.keys_of(backup))
        assert brought_back(desk, backup, "anna", tmp_path) == {}
    with open_as(desk, laptop) as vault:  # where nobody knows of it yet
        made.append(backups.make(vault, target, at=desk.now()))
        assert families.listing(vault)[0].id == family
    for backup in made:
        assert brought_back(desk, backup, "anna", tmp_path) == {}
    texts = [path.read_bytes() for path in made[0].folder.glob("keys.*")]
    with open_as(desk, laptop) as vault:
        (held,) = vault.read(
            lambda c: c.rows(
                tuple[bytes], "SELECT sealed FROM family_key WHERE family_id = ?", family
            )
        )
    assert all(msgspec.json.encode(held[0])[1:-1] not in text for text in texts)


def test_who_has_not_the_vaults_key_makes_no_copy_leave_out_a_family(
    desk: Desk, stored: Path, target: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        backup = backups.make(vault, target, at=desk.now())
        forged = keys_file.Held(gone=(family,), mac="0" * 64)
        keys_file.write(backup.folder / keys_file.name(1, "f" * 32), forged)
        backup = backups.make(vault, target, at=desk.now())
    assert family in brought_back(desk, backup, "anna", tmp_path)


def test_a_family_without_a_key_that_nobody_erased_is_not_erased_elsewhere(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    """A copy that was brought back beside keys that were lost."""
    with open_as(desk, stored) as vault:
        family = families.listing(vault)[0].id
        backup = backups.make(vault, target, at=desk.now())
    other = tmp_path / "other"
    shutil.copytree(target, other)
    lost = replace(backup, folder=other / backup.folder.name)
    own = lost.folder / keys_file.name(1, backup.manifest.copy)
    keys_file.write(own, replace(keys_file.read(own), keys=()))
    again = tmp_path / "again.vault"
    restoring.restore(lost, again, PROOFS["anna"], now=desk.now)
    with open_as(desk, again) as vault:
        keys_beside.keep(vault, backup.folder)
    assert family in brought_back(desk, backup, "anna", tmp_path)


def test_a_key_that_was_replaced_goes_from_the_files_of_other_copies_too(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    with open_as(desk, laptop) as vault:
        family = families.listing(vault)[0].id
        name_it(vault, family, "laptop")
        older = backups.make(vault, target, at=desk.now())
    with open_as(desk, stored) as vault:
        restricting.restrict(vault, family, {"anna"})
        backups.make(vault, target, at=desk.now())
    assert brought_back(desk, older, "nils", tmp_path) == {}
    assert brought_back(desk, older, "anna", tmp_path) == {family: "laptop"}


def as_before(backup: Backup, vault: Vault) -> Backup:
    """A backup as a release wrote it that knew of no copies."""
    own = backup.folder / keys_file.name(1, backup.manifest.copy)
    keys_file.write(backup.folder / keys_file.name(1), keys_file.Held(keys_file.read(own).keys))
    for path in (own, own.with_suffix(".spare")):
        path.unlink()
    bare = msgspec.structs.replace(backup.manifest, format=1, copy="")
    told = msgspec.structs.replace(bare, mac=backups._mac(bare, vault.keys.family))
    text = msgspec.structs.asdict(told)
    del text["copy"]
    (backup.folder / f"{backup.stamp}.json").write_bytes(msgspec.json.encode(text))
    (found,) = backups.found_in(backup.folder)
    return found


def test_backups_of_an_earlier_release_come_back_and_lose_no_key(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    with open_as(desk, stored) as vault:
        family = families.listing(vault)[0].id
        old = as_before(backups.make(vault, target, at=desk.now()), vault)
        assert brought_back(desk, old, "nils", tmp_path).keys() == {family}
        newer = backups.make(vault, target, at=desk.now())
    for backup in (old, newer):
        assert brought_back(desk, backup, "nils", tmp_path).keys() == {family}
    with open_as(desk, laptop) as vault:
        restricting.restrict(vault, family, {"anna"})
        backups.make(vault, target, at=desk.now())
    assert brought_back(desk, old, "nils", tmp_path) == {}
    assert brought_back(desk, old, "anna", tmp_path).keys() == {family}


def test_copies_that_disagreed_come_together_and_their_backups_follow(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    with open_as(desk, stored) as vault, open_as(desk, laptop) as other:
        family = families.listing(vault)[0].id
        restricting.restrict(vault, family, {"anna"})
        restricting.restrict(other, family, {"anna", "nils"})
        name_it(other, family, "laptop")
        made = [backups.make(one, target, at=desk.now()) for one in (vault, other)]
        merging.merge(vault, other)
        merging.merge(other, vault)
        made += [backups.make(one, target, at=desk.now()) for one in (vault, other)]
        for one in (vault, other):
            assert restricting.readers(one, family) == ("anna",)
    for backup in made:
        assert family in brought_back(desk, backup, "anna", tmp_path)
        assert brought_back(desk, backup, "nils", tmp_path) == {}


def test_turns_come_back_with_a_backup(
    desk: Desk, stored: Path, laptop: Path, target: Path, tmp_path: Path
) -> None:
    """A backup from before a restriction, brought back after it, knows of it."""
    with open_as(desk, stored) as vault:
        family = families.listing(vault)[0].id
        older = backups.make(vault, target, at=desk.now())
        restricting.restrict(vault, family, {"anna"})
        keys_beside.keep(vault, older.folder)
    again = tmp_path / "again.vault"
    restoring.restore(older, again, PROOFS["nils"], now=desk.now, user="nils")
    with open_as(desk, again) as vault:
        assert restricting.readers(vault, family) == ("anna",)
        restricting.restrict(vault, family, ())
    with open_as(desk, again, "nils") as vault:
        assert families.open_family(vault, family).sequence == 1
        with pytest.raises(VaultError):
            restricting.restrict(vault, family, {"anna"})
