"""The shared picture on its way, and what is said about it."""

import json
import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.board import board_words as words
from counselling.call.board.board import (
    MAX_PACKET_BYTES,
    Board,
    Message,
    Resync,
    Shown,
    read_answer,
)
from counselling.call.board.board_patch import apply
from counselling.call.board.board_picture import Picture, board_picture
from counselling.call.board.packing import unpacked, written
from counselling.drawing.scene import Scene, Text
from tests.call.board_scenes import SCENES

EMPTY: Picture = {"v": 1, "w": 9, "h": 9, "title": "", "description": "", "items": []}


def read(message: Message, before: Picture | None = None) -> dict[str, object]:
    known = written(before) if before else ""
    told: dict[str, object] = json.loads(unpacked(message, before=known))
    return told


def together(messages: tuple[Message, ...]) -> object:
    told = [read(message) for message in messages]
    assert [(m["t"], m["part"], m["parts"]) for m in told] == [
        ("snapshot", number, len(told)) for number in range(len(told))
    ]
    return json.loads("".join(str(m["text"]) for m in told))


def test_empty_board_has_nothing_to_send() -> None:
    assert Board().snapshot() == ()


@given(st.text(max_size=30_000) | st.integers(9_000, 150_000).map(lambda n: "å\U0001f600x" * n))
def test_picture_arrives_whole_in_pieces_that_every_engine_carries(title: str) -> None:
    board = Board()
    board.put({**EMPTY, "title": title}, now=0.0)
    messages = board.snapshot()
    assert all(len(message) <= MAX_PACKET_BYTES for message in messages)
    assert together(messages) == {**EMPTY, "title": title.encode(errors="replace").decode()}


def test_picture_that_cannot_be_packed_is_cut_smaller() -> None:
    rng = random.Random(1)
    noise = "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(120_000))
    board = Board()
    board.put({**EMPTY, "title": noise}, now=0.0)
    messages = board.snapshot()
    assert max(map(len, messages)) <= MAX_PACKET_BYTES
    assert len(messages) > 2
    assert together(messages) == {**EMPTY, "title": noise}


def test_half_a_letter_in_a_name_does_not_stop_a_board() -> None:
    board = Board()
    board.put({**EMPTY, "title": "\ud83d broken"}, now=0.0)
    assert together(board.snapshot()) == {**EMPTY, "title": "? broken"}


def test_each_picture_has_a_version_of_its_own() -> None:
    board = Board()
    for number in (1, 2, 3):
        board.put(board_picture(Scene((Text(0, 0, "I-1"),), 10, 10)), now=float(number))
        assert board.version == number
        assert board.since == number


@given(st.lists(SCENES, min_size=2, max_size=5))
def test_whoever_takes_what_is_sent_has_the_picture(scenes: list[Scene]) -> None:
    board = Board()
    seen: Mapping[str, object] = {}
    version = 0
    for scene in scenes:
        messages = board.put(board_picture(scene), now=0.0)
        first = read(messages[0], seen)
        if first["t"] == "patch":
            assert (first["base"], first["version"]) == (version, version + 1)
            seen = apply(first, seen)
        else:
            whole = together(messages)
            assert isinstance(whole, dict)
            seen = whole
        version = board.version
        assert seen == board_picture(scene)


def lettered(second: str) -> Picture:
    texts = [Text(0, 20.0 * n, f"II-{n}: woman, breast cancer at {n}") for n in range(40)]
    return board_picture(Scene((*texts, Text(0, 900, second)), 100, 1000, "a family"))


def test_small_change_is_a_small_patch() -> None:
    board = Board()
    board.put(lettered("one"), now=0.0)
    (patch,) = board.put(lettered("two"), now=1.0)
    assert read(patch, lettered("one"))["t"] == "patch"
    assert len(patch) < 100


def test_what_is_to_be_answered_is_said_again_to_who_comes_back() -> None:
    board = Board()
    form = words.ShowConsent("care", "1", "en", "ltr", "00", "Consent", (), (), "I agree")
    board.say(form, seat="1")
    board.say(words.AskRoom("+44"), seat="1")
    board.say(words.Look(0, 0, 10, 10))
    assert [read(m)["t"] for m in board.snapshot("1")] == ["consent", "ask_room"]
    assert board.snapshot("2") == ()
    board.say(words.ConsentOver("care", words.Outcome.FAILED), seat="1")
    assert [read(m)["t"] for m in board.snapshot("1")] == ["consent", "ask_room"]
    board.say(words.ConsentOver("care", words.Outcome.KEPT), seat="1")
    assert [read(m)["t"] for m in board.snapshot("1")] == ["ask_room"]


def test_freehand_lines_stand_until_they_are_wiped_or_their_picture_goes() -> None:
    board = Board()
    board.put(lettered("one"), now=0.0)
    for gone in (lambda: board.say(words.Wipe()), lambda: board.put(EMPTY, now=0.0)):
        board.say(words.Stroke(1, (0, 0, 5, 5)))
        assert "stroke" in [read(m)["t"] for m in board.snapshot()]
        gone()
        assert "stroke" not in [read(m)["t"] for m in board.snapshot()]


def test_board_keeps_no_more_freehand_lines_than_it_can_say_again() -> None:
    board = Board()
    for number in range(5_000):
        board.say(words.Stroke(number, (0, 0)))
    assert len(board.snapshot()) < 500


def test_answers_of_a_page_are_read() -> None:
    assert read_answer('{"t":"shown","version":7}') == Shown(7)
    assert read_answer('{"t":"resync"}') == Resync()
    assert read_answer('{"t":"point"}') == words.Point()
    told = '{"t":"propose","id":"a","who":"p1","kind":"illness","text":"x","language":"en"}'
    assert read_answer(told) == words.Propose("a", "p1", words.Kind.ILLNESS, "x", "en")


@pytest.mark.parametrize(
    "answer",
    [
        "", "7", '{"t":"shown"}', '{"t":"shown","version":"7"}', '{"t":"x"}', "\ud83d",
        "[" * 5000, '{"t":"look","x":0,"y":0,"w":1,"h":1}', '{"t":"point","x":1e9,"y":0}',
        '{"t":"point","x":NaN,"y":0}', '{"t":"stroke","id":-1,"at":[]}',
        '{"t":"stroke","id":1,"at":[' + "0," * 4000 + "0]}",
        '{"t":"room","company":"' + "a" * 301 + '","place":"","telephone":""}',
        '{"t":"propose","id":"a","who":"p1","kind":"cure","text":"x","language":"en"}',
    ],
)  # fmt: skip
def test_answers_that_are_none_are_passed_over(answer: str) -> None:
    assert read_answer(answer) is None


def test_answer_too_long_to_be_one_is_not_read() -> None:
    assert read_answer('{"t":"resync"}' + " " * words.MAX_SAID) is None
