"""Backups of families whose keys were replaced since, or are other people's: they come back."""

import os
import shutil
from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.records.audit import integrity
from counselling.records.copies import backups, keys_beside, restoring
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import erasing, restricting
from counselling.records.search import search
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.ways.recovery_code import new_code
from tests.families.builders import trio
from tests.records.conftest import Desk, two_ways

HIS = two_ways("what nils knows by heart", new_code(os.urandom))


@pytest.fixture
def restricted(desk: Desk, stored: Path) -> tuple[str, str, str]:
    """The stored family, sealed to Anna; a session and a letter of hers. Nils has a way in."""
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        session = sessions.begin(vault, family, person="p1")
        document = documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear")).id
        restricting.restrict(vault, family, {"anna"})
    return family, session, document


def test_a_restricted_family_comes_back_whoever_restores(
    desk: Desk, stored: Path, tmp_path: Path, restricted: tuple[str, str, str]
) -> None:
    with desk.open(stored) as vault:
        backup = backups.make(vault, tmp_path, at=desk.now())
    again = tmp_path / "again.vault"
    restoring.restore(backup, again, HIS[0].proof, now=desk.now, user="nils")
    with desk.open(again) as vault:
        assert [one.id for one in families.listing(vault)] == [restricted[0]]
        assert [hit.name for hit in search.search(vault, "Anna")] == ["Anna"]
        assert integrity.check(vault).is_whole


@pytest.mark.parametrize("who", ["anna", "nils"])
def test_a_backup_from_before_a_restriction_can_be_restored(
    desk: Desk, stored: Path, tmp_path: Path, who: str
) -> None:
    with desk.open(stored) as vault:
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        family = families.listing(vault)[0].id
        other = families.adopt(vault, trio())
        older = backups.make(vault, tmp_path, at=desk.now())
        restricting.restrict(vault, family, {"anna"})
        keys_beside.keep(vault, older.folder)
    again = tmp_path / "again.vault"
    proof = two_ways()[0].proof if who == "anna" else HIS[0].proof
    restoring.restore(older, again, proof, now=desk.now, user=who)
    with desk.open(again, proof=proof, user=who) as vault:
        assert other in {one.id for one in families.listing(vault)}


def test_a_backup_from_before_a_restriction_is_for_its_readers_alone(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.vault"
    with desk.open(stored) as vault:
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        family = families.listing(vault)[0].id
        session = sessions.begin(vault, family)
        sessions.save_notes(vault, session, text="first")
        documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear Anna"))
        older = backups.make(vault, tmp_path, at=desk.now())
        for readers in ({"anna"}, {"anna", "nils"}, {"anna"}):
            restricting.restrict(vault, family, readers)
        keys_beside.keep(vault, older.folder)
    restoring.restore(older, again, HIS[0].proof, now=desk.now, user="nils")
    with desk.open(again, proof=HIS[0].proof, user="nils") as vault:
        assert families.listing(vault) == ()
        with pytest.raises(VaultError):
            families.open_family(vault, family)
    with desk.open(again) as vault:
        assert [one.id for one in families.listing(vault)] == [family]
        assert families.open_family(vault, family).sequence == 1
        assert sessions.notes(vault, session).text == "first"
        (letter,) = documents.listing(vault, family)
        assert documents.fetch(vault, letter.id) == b"Dear Anna"
        assert integrity.check(vault).is_whole


def test_erasing_a_family_that_was_restricted_reaches_older_backups(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        older = backups.make(vault, tmp_path, at=desk.now())
        restricting.restrict(vault, family, {"anna"})
        keys_beside.keep(vault, older.folder)
        erasing.erase_family(vault, family, backup_folders=(tmp_path,))
    assert backups.keys_of(older) == []
    again = tmp_path / "again.vault"
    done = restoring.restore(older, again, two_ways()[0].proof, now=desk.now)
    assert (done.families, done.without_key) == (1, 1)
    with desk.open(again) as vault:
        assert families.listing(vault) == ()


def test_two_copies_of_a_vault_do_not_take_each_others_keys_from_their_backups(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    laptop, again = tmp_path / "laptop.vault", tmp_path / "again.vault"
    shutil.copytree(stored, laptop)
    with desk.open(stored) as vault, desk.open(laptop) as other:
        new = families.adopt(vault, trio())
        backup = backups.make(vault, tmp_path, at=desk.now())
        backups.make(other, tmp_path, at=desk.now())
    assert restoring.restore(backup, again, two_ways()[0].proof, now=desk.now).without_key == 0
    with desk.open(again) as vault:
        assert families.open_family(vault, new).family.persons == trio().persons


def test_what_happens_to_families_while_they_are_copied_does_not_spoil_the_backup(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.vault"
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        erased = families.adopt(vault, trio())
        done: list[float] = []

        def meanwhile(part: float) -> None:
            if not done:
                restricting.restrict(vault, family, {"anna"})
                erasing.erase_family(vault, erased)
            done.append(part)

        backup = backups.make(vault, tmp_path, at=desk.now(), watch=meanwhile)
    assert {held for held, _, _ in backups.keys_of(backup)} == {family}
    restored = restoring.restore(backup, again, two_ways()[0].proof, now=desk.now)
    assert restored.without_key == 1
    with desk.open(again) as vault:
        assert [one.id for one in families.listing(vault)] == [family]
