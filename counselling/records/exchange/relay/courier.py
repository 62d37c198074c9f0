"""Takes entries of families between a vault and a relay; what comes in is woven with what is here.

Every parcel tells, sealed, what its sender had been shown of the family's row. A relay that shows
two desks different rows is found out as soon as one reads the other's parcel, and one that cuts or
rewrites a row as soon as a desk comes back that saw it whole. Turns of the family's key lie in the
same row: it goes on for those who read on, and ends for the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import VaultError
from counselling.records.exchange import exchange
from counselling.records.exchange.relay import parcels
from counselling.records.exchange.relay.parcels import Reading, Unsealed, parcel_of
from counselling.records.exchange.relay.relay import Posted, Relay
from counselling.records.readership import given, turning
from counselling.records.readership.ring import Ring
from counselling.records.store.chain import NOTHING, Head
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.vault import Vault

_ROUNDS: Final = 8  # somebody else may turn the key between two looks; not for ever


@dataclass(frozen=True, slots=True)
class Synced:
    """What a round did: entries that came in, entries that went out.

    late: of those that came in, written before their authors knew that the key had turned; refused:
    that claim so and cannot be. closed: parcels in the row that are for other readers.
    """

    received: int = 0
    sent: int = 0
    late: int = 0
    refused: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row that was fetched. before: its head as this vault had seen it before."""

    row: Sequence[Posted]
    before: Head
    ring: Ring
    came: int
    told: Unsealed

    @property
    def head(self) -> Head:
        return self.row[-1].head if self.row else NOTHING

    @property
    def ops(self) -> frozenset[bytes]:
        return frozenset(one.parcel.op for one in self.row)


def sync(vault: Vault, relay: Relay, family: FamilyId) -> Synced:
    """Fetch what is new of a family, send what is new here; afterwards both have all of it.

    Where the key has turned meanwhile, what was said before still comes in and goes out. Raises
    VaultError("vault.family_withdrawn") after that where who is in does not read on.
    VaultError("vault.relay_forked") where the relay shows another row than it showed before or
    showed somebody else, "vault.not_genuine", DamagedVault, StorageError: nothing is taken in
    then, and what is here stays as it is.
    """
    seen = [_fetch(vault, relay, family)]
    while not seen[-1].ring.is_withdrawn and _push_turns(relay, family, seen[-1]):
        if len(seen) > _ROUNDS:
            raise VaultError("vault.family_changed")
        seen.append(_fetch(vault, relay, family))
    if seen[-1].ring.is_withdrawn:
        raise VaultError("vault.family_withdrawn")
    sent = _push_entries(vault, relay, family, seen[-1])
    if sent:
        seen.append(_fetch(vault, relay, family))  # our own, and what others sent meanwhile
    came, late = (sum(each) for each in zip(*((s.came, s.told.late) for s in seen), strict=True))
    last = seen[-1].told
    return Synced(came, sent, late, last.refused, last.closed)


def _fetch(vault: Vault, relay: Relay, family: FamilyId) -> _Seen:
    """Read what is new, and what could not be read before; take it in."""

    def look(connection: Connection) -> tuple[list[bytes], Ring]:
        key = vault.families.of(connection, family)
        return _links(connection, relay.name, family), turning.ring(connection, family, key)

    links, ring = vault.read(look)
    row = list(relay.pull(family))
    parcels.check(family, row, links)
    here = exchange.known(vault, family)
    had = set(ring.turns)
    wanted = [one for one in row if one.number > len(links) or one.parcel.op not in here]
    told = Reading(family, row, ring, vault.user).read(wanted)
    before = row[len(links) - 1].head if links else NOTHING
    if ring.is_withdrawn and set(ring.turns) != had:
        _push_late(vault, relay, family, _Seen(row, before, ring, 0, told))
    ring, came = exchange.receive_under(vault, family, ring, told.envelopes, told.given)
    _remember(vault, relay, family, row[len(links) :])
    return _Seen(row, before, ring, came, told)


def read_row(relay: Relay, family: FamilyId, ring: Ring, vault: Vault) -> Unsealed:
    """Read a family's row that is not here yet, into a ring of its keys. Raises as `sync`."""
    row = list(relay.pull(family))
    parcels.check(family, row, ())
    return Reading(family, row, ring, vault.user).read(row)


def announce(vault: Vault, relay: Relay, family: FamilyId, *, to: str) -> None:
    """Say in a family's row that it was given to the holder of a key, for the other desks."""

    def look(connection: Connection) -> Ring:
        return turning.ring(connection, family, vault.families.of(connection, family))

    ring, row = vault.read(look), relay.pull(family)
    standing = ring.standing()
    if standing is not None and to != vault.user.sealing:
        note = given.make(family, standing, to, vault.user)
        shown = row[-1].head if row else NOTHING
        relay.push(family, parcel_of(note, ring.keys[standing], shown))


def _push_turns(relay: Relay, family: FamilyId, seen: _Seen) -> bool:
    """Send the turns that the row has not got; all of them lie under the first key."""
    ring = seen.ring
    news = [one for one in ring.turns.values() if one.envelope.op not in seen.ops]
    for turn in news:
        relay.push(family, parcel_of(turn.envelope, ring.keys[FIRST], seen.head))
    return bool(news)


def _push_entries(vault: Vault, relay: Relay, family: FamilyId, seen: _Seen) -> int:
    name = seen.ring.standing()
    if name is None:
        raise VaultError("vault.family_changed")
    mine = exchange.missing(vault, family, seen.ops)
    for envelope in mine:
        relay.push(family, parcel_of(envelope, seen.ring.keys[name], seen.head))
    return len(mine)


def _push_late(vault: Vault, relay: Relay, family: FamilyId, seen: _Seen) -> None:
    """Send what was written here before one knew that others read on, under the key of then."""
    key = seen.ring.keys[seen.ring.latest()]
    for envelope in exchange.missing(vault, family, seen.ops):
        relay.push(family, parcel_of(envelope, key, seen.before))


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
