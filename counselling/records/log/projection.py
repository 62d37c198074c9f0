"""What is told from the log: a family as it stands, its line in the list, and a snapshot.

Everything here may be thrown away and comes back the same from the log. The snapshot spares
replaying a long history: a family is its snapshot and the few entries after it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.family import Family
from counselling.pedigree.places import value_type
from counselling.records.index import search_index
from counselling.records.log import oplog, summaries
from counselling.records.log.differing import Difference, Spoken
from counselling.records.log.oplog import Entry, Tips
from counselling.records.log.standing import Standing
from counselling.records.log.weaving import Loom
from counselling.records.store.chain import NOTHING, Head
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.envelope import EDIT_VERSION
from counselling.records.vault.sealing import FamilyKey, FamilyKeys

SNAPSHOT_EVERY: Final = 32  # entries; replaying so many in a family of 40 takes well under 1 ms


class Seen(NamedTuple):
    """An entry with the family as its author saw it, before and after."""

    entry: Entry
    before: Family
    after: Family


def seen(family: FamilyId, entries: Iterable[Entry]) -> Iterator[Seen]:
    """Go through a history, each entry beside what its author saw. Raises as `woven`."""
    loom = Loom(family)
    for entry in entries:
        yield Seen(entry, *loom.take(entry.thread))


def woven(family: FamilyId, entries: Sequence[Entry]) -> Standing:
    """Tell a family from its whole history, wherever that went on at several desks.

    Raises DamagedVault, PedigreeError.
    """
    loom = Loom(family)
    for entry in entries:
        loom.take(entry.thread)
    found = loom.woven()
    last = entries[-1] if entries else None
    at, author = (last.at, last.author) if last else ("", "")
    return Standing(found.family, oplog.tips(entries), at, author, found.differences)


def entries_of(connection: Connection, family: FamilyId, key: FamilyKey) -> list[Entry]:
    """Return a family's whole history. Raises DamagedVault, NewerVault."""
    return list(oplog.entries(connection, family, key))


class _Kept(msgspec.Struct, frozen=True):
    """A standing in a snapshot; bytes in hexadecimal."""

    family: Family
    ends: tuple[str, ...]
    clock: int
    at: str
    author: str
    differences: tuple["_KeptDifference", ...] = ()


class _KeptDifference(msgspec.Struct, frozen=True):
    place: tuple[str, ...]
    spoken: tuple[tuple[str, Any, Any], ...]
    is_refused: bool


class _Snapshot(NamedTuple):
    sequence: int
    hash: bytes
    sealed: bytes


def stand(connection: Connection, family: FamilyId, key: FamilyKey) -> Standing:
    """Return a family as it stands, from its snapshot where there is one.

    Raises VaultError("vault.no_such_family"), DamagedVault, NewerVault.
    """
    standing = _from_snapshot(connection, family, key)
    for entry in oplog.entries(connection, family, key, after=standing.head):
        if not standing.follows(entry):
            standing = woven(family, list(oplog.entries(connection, family, key)))
            break
        standing = standing.after(entry)
    if standing.head == NOTHING:
        raise VaultError("vault.no_such_family")
    return standing


def _from_snapshot(connection: Connection, family: FamilyId, key: FamilyKey) -> Standing:
    sql = "SELECT sequence, hash, sealed FROM family_snapshot WHERE family_id = ? AND version = ?"
    found = connection.row(_Snapshot, sql, family, EDIT_VERSION)
    if found is None:
        return Standing(Family(id=family))
    head = Head(found.sequence, found.hash)
    if not oplog.holds(connection, family, head):
        raise DamagedVault("vault.chain_broken")
    try:
        kept = msgspec.json.decode(key.open(found.sealed, about=_about(head)), type=_Kept)
        told = tuple(_told(one) for one in kept.differences)
        tips = Tips(head, tuple(bytes.fromhex(op) for op in kept.ends), kept.clock)
    except (msgspec.MsgspecError, DamagedVault, ValueError, KeyError):
        return Standing(Family(id=family))
    return Standing(kept.family, tips, kept.at, kept.author, told)


def is_snapshot_due(head: Head) -> bool:
    """Whether a snapshot belongs to this entry: the first, and every so many after it."""
    return head.sequence % SNAPSHOT_EVERY == 1


def keep_snapshot(connection: Connection, standing: Standing, key: FamilyKey) -> None:
    """Keep a family's snapshot, in place of an earlier one."""
    kept = _Kept(
        standing.family,
        tuple(op.hex() for op in standing.tips.ends),
        standing.tips.clock,
        standing.at,
        standing.author,
        tuple(_kept(one) for one in standing.differences),
    )
    text = msgspec.json.encode(kept, order="sorted")
    connection.run(
        "INSERT OR REPLACE INTO family_snapshot VALUES (?, ?, ?, ?, ?)",
        standing.family.id,
        EDIT_VERSION,
        standing.head.sequence,
        standing.head.hash,
        key.seal(text, about=_about(standing.head)),
    )


def _kept(one: Difference) -> _KeptDifference:
    spoken = tuple((spoken.op.hex(), spoken.before, spoken.value) for spoken in one.spoken)
    return _KeptDifference(one.place, spoken, one.is_refused)


def _told(kept: _KeptDifference) -> Difference:
    kind = value_type(kept.place)
    spoken = tuple(
        Spoken(bytes.fromhex(op), msgspec.convert(before, kind), msgspec.convert(value, kind))
        for op, before, value in kept.spoken
    )
    return Difference(kept.place, spoken, kept.is_refused)


def is_true(connection: Connection, family: FamilyId, keys: FamilyKeys) -> bool:
    """Whether the tables say of a family what its log says; of one of others only the chain."""
    if not keys.is_mine(connection, family):
        return sum(1 for _ in oplog.rows(connection, family)) > 0
    key = keys.of(connection, family)
    told = woven(family, list(oplog.entries(connection, family, key)))
    kept = summaries.kept(connection, family, key)
    is_signed = all(one.is_genuine() for one in oplog.envelopes(connection, family, key))
    is_sealed = bool(keys.holders(connection, family))
    is_found = search_index.is_true(connection, told.family, is_sealed=is_sealed)
    is_listed = kept == summaries.line(told)
    return is_signed and is_found and is_listed and stand(connection, family, key) == told


def rebuild(connection: Connection, keys: FamilyKeys) -> None:
    """Throw the projection away and tell it anew from the log, where this user can read it."""
    for (family,) in connection.rows(tuple[str], "SELECT id FROM family ORDER BY id"):
        if keys.is_mine(connection, family):
            rebuild_family(connection, family, keys)


def rebuild_family(connection: Connection, family: FamilyId, keys: FamilyKeys) -> Standing:
    """Tell one family's tables anew from its log, and return it. Raises as `woven`."""
    key = keys.of(connection, family)
    every = list(oplog.entries(connection, family, key))
    count = len(every) - (len(every) - 1) % SNAPSHOT_EVERY
    forget(connection, family)
    keep_snapshot(connection, woven(family, every[:count]), key)
    standing = woven(family, every)
    is_restricted = bool(keys.holders(connection, family))
    summaries.keep(connection, standing, key, is_restricted=is_restricted)
    return standing


def forget(connection: Connection, family: FamilyId) -> None:
    """Throw away what is told of a family; its log stays."""
    search_index.forget(connection, family)
    for table in ("family_summary", "family_snapshot"):
        connection.run(f"DELETE FROM {table} WHERE family_id = ?", family)


def _about(head: Head) -> bytes:
    return b"snapshot/" + head.hash
