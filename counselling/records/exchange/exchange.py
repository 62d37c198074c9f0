"""Entries of a family's history going from one copy of it to another, each as its author signed it.

What comes in is put behind what is here and woven with it; nothing here is ever replaced. A
receiver trusts no carrier: every entry must bear its author's signature, be of this family, and
name only entries that are here.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import DamagedVault, VaultError
from counselling.records.log import oplog, projection
from counselling.records.log.families import FamilyRecord, record_of
from counselling.records.readership import turning
from counselling.records.readership.given import Given
from counselling.records.readership.ring import Ring
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault import abroad
from counselling.records.vault.abroad import Abroad
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.envelope import FIRST_SIGNED, Envelope, Said
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

_ID: Final = re.compile(r"[0-9a-f]{32}")  # as every vault makes them
_LONGEST: Final = 200  # characters of an author's name


def known(vault: Vault, family: FamilyId) -> frozenset[bytes]:
    """Return the ids of all entries of a family that are here."""

    def read(connection: Connection) -> frozenset[bytes]:
        return frozenset(row.op for row in oplog.rows(connection, family))

    return vault.read(read)


def missing(vault: Vault, family: FamilyId, known: Collection[bytes]) -> tuple[Envelope, ...]:
    """Return what somebody who knows these entries has not got, parents before children.

    Written down as shared. Raises as `open_family`.
    """

    def give(transaction: Transaction) -> tuple[Envelope, ...]:
        key = transaction.keys.of(transaction.connection, family)
        every = oplog.envelopes(transaction.connection, family, key)
        return tuple(envelope for envelope in every if envelope.op not in known)

    return vault.write(give, act=Act(Action.SHARE, "family/entries", family))


def receive(vault: Vault, family: FamilyId, envelopes: Sequence[Envelope]) -> FamilyRecord:
    """Take in entries of a family that is here, all of them or none; those known are passed over.

    Raises VaultError("vault.not_genuine") for an entry that its author did not sign,
    DamagedVault("vault.chain_broken") for one whose parents are not here, NewerVault,
    PedigreeError for an edit that does not fit where its author stood; nothing is changed then.
    """

    def take(transaction: Transaction) -> FamilyRecord:
        connection = transaction.connection
        key = transaction.keys.of(connection, family)
        put(connection, family, key, envelopes)
        standing = projection.rebuild_family(connection, family, transaction.keys)
        return record_of(transaction, standing)

    return vault.write(take, act=Act(Action.MERGE, "family", family))


def receive_under(
    vault: Vault,
    family: FamilyId,
    ring: Ring,
    envelopes: Sequence[Envelope],
    given: Sequence[Given] = (),
) -> tuple[Ring, int]:
    """Take in entries of a family that is here, and the turns of its key that came with them.

    given: to whom it was given besides. Return what is known of its turns then, and how many
    entries were new. All of it or nothing, and no act where there is no news. Raises as `receive`.
    """

    def is_news(connection: Connection) -> bool:
        there = turning.ring(connection, family, vault.families.of(connection, family))
        is_turned = (set(there.turns), set(there.keys)) != (set(ring.turns), set(ring.keys))
        return is_turned or bool(turning.unknown(connection, family, ring, given))

    def take(transaction: Transaction) -> tuple[Ring, int]:
        connection = transaction.connection
        found = turning.adopt(transaction, family, ring)
        more = turning.unknown(connection, family, found, given)
        if more:
            abroad.add(connection, family, more, at=found.standing() or FIRST)
        key = transaction.keys.of(connection, family)
        came = put(connection, family, key, envelopes)
        projection.rebuild_family(connection, family, transaction.keys)
        return found, came

    must_turn = ring.standing() is None and not ring.is_withdrawn
    if not (envelopes or must_turn or vault.read(is_news)):
        return ring, 0
    return vault.write(take, act=Act(Action.MERGE, "family", family))


@dataclass(frozen=True, slots=True)
class Brought:
    """A family as it comes from another vault: its keys and turns, what is known of its readers.

    is_vouched: who takes it in had the other vault open, so that even entries of the time before
    signatures are its own.
    """

    ring: Ring
    abroad: Abroad
    is_vouched: bool = False


def take_in_news(
    vault: Vault, family: FamilyId, brought: Brought, envelopes: Sequence[Envelope]
) -> None:
    """Take in as `take_in` where there is anything that is not here; else do nothing."""

    def look(connection: Connection) -> bool:
        is_here = connection.row(tuple[int], "SELECT 1 FROM family WHERE id = ?", family)
        if not is_here:
            return True
        there = turning.ring(connection, family, vault.families.of(connection, family))
        return not set(brought.ring.turns) <= set(there.turns)

    is_news = vault.read(look)
    if envelopes or is_news:
        take_in(vault, family, brought, envelopes)


def take_in(
    vault: Vault, family: FamilyId, brought: Brought, envelopes: Sequence[Envelope]
) -> FamilyRecord:
    """Take in a family of another vault, or more of one that is here; all of it or nothing.

    One that is here already keeps the key it has, unless that has turned. Raises as `receive`.
    """

    def take(transaction: Transaction) -> FamilyRecord:
        connection, keys = transaction.connection, transaction.keys
        is_new = not connection.row(tuple[int], "SELECT 1 FROM family WHERE id = ?", family)
        if is_new:
            _begin(transaction, family, brought)
        found = turning.adopt(transaction, family, brought.ring, is_new=is_new)
        if is_new and found.is_withdrawn:
            raise VaultError("vault.family_withdrawn")
        key = keys.of(connection, family)
        put(connection, family, key, envelopes, is_vouched=is_new or brought.is_vouched)
        return record_of(transaction, projection.rebuild_family(connection, family, keys))

    return vault.write(take, act=Act(Action.MERGE, "family", family))


def _begin(transaction: Transaction, family: FamilyId, brought: Brought) -> None:
    if not _ID.fullmatch(family):
        raise DamagedVault("vault.damaged")
    connection, ring = transaction.connection, brought.ring
    connection.run("INSERT INTO family VALUES (?, ?)", family, transaction.at)
    secret = ring.keys[ring.standing() or FIRST].secret
    transaction.keys.adopt(connection, family, bytes(secret.secret))
    if brought.abroad != abroad.NOBODY:
        abroad.keep(connection, family, brought.abroad)


def put(
    connection: Connection,
    family: FamilyId,
    key: FamilyKey,
    envelopes: Iterable[Envelope],
    *,
    is_vouched: bool = False,
) -> int:
    """Put entries that are not here yet behind those that are, and return how many.

    Raises as `receive`.

    is_vouched: entries of the time before signatures come in too; of a family that is here they
    do not, or anybody could write in anybody's name by claiming to be that old.
    """
    last = oplog.head(connection, family)
    here = {row.op for row in oplog.rows(connection, family)}
    count = len(here)
    for envelope in envelopes:
        if envelope.op in here:
            continue
        said = envelope.said()
        is_signed = is_vouched or said.version >= FIRST_SIGNED
        if not (is_signed and _is_plausible(said) and envelope.is_genuine()):
            raise VaultError("vault.not_genuine")
        entry = oplog.put(connection, family, key, after=last, envelope=envelope)
        if not set(entry.thread.parents) <= here or not (entry.thread.parents or not here):
            raise DamagedVault("vault.chain_broken")
        here.add(entry.thread.op)
        last = entry.head
    return len(here) - count


def _is_plausible(said: Said) -> bool:
    """Whether an entry's author and moment can be shown: a signature says nothing of either."""
    try:
        is_dated = moment(said.at).tzinfo is not None
    except ValueError:
        return False
    return is_dated and said.author.isprintable() and 0 < len(said.author.strip()) <= _LONGEST
