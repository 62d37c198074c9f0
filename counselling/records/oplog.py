"""The truth about families: an append-only log of Edits for each, numbered and hash-chained.

Every table about families can be rebuilt from it. An entry is written only after it was read back
and found equal, because an edit that cannot be read again would lock its family for good.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, NewerVault, VaultError
from counselling.pedigree.edits import EDITS, Edit
from counselling.records.acts import FamilyId, Transaction
from counselling.records.chain import NOTHING, Head, link
from counselling.records.engine import Connection

# Raised when the shape of any edit changes: an earlier release then refuses what it would cut.
EDIT_VERSION: Final = 4

_DECODERS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    kind: msgspec.json.Decoder(edit) for kind, edit in EDITS.items()
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit as it was done: where in the family's history, when, by whom."""

    head: Head
    at: str
    author: str
    edit: Edit


class _Row(NamedTuple):
    sequence: int
    version: int
    at: str
    author: str
    kind: str
    body: bytes
    previous: bytes
    hash: bytes


def encode(edit: Edit) -> bytes:
    """Write an edit as canonical JSON.

    Raises VaultError("vault.edit_unreadable") when it would not be read back as it is: a number
    that is none, a list in place of a tuple, half a character.
    """
    try:
        body = msgspec.json.encode(edit, order="sorted")
        if decode(edit.kind, EDIT_VERSION, body) == edit:
            return body
    except (UnicodeEncodeError, DamagedVault):
        pass
    raise VaultError("vault.edit_unreadable")


def decode(kind: str, version: int, body: bytes) -> Edit:
    """Read an edit. Raises NewerVault for a kind or version of a later release, DamagedVault."""
    if version > EDIT_VERSION or kind not in _DECODERS:
        raise NewerVault("vault.newer")
    try:
        edit: Edit = _DECODERS[kind].decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedVault("vault.damaged") from None
    return edit


def head(connection: Connection, family: FamilyId) -> Head:
    """Return the last entry's place and hash; NOTHING for a family without any."""
    sql = "SELECT sequence, hash FROM edit WHERE family_id = ? ORDER BY sequence DESC LIMIT 1"
    found = connection.row(tuple[int, bytes], sql, family)
    return Head(*found) if found else NOTHING


def holds(connection: Connection, family: FamilyId, head: Head) -> bool:
    """Whether the log has this entry: not of a tail that was cut off, nor of another history."""
    sql = "SELECT hash FROM edit WHERE family_id = ? AND sequence = ?"
    return connection.row(tuple[bytes], sql, family, head.sequence) == (head.hash,)


def append(transaction: Transaction, family: FamilyId, *, after: Head, edit: Edit) -> Entry:
    """Write an edit after the head, and return the entry with the edit as it will be read."""
    body = encode(edit)
    row = _Row(
        after.sequence + 1,
        EDIT_VERSION,
        transaction.at,
        transaction.actor.name,
        edit.kind,
        body,
        after.hash,
        b"",
    )
    row = row._replace(hash=_hash(family, row))
    transaction.connection.run(
        "INSERT INTO edit (family_id, sequence, version, at, author, kind, body, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        family,
        *row,
    )
    return _entry(row)


def entries(connection: Connection, family: FamilyId, *, after: Head = NOTHING) -> Iterator[Entry]:
    """Read the entries after a head in order, and check the chain on the way.

    Raises DamagedVault("vault.chain_broken") at the first entry that does not follow.
    """
    sql = (
        "SELECT sequence, version, at, author, kind, body, previous, hash FROM edit"
        " WHERE family_id = ? AND sequence > ? ORDER BY sequence"
    )
    last = after
    for row in connection.each(_Row, sql, family, after.sequence):
        follows = row.sequence == last.sequence + 1 and row.previous == last.hash
        if not follows or _hash(family, row) != row.hash:
            raise DamagedVault("vault.chain_broken")
        entry = _entry(row)
        yield entry
        last = entry.head


def _entry(row: _Row) -> Entry:
    edit = decode(row.kind, row.version, row.body)
    return Entry(Head(row.sequence, row.hash), row.at, row.author, edit)


def _hash(family: FamilyId, row: _Row) -> bytes:
    return link(
        row.previous,
        {
            "family": family,
            "sequence": row.sequence,
            "version": row.version,
            "at": row.at,
            "author": row.author,
            "kind": row.kind,
            "edit": msgspec.Raw(row.body),
        },
    )
