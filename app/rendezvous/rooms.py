"""Which rooms are open, which link belongs to which seat, and which browser holds it.

A registry of values: no socket, no clock, no disk. It knows hashes and times, and neither a
secret nor a name; what it does not know, nobody can read out of it.
"""

import hmac
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final

from app.rendezvous.limits import Lock
from counselling.call import wire

MAX_SEATS: Final = 8
BAD_TOKENS: Final = 5  # per room, then it is locked
LOCK_SECONDS: Final = 600.0
MIN_SEAT_KEY: Final = 22  # characters: 128 bits in base64url
_NO_KEY: Final = "-" * 64


@dataclass(slots=True)
class _Pass:
    """A seat. seat_key_hash: of the browser that knocked first, _NO_KEY until one did."""

    token_hash: str
    seat_key_hash: str = _NO_KEY


@dataclass(slots=True)
class _Room:
    owner_hash: str
    opens: float
    closes: float
    seats: dict[str, _Pass] = field(default_factory=dict)


class Rooms:
    """All rooms of one server."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}
        self._lock = Lock(BAD_TOKENS, LOCK_SECONDS)

    def __len__(self) -> int:
        return len(self._rooms)

    def open(self, opening: wire.Open, now: float) -> bool:
        """Open a room, or take it up again; False when it is another owner's or too large.

        Whoever takes it up again finds its seats bound as they were.
        """
        room = self._rooms.get(opening.room)
        owner_hash = wire.token_hash(opening.owner)
        if len(opening.seats) > MAX_SEATS:
            return False
        if room is not None and not hmac.compare_digest(room.owner_hash, owner_hash):
            return False
        bound = {} if room is None else room.seats
        seats = {
            seat.id: bound[seat.id]
            if seat.id in bound and bound[seat.id].token_hash == seat.token_hash
            else _Pass(seat.token_hash)
            for seat in opening.seats
        }
        opens, closes = now + opening.opens_in, now + opening.closes_in
        self._rooms[opening.room] = _Room(owner_hash, opens, closes, seats)
        return True

    def knock(self, knock: wire.Knock, now: float) -> str | None:
        """Return the seat that a visitor may take, None when there is none for whatever reason.

        The first right knock binds the seat to that browser's key. Unknown, early, expired, bound
        to another, wrong and locked all take this one way out. A browser that holds its seat
        comes back after the links' time, and while strangers have the room locked.
        """
        room = self._rooms.get(knock.room)
        seat_id, seat = self._find(room, wire.token_hash(knock.token))
        key_hash = wire.token_hash(knock.seat_key)
        is_held = hmac.compare_digest(seat.seat_key_hash, key_hash)
        if room is None or not seat_id or len(knock.seat_key) < MIN_SEAT_KEY:
            self._lock.fail(knock.room, now)
            return None
        is_open = room.opens <= now < room.closes and not self._lock.is_locked(knock.room, now)
        is_free = seat.seat_key_hash == _NO_KEY
        if not is_held and not (is_free and is_open):
            return None
        seat.seat_key_hash = key_hash
        return seat_id

    def release(self, room_name: str, seat_id: str) -> None:
        """Free a seat from its browser; the next right knock binds it anew."""
        room = self._rooms.get(room_name)
        if room is not None and seat_id in room.seats:
            room.seats[seat_id].seat_key_hash = _NO_KEY

    def close(self, room_name: str) -> None:
        """Forget a room; its links are dead."""
        self._rooms.pop(room_name, None)

    def expire(self, now: float, *, kept: Container[str] = ()) -> tuple[str, ...]:
        """Forget the rooms whose time is over and return their names.

        kept: rooms in which a session is going on; the clock does not end a conversation.
        """
        over = tuple(n for n, room in self._rooms.items() if room.closes <= now and n not in kept)
        for name in over:
            del self._rooms[name]
        self._lock.forget(now)
        return over

    def _find(self, room: _Room | None, token_hash: str) -> tuple[str, _Pass]:
        """Compare with every seat, so that the time taken tells nothing of which one is right."""
        found = ("", _Pass(_NO_KEY))
        for seat_id, seat in ({} if room is None else room.seats).items():
            if hmac.compare_digest(seat.token_hash, token_hash):
                found = (seat_id, seat)
        return found
