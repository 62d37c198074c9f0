"""What a relay is: an append-only row of sealed parcels a family, and letters for its users.

A relay is not trusted with anything but to be there. It learns which family ids exist, who asks,
when, and how large parcels are (in steps of 256 bytes); it cannot read, forge, reorder or swap
them unseen. It can withhold: that is noticed as soon as two desks that talk of the same family
compare what they were shown (see courier).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from counselling.records.store.chain import NOTHING, FamilyId, Field, Head, link


class Parcel(NamedTuple):
    """A sealed entry. op: the entry's hash, by which a parcel sent twice is known; sealed: it."""

    op: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """A parcel as the relay keeps it: its place in the family's row, and the chain's hash there."""

    number: int
    parcel: Parcel
    hash: bytes

    @property
    def head(self) -> Head:
        """The chain's head after it."""
        return Head(self.number, self.hash)


class Relay(Protocol):
    """A relay. name: by which a vault remembers what it was shown.

    All may raise StorageError or another CounsellingError where it cannot be reached; nothing is
    lost then, for what was not pushed is pushed the next time.
    """

    @property
    def name(self) -> str:
        """By which the relay is known, the same at every desk."""
        ...

    def push(self, family: FamilyId, parcel: Parcel) -> Posted:
        """Put a parcel behind the others of a family; one that is there stays where it is."""
        ...

    def pull(self, family: FamilyId, *, after: int = 0) -> Sequence[Posted]:
        """Return a family's parcels behind a place, in their order."""
        ...

    def leave(self, recipient: str, letter: bytes) -> None:
        """Leave a sealed letter for who holds a sealing key (its public half, in hexadecimal)."""
        ...

    def letters(self, recipient: str) -> Sequence[bytes]:
        """Return the letters that lie there for somebody, the oldest first."""
        ...


def posted(family: FamilyId, parcel: Parcel, *, after: Head = NOTHING) -> Posted:
    """Return a parcel in its place behind a head: what every honest relay computes."""
    number = after.sequence + 1
    told: dict[str, Field] = {
        "family": family,
        "number": number,
        "op": parcel.op.hex(),
        "sha256": hashlib.sha256(parcel.sealed).hexdigest(),
    }
    return Posted(number, parcel, link(after.hash, told))
