"""A new key for a vault: all stays, the old one opens nothing, a kill leaves a whole vault."""

import os
import shutil
from pathlib import Path

import pytest

from counselling.errors import DamagedVault, StorageError, VaultError, WrongKey
from counselling.records.audit import audit, integrity
from counselling.records.copies import backups, renewal, restoring
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import enter
from counselling.records.entrance.header import HEADER, SPARE
from counselling.records.folder.rotation import NEXT, NEXT_HEADER, OLD
from counselling.records.keys.keys import VaultKeys
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import restricting
from counselling.records.staff import admission
from counselling.records.store.engine import DATABASE, connect
from counselling.records.vault.acts import Role
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk, two_ways
from tests.records.test_backups import AT

HIS = two_ways("what nils knows by heart", new_code(os.urandom))
HERS = Proof(passphrase=PASSPHRASE)


@pytest.fixture
def clinic(desk: Desk, stored: Path) -> Path:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        documents.store(vault, NewDocument(family, "letter", "text/plain", b"Dear Anna"))
        admission.add_user(vault, "nils", Role.COUNSELLOR, ways=HIS, random=os.urandom)
        mine = families.create(vault, name="mine alone")
        restricting.restrict(vault, mine, {"anna"})
    return stored


def old_keys(folder: Path) -> VaultKeys:
    entered = enter(headers.read(folder).header, HERS)
    return VaultKeys.of(entered.vault_key)


def test_everybody_comes_in_and_everything_is_there_under_another_key(
    desk: Desk, clinic: Path
) -> None:
    before = old_keys(clinic)
    with desk.open(clinic) as vault:
        family = next(line.id for line in families.listing(vault) if line.people == 7)
        seen = len(audit.rows(vault, family=family))
    assert renewal.renew_key(clinic, proof=HERS, now=desk.now) == 2
    assert sorted(path.name for path in clinic.glob("records*")) == [DATABASE]
    with pytest.raises(DamagedVault):
        connect(clinic / DATABASE, before.database)
    with desk.open(clinic) as vault:
        assert integrity.check(vault).is_whole
        assert sorted(line.people for line in families.listing(vault)) == [0, 7]
        (document,) = documents.listing(vault, family)
        assert documents.fetch(vault, document.id) == b"Dear Anna"
        assert len(audit.rows(vault, family=family)) > seen  # by the same pseudonym
        assert "rotate" in [row.action for row in audit.rows(vault)]
    with desk.open(clinic, proof=HIS[0].proof, user="nils") as vault:
        assert [line.people for line in families.listing(vault)] == [7]
    with desk.open(clinic, proof=Proof(code=CODE)) as vault:
        assert integrity.check(vault).is_whole


def test_only_who_may_renews_the_key(desk: Desk, clinic: Path) -> None:
    with pytest.raises(VaultError) as refused:
        renewal.renew_key(clinic, proof=HIS[0].proof, user="nils", now=desk.now)
    assert refused.value.message_id == "vault.not_allowed"
    assert headers.read(clinic).header.epoch == 1
    with pytest.raises(WrongKey):
        renewal.renew_key(clinic, proof=Proof(passphrase="a wrong one, alas"), now=desk.now)


def test_who_was_removed_has_no_part_in_the_new_key(desk: Desk, clinic: Path) -> None:
    with desk.open(clinic) as vault:
        admission.remove_user(vault, "nils")
    renewal.renew_key(clinic, proof=HERS, now=desk.now)
    assert [user.name for user in headers.read(clinic).header.users] == ["anna"]


def test_a_stopped_rotation_leaves_the_vault_as_it_was(desk: Desk, clinic: Path) -> None:
    def stop(part: float) -> None:
        raise StorageError("storage.full")

    with pytest.raises(StorageError):
        renewal.renew_key(clinic, proof=HERS, now=desk.now, watch=stop)
    assert headers.read(clinic).header.epoch == 1
    with desk.open(clinic) as vault:
        assert integrity.check(vault).is_whole
    assert not (clinic / NEXT).exists()


@pytest.mark.parametrize(
    "at", ["exported", "decided", "old moved", "both moved", "header new", "spare old"]
)
def test_killed_at_any_point_there_is_one_whole_vault(
    desk: Desk, clinic: Path, tmp_path: Path, at: str
) -> None:
    """The folder as a kill leaves it, put together from the pieces of before and after."""
    before, after = tmp_path / "before", tmp_path / "after.vault"
    shutil.copytree(clinic, before)
    shutil.copytree(clinic, after)
    renewal.renew_key(after, proof=HERS, now=desk.now)
    new = {name: (after / name).read_bytes() for name in (DATABASE, HEADER)}
    is_moved = at not in ("exported", "decided")
    if is_moved:
        (clinic / DATABASE).replace(clinic / OLD)
    where = DATABASE if at in ("both moved", "header new", "spare old") else NEXT
    (clinic / where).write_bytes(new[DATABASE])
    if at != "exported":
        (clinic / NEXT_HEADER).write_bytes(new[HEADER])
    if at in ("header new", "spare old"):
        (clinic / HEADER).write_bytes(new[HEADER])
    if at == "spare old":
        (clinic / NEXT_HEADER).unlink()
        shutil.copy(before / HEADER, clinic / SPARE)
    with desk.open(clinic) as vault:
        assert integrity.check(vault).is_whole
        assert len(families.listing(vault)) == 2
    expected = 1 if at == "exported" else 2
    assert headers.read(clinic).header.epoch == expected
    assert sorted(path.name for path in clinic.glob("records*")) == [DATABASE]
    assert not (clinic / NEXT_HEADER).exists()


def test_backups_of_both_keys_come_back_and_forget_what_was_erased(
    desk: Desk, clinic: Path, tmp_path: Path
) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    with desk.open(clinic) as vault:
        older = backups.make(vault, target, at=AT)
    renewal.renew_key(clinic, proof=HERS, now=desk.now)
    with desk.open(clinic) as vault:
        family = next(line.id for line in families.listing(vault) if line.people == 7)
        act = backups.Act(backups.Action.ERASE, "family", family)
        vault.write(lambda t: t.keys.destroy(t.connection, family), act=act)
        newer = backups.make(vault, target, at=AT.replace(hour=20))
    for number, backup in enumerate((older, newer)):
        back = tmp_path / f"back{number}.vault"
        found = restoring.restore(backup, back, Proof(code=CODE), now=desk.now)
        assert (found.families, found.without_key) == (2, 1)
        with desk.open(back) as vault:
            assert [line.name for line in families.listing(vault)] == ["mine alone"]
