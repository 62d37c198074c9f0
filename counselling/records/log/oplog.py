"""The truth about families: an append-only log of Edits for each.

An entry is signed by its author, names the entries that the author had before her, and is known by
its hash (`op`), the same in every copy of the vault. In this vault entries are numbered as they
came and chained, and sealed with the family's key, so that the chain can be checked by who cannot
read it. An entry is written only after it was read back and found equal, because an edit that
cannot be read again would lock its family for good.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault
from counselling.pedigree.edits import Edit
from counselling.pedigree.origin import UNSAID, Origin
from counselling.records.log.weaving import Thread
from counselling.records.store.chain import NOTHING, Field, Head, link
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId, Transaction
from counselling.records.vault.envelope import (
    EDIT_VERSION,
    FIRST_SIGNED,
    SIGNATURE_BYTES,
    Envelope,
    Said,
    decode,
    encode,
    message,
)
from counselling.records.vault.sealing import FamilyKey


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit as it was done: where it stands in this vault, what came before it, by whom.

    author: the name that the signer wrote, which anybody can; signer: whose key signed, "" for
    nobody's (see voices).
    """

    head: Head
    thread: Thread
    at: str
    author: str
    origin: Origin = UNSAID
    signer: str = ""

    @property
    def edit(self) -> Edit:
        """What was done."""
        return self.thread.edit


@dataclass(frozen=True, slots=True)
class Tips:
    """Where an entry is to be put: the last row here, and the ends of the family's history.

    clock: the highest of the ends'.
    """

    head: Head = NOTHING
    ends: tuple[bytes, ...] = ()
    clock: int = 0


NO_TIPS: Final = Tips()


class _Row(NamedTuple):
    sequence: int
    op: bytes
    sealed: bytes
    previous: bytes
    hash: bytes


_COLUMNS: Final = ", ".join(_Row._fields)


def head(connection: Connection, family: FamilyId) -> Head:
    """Return the last entry's place and hash; NOTHING for a family without any."""
    sql = "SELECT sequence, hash FROM edit WHERE family_id = ? ORDER BY sequence DESC LIMIT 1"
    found = connection.row(tuple[int, bytes], sql, family)
    return Head(*found) if found else NOTHING


def holds(connection: Connection, family: FamilyId, head: Head) -> bool:
    """Whether the log has this entry: not of a tail that was cut off, nor of another history."""
    sql = "SELECT hash FROM edit WHERE family_id = ? AND sequence = ?"
    return connection.row(tuple[bytes], sql, family, head.sequence) == (head.hash,)


def append(
    transaction: Transaction,
    family: FamilyId,
    key: FamilyKey,
    *,
    after: Tips,
    edit: Edit,
    origin: Origin = UNSAID,
) -> Entry:
    """Write an edit after all that is there, and return the entry as it will be read."""
    said = Said(
        family,
        tuple(op.hex() for op in after.ends),
        after.clock + 1,
        EDIT_VERSION,
        transaction.at,
        transaction.actor.name,
        transaction.signer.signing,
        edit.kind,
        msgspec.Raw(encode(edit)),
        origin,
    )
    text = msgspec.json.encode(said, order="sorted")
    envelope = Envelope(text, transaction.signer.sign(message(text)))
    return put(transaction.connection, family, key, after=after.head, envelope=envelope)


def put(
    connection: Connection, family: FamilyId, key: FamilyKey, *, after: Head, envelope: Envelope
) -> Entry:
    """Put an entry into the log as its next row. Raises NewerVault, DamagedVault."""
    op, said = envelope.op, envelope.said()
    if said.family != family:
        raise DamagedVault("vault.chain_broken")
    sealed = key.seal(envelope.signature + envelope.text, about=_about(op))
    row = _Row(after.sequence + 1, op, sealed, after.hash, b"")
    row = row._replace(hash=_hash(family, row))
    entry = _entry(row, said)
    connection.run(
        f"INSERT INTO edit (family_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", family, *row
    )
    return entry


def entries(
    connection: Connection, family: FamilyId, key: FamilyKey, *, after: Head = NOTHING
) -> Iterator[Entry]:
    """Read the entries after a head in the order in which they came; the chain is checked.

    Raises DamagedVault("vault.chain_broken") at the first that does not follow, NewerVault.
    """
    for row in rows(connection, family, after=after):
        yield _entry(row, _opened(row, key).said())


def envelopes(
    connection: Connection, family: FamilyId, key: FamilyKey, *, after: Head = NOTHING
) -> Iterator[Envelope]:
    """Read entries as they travel. Raises as `entries`."""
    for row in rows(connection, family, after=after):
        yield _opened(row, key)


def last(connection: Connection, family: FamilyId, key: FamilyKey) -> Entry | None:
    """Read the last entry alone; None where there is none. Raises DamagedVault, NewerVault."""
    sql = f"SELECT {_COLUMNS} FROM edit WHERE family_id = ? ORDER BY sequence DESC LIMIT 1"
    row = connection.row(_Row, sql, family)
    return None if row is None else _entry(row, _opened(row, key).said())


def rows(connection: Connection, family: FamilyId, *, after: Head = NOTHING) -> Iterator[_Row]:
    """Go along the chain, which needs no key. Raises DamagedVault("vault.chain_broken")."""
    sql = f"SELECT {_COLUMNS} FROM edit WHERE family_id = ? AND sequence > ? ORDER BY sequence"
    last = after
    for row in connection.each(_Row, sql, family, after.sequence):
        follows = row.sequence == last.sequence + 1 and row.previous == last.hash
        if not follows or _hash(family, row) != row.hash:
            raise DamagedVault("vault.chain_broken")
        yield row
        last = Head(row.sequence, row.hash)


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal every entry of a family anew: its old key opens nothing here any more."""
    for row in list(rows(connection, family)):
        envelope = _opened(row, old)
        sealed = new.seal(envelope.signature + envelope.text, about=_about(row.op))
        sql = "UPDATE edit SET sealed = ? WHERE family_id = ? AND sequence = ?"
        connection.run(sql, sealed, family, row.sequence)


def _opened(row: _Row, key: FamilyKey) -> Envelope:
    plain = key.open(row.sealed, about=_about(row.op))
    envelope = Envelope(plain[SIGNATURE_BYTES:], plain[:SIGNATURE_BYTES])
    if envelope.op != row.op:
        raise DamagedVault("vault.chain_broken")
    return envelope


def _entry(row: _Row, said: Said) -> Entry:
    parents = tuple(_op(parent) for parent in said.parents)
    thread = Thread(row.op, parents, said.clock, decode(said.kind, said.version, said.edit))
    head = Head(row.sequence, row.hash)
    signer = said.signer if said.version >= FIRST_SIGNED else ""
    return Entry(head, thread, said.at, said.author, said.origin, signer)


def _op(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise DamagedVault("vault.damaged") from None


def tips(entries: Sequence[Entry]) -> Tips:
    """Return where the next entry is to be put after these."""
    if not entries:
        return NO_TIPS
    told = {parent for entry in entries for parent in entry.thread.parents}
    ends = [entry.thread for entry in entries if entry.thread.op not in told]
    return Tips(
        entries[-1].head,
        tuple(sorted(end.op for end in ends)),
        max(end.clock for end in ends),
    )


def _about(op: bytes) -> bytes:
    return b"edit/" + op


def _hash(family: FamilyId, row: _Row) -> bytes:
    told: dict[str, Field] = {"family": family, "sequence": row.sequence, "op": row.op.hex()}
    return link(row.previous, told)
