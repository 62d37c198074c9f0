"""Brackets within brackets, from outside: refused like anything that is not understood."""

import msgspec
import pytest

from app.commands.orders import read_order
from app.rendezvous.bus import read_note
from counselling.call.board.board import read_answer
from counselling.call.line import circle_words
from counselling.call.link import form, outside, signed, ticket
from counselling.call.media.ladder import read_rung
from counselling.call.media.statistics import read_page
from counselling.call.server import messages, page_check, wire
from counselling.call.talk import talk_words
from counselling.errors import CallError, PageChanged, PeerNotProven, UsageError

_NESTED = "[" * 1_500 + "]" * 1_500  # three kilobytes


def nested(**known: str) -> str:
    """Well-formed JSON with what a newer release might say beside what is known."""
    return f'{{"x":{_NESTED}' + "".join(f',"{key}":"{word}"' for key, word in known.items()) + "}"


@pytest.mark.parametrize("text", [nested(), nested().encode(), "{", "\ud83d", b"\xff", "[]"])
def test_whatever_is_wrong_is_one_error_without_words(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"^$") as caught:
        outside.read(msgspec.json.Decoder(wire.Close), text)
    assert type(caught.value) is ValueError
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_answer, nested(t="resync")),
        (read_page, nested()),
        (read_rung, nested(t="rung", rung="small")),
        (talk_words.read_from_page, nested(t="hand")),
        (talk_words.read_to_page, nested(t="hold")),
        (circle_words.read_from_seat, nested(t="here")),
        (circle_words.read_from_host, nested(t="part")),
    ],
)
def test_nested_word_on_a_channel_is_not_understood(read, text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("read", "text", "error"),
    [
        (messages.read_from_seat, nested(type="left").encode(), PeerNotProven),
        (messages.read_from_host, nested(type="ended").encode(), PeerNotProven),
        (form.read, nested(t="form", language="en").encode(), PeerNotProven),
        (signed.read, nested(t="consent").encode(), PeerNotProven),
        (wire.read_at_server, nested(type="close"), CallError),
        (wire.read_from_server, nested(type="refused"), CallError),
        (ticket.read_ticket, nested(room="a").encode(), CallError),
        (page_check._paths, nested(hash="a").encode(), PageChanged),
        (read_note, nested(type="to_seat").encode(), ValueError),
        (read_order, nested(order="admit", seat="1"), UsageError),
    ],
)
def test_nested_message_is_refused_like_any_other(read, text: str | bytes, error: type) -> None:
    with pytest.raises(error):
        read(text)
