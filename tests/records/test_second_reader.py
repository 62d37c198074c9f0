"""Another engine reads a vault's database and finds the same rows: nobody is locked in by ours.

SQLite3 Multiple Ciphers, told that the file is SQLCipher's fourth format, with the raw key.
"""

from pathlib import Path
from typing import Any

import pytest

from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.store.engine import DATABASE
from tests.records.conftest import Desk

apsw: Any = pytest.importorskip("apsw")

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_text%'"


def test_a_second_engine_reads_the_same_rows_in_every_table(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        family = families.listing(vault)[0].id
        session = sessions.begin(vault, family)
        sessions.save_notes(vault, session, text="ž, ß, Ω")
        documents.store(vault, NewDocument(family, "letter", "text/plain", bytes(range(256))))
        names = [name for (name,) in vault.read(lambda c: c.rows(tuple[str], _TABLES))]
        ours = {
            name: vault.read(lambda c, name=name: c.rows(tuple[Any, ...], f"SELECT * FROM {name}"))
            for name in names
        }
        key = vault.keys.database.secret.hex()
    other = apsw.Connection(str(stored / DATABASE), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key}'\""):
        list(other.execute(f"PRAGMA {pragma}"))
    theirs = {name: list(other.execute(f"SELECT * FROM {name}")) for name in names}
    locked = theirs.pop("audit")  # one row more than we read: that the vault was locked
    read = ours.pop("audit")
    assert theirs == ours
    assert locked[: len(read)] == read
    assert len(ours["edit"]) == len(ours["note_revision"]) == len(ours["document_content"]) == 1
    assert list(other.execute("PRAGMA integrity_check")) == [("ok",)]
    other.close()


def test_without_the_key_it_reads_nothing(stored: Path) -> None:
    other = apsw.Connection(str(stored / DATABASE), flags=apsw.SQLITE_OPEN_READONLY)
    with pytest.raises(apsw.Error):
        list(other.execute("SELECT * FROM edit"))
    other.close()
