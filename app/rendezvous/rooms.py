"""Which rooms are open, which link belongs to which seat, and which browser holds it.

Rules only: no socket and no disk. What is remembered is in store.py: hashes and times, neither a
secret nor a name; what it does not know, nobody can read out of it.
"""

import hmac
from collections.abc import Awaitable, Callable
from typing import Final

from app.rendezvous.limits import Bucket
from app.rendezvous.store import LONGEST_AHEAD, Room, Store
from counselling.call.server import wire
from counselling.errors import CallError

MAX_SEATS: Final = 8
# A page whose line is lost every time it stands knocks again 0.6 s later in the middle (patience.js
# and patience.py: 0.2 to 1 s), for hours if need be; two windows may come back at once.
RETURNS_AT_ONCE: Final = 60
RETURNS_A_SECOND: Final = 2.0
MIN_SEAT_KEY: Final = 22  # characters: 128 bits in base64url
_NOBODY: Final = "-" * 64
_NO_ROOM: Final = Room(_NOBODY, 0.0, 0.0, {}, {})


class TooOften(CallError):
    """Who holds a seat comes back in a flood; the seat stays hers, and she may come later."""


class Rooms:
    """All rooms of one clinic, whichever process asks.

    How often who holds a seat comes back is counted here, in each process by itself: it asks
    nobody, so a flood costs the others nothing.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._returns = Bucket(RETURNS_AT_ONCE, RETURNS_A_SECOND)

    async def open(self, opening: wire.Open, now: float) -> bool:
        """Open a room, or take it up again; False when it is another owner's or too large.

        Whoever takes it up again finds its seats bound as they were.
        """
        if len(opening.seats) > MAX_SEATS:
            return False
        room = Room(
            wire.token_hash(opening.owner),
            now + opening.opens_in,
            now + min(opening.closes_in, LONGEST_AHEAD),
            {seat.id: seat.token_hash for seat in opening.seats},
            {},
        )
        return await self._store.open(place(opening.room), room)

    async def knock(
        self, knock: wire.Knock, now: float, *, may_ask: Callable[[], Awaitable[bool]]
    ) -> str | None:
        """Return the seat that a visitor may take, None when there is none for whatever reason.

        may_ask: counts a knock, and tells whether it was one too many. Whoever proves that the
        seat is hers is not counted there: she comes back after every gap of her line, and others
        behind her address may have used up its knocks. She has a measure of her own, for her seat.
        The first right knock binds the seat to that browser's key. Unknown, early, expired, bound
        to another, wrong and locked all take this one way out. A browser that holds its seat
        comes back after the links' time, and while strangers have the room locked.
        Raises TooOften when she does so more often than any line can break.
        """
        room = await self._room(knock.room)
        seat = _seat_of(room, knock.token, knock.seat_key)
        holder, key_hash = room.holders.get(seat, _NOBODY), wire.token_hash(knock.seat_key)
        if hmac.compare_digest(holder, key_hash) and seat:
            if not self._returns.allow(f"{place(knock.room)} {seat}", now):
                raise TooOften("call.server_lost")
            return seat
        if not await may_ask() or not await self._is_known(seat, knock.room, now):
            return None
        is_locked = await self._store.is_locked(place(knock.room), now)
        is_open = room.opens <= now < room.closes and not is_locked
        if holder != _NOBODY or not is_open:
            return None
        return seat if await self._store.hold(place(knock.room), seat, key_hash) else None

    async def beforehand(self, asked: wire.Letterbox | wire.TryTurn, now: float) -> str | None:
        """Return the seat in whose name something may be left or tried, None when there is none.

        From the invitation until the link's time is over, before the room opens too. It binds
        nothing: the form may be filled in on one device and the visit made on another. Once a
        browser holds the seat, only that one leaves or tries something.
        """
        room = await self._room(asked.room)
        seat = _seat_of(room, asked.token, asked.seat_key)
        if not await self._is_known(seat, asked.room, now):
            return None
        holder = room.holders.get(seat, _NOBODY)
        is_held = hmac.compare_digest(holder, wire.token_hash(asked.seat_key))
        is_locked = await self._store.is_locked(place(asked.room), now)
        is_free = holder == _NOBODY and not is_locked
        return seat if now < room.closes and (is_held or is_free) else None

    async def is_owner(self, asked: wire.Collect) -> bool:
        """Tell whether somebody is the owner of a room, also of one that is over."""
        room = await self._room(asked.room)
        return hmac.compare_digest(room.owner_hash, wire.token_hash(asked.owner))

    async def release(self, room_name: str, seat_id: str) -> None:
        """Free a seat from its browser; the next right knock binds it anew."""
        await self._store.free(place(room_name), seat_id)

    async def close(self, room_name: str, now: float) -> None:
        """End a room; its links are dead."""
        await self._store.end(place(room_name), now)

    def forget(self, now: float) -> None:
        """Drop what no longer counts."""
        self._returns.forget(now)

    async def _room(self, name: str) -> Room:
        return await self._store.room(place(name)) or _NO_ROOM

    async def _is_known(self, seat: str, name: str, now: float) -> bool:
        """Tell whether a token had a seat; one that had none counts against its room."""
        if not seat:
            await self._store.fail(place(name), now)
        return bool(seat)


def _seat_of(room: Room, token: str, seat_key: str) -> str:
    """Return a token's seat, "" for none.

    Compares with every seat, so that the time taken tells nothing of which one is right.
    """
    token_hash, found = wire.token_hash(token), ""
    for seat, expected in room.seats.items():
        if hmac.compare_digest(expected, token_hash):
            found = seat
    return found if len(seat_key) >= MIN_SEAT_KEY else ""


def place(room_name: str) -> str:
    """Return what a room is kept under: the name itself, as it stands in a link, is kept nowhere.

    128 random bits cannot be guessed from their hash.
    """
    return wire.token_hash(f"place {room_name}")[:32]
