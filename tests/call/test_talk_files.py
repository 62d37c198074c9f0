"""Files that are handed over: whole and as offered, or not at all, whatever the line does."""

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.room import Role
from counselling.call.talk.talk_files import (
    MAX_OFFERS,
    PIECE_BYTES,
    WINDOW_BYTES,
    kind_of,
    new_file,
    offer_of,
)
from counselling.call.talk.talk_news import FileCame, FileEnded, FileMoved, FileOffered
from counselling.call.talk.talk_orders import EndFile, OfferFile, TakeFile
from counselling.call.talk.talk_words import MAX_FILE_BYTES, End, Kind, Offer, clean_name, said
from counselling.errors import CallError
from tests.call.talk_pipes import TalkingRoom, drawn

PDF = b"%PDF-1.7\n"


def letter(size: int) -> bytes:
    return PDF + bytes(number % 251 for number in range(size - len(PDF)))


def alone() -> TalkingRoom:
    room = TalkingRoom({"1": Role.PATIENT})
    room.connect("1")
    room.settle()
    return room


def told(events: object, kind: type) -> list:
    return [each for each in events if isinstance(each, kind)]


def claim(content: bytes, **changed: object) -> Offer:
    fields = {
        "id": 7,
        "name": "a.pdf",
        "kind": Kind.PDF,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Offer(**{**fields, **changed})


def piece(file: int, place: int, content: bytes) -> bytes:
    return struct.pack(">II", file, place) + content


STEPS = st.lists(st.sampled_from(["deliver", "answer", "cut", "connect", "settle"]), max_size=120)


@given(STEPS, st.booleans(), st.sampled_from([9, PIECE_BYTES, 3 * WINDOW_BYTES + 11]))
def test_file_arrives_once_and_whole_whatever_breaks(steps, is_hers, size) -> None:
    room, content = alone(), letter(size)
    file = 11
    if is_hers:
        file = room.seats["1"].offer_file("blood test.pdf", content)
    else:
        room.talk.order(OfferFile("1", file, "leaflet.pdf", content))
    room.settle()
    if is_hers:
        room.talk.order(TakeFile("1", file))
    else:
        room.seats["1"].files.take(file)
    for step in steps:
        match step:
            case "deliver":
                room.deliver("1", to_host=True)
            case "answer":
                room.deliver("1", to_host=False)
            case "cut":
                room.cut("1")
            case "connect":
                room.connect("1")
            case "settle":
                room.settle()
    if "1" not in room.lines:
        room.connect("1")
    room.settle()
    taker, giver = (room.news, room.heard["1"]) if is_hers else (room.heard["1"], room.news)
    assert [each.content for each in told(taker, FileCame)] == [content]
    assert [each.end for each in told(taker, FileEnded)] == [End.DONE]
    assert [each.end for each in told(giver, FileEnded)] == [End.DONE]


def test_it_goes_on_from_where_it_stopped() -> None:
    room, content = alone(), letter(10 * WINDOW_BYTES)
    room.talk.order(OfferFile("1", 3, "leaflet.pdf", content))
    room.settle()
    room.seats["1"].files.take(3)
    for _ in range(30):
        room.deliver("1", to_host=True)
        room.deliver("1", to_host=False)
    before = told(room.heard["1"], FileMoved)[-1].size_bytes
    assert 0 < before < len(content)
    room.connect("1")
    room.settle()
    resumed = [each.size_bytes for each in told(room.news, FileMoved)]
    assert min(resumed[resumed.index(max(r for r in resumed if r <= before)) :]) > 0
    assert told(room.heard["1"], FileCame)[0].content == content


def test_no_more_than_a_window_is_on_its_way() -> None:
    room = alone()
    room.talk.order(OfferFile("1", 3, "leaflet.pdf", PDF + bytes(MAX_FILE_BYTES - len(PDF))))
    room.settle()
    room.seats["1"].files.take(3)
    room.deliver("1", to_host=True)
    waiting = [each for each in room.lines["1"][1].waiting if isinstance(each, bytes)]
    assert sum(len(each) - 8 for each in waiting) == WINDOW_BYTES
    assert max(map(len, waiting)) == PIECE_BYTES + 8


def test_who_is_offered_may_decline_and_either_may_break_off() -> None:
    room = alone()
    for file in (1, 2, 3):
        room.talk.order(OfferFile("1", file, "leaflet.pdf", letter(WINDOW_BYTES * 9)))
    room.settle()
    hers = room.seats["1"].files
    hers.end(1)
    hers.take(2)
    hers.take(3)
    room.deliver("1", to_host=True)
    room.deliver("1", to_host=True)
    room.talk.order(EndFile("1", 2))
    hers.end(3)
    room.settle()
    ends = {each.file: each.end for each in told(room.news, FileEnded)}
    assert ends == {1: End.DECLINED, 2: End.CANCELLED, 3: End.CANCELLED}
    assert {e.file: e.end for e in told(room.heard["1"], FileEnded)} == ends
    assert told(room.heard["1"], FileCame) == []


def test_what_was_broken_off_while_the_line_was_down_is_over_at_both_ends() -> None:
    room = alone()
    room.talk.order(OfferFile("1", 2, "leaflet.pdf", letter(WINDOW_BYTES * 9)))
    room.settle()
    room.seats["1"].files.take(2)
    room.cut("1")
    room.talk.order(EndFile("1", 2))
    room.connect("1")
    room.settle()
    assert [each.end for each in told(room.heard["1"], FileEnded)] == [End.CANCELLED]


# Whom nobody trusts


@pytest.mark.parametrize(
    ("offer", "content"),
    [
        (claim(PDF + b"true", sha256="0" * 64), PDF + b"true"),
        (claim(PDF + b"true"), PDF + b"lies"),
        (claim(PDF + b"true"), PDF + b"true and longer"),
        (claim(b"MZ\x90 a program", name="letter.pdf"), b"MZ\x90 a program"),
        (claim(b"<html>" * 3), b"<html>" * 3),
        (claim(PDF + b"true", kind=Kind.PNG), PDF + b"true"),
    ],
)
def test_file_that_is_not_what_it_says_never_comes(offer, content) -> None:
    room = alone()
    room.say_raw("1", said(offer))
    room.talk.order(TakeFile("1", offer.id))
    room.say_raw("1", piece(offer.id, 0, content))
    assert told(room.news, FileCame) == []
    assert [each.end for each in told(room.news, FileEnded)] == [End.BROKEN]


def test_nothing_is_taken_before_the_counsellor_takes_it() -> None:
    room, content = alone(), letter(99)
    room.say_raw("1", said(claim(content)))
    room.say_raw("1", piece(7, 0, content))
    assert told(room.news, FileCame) == []
    room.talk.order(TakeFile("1", 7))
    for start, end in ((50, 99), (0, 50), (0, 50), (50, 99)):  # too early, right, twice, right
        room.say_raw("1", piece(7, start, content[start:end]))
    assert [each.content for each in told(room.news, FileCame)] == [content]


def test_offers_without_end_do_not_reach_the_counsellor() -> None:
    room = alone()
    for file in range(1000):
        room.say_raw("1", said(claim(letter(50), id=file)))
    assert len(told(room.news, FileOffered)) == MAX_OFFERS


def test_who_says_it_has_all_of_what_was_never_sent_is_not_believed() -> None:
    room = alone()
    room.talk.order(OfferFile("1", 2, "leaflet.pdf", letter(99)))
    room.settle()
    room.say_raw("1", '{"t":"over","id":2,"end":"done"}')
    assert [each.end for each in told(room.news, FileEnded)] == [End.BROKEN]


@pytest.mark.parametrize("start", [100, 20_000_000])
def test_who_asks_beyond_the_end_gets_nothing(start) -> None:
    room = alone()
    room.talk.order(OfferFile("1", 2, "leaflet.pdf", letter(99)))
    room.say_raw("1", f'{{"t":"take","id":2,"start":{start}}}')
    assert told(room.news, FileMoved) == []


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("blood test.pdf", Kind.PDF, "blood test.pdf"),
        ("../../etc/passwd", Kind.PDF, "etc passwd.pdf"),
        ("C:\\evil\\a.exe", Kind.PNG, "C evil a.exe.png"),
        ("\u202efdp.exe", Kind.PDF, "fdp.exe.pdf"),
        ("..", Kind.JPEG, "file.jpg"),
        ("photo.JPEG", Kind.JPEG, "photo.jpg"),
        ("a" * 300, Kind.PDF, "a" * 80 + ".pdf"),
        ("نتيجة.pdf", Kind.PDF, "نتيجة.pdf"),
        ("a\nb\x00.pdf", Kind.PDF, "a b.pdf"),
        (".hidden", Kind.PDF, "hidden.pdf"),
    ],
)
def test_name_is_made_ours(name, kind, clean) -> None:
    assert clean_name(name, kind) == clean


@given(st.text(max_size=120), st.sampled_from(Kind))
def test_no_name_leads_out_of_a_folder(name: str, kind: Kind) -> None:
    made = clean_name(name, kind)
    assert not set(made) & set('/\\:*?"<>|\n\0')
    assert not made.startswith((".", " "))
    assert len(made) <= 85


@pytest.mark.parametrize(
    ("content", "message_id"),
    [(b"", "call.file_kind"), (b"GIF89a", "call.file_kind"), (letter(20), None)],
)
def test_only_three_kinds_are_offered(content, message_id) -> None:
    if message_id is None:
        assert offer_of("a", content, file=1).kind is Kind.PDF
        return
    with pytest.raises(CallError) as refused:
        offer_of("a", content, file=1)
    assert refused.value.message_id == message_id


def test_more_than_twenty_megabytes_is_not_offered() -> None:
    with pytest.raises(CallError) as refused:
        offer_of("a", PDF + bytes(MAX_FILE_BYTES), file=1)
    assert refused.value.message_id == "call.file_size"


def test_kinds_are_told_by_their_first_bytes() -> None:
    assert kind_of(b"\x89PNG\r\n\x1a\n...") is Kind.PNG
    assert kind_of(b"\xff\xd8\xff\xe0") is Kind.JPEG
    assert kind_of(b"PK\x03\x04") is None
    assert new_file(drawn) != new_file(drawn)
