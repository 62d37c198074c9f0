"""What the two ends may say to each other, and to the server."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.server import messages, wire
from counselling.errors import CallError, PeerNotProven

HELLO = messages.Hello("aa", "de", messages.DeviceCheck.SOUND)


def test_messages_read_back_as_they_were() -> None:
    for message in (
        HELLO,
        messages.Answer("v=0", "tag"),
        messages.Addresses((messages.Address("candidate:1", "0", 0),)),
        messages.Left(),
    ):
        assert messages.read_from_seat(messages.write(message)) == message
    for message in (messages.Welcome("bb", "cc"), messages.Offer("v=0"), messages.Ended()):
        assert messages.read_from_host(messages.write(message)) == message


def test_seat_cannot_speak_as_the_host() -> None:
    for message in (messages.Welcome("a", "b"), messages.Offer("v=0"), messages.Ended()):
        with pytest.raises(PeerNotProven):
            messages.read_from_seat(messages.write(message))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"type":"hello"}',
        b'{"type":"hello","nonce":1,"language":"de","devices":"sound"}',
        b'{"type":"hello","nonce":"a","language":"de","devices":"everything"}',
        b'{"type":"hello","nonce":"a","language":"a language without end","devices":"sound"}',
        b'{"type":"answer","sdp":"v=0"}',
        b'{"type":"addresses","found":"all"}',
        b'{"type":"become_host"}',
        b"[" * 20_000,
    ],
)
def test_what_is_not_understood_is_not_trusted(said: bytes) -> None:
    with pytest.raises(PeerNotProven) as caught:
        messages.read_from_seat(said)
    assert caught.value.message_id == "call.message"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_any_json_is_understood_or_refused_and_nothing_else_happens(value: object) -> None:
    text = json.dumps({"type": "knock", "room": value, "token": value, "seat_key": value})
    try:
        knock = wire.read_at_server(text)
    except CallError:
        return
    assert isinstance(knock, wire.Knock)


def test_server_envelopes_say_from_and_to() -> None:
    sealed = wire.Sealed("body", to="host")
    assert json.loads(wire.write(sealed)) == {
        "type": "sealed",
        "body": "body",
        "to": "host",
        "from": "",
    }
    assert wire.read_at_server(wire.write(sealed)) == sealed


def test_server_does_not_read_names_longer_than_any_true_one() -> None:
    with pytest.raises(CallError):
        wire.read_at_server(wire.write(wire.Knock("r" * 65, "t", "k")))
