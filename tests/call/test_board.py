"""The shared picture on its way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.board import MAX_ANSWER, Board, Resync, Shown, read_answer
from counselling.drawing.json import scene_json
from counselling.drawing.scene import Scene, Text


def together(messages: tuple[str, ...]) -> object:
    read = [json.loads(message) for message in messages]
    assert [(m["t"], m["part"], m["parts"]) for m in read] == [
        ("snapshot", number, len(read)) for number in range(len(read))
    ]
    return json.loads("".join(m["text"] for m in read))


def test_empty_board_has_nothing_to_send() -> None:
    assert Board().snapshot() == ()


@given(st.text(max_size=30_000))
def test_picture_arrives_whole_in_pieces_that_every_engine_carries(title: str) -> None:
    board = Board()
    board.put({"v": 1, "title": title}, now=0.0)
    messages = board.snapshot()
    assert all(len(message.encode()) < 64 * 1024 for message in messages)
    assert together(messages) == {"v": 1, "title": title.encode(errors="replace").decode()}


def test_half_a_letter_in_a_name_does_not_stop_a_board() -> None:
    board = Board()
    board.put({"title": "\ud83d broken"}, now=0.0)
    assert together(board.snapshot()) == {"title": "? broken"}


def test_each_picture_has_a_version_of_its_own() -> None:
    board = Board()
    for number in (1, 2, 3):
        board.put(scene_json(Scene((Text(0, 0, "I-1"),), 10, 10)), now=float(number))
        assert board.version == number
        assert board.since == number


def test_answers_of_a_page_are_read() -> None:
    assert read_answer('{"t":"shown","version":7}') == Shown(7)
    assert read_answer('{"t":"resync"}') == Resync()


@pytest.mark.parametrize(
    "answer",
    ["", "7", '{"t":"shown"}', '{"t":"shown","version":"7"}', '{"t":"x"}', "\ud83d", "[" * 5000],
)
def test_answers_that_are_none_are_passed_over(answer: str) -> None:
    assert read_answer(answer) is None


def test_answer_too_long_to_be_one_is_not_read() -> None:
    assert read_answer('{"t":"resync"}' + " " * MAX_ANSWER) is None
