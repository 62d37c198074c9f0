"""Who holds a seat comes back from every gap of her line, and cannot flood the server with it."""

import asyncio

import aiohttp
import pytest

from app.rendezvous.rooms import RETURNS_A_SECOND, RETURNS_AT_ONCE, Rooms, TooOften
from counselling.call.server import wire
from tests.rendezvous.conftest import LAPTOP, PHONE
from tests.rendezvous.stores import OpenStore

TOKENS = {"1": "t" * 43, "2": "o" * 43}
NEXT_S = 1 / RETURNS_A_SECOND
LOST_AT_ONCE_S = 0.6  # what a page waits in the middle that was let in before (patience.js)


async def opened(rooms: Rooms) -> None:
    """Open a room with two seats."""
    seats = tuple(wire.SeatPass(seat, wire.token_hash(token)) for seat, token in TOKENS.items())
    assert await rooms.open(wire.Open("host key", "room", "owner", seats, 0.0, 1e6), 0.0)


async def may_not() -> bool:
    """Others behind her address have used up its knocks."""
    return False


async def may() -> bool:
    return True


async def comes(rooms: Rooms, now: float, *, seat: str = "1", key: str = PHONE) -> str | None:
    return await rooms.knock(wire.Knock("room", TOKENS[seat], key), now, may_ask=may_not)


async def settled(rooms: Rooms) -> None:
    """Open a room, and let both seats be taken."""
    await opened(rooms)
    for seat, key in (("1", PHONE), ("2", LAPTOP)):
        knock = wire.Knock("room", TOKENS[seat], key)
        assert await rooms.knock(knock, 0.0, may_ask=may) == seat


def test_line_that_breaks_as_soon_as_it_stands_locks_nobody_out(open_store: OpenStore) -> None:
    async def work() -> None:
        async with open_store() as store:
            rooms = Rooms(store)
            await settled(rooms)
            for number in range(10 * RETURNS_AT_ONCE):
                assert await comes(rooms, number * LOST_AT_ONCE_S) == "1"

    asyncio.run(work())


def test_flood_is_cut_off_and_the_seat_stays_hers(open_store: OpenStore) -> None:
    async def work() -> None:
        async with open_store() as store:
            rooms = Rooms(store)
            await settled(rooms)
            for _ in range(RETURNS_AT_ONCE):
                assert await comes(rooms, 9.0) == "1"
            for _ in range(9):
                with pytest.raises(TooOften):
                    await comes(rooms, 9.0)
            assert await comes(rooms, 9.0, key=LAPTOP) is None
            assert await comes(rooms, 9.0, seat="2", key=LAPTOP) == "2"  # she does not pay for it
            assert await comes(rooms, 9.0 + NEXT_S) == "1"
            with pytest.raises(TooOften):
                await comes(rooms, 9.0 + NEXT_S)

    asyncio.run(work())


def test_sweeping_up_does_not_fill_what_a_flood_emptied(open_store: OpenStore) -> None:
    async def work() -> None:
        async with open_store() as store:
            rooms = Rooms(store)
            await settled(rooms)
            for _ in range(RETURNS_AT_ONCE):
                await comes(rooms, 9.0)
            rooms.forget(9.0)
            with pytest.raises(TooOften):
                await comes(rooms, 9.0)

    asyncio.run(work())


def test_flood_is_told_to_come_later_and_who_stands_there_stays(running, invitation, clock) -> None:
    async def work() -> None:
        async with running() as client:
            await client.open_room(invitation)
            for _ in range(RETURNS_AT_ONCE + 1):  # the first knock takes the seat
                stands, answer = await client.knock(invitation, key=PHONE)
                assert answer["type"] == "waiting"
            flood, answer = await client.knock(invitation, key=PHONE)
            assert answer == {}  # no refusal, which would send her page away for good
            assert flood.close_code == aiohttp.WSCloseCode.TRY_AGAIN_LATER
            assert not stands.closed
            clock.now += NEXT_S
            assert (await client.knock(invitation, key=PHONE))[1]["type"] == "waiting"

    asyncio.run(work())
