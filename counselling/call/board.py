"""The shared picture on its way: versions, pieces small enough for every browser, and answers.

    host -> page   {"t":"snapshot","version":7,"part":0,"parts":3,"text":"..."}   text: JSON, cut
    page -> host   {"t":"shown","version":7}      it stands on the screen
    page -> host   {"t":"resync"}                 something was missing: send all again

Small changes will travel as {"t":"patch","version":8,"base":7,...}; a page that does not know a
message, or misses the version it builds on, asks for all again.
"""

import json
from collections.abc import Mapping
from typing import Final, TypeAlias

import msgspec

CHANNEL: Final = "board"
PIECE_CHARACTERS: Final = 10_000  # 60 KB at the very worst; every engine carries 64 KiB
MAX_ANSWER: Final = 4_096

Picture: TypeAlias = Mapping[str, object]


class Shown(msgspec.Struct, frozen=True, tag="shown", tag_field="t"):
    """The page shows this version."""

    version: int


class Resync(msgspec.Struct, frozen=True, tag="resync", tag_field="t"):
    """The page lacks something."""


BoardAnswer: TypeAlias = Shown | Resync

_ANSWERS: Final[msgspec.json.Decoder[BoardAnswer]] = msgspec.json.Decoder(BoardAnswer)


class Board:
    """The picture that everybody in the room is to see, and its version."""

    def __init__(self) -> None:
        self._text = ""
        self.version = 0
        self.since = 0.0

    def put(self, picture: Picture, *, now: float) -> None:
        """Put a picture up in place of the one before; now: seconds, kept as `since`."""
        text = json.dumps(picture, ensure_ascii=False, separators=(",", ":"))
        self._text = text.encode(errors="replace").decode()  # no lone surrogate stops a board
        self.version += 1
        self.since = now

    def snapshot(self) -> tuple[str, ...]:
        """Return the messages that bring the whole picture; none while the board is empty."""
        if not self.version:
            return ()
        cuts = range(0, len(self._text), PIECE_CHARACTERS)
        pieces = [self._text[start : start + PIECE_CHARACTERS] for start in cuts]
        return tuple(
            json.dumps(
                {
                    "t": "snapshot",
                    "version": self.version,
                    "part": number,
                    "parts": len(pieces),
                    "text": piece,
                },
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for number, piece in enumerate(pieces)
        )


def read_answer(text: str) -> BoardAnswer | None:
    """Read what a page said about the board; None when it is not to be understood."""
    if len(text) > MAX_ANSWER:
        return None
    try:
        return _ANSWERS.decode(text)
    except (msgspec.DecodeError, UnicodeError):
        return None
