"""Which link opens which seat, for whom and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rendezvous.rooms import BAD_TOKENS, LOCK_SECONDS, MAX_SEATS, Rooms
from counselling.call import wire

TOKEN, OTHER_TOKEN = "t" * 43, "o" * 43
PHONE, LAPTOP = "p" * 22, "l" * 22


def opening(owner: str = "owner", closes: float = 1000.0) -> wire.Open:
    seats = (
        wire.SeatPass("1", wire.token_hash(TOKEN)),
        wire.SeatPass("2", wire.token_hash(OTHER_TOKEN)),
    )
    return wire.Open("host key", "room", owner, seats, opens_in=0.0, closes_in=closes)


@pytest.fixture
def rooms() -> Rooms:
    rooms = Rooms()
    assert rooms.open(opening(), 0.0)
    return rooms


def knock(rooms: Rooms, token: str = TOKEN, key: str = PHONE, now: float = 10.0) -> str | None:
    return rooms.knock(wire.Knock("room", token, key), now)


def test_token_finds_its_own_seat(rooms: Rooms) -> None:
    assert knock(rooms) == "1"
    assert knock(rooms, OTHER_TOKEN, LAPTOP) == "2"


def test_link_belongs_to_the_browser_that_knocked_first(rooms: Rooms) -> None:
    assert knock(rooms, key=PHONE) == "1"
    assert knock(rooms, key=LAPTOP) is None
    assert knock(rooms, key=PHONE) == "1"


def test_released_link_can_be_opened_in_another_browser(rooms: Rooms) -> None:
    knock(rooms, key=PHONE)
    rooms.release("room", "1")
    assert knock(rooms, key=LAPTOP) == "1"
    assert knock(rooms, key=PHONE) is None


@pytest.mark.parametrize(
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
def test_every_wrong_knock_gets_the_same_answer(
    rooms: Rooms, token: str, key: str, now: float, room: str
) -> None:
    assert rooms.knock(wire.Knock(room, token, key), now) is None


def test_five_wrong_tokens_lock_the_room_for_ten_minutes(rooms: Rooms) -> None:
    for _ in range(BAD_TOKENS):
        assert knock(rooms, "x" * 43) is None
    assert knock(rooms) is None
    assert knock(rooms, now=10.0 + LOCK_SECONDS - 1) is None
    assert knock(rooms, now=10.0 + LOCK_SECONDS) == "1"


def test_strangers_cannot_lock_out_who_is_in(rooms: Rooms) -> None:
    knock(rooms, key=PHONE)
    for _ in range(20):
        knock(rooms, "x" * 43, LAPTOP)
    assert knock(rooms, key=PHONE) == "1"


def test_who_is_in_may_come_back_after_the_links_time(rooms: Rooms) -> None:
    knock(rooms, key=PHONE)
    assert knock(rooms, key=PHONE, now=2000.0) == "1"
    assert knock(rooms, OTHER_TOKEN, LAPTOP, now=2000.0) is None


def test_room_cannot_be_taken_by_another_counsellor(rooms: Rooms) -> None:
    assert not rooms.open(opening(owner="another"), 10.0)
    assert rooms.open(opening(), 10.0)


def test_who_opens_a_room_again_finds_its_seats_held_as_they_were(rooms: Rooms) -> None:
    knock(rooms, key=PHONE)
    assert rooms.open(opening(closes=3000.0), 10.0)
    assert knock(rooms, key=LAPTOP) is None
    assert knock(rooms, key=PHONE) == "1"


def test_closed_room_is_as_if_it_had_never_been(rooms: Rooms) -> None:
    rooms.close("room")
    assert knock(rooms) is None
    assert len(rooms) == 0


def test_clock_does_not_end_a_session_that_goes_on(rooms: Rooms) -> None:
    assert rooms.expire(1500.0, kept={"room"}) == ()
    assert rooms.expire(1500.0) == ("room",)
    assert len(rooms) == 0


def test_room_has_no_more_seats_than_a_mesh_can_carry() -> None:
    seats = tuple(wire.SeatPass(str(n), "hash") for n in range(MAX_SEATS + 1))
    assert not Rooms().open(wire.Open("key", "room", "owner", seats, 0.0, 1.0), 0.0)


def test_registry_holds_neither_token_nor_key_nor_owner(rooms: Rooms) -> None:
    knock(rooms)
    held = repr(rooms._rooms) + repr(rooms._lock)
    for secret in (TOKEN, OTHER_TOKEN, PHONE, "owner'", "host key"):
        assert secret not in held


@given(st.lists(st.tuples(st.sampled_from([TOKEN, "x" * 43]), st.sampled_from([PHONE, LAPTOP]))))
def test_a_seat_is_never_held_by_two_browsers(knocks: list[tuple[str, str]]) -> None:
    rooms = Rooms()
    rooms.open(opening(), 0.0)
    let_in = {key for token, key in knocks if knock(rooms, token, key) == "1"}
    assert len(let_in) <= 1
