"""Which link opens which seat, for whom and when: in memory, on the disk and in Redis alike."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rendezvous.rooms import MAX_SEATS, Rooms, place
from app.rendezvous.store import BAD_TOKENS, LOCK_SECONDS, LONGEST_AHEAD, MAIL_SECONDS, Store
from counselling.call.server import wire
from tests.rendezvous.stores import OpenStore, local

TOKEN, OTHER_TOKEN = "t" * 43, "o" * 43
PHONE, LAPTOP = "p" * 22, "l" * 22

Session = Callable[[Rooms, Store], Awaitable[None]]


def opening(owner: str = "owner", closes: float = 1000.0) -> wire.Open:
    seats = (
        wire.SeatPass("1", wire.token_hash(TOKEN)),
        wire.SeatPass("2", wire.token_hash(OTHER_TOKEN)),
    )
    return wire.Open("host key", "room", owner, seats, opens_in=0.0, closes_in=closes)


async def may() -> bool:
    return True


async def too_many() -> bool:
    return False


async def knock(
    rooms: Rooms,
    token: str = TOKEN,
    key: str = PHONE,
    now: float = 10.0,
    may_ask: Callable[[], Awaitable[bool]] = may,
) -> str | None:
    return await rooms.knock(wire.Knock("room", token, key), now, may_ask=may_ask)


async def leaves(
    rooms: Rooms, token: str = TOKEN, key: str = PHONE, now: float = 10.0
) -> str | None:
    return await rooms.beforehand(wire.Letterbox("room", token, key), now)


@pytest.fixture
def session(open_store: OpenStore) -> Callable[[Session], None]:
    """Run something with a room that is open from 0 to 1000."""

    def run(work: Session) -> None:
        async def go() -> None:
            async with open_store() as store:
                rooms = Rooms(store)
                assert await rooms.open(opening(), 0.0)
                await work(rooms, store)

        asyncio.run(go())

    return run


def test_token_finds_its_own_seat(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert await knock(rooms) == "1"
        assert await knock(rooms, OTHER_TOKEN, LAPTOP) == "2"

    session(work)


def test_link_belongs_to_the_browser_that_knocked_first(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert await knock(rooms, key=PHONE) == "1"
        assert await knock(rooms, key=LAPTOP) is None
        assert await knock(rooms, key=PHONE) == "1"

    session(work)


def test_of_two_browsers_at_once_one_has_the_seat(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        keys = [f"{number:022d}" for number in range(20)]
        let_in = await asyncio.gather(*(knock(rooms, key=key) for key in keys))
        assert sum(seat is not None for seat in let_in) == 1

    session(work)


def test_who_asks_too_often_is_told_nothing_and_her_own_seat_is_hers(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        for _ in range(BAD_TOKENS + 1):
            assert await knock(rooms, "x" * 43, may_ask=too_many) is None
        assert await knock(rooms, key=LAPTOP, may_ask=too_many) is None
        assert await knock(rooms, key=PHONE) == "1"  # nothing was counted, nothing was bound
        assert await knock(rooms, key=PHONE, may_ask=too_many) == "1"
        assert await knock(rooms, key=LAPTOP, may_ask=too_many) is None
        assert await knock(rooms, OTHER_TOKEN, may_ask=too_many) is None
        assert await knock(rooms, key="", may_ask=too_many) is None

    session(work)


def test_released_link_can_be_opened_in_another_browser(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        await rooms.release("room", "1")
        assert await knock(rooms, key=LAPTOP) == "1"
        assert await knock(rooms, key=PHONE) is None

    session(work)


WRONG = pytest.mark.parametrize(
    ("token", "key", "now", "room"),
    [
        ("x" * 43, PHONE, 10.0, "room"),
        (TOKEN, PHONE, 10.0, "another"),
        (TOKEN, PHONE, -1.0, "room"),
        (TOKEN, PHONE, 1000.0, "room"),
        (TOKEN, "", 10.0, "room"),
        (TOKEN, "short", 10.0, "room"),
        ("", "", 10.0, ""),
    ],
    ids=["wrong", "unknown", "early", "expired", "no key", "short key", "nothing"],
)


@WRONG
def test_every_wrong_knock_gets_the_same_answer(
    session, token: str, key: str, now: float, room: str
) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert await rooms.knock(wire.Knock(room, token, key), now, may_ask=may) is None

    session(work)


@WRONG
def test_nobody_else_leaves_anything_but_the_link_does_before_its_time(
    session, token: str, key: str, now: float, room: str
) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        found = await rooms.beforehand(wire.Letterbox(room, token, key), now)
        assert found == ("1" if now < 0 else None)

    session(work)


def test_leaving_something_binds_the_link_to_nothing(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert await leaves(rooms, key=LAPTOP) == "1"
        assert await knock(rooms, key=PHONE) == "1"
        assert await leaves(rooms, key=LAPTOP) is None
        assert await leaves(rooms, key=PHONE) == "1"

    session(work)


def test_five_wrong_tokens_lock_the_room_for_ten_minutes(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        for _try in range(BAD_TOKENS):
            assert await knock(rooms, "x" * 43) is None
        assert await knock(rooms) is None
        assert await leaves(rooms) is None
        assert await knock(rooms, now=10.0 + LOCK_SECONDS - 1) is None
        assert await knock(rooms, now=10.0 + LOCK_SECONDS) == "1"

    session(work)


def test_strangers_cannot_lock_out_who_is_in(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        for _try in range(20):
            await knock(rooms, "x" * 43, LAPTOP)
        assert await knock(rooms, key=PHONE) == "1"

    session(work)


def test_who_is_in_may_come_back_after_the_links_time(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        assert await knock(rooms, key=PHONE, now=2000.0) == "1"
        assert await knock(rooms, OTHER_TOKEN, LAPTOP, now=2000.0) is None

    session(work)


def test_room_cannot_be_taken_by_another_counsellor(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert not await rooms.open(opening(owner="another"), 10.0)
        assert await rooms.open(opening(), 10.0)
        assert await rooms.is_owner(wire.Collect("host key", "room", "owner"))
        assert not await rooms.is_owner(wire.Collect("host key", "room", "another"))
        assert not await rooms.is_owner(wire.Collect("host key", "no room", "owner"))

    session(work)


def test_who_opens_a_room_again_finds_its_seats_held_as_they_were(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        assert await rooms.open(opening(closes=3000.0), 10.0)
        assert await knock(rooms, key=LAPTOP) is None
        assert await knock(rooms, key=PHONE) == "1"
        assert await knock(rooms, OTHER_TOKEN, now=2500.0) == "2"

    session(work)


def test_link_that_was_replaced_is_held_by_nobody(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        seats = (wire.SeatPass("1", wire.token_hash("n" * 43)),)
        again = wire.Open("host key", "room", "owner", seats, 0.0, 1000.0)
        assert await rooms.open(again, 10.0)
        assert await knock(rooms, key=PHONE) is None
        assert await knock(rooms, "n" * 43, LAPTOP) == "1"

    session(work)


def test_closed_room_lets_nobody_in_and_its_owner_still_has_its_mail(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        await knock(rooms, key=PHONE)
        await rooms.close("room", 20.0)
        assert await knock(rooms) is None
        assert await leaves(rooms) is None
        assert await rooms.is_owner(wire.Collect("host key", "room", "owner"))

    session(work)


def test_nothing_of_a_room_is_remembered_when_its_mail_is_over(tmp_path) -> None:
    async def work() -> None:
        async with local(tmp_path)() as store:
            assert await Rooms(store).open(opening(), 0.0)
            await store.forget(1000.0 + MAIL_SECONDS - 1)
            assert (await store.counts()).rooms == 1
            await store.forget(1000.0 + MAIL_SECONDS)
            assert (await store.counts()).rooms == 0

    asyncio.run(work())


def test_no_link_works_longer_than_three_months_ahead(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        assert await rooms.open(opening(closes=1e12), 0.0)
        assert await knock(rooms, now=LONGEST_AHEAD - 1) == "1"
        assert await knock(rooms, OTHER_TOKEN, now=LONGEST_AHEAD) is None

    session(work)


def test_room_has_no_more_seats_than_a_mesh_can_carry(session) -> None:
    async def work(rooms: Rooms, _: Store) -> None:
        seats = tuple(wire.SeatPass(str(n), "hash") for n in range(MAX_SEATS + 1))
        assert not await rooms.open(wire.Open("key", "large", "owner", seats, 0.0, 1.0), 0.0)

    session(work)


def test_name_of_a_room_is_not_what_it_is_kept_under() -> None:
    assert place("room") != place("room ")
    assert "room" not in place("room")


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from([TOKEN, "x" * 43]), st.sampled_from([PHONE, LAPTOP]))))
def test_a_seat_is_never_held_by_two_browsers(knocks: list[tuple[str, str]]) -> None:
    async def work() -> None:
        async with local(None)() as store:
            rooms = Rooms(store)
            await rooms.open(opening(), 0.0)
            let_in = {key for token, key in knocks if await knock(rooms, token, key) == "1"}
            assert len(let_in) <= 1

    asyncio.run(work())
