"""The sealed line: whatever the server does to a message, it does not open."""

import base64
import itertools
import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.sealing import MAX_SEALED, End, SealedLine
from counselling.errors import PeerNotProven

KEY = bytes(range(32))


def line(end: End, *, key: bytes = KEY, room: str = "room", seat: str = "1") -> SealedLine:
    return SealedLine(key, room=room, seat=seat, end=end, random=os.urandom)


def both() -> tuple[SealedLine, SealedLine]:
    return line(End.HOST), line(End.SEAT)


def refused(opener: SealedLine, sealed: str) -> bool:
    with pytest.raises(PeerNotProven) as caught:
        opener.open(sealed)
    return caught.value.message_id == "call.sealed"


@given(st.lists(st.binary(max_size=200), max_size=12))
def test_messages_arrive_as_they_were_in_the_order_they_were_said(said: list[bytes]) -> None:
    host, seat = both()
    assert [host.open(seat.seal(message)) for message in said] == said
    assert [seat.open(host.seal(message)) for message in said] == said


def test_server_sees_nothing_of_what_is_said() -> None:
    _, seat = both()
    sealed = seat.seal(b"my aunt had it too")
    assert b"aunt" not in base64.urlsafe_b64decode(sealed + "==")


@given(st.data())
def test_one_changed_bit_anywhere_is_noticed(data: st.DataObject) -> None:
    host, seat = both()
    octets = bytearray(base64.urlsafe_b64decode(seat.seal(b"hello, host") + "=="))
    place = data.draw(st.integers(0, len(octets) * 8 - 1))
    octets[place // 8] ^= 1 << place % 8
    assert refused(host, base64.urlsafe_b64encode(octets).decode())


def test_replayed_message_is_refused() -> None:
    host, seat = both()
    sealed = seat.seal(b"admit me")
    host.open(sealed)
    assert refused(host, sealed)


def test_reflected_message_is_refused() -> None:
    host, _ = both()
    assert refused(host, host.seal(b"admitted"))


def test_message_after_one_that_was_left_out_is_refused() -> None:
    host, seat = both()
    seat.seal(b"first")
    assert refused(host, seat.seal(b"second"))


def test_messages_in_another_order_are_refused() -> None:
    host, seat = both()
    _first, second = seat.seal(b"first"), seat.seal(b"second")
    assert refused(host, second)


def test_after_a_forgery_the_true_message_still_opens() -> None:
    host, seat = both()
    assert refused(host, line(End.SEAT, key=bytes(32)).seal(b"forged"))
    assert host.open(seat.seal(b"true")) == b"true"


@pytest.mark.parametrize(
    "stranger",
    [
        lambda: line(End.SEAT, room="another room"),
        lambda: line(End.SEAT, seat="2"),
        lambda: line(End.SEAT, key=bytes(32)),
    ],
    ids=["another room", "another seat", "another key"],
)
def test_message_of_another_place_is_refused(stranger: Callable[[], SealedLine]) -> None:
    assert refused(line(End.HOST), stranger().seal(b"hello"))


def test_message_of_an_earlier_visit_is_refused() -> None:
    earlier_host, earlier_seat = both()
    host, _ = both()
    for one, nonce in ((earlier_seat, "a"), (earlier_host, "a"), (host, "b")):
        one.bind(nonce)
    sealed = earlier_seat.seal(b"answer")
    assert refused(host, sealed)
    assert earlier_host.open(sealed) == b"answer"


def test_place_names_cannot_be_shifted_into_each_other() -> None:
    pairs = [("ab", "c"), ("a", "bc"), ("abc", "")]
    for (room, seat), (other_room, other_seat) in itertools.permutations(pairs, 2):
        sealed = line(End.SEAT, room=room, seat=seat).seal(b"x")
        assert refused(line(End.HOST, room=other_room, seat=other_seat), sealed)


@pytest.mark.parametrize("sealed", ["", "A", "AAAA", "not base64!", "é" * 20, "A" * MAX_SEALED * 2])
def test_what_is_no_sealed_message_is_refused(sealed: str) -> None:
    assert refused(line(End.HOST), sealed)


def test_no_two_messages_are_sealed_with_one_nonce() -> None:
    _, seat = both()
    nonces = {seat.seal(b"same")[:16] for _ in range(500)}
    assert len(nonces) == 500
