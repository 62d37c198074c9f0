"""What only who remembers can know: that an old vault was put back, or its audit cut."""

import json
import re
import shutil
from pathlib import Path

import pytest

from counselling.records.audit import audit
from counselling.records.entrance.entrance import enter
from counselling.records.entrance.header import read as read_header
from counselling.records.folder.folder import DATABASE
from counselling.records.keys.keys import VaultKeys
from counselling.records.log import families
from counselling.records.store.engine import connect
from counselling.records.vault.heads import Freshness, HeadFolder
from counselling.records.ways.way import Proof
from tests.records.conftest import PASSPHRASE, Desk


@pytest.fixture
def heads(tmp_path: Path) -> HeadFolder:
    return HeadFolder(tmp_path / "heads")


def work(desk: Desk, stored: Path, heads: HeadFolder) -> Freshness:
    with desk.open(stored, heads=heads) as vault:
        families.create(vault, name="Invented")
        return vault.freshness


def test_a_vault_that_nobody_touched_is_the_same(
    desk: Desk, stored: Path, heads: HeadFolder
) -> None:
    assert work(desk, stored, heads) is Freshness.UNKNOWN
    assert [work(desk, stored, heads) for _ in range(3)] == [Freshness.SAME] * 3


def test_what_was_done_elsewhere_meanwhile_is_no_loss(
    desk: Desk, stored: Path, heads: HeadFolder
) -> None:
    work(desk, stored, heads)
    desk.open(stored).lock()  # on another computer, with other heads
    assert work(desk, stored, heads) is Freshness.SAME


def test_an_old_copy_put_back_is_noticed_and_written_down(
    desk: Desk, stored: Path, heads: HeadFolder, tmp_path: Path
) -> None:
    work(desk, stored, heads)
    shutil.copytree(stored, tmp_path / "last week.vault")
    work(desk, stored, heads)
    shutil.rmtree(stored)
    shutil.copytree(tmp_path / "last week.vault", stored)
    with desk.open(stored, heads=heads) as vault:
        assert vault.freshness is Freshness.OLDER
        assert audit.verify(vault).is_whole  # from inside nothing is amiss
        assert ("restore", "vault/older", "refused") in {
            (row.action, row.target, row.outcome) for row in audit.rows(vault, limit=3)
        }
    assert work(desk, stored, heads) is Freshness.SAME  # said once


def test_a_cut_tail_is_noticed(desk: Desk, stored: Path, heads: HeadFolder) -> None:
    work(desk, stored, heads)
    header = read_header(stored).header
    key = VaultKeys.of(enter(header, Proof(passphrase=PASSPHRASE)).vault_key).database
    connection = connect(stored / DATABASE, key)  # somebody with the key
    connection.run("DROP TRIGGER audit_is_kept")
    connection.run("DELETE FROM audit WHERE sequence > 3")
    connection.close()
    assert work(desk, stored, heads) is Freshness.OLDER


@pytest.mark.parametrize("field", ["sequence", "hash", "at", "signature", "signing"])
def test_a_head_that_somebody_wrote_into_is_not_believed(
    desk: Desk, stored: Path, heads: HeadFolder, tmp_path: Path, field: str
) -> None:
    work(desk, stored, heads)
    (path,) = (tmp_path / "heads").glob("*.head.json")
    told = json.loads(path.read_bytes())
    told[field] = 1 if field == "sequence" else "0" * len(told[field])
    path.write_text(json.dumps(told))
    assert work(desk, stored, heads) is Freshness.FORGED


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"vault": "other"}'])
def test_a_spoilt_head_is_as_none(
    desk: Desk, stored: Path, heads: HeadFolder, tmp_path: Path, content: bytes
) -> None:
    work(desk, stored, heads)
    (path,) = (tmp_path / "heads").glob("*.head.json")
    path.write_bytes(content)
    assert work(desk, stored, heads) is Freshness.UNKNOWN


def test_a_folder_that_takes_no_head_keeps_no_vault_open(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with desk.open(stored, heads=HeadFolder(tmp_path / "file" / "heads")) as vault:
        pass
    assert vault.is_locked


def test_a_computer_keeps_its_name_in_audits_and_another_has_another(tmp_path: Path) -> None:
    here = HeadFolder(tmp_path / "here")
    assert re.fullmatch("[0-9a-f]{8}", here.computer())
    assert here.computer() == HeadFolder(tmp_path / "here").computer()
    assert here.computer() != HeadFolder(tmp_path / "there").computer()
    (tmp_path / "here" / "computer").write_text("Anna's laptop")  # no name of anything real
    assert re.fullmatch("[0-9a-f]{8}", here.computer())


def test_an_entry_says_at_which_computer(desk: Desk, stored: Path, tmp_path: Path) -> None:
    heads = HeadFolder(tmp_path / "heads")
    with desk.open(stored, heads=heads) as vault:
        row = audit.rows(vault)[0]
    assert (row.action, row.target) == ("unlock", f"vault/passphrase/{heads.computer()}")
