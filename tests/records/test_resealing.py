"""A vault of the time before families had keys: all that is in it is sealed and still there."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from counselling.errors import DamagedVault
from counselling.pedigree.edits import AdoptFamily, Edit, NameFamily
from counselling.records.audit import integrity
from counselling.records.folder.migrate import released_steps
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.store.chain import NOTHING, link
from counselling.records.vault.acts import Act, Action, Transaction
from tests.families.builders import three_generations
from tests.records.conftest import Desk

FAMILY, SESSION, DOCUMENT = "f" * 32, "5" * 32, "d" * 32
EDITS: tuple[Edit, ...] = (AdoptFamily(three_generations()), NameFamily("Berg"))
AT = "2026-01-02T03:04:05.000Z"


def write_old(transaction: Transaction) -> None:
    """Write as the second step of the database was written."""
    run = transaction.connection.run
    run("INSERT INTO family VALUES (?, ?)", FAMILY, AT)
    previous = NOTHING.hash
    for sequence, edit in enumerate(EDITS, 1):
        body = msgspec.json.encode(edit, order="sorted")
        told = {"family": FAMILY, "sequence": sequence, "version": 4, "at": AT, "author": "anna"}
        its_hash = link(previous, {**told, "kind": edit.kind, "edit": msgspec.Raw(body)})
        columns = "family_id, sequence, version, at, author, kind, body, previous, hash"
        values = (FAMILY, sequence, 4, AT, "anna", edit.kind, body, previous, its_hash)
        run(f"INSERT INTO edit ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)
        previous = its_hash
    run("INSERT INTO session VALUES (?, ?, '', ?, 'anna', NULL, NULL)", SESSION, FAMILY, AT)
    for revision, (place, text) in enumerate(((0, "Marker"), (6, " mehr")), 1):
        values = (SESSION, revision, AT, "anna", place, 0, text)
        run("INSERT INTO note_revision VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
    run("INSERT INTO note VALUES (?, 2, ?, 'Marker mehr')", SESSION, AT)
    content = b"Marker letter"
    values = (DOCUMENT, FAMILY, None, "", "letter", "en", "text/plain", "1", AT, "anna")
    row = (*values, len(content), hashlib.sha256(content).digest())
    run(f"INSERT INTO document VALUES ({', '.join('?' * 12)})", *row)
    run("INSERT INTO document_content VALUES (?, ?)", DOCUMENT, content)


@pytest.fixture
def old(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "old.vault"
    with desk.create(path, steps=released_steps()[:2]) as vault:
        vault.write(write_old, act=Act(Action.CHANGE, "test"))
    return path


def test_all_that_an_older_vault_holds_is_there_and_sealed(desk: Desk, old: Path) -> None:
    with desk.open(old) as vault:
        record = families.open_family(vault, FAMILY)
        assert (record.family.name, record.sequence) == ("Berg", 2)
        assert record.family.persons == three_generations().persons
        assert sessions.notes(vault, SESSION).text == "Marker mehr"
        assert sessions.notes_at(vault, SESSION, revision=1).text == "Marker"
        assert documents.fetch(vault, DOCUMENT) == b"Marker letter"
        assert integrity.check(vault).is_whole
        later = families.append(vault, FAMILY, edits=(NameFamily("Holm"),), after=2)
        assert later.family.name == "Holm"
        for table in ("edit", "note_revision", "note", "document_content"):
            column = {"edit": "sealed", "note_revision": "inserted", "note": "text"}
            sql = f"SELECT {column.get(table, 'content')} FROM {table}"
            for (blob,) in vault.read(lambda c, sql=sql: c.rows(tuple[bytes], sql)):
                assert not any(word in blob for word in (b"Marker", b"persons"))


def test_an_older_vault_whose_chain_does_not_hold_is_refused_and_left_as_it_was(
    desk: Desk, old: Path
) -> None:
    def spoil(transaction: Transaction) -> None:
        transaction.connection.run("DROP TRIGGER edit_is_final")
        transaction.connection.run("UPDATE edit SET author = 'otto' WHERE sequence = 2")
        again = "CREATE TRIGGER edit_is_final BEFORE UPDATE ON edit BEGIN SELECT 1; END"
        transaction.connection.run(again)

    with desk.open(old, steps=released_steps()[:2]) as vault:
        vault.write(spoil, act=Act(Action.CHANGE, "test"))
    with pytest.raises(DamagedVault) as refused:
        desk.open(old)
    assert refused.value.message_id == "vault.chain_broken"
    with desk.open(old, steps=released_steps()[:2]) as vault:
        assert vault.read(lambda c: c.row(tuple[int], "SELECT count(*) FROM edit")) == (2,)
