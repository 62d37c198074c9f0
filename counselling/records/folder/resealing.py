"""What a step of the database cannot do in SQL: to seal what an older vault kept in the clear."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

import msgspec

from counselling.errors import DamagedVault
from counselling.records.log import oplog, projection
from counselling.records.papers import documents, notes
from counselling.records.store.chain import NOTHING, Field, Head, link
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.envelope import NO_SIGNATURE, Envelope, Said
from counselling.records.vault.sealing import FamilyKey, FamilyKeys

Conversion: TypeAlias = Callable[[Connection, FamilyKeys | None], None]


class _OldRow(NamedTuple):
    sequence: int
    version: int
    at: str
    author: str
    kind: str
    body: bytes
    previous: bytes
    hash: bytes


def seal_families(connection: Connection, keys: FamilyKeys | None) -> None:
    """Give every family a key and seal its edits, notes and documents with it; checked on the way.

    Raises DamagedVault where the old chain does not hold: nothing is changed then.
    """
    for (family,) in connection.rows(tuple[str], "SELECT id FROM family ORDER BY id"):
        if keys is None:
            raise DamagedVault("vault.damaged")
        key = keys.new(connection, family)
        _seal_edits(connection, family, key)
        _seal_notes(connection, family, key)
        _seal_documents(connection, family, key)
    for table in ("edit", "note_revision", "document_content"):
        connection.run(f"DROP TABLE {table}_in_clear")


def _seal_edits(connection: Connection, family: FamilyId, key: FamilyKey) -> None:
    old, new = NOTHING, NOTHING
    parents: tuple[str, ...] = ()
    for row in list(_old_rows(connection, family)):
        follows = row.sequence == old.sequence + 1 and row.previous == old.hash
        if not follows or _old_hash(family, row) != row.hash:
            raise DamagedVault("vault.chain_broken")
        old = Head(row.sequence, row.hash)
        said = Said(
            family, parents, row.sequence, row.version, row.at, row.author, "", row.kind,
            msgspec.Raw(row.body),
        )  # fmt: skip
        envelope = Envelope(msgspec.json.encode(said, order="sorted"), NO_SIGNATURE)
        new = oplog.put(connection, family, key, after=new, envelope=envelope).head
        parents = (envelope.op.hex(),)


def _old_rows(connection: Connection, family: FamilyId) -> Iterator[_OldRow]:
    columns = ", ".join(_OldRow._fields)
    sql = f"SELECT {columns} FROM edit_in_clear WHERE family_id = ? ORDER BY sequence"
    return connection.each(_OldRow, sql, family)


def _old_hash(family: FamilyId, row: _OldRow) -> bytes:
    fields: dict[str, Field] = {
        "family": family,
        "sequence": row.sequence,
        "version": row.version,
        "at": row.at,
        "author": row.author,
        "kind": row.kind,
        "edit": msgspec.Raw(row.body),
    }
    return link(row.previous, fields)


class _OldNote(NamedTuple):
    session_id: str
    revision: int
    at: str
    author: str
    place: int
    removed: int
    inserted: str


def _seal_notes(connection: Connection, family: FamilyId, key: FamilyKey) -> None:
    columns = ", ".join(_OldNote._fields)
    sql = (
        f"SELECT {columns} FROM note_revision_in_clear WHERE session_id IN"
        " (SELECT id FROM session WHERE family_id = ?) ORDER BY session_id, revision"
    )
    for note in connection.rows(_OldNote, sql, family):
        notes.put(connection, key, notes.Change(*note))


def _seal_documents(connection: Connection, family: FamilyId, key: FamilyKey) -> None:
    sql = (
        "SELECT document_id, content FROM document_content_in_clear WHERE document_id IN"
        " (SELECT id FROM document WHERE family_id = ?)"
    )
    for document, content in connection.rows(tuple[str, bytes], sql, family):
        documents.put(connection, key, document, content)


def tell_anew(connection: Connection, keys: FamilyKeys | None) -> None:
    """Tell all tables about families from the log, with those of the search that are new."""
    if keys is not None:
        projection.rebuild(connection, keys)


CONVERSIONS: Final[Mapping[int, Conversion]] = {3: seal_families, 4: tell_anew}
