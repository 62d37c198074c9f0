"""Takes entries of families between a vault and a relay; what comes in is woven with what is here.

Every parcel tells, sealed, what its sender had been shown of the family's row. A relay that shows
two desks different rows is found out as soon as one reads the other's parcel, and one that cuts or
rewrites a row as soon as a desk comes back that saw it whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.records.exchange import exchange
from counselling.records.exchange.relay.relay import Parcel, Posted, Relay, posted
from counselling.records.store.chain import NOTHING, Head
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.envelope import SIGNATURE_BYTES, Envelope
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

STEP_BYTES: Final = 256  # what a relay can tell of a parcel's length
_LENGTH_BYTES: Final = 4


class _Within(msgspec.Struct, frozen=True, array_like=True):
    """What a parcel holds: the entry, and what its sender had been shown then."""

    text: bytes
    signature: bytes
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Synced:
    """What a round did: entries that came in, entries that went out."""

    received: int = 0
    sent: int = 0


def sync(vault: Vault, relay: Relay, family: FamilyId) -> Synced:
    """Fetch what is new of a family, send what is new here; afterwards both have all of it.

    Raises VaultError("vault.relay_forked") where the relay shows another row than it showed before
    or showed somebody else, "vault.not_genuine", DamagedVault, StorageError: nothing is taken in
    then, and what is here stays as it is.
    """
    key = vault.read(lambda connection: vault.families.of(connection, family))
    came, shown, there = _fetch(vault, relay, family, key)
    mine = exchange.missing(vault, family, there)
    for envelope in mine:
        relay.push(family, parcel_of(envelope, key, shown))
    if mine:
        came += _fetch(vault, relay, family, key)[0]  # our own, and what others sent meanwhile
    return Synced(came, len(mine))


def _fetch(
    vault: Vault, relay: Relay, family: FamilyId, key: FamilyKey
) -> tuple[int, Head, frozenset[bytes]]:
    """Read what is new; return how many entries came, the row's head, and which it holds."""
    known = vault.read(lambda connection: _links(connection, relay.name, family))
    row, envelopes = read_row(relay, family, key, known=known)
    before = len(exchange.known(vault, family))
    if envelopes:
        exchange.receive(vault, family, envelopes)
    _remember(vault, relay, family, row[len(known) :])
    came = len(exchange.known(vault, family)) - before
    return came, row[-1].head if row else NOTHING, frozenset(one.parcel.op for one in row)


def read_row(
    relay: Relay, family: FamilyId, key: FamilyKey, *, known: Sequence[bytes] = ()
) -> tuple[list[Posted], list[Envelope]]:
    """Read a family's row and open what is new in it.

    known: the chain's hashes as they were shown before. Raises as `sync`.
    """
    row = list(relay.pull(family))
    _check_row(family, row, known)
    hashes = {one.number: one.hash for one in row}
    envelopes: list[Envelope] = []
    for one in row[len(known) :]:
        envelope, shown = opened(one.parcel, key)
        if shown != NOTHING and hashes.get(shown.sequence) != shown.hash:
            raise VaultError("vault.relay_forked")
        envelopes.append(envelope)
    return row, envelopes


def _check_row(family: FamilyId, row: Sequence[Posted], known: Sequence[bytes]) -> None:
    """Go along the relay's chain: it must be whole, and begin with all that was seen before."""
    head = NOTHING
    for one in row:
        if posted(family, one.parcel, after=head) != one:
            raise VaultError("vault.relay_forked")
        head = one.head
    if [one.hash for one in row[: len(known)]] != list(known):
        raise VaultError("vault.relay_forked")


def _links(connection: Connection, relay: str, family: FamilyId) -> list[bytes]:
    sql = "SELECT hash FROM relay_link WHERE relay = ? AND family_id = ? ORDER BY number"
    return [bytes(found) for (found,) in connection.rows(tuple[bytes], sql, relay, family)]


def _remember(vault: Vault, relay: Relay, family: FamilyId, row: Sequence[Posted]) -> None:
    def write(transaction: Transaction) -> None:
        for one in row:
            transaction.connection.run(
                "INSERT OR IGNORE INTO relay_link VALUES (?, ?, ?, ?)",
                relay.name,
                family,
                one.number,
                one.hash,
            )

    if row:
        vault.write(write, act=Act(Action.SHARE, f"relay/{len(row)}", family))


def parcel_of(envelope: Envelope, key: FamilyKey, shown: Head = NOTHING) -> Parcel:
    """Seal an entry for a relay, with the head of the row that its sender was shown."""
    within = _Within(envelope.text, envelope.signature, shown.sequence, shown.hash)
    text = msgspec.msgpack.encode(within)
    whole = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    padded = whole + bytes(-len(whole) % STEP_BYTES)
    return Parcel(envelope.op, key.seal(padded, about=_about(envelope.op)))


def opened(parcel: Parcel, key: FamilyKey) -> tuple[Envelope, Head]:
    """Open a parcel: the entry, and what its sender had been shown. Raises DamagedVault."""
    padded = key.open(parcel.sealed, about=_about(parcel.op))
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    try:
        told = msgspec.msgpack.decode(padded[_LENGTH_BYTES : _LENGTH_BYTES + length], type=_Within)
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None
    envelope = Envelope(told.text, told.signature)
    if envelope.op != parcel.op or len(told.signature) != SIGNATURE_BYTES:
        raise DamagedVault("vault.damaged")
    return envelope, Head(told.number, told.hash)


def _about(op: bytes) -> bytes:
    return b"parcel/" + op
