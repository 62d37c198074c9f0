"""What is told from the log: a family as it stands, its line in the list, and a snapshot.

Everything here may be thrown away and comes back the same from the log. The snapshot spares
replaying a long history: a family is its snapshot and the few entries after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.pedigree.family import Family
from counselling.records import oplog
from counselling.records.acts import FamilyId
from counselling.records.chain import NOTHING, Head
from counselling.records.engine import Connection

SNAPSHOT_EVERY: Final = 32  # entries; replaying so many in a family of 40 takes well under 1 ms


@dataclass(frozen=True, slots=True)
class Standing:
    """A family as it stands after the entry `head`; at and author are those of that entry."""

    family: Family
    head: Head
    at: str = ""
    author: str = ""

    def after(self, entry: oplog.Entry) -> "Standing":
        """Return the next standing. Raises PedigreeError when the edit does not fit."""
        return Standing(entry.edit.apply(self.family), entry.head, entry.at, entry.author)


class _Snapshot(NamedTuple):
    sequence: int
    hash: bytes
    at: str
    author: str
    body: bytes


def stand(connection: Connection, family: FamilyId) -> Standing:
    """Return a family as it stands, from its snapshot where there is one.

    Raises VaultError("vault.no_such_family"), DamagedVault, NewerVault.
    """
    standing = _from_snapshot(connection, family)
    for entry in oplog.entries(connection, family, after=standing.head):
        standing = standing.after(entry)
    if standing.head == NOTHING:
        raise VaultError("vault.no_such_family")
    return standing


def _from_snapshot(connection: Connection, family: FamilyId) -> Standing:
    sql = (
        "SELECT sequence, hash, at, author, body FROM family_snapshot"
        " WHERE family_id = ? AND version = ?"
    )
    found = connection.row(_Snapshot, sql, family, oplog.EDIT_VERSION)
    if found is None:
        return _nothing(family)
    head = Head(found.sequence, found.hash)
    if not oplog.holds(connection, family, head):
        raise DamagedVault("vault.chain_broken")
    try:
        snapshot = msgspec.json.decode(found.body, type=Family)
    except msgspec.MsgspecError:
        return _nothing(family)
    return Standing(snapshot, head, found.at, found.author)


def _nothing(family: FamilyId) -> Standing:
    return Standing(Family(id=family), NOTHING)


def is_snapshot_due(head: Head) -> bool:
    """Whether a snapshot belongs to this entry: the first, and every so many after it."""
    return head.sequence % SNAPSHOT_EVERY == 1


def keep_snapshot(connection: Connection, standing: Standing) -> None:
    """Keep a family's snapshot, in place of an earlier one."""
    connection.run(
        "INSERT OR REPLACE INTO family_snapshot VALUES (?, ?, ?, ?, ?, ?, ?)",
        standing.family.id,
        oplog.EDIT_VERSION,
        standing.head.sequence,
        standing.head.hash,
        standing.at,
        standing.author,
        msgspec.json.encode(standing.family, order="sorted"),
    )


class _Summary(NamedTuple):
    family_id: str
    name: str
    people: int
    proband: str
    changed_at: str
    changed_by: str
    sequence: int


def _summary(standing: Standing) -> _Summary:
    family = standing.family
    proband = family.by_id.get(family.proband or "")
    shown = (proband.name or proband.id) if proband else ""
    head = standing.head
    people = len(family.persons)
    return _Summary(
        family.id, family.name, people, shown, standing.at, standing.author, head.sequence
    )


def keep_summary(connection: Connection, standing: Standing) -> None:
    """Keep a family's line in the list, in place of an earlier one."""
    sql = "INSERT OR REPLACE INTO family_summary VALUES (?, ?, ?, ?, ?, ?, ?)"
    connection.run(sql, *_summary(standing))


def replayed(connection: Connection, family: FamilyId) -> Iterator[Standing]:
    """Tell a family's whole history from the log, one standing an entry."""
    standing = _nothing(family)
    for entry in oplog.entries(connection, family):
        standing = standing.after(entry)
        yield standing


def is_true(connection: Connection, family: FamilyId) -> bool:
    """Whether the tables say of a family what its log says."""
    *_, told = (_nothing(family), *replayed(connection, family))
    sql = f"SELECT {', '.join(_Summary._fields)} FROM family_summary WHERE family_id = ?"
    kept = connection.row(_Summary, sql, family)
    return kept == _summary(told) and stand(connection, family) == told


def rebuild(connection: Connection) -> None:
    """Throw the projection away and tell it anew from the log."""
    connection.run("DELETE FROM family_summary")
    connection.run("DELETE FROM family_snapshot")
    for (family,) in connection.rows(tuple[str], "SELECT id FROM family ORDER BY id"):
        standing = _nothing(family)
        for standing in replayed(connection, family):
            if is_snapshot_due(standing.head):
                keep_snapshot(connection, standing)
        keep_summary(connection, standing)
