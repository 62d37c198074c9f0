"""The talk beside sound and picture: nothing lost, nothing twice, nobody trusted."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.room import Role
from counselling.call.talk.talk_ledger import MAX_LINES
from counselling.call.talk.talk_news import (
    AgendaTold,
    Captioned,
    HandMoved,
    HoldChanged,
    Wrote,
)
from counselling.call.talk.talk_orders import (
    LowerHand,
    PutOnHold,
    ShareAgenda,
    TypeCaption,
    Write,
)
from counselling.call.talk.talk_words import (
    MAX_FILE_BYTES,
    MAX_TEXT,
    Caption,
    End,
    Got,
    Hand,
    Here,
    Hold,
    Kind,
    Line,
    Offer,
    Over,
    Point,
    Say,
    Take,
    clean,
    read_from_page,
    read_to_page,
    said,
)
from counselling.errors import CallError
from tests.call.talk_pipes import TalkingRoom, two

SEATS = ("1", "2", "3")
ROLES = {"1": Role.PATIENT, "2": Role.RELATIVE, "3": Role.INTERPRETER}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "host", "cut", "connect", "deliver", "answer", "settle"]),
        st.sampled_from(SEATS),
    ),
    max_size=80,
)


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


@given(STEPS)
def test_whatever_breaks_everybody_has_read_the_same_in_the_end(steps) -> None:
    room = TalkingRoom(ROLES)
    for seat in SEATS:
        room.connect(seat)
    room.settle()
    written: dict[str, list[str]] = {seat: [] for seat in ("", *SEATS)}
    for number, (step, seat) in enumerate(steps):
        match step:
            case "say":
                written[seat].append(f"{seat} says {number}")
                room.seats[seat].write(written[seat][-1])
            case "host":
                written[""].append(f"host says {number}")
                room.talk.order(Write(written[""][-1]))
            case "cut":
                room.cut(seat)
            case "connect":
                room.connect(seat)
            case "deliver":
                room.deliver(seat, to_host=True)
            case "answer":
                room.deliver(seat, to_host=False)
            case "settle":
                room.settle()
    for seat in SEATS:
        room.connect(seat)
    room.settle()
    truth = list(room.talk.ledger.lines)
    assert [line.no for line in truth] == list(range(1, len(truth) + 1))
    for author, own in written.items():
        assert [line.text for line in truth if line.by == author] == own
    for seat in SEATS:
        assert room.seats[seat].lines == truth
        assert [e.text for e in room.heard[seat] if isinstance(e, Wrote)] == texts(truth)
    assert [e.text for e in room.news if isinstance(e, Wrote)] == texts(truth)


def test_lines_say_who_wrote_them_and_when() -> None:
    room = two()
    room.seats["1"].write("Could you write that down?")
    room.settle()
    room.wall += 60
    room.talk.order(Write("Of course."))
    assert [(e.seat, e.role, e.at) for e in room.news if isinstance(e, Wrote)] == [
        ("1", "patient", 1_700_000_000),
        ("", "", 1_700_000_060),
    ]


def test_who_comes_later_reads_from_then_on_and_misses_nothing_after() -> None:
    room = TalkingRoom(ROLES)
    room.connect("1")
    room.settle()
    room.seats["1"].write("for the counsellor")
    room.settle()
    room.connect("2")
    room.settle()
    room.cut("2")
    room.talk.order(Write("while the relative was away"))
    room.connect("2")
    room.settle()
    assert texts(room.seats["2"].lines) == ["while the relative was away"]


def test_a_page_that_was_loaded_anew_reads_all_of_hers_again_once() -> None:
    room = two()
    room.seats["1"].write("one")
    room.settle()
    room.talk.order(Write("two"))
    room.reload("1")
    room.connect("1")
    room.settle()
    room.seats["1"].write("three")
    room.settle()
    assert texts(room.seats["1"].lines) == ["one", "two", "three"]
    assert texts(room.seats["2"].lines) == ["one", "two", "three"]


def test_a_desk_that_was_killed_begins_another_conversation_and_takes_what_was_unsaid() -> None:
    room = two()
    room.seats["1"].write("before")
    room.settle()
    room.kill_host()
    room.seats["1"].write("while it was down")
    for seat in room.roles:
        room.connect(seat)
    room.settle()
    room.talk.order(Write("after"))
    room.settle()
    assert texts(list(room.talk.ledger.lines)) == ["while it was down", "after"]
    assert texts(room.seats["1"].lines) == ["before", "while it was down", "after"]


def test_of_two_lines_the_one_that_was_lost_is_said_again() -> None:
    room = two()
    room.seats["1"].write("heard")
    room.seats["1"].write("lost")
    room.deliver("1", to_host=True)
    room.deliver("1", to_host=False)
    assert texts(room.seats["1"].lines) == ["heard"]
    room.connect("1")
    room.settle()
    assert texts(room.seats["2"].lines) == ["heard", "lost"]


def test_what_an_older_line_still_says_is_not_heard() -> None:
    room = two()
    old = room.lines["1"][0]
    room.seats["1"].write("once")
    held = list(old.waiting)
    room.connect("1")
    room.settle()
    old.waiting.extend(held)
    while old.deliver():
        pass
    room.settle()
    assert texts(list(room.talk.ledger.lines)) == ["once"]


def test_hand_is_raised_by_her_and_lowered_by_either() -> None:
    room = two()
    room.seats["1"].move_hand(is_up=True)
    room.settle()
    room.talk.order(LowerHand("1"))
    room.settle()
    room.seats["2"].move_hand(is_up=True)
    room.settle()
    room.seats["2"].move_hand(is_up=False)
    room.settle()
    moves = [(e.seat, e.is_up) for e in room.news if isinstance(e, HandMoved)]
    assert moves == [("1", True), ("1", False), ("2", True), ("2", False)]
    for seat in room.roles:
        assert [(e.seat, e.is_up) for e in room.heard[seat] if isinstance(e, HandMoved)] == moves


def test_hand_that_was_raised_while_the_line_was_broken_is_up_when_it_is_back() -> None:
    room = two()
    room.cut("1")
    room.seats["1"].move_hand(is_up=True)
    room.connect("1")
    room.settle()
    assert [e.seat for e in room.news if isinstance(e, HandMoved)] == ["1"]


def test_what_stands_is_told_to_who_comes_back_with_the_time_that_is_left() -> None:
    room = two()
    room.talk.order(PutOnHold(is_on=True))
    room.talk.order(ShareAgenda((Point("Your family", is_done=True),), 45, 45.0))
    room.cut("1")
    room.clock += 600
    room.connect("1")
    room.settle()
    held = [e.is_on for e in room.heard["1"] if isinstance(e, HoldChanged)]
    told = [e for e in room.heard["1"] if isinstance(e, AgendaTold)][-1]
    assert held == [True]
    assert told.left_minutes == 35.0
    room.talk.order(PutOnHold(is_on=False))
    room.settle()
    assert [e.is_on for e in room.heard["2"] if isinstance(e, HoldChanged)] == [True, False]


def test_caption_is_shown_as_it_is_typed_and_becomes_a_line() -> None:
    room = two()
    for text in ("You", "You will", "You will hear"):
        room.talk.order(TypeCaption(text))
    room.talk.order(TypeCaption("You will hear from us.", is_done=True))
    room.settle()
    typed = [e.text for e in room.heard["1"] if isinstance(e, Captioned)]
    assert typed == ["You", "You will", "You will hear"]
    line = room.seats["1"].lines[-1]
    assert (line.text, line.is_caption, line.by) == ("You will hear from us.", True, "")


def test_interpreter_types_captions_and_a_patient_does_not() -> None:
    room = two()
    room.seats["2"].type_caption("Was sie sagt", is_done=True)
    room.seats["1"].type_caption("not heard", is_done=True)
    room.settle()
    assert texts(list(room.talk.ledger.lines)) == ["Was sie sagt"]
    assert room.talk.ledger.lines[0].role == "interpreter"


def test_order_for_a_seat_that_is_not_there_says_so() -> None:
    with pytest.raises(CallError) as refused:
        two().talk.order(LowerHand("9"))
    assert refused.value.message_id == "call.seat"


# Whom nobody trusts


@pytest.mark.parametrize(
    "message",
    [
        "",
        "[]",
        "null",
        '{"t":"sing"}',
        '{"t":"say","own":"a","n":1}',
        '{"t":"say","own":"a","n":-1,"text":"x"}',
        '{"t":"say","own":"a","n":1,"text":7}',
        json.dumps({"t": "say", "own": "a", "n": 1, "text": "x" * (MAX_TEXT + 1)}),
        json.dumps({"t": "say", "own": "a" * 65, "n": 1, "text": "x"}),
        '{"t":"say","own":"a","n":1,"text":"' + "x" * 60_000 + '"}',
        '{"t":"line","no":1,"by":"","role":"","at":1,"text":"as the counsellor"}',
        '{"t":"hold","is_on":true}',
        '{"t":"here","epoch":"x","have":99999999999}',
        '{"t":"offer","id":1,"name":"a.exe","kind":"exe","size":5,"sha256":"' + "0" * 64 + '"}',
        '{"t":"offer","id":1,"name":"a.pdf","kind":"pdf","size":20000001,"sha256":"'
        + "0" * 64
        + '"}',
        b"",
        b"\x00" * 9,
        b"\xff" * 60_000,
    ],
)
def test_what_is_not_understood_changes_nothing(message) -> None:
    room = two()
    before = list(room.news)
    room.say_raw("1", message)
    assert room.news == before
    assert room.talk.ledger.lines == ()
    room.seats["1"].write("still here")
    room.settle()
    assert texts(room.seats["2"].lines) == ["still here"]


def test_nobody_writes_in_the_name_of_another() -> None:
    room = two()
    forged = {"t": "say", "own": "a", "n": 1, "text": "x", "by": "2", "role": "nurse"}
    room.say_raw("1", json.dumps(forged))
    assert [(line.by, line.role) for line in room.talk.ledger.lines] == [("1", "patient")]


def test_seat_that_never_stops_is_not_heard_for_ever() -> None:
    room = two()
    for number in range(MAX_LINES + 50):
        room.say_raw("1", said(Say("tab", number + 1, "again")))
    for number in range(MAX_LINES + 50):
        room.say_raw("1", said(Say(f"tab {number}", 1, "again")))
    assert len(room.talk.ledger.lines) == MAX_LINES
    room.seats["2"].write("and I am heard")
    room.settle()
    assert room.talk.ledger.lines[-1].text == "and I am heard"


def test_seat_that_says_it_has_more_than_there_is_gets_what_follows() -> None:
    room = two()
    room.say_raw("1", said(Here(room.talk.ledger.epoch, 4_000_000)))
    room.talk.order(Write("one"))
    room.settle()
    assert texts(room.seats["1"].lines) == ["one"]


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=st.sampled_from("ab\n\r\t\0\x1b\x9f\ufeff\u2028א" + TURNING), max_size=60))
def test_words_are_plain_and_stay_what_they_are(text: str) -> None:
    plain = clean(text)
    assert clean(plain) == plain
    assert set(plain) <= set("ab\nא")


def test_markup_is_only_words_and_half_letters_are_marked() -> None:
    assert clean("<b>a</b>\r\nb") == "<b>a</b>\nb"
    assert clean("\u202eabc\u2066") == "abc"
    assert clean("a\ud83d") == "a?"


@pytest.mark.parametrize(
    "word",
    [
        Here("e", 3),
        Say("tab", 1, "x" * MAX_TEXT),
        Hand(is_up=True),
        Caption("a", is_done=True, by="2"),
        Offer(1, "a.pdf", Kind.PDF, 5, "0" * 64),
        Take(1, 5),
        Got(2**32 - 1, MAX_FILE_BYTES),
        Over(1, End.BROKEN),
    ],
)
def test_what_a_page_says_is_read_as_it_was_said(word) -> None:
    assert read_from_page(said(word)) == word


def test_broken_words_of_the_host_are_not_heard_either() -> None:
    assert read_to_page("{") is None
    assert read_to_page(b"{}") is None
    assert read_to_page(msgspec.json.encode(Point("x")).decode()) is None
    assert read_to_page('{"t":"hold","is_on":true}') == Hold(is_on=True)
