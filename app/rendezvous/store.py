"""What a server remembers: hashes, seats without meaning, times, and parcels that it cannot open.

Rooms are kept under the hash of their name (a `place`), so that what is on a disk or in Redis leads
back to no link. Two ways to keep it: local.py (one process, in memory or on its disk) and
redis_store.py (several processes). Both are asked the same by rooms.py and mailbox.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from counselling.errors import CallError

BAD_TOKENS: Final = 5  # per room, then it is locked
LOCK_SECONDS: Final = 600.0
KNOCKS_A_MINUTE: Final = 10  # for one address
DAY: Final = 86_400.0
MAIL_SECONDS: Final = 14 * DAY  # how long a parcel waits at most
LONGEST_AHEAD: Final = 90 * DAY  # how far ahead the links of a room may work
PARCELS_WAITING: Final = 8  # per seat
PARCELS_EVER: Final = 64  # per seat


class StoreLost(CallError):
    """What is remembered is out of reach for the moment; nobody comes in, nothing is lost."""


@dataclass(frozen=True, slots=True)
class Room:
    """One room. seats: id and the hash of its token; holders: of the browser that knocked first.

    opens, closes: Unix seconds between which the links work.
    """

    owner_hash: str
    opens: float
    closes: float
    seats: Mapping[str, str]
    holders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something sealed that waits for a host. body: base64url, as it came."""

    seat: str
    number: int
    body: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is remembered, for whoever watches the server."""

    rooms: int
    parcels: int


class Store(Protocol):
    """What rooms, limits and the mailbox need. Every method may raise StoreLost."""

    async def room(self, place: str) -> Room | None:
        """Return a room."""
        ...

    async def open(self, place: str, room: Room) -> bool:
        """Put a room; False when it is another owner's. Seats of the same token stay held."""
        ...

    async def hold(self, place: str, seat: str, holder: str) -> bool:
        """Bind a free seat to a browser; tells whether it is bound to this one now."""
        ...

    async def free(self, place: str, seat: str) -> None:
        """Unbind a seat."""
        ...

    async def end(self, place: str, now: float) -> None:
        """Take a room's seats away: its links are dead. Its mail can still be collected."""
        ...

    async def is_locked(self, place: str, now: float) -> bool:
        """Tell whether a place is locked after too many bad tokens."""
        ...

    async def fail(self, place: str, now: float) -> None:
        """Count a bad token."""
        ...

    async def allows(self, visitor: str, now: float) -> bool:
        """Count a knock of a visitor (no address, a keyed hash), unless it is one too many."""
        ...

    async def next_number(self, place: str, seat: str) -> int:
        """Return the number that a seat's next parcel must bear."""
        ...

    async def keep(self, place: str, parcel: Parcel, now: float) -> bool:
        """Keep a parcel so that a power cut does not lose it; False when it is not to be kept.

        Not kept are a number out of turn, one parcel too many, and what the disk has no room for.
        """
        ...

    async def oldest(self, place: str, now: float) -> Parcel | None:
        """Return the parcel that waits longest; the seats' own order is kept."""
        ...

    async def remove(self, place: str, seat: str, number: int) -> None:
        """Delete a parcel for good."""
        ...

    async def forget(self, now: float) -> None:
        """Delete what is over."""
        ...

    async def counts(self) -> Counts:
        """Return how much is remembered."""
        ...

    async def close(self) -> None:
        """Let go of the disk or of the other side."""
        ...
