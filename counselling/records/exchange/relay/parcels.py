"""What lies in a family's row on a relay: entries and turns of its key, each sealed in a parcel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from counselling.errors import DamagedVault, VaultError
from counselling.records.entrance.users import UserKeys
from counselling.records.exchange.relay.relay import Parcel, Posted, posted
from counselling.records.readership import given, turns
from counselling.records.readership.given import Given
from counselling.records.readership.ring import Ring
from counselling.records.readership.turns import Turn
from counselling.records.store.chain import NOTHING, FamilyId, Head
from counselling.records.vault.audience import Reader
from counselling.records.vault.envelope import SIGNATURE_BYTES, Envelope
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey

STEP_BYTES: Final = 256  # what a relay can tell of a parcel's length
_LENGTH_BYTES: Final = 4


class _Within(msgspec.Struct, frozen=True, array_like=True):
    """What a parcel holds: the entry, and what its sender had been shown then."""

    text: bytes
    signature: bytes
    number: int
    hash: bytes


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


def check(family: FamilyId, row: Sequence[Posted], known: Sequence[bytes]) -> None:
    """Go along the relay's chain: it must be whole, and begin with all that was seen before.

    Raises VaultError("vault.relay_forked").
    """
    head = NOTHING
    for one in row:
        if posted(family, one.parcel, after=head) != one:
            raise VaultError("vault.relay_forked")
        head = one.head
    if [one.hash for one in row[: len(known)]] != list(known):
        raise VaultError("vault.relay_forked")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A parcel that was opened. under: the turn whose key sealed it."""

    posted: Posted
    envelope: Envelope
    shown: Head
    under: str


@dataclass(slots=True)
class Unsealed:
    """A row as far as it can be read. late: entries under a key that had turned before they came,
    from people who did not know yet; refused: such that cannot be that; closed: what is for other
    readers. given: to whom it was given besides, by those who may.
    """

    envelopes: list[Envelope] = field(default_factory=list)
    late: int = 0
    refused: int = 0
    closed: int = 0
    given: list[Given] = field(default_factory=list)


class Reading:
    """Reads a row parcel by parcel; the turns in it open what comes after them."""

    def __init__(self, family: FamilyId, row: Sequence[Posted], ring: Ring, user: UserKeys) -> None:
        self._family, self._row, self._ring, self._user = family, row, ring, user
        self._hashes = {one.number: one.hash for one in row}
        self._numbers = {one.parcel.op.hex(): one for one in row}
        self._refused: set[str] = set()
        self._under: dict[str, str | None] = {}
        self._said_before: dict[str, frozenset[str]] = {}

    def read(self, wanted: Iterable[Posted]) -> Unsealed:
        """Read these parcels of the row, in its order.

        Raises VaultError("vault.relay_forked"), DamagedVault for a parcel that no key opens where
        nobody reads but those who read here.
        """
        every = list(wanted)
        for one in every:
            self._take_turn(one)
        found = Unsealed()
        for one in every:
            if one.parcel.op.hex() not in self._ring.turns:
                self._take_entry(one, found)
        return found

    def _take_turn(self, one: Posted) -> None:
        """Take a turn: all of them lie under the first key, which every reader has."""
        try:
            envelope, shown = opened(one.parcel, self._ring.keys[FIRST])
        except DamagedVault:
            return
        turn = turns.read(envelope, self._family)
        if turn is not None:
            self._check(shown)
            self._ring.take(turn, self._user)

    def _take_entry(self, one: Posted, found: Unsealed) -> None:
        entry = self._open(one)
        if entry is None:
            if not self._ring.has_closed:
                raise DamagedVault("vault.damaged")
            found.closed += 1
            return
        self._check(entry.shown)
        note = given.read(entry.envelope, self._family)
        if note is not None:
            if note.at == entry.under and self._ring.is_authority(note.signer):
                found.given.append(note)
                self._ring.give(note.at, [Reader("", note.sealing)])
            return
        if self._is_late(entry):
            if not self._is_honest(entry):
                self._refused.add(one.parcel.op.hex())
                found.refused += 1
                return
            found.late += 1
        elif self._refused.intersection(entry.envelope.said().parents):
            self._refused.add(one.parcel.op.hex())
            found.refused += 1
            return
        found.envelopes.append(entry.envelope)

    def _check(self, shown: Head) -> None:
        if shown != NOTHING and self._hashes.get(shown.sequence) != shown.hash:
            raise VaultError("vault.relay_forked")

    def _open(self, one: Posted) -> _Opened | None:
        for name, key in self._ring.openers():
            try:
                envelope, shown = opened(one.parcel, key)
            except DamagedVault:
                continue
            return _Opened(one, envelope, shown, name)
        return None

    def _turned(self, under: str) -> int | None:
        """Return where in the row a key was first turned by somebody who counts."""
        ends = self._ring.ends()
        counted = {*ends}.union(*(self._ring.past(name) for name in ends))
        after = (
            self._numbers[name].number
            for name in counted
            if name in self._numbers and under in self._ring.past(name)
        )
        return min(after, default=None)

    def _is_late(self, entry: _Opened) -> bool:
        turned = self._turned(entry.under)
        return turned is not None and entry.posted.number > turned

    def _is_honest(self, entry: _Opened) -> bool:
        """Whether a late entry can be from before: it knows of nothing that was said since.

        So whoever was taken out of the readers can add beside what was written since, where it is
        seen, and replaces none of it. What was said before, but came into this row only with later
        keys, is known by the turn, which names the ends of the history as it was then.
        """
        turned = self._turned(entry.under)
        if turned is None or entry.shown.sequence >= turned:
            return False
        before = {entry.under, *self._ring.past(entry.under)}
        parents = entry.envelope.said().parents
        return not self._refused.intersection(parents) and all(
            self._under_of(parent) in (None, *before) or parent in self._said_under(entry.under)
            for parent in parents
        )

    def _said_under(self, name: str) -> frozenset[str]:
        """Return what had been said when a key was made or turned, as far as this row has it."""
        if name not in self._said_before:
            own = [self._ring.turns[name]] if name in self._ring.turns else []
            turns_of_it = (*own, *self._ring.turned_from(name))
            found, left = set[str](), [op for turn in turns_of_it for op in self._ends(turn)]
            while left:
                op = left.pop()
                there = self._numbers.get(op)
                entry = self._open(there) if there is not None and op not in found else None
                if entry is not None:
                    found.add(op)
                    left += entry.envelope.said().parents
            self._said_before[name] = frozenset(found)
        return self._said_before[name]

    def _ends(self, turn: Turn) -> list[str]:
        return [end.hex() for end in turn.within(self._ring.keys[turn.name]).ends]

    def _under_of(self, op: str) -> str | None:
        """Return under which key an entry lies in the row; None for one that does not."""
        if op not in self._under:
            there = self._numbers.get(op)
            entry = self._open(there) if there is not None else None
            self._under[op] = entry.under if entry else None
        return self._under[op]


def _about(op: bytes) -> bytes:
    return b"parcel/" + op
