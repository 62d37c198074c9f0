"""Says something about the board to those in the room whom it is for."""

from collections.abc import Iterable

import msgspec

from counselling.call.board import board_words
from counselling.call.board.board import Board
from counselling.call.host.visit import Visit


def share(
    board: Board,
    visits: Iterable[Visit],
    word: board_words.ToPage,
    *,
    seat: str = "",
    besides: str = "",
) -> None:
    """Say something about the board to a seat ("": to all), besides whose word it is."""
    messages = board.say(word, seat=seat)
    for visit in visits:
        if visit.seat != besides and seat in ("", visit.seat):
            if isinstance(word, board_words.Point):
                visit.point(messages)
            else:
                visit.tell_board(messages)


def shown_to_others(word: board_words.FromPage, seat: str) -> board_words.ToPage | None:
    """Return what the others in the room see of what a seat's person does; None for nothing."""
    match word:
        case board_words.Point() | board_words.Stroke():
            return msgspec.structs.replace(word, by=seat)
        case board_words.Wipe():
            return word
    return None
