"""The shared picture on its way: versions, patches, pieces small enough for every browser, answers.

    host -> page   {"t":"snapshot","version":7,"part":0,"parts":3,"text":"..."}   text: JSON, cut
                   {"t":"patch","version":8,"base":7,"head":{...},"ops":[...]}    board_patch.py
                   what board_words.py lists
    page -> host   {"t":"shown","version":7}      it stands on the screen
                   {"t":"resync"}                 something was missing: send all again
                   what board_words.py lists

A page that does not know a message, or misses the version it builds on, asks for all again. What
is longer packed than as text goes as text (packing.py). Pointers have a line of their own, on which
what is lost stays lost.
"""

import json
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

from counselling.call.board import board_words as words
from counselling.call.board.board_patch import diff
from counselling.call.board.board_picture import Picture
from counselling.call.board.packing import packed, written
from counselling.call.link import outside

CHANNEL: Final = "board"
POINTER_CHANNEL: Final = "pointer"
MAX_PACKET_BYTES: Final = 60_000  # every engine carries 64 KiB
_PIECES: Final = (100_000, 10_000)  # characters; the first unless it packs to more than a packet
_MOST_STROKES: Final = 200  # of a drawing that is kept for who comes later

Message: TypeAlias = str | bytes
_Standing: TypeAlias = words.AskRoom | words.ShowConsent


class Shown(msgspec.Struct, frozen=True, tag="shown", tag_field="t"):
    """The page shows this version."""

    version: int


class Resync(msgspec.Struct, frozen=True, tag="resync", tag_field="t"):
    """The page lacks something."""


BoardAnswer: TypeAlias = Shown | Resync | words.FromPage

_ANSWERS: Final[msgspec.json.Decoder[BoardAnswer]] = msgspec.json.Decoder(BoardAnswer)


class Board:
    """The picture that everybody in the room is to see, its version, and what was said about it."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._strokes: list[words.Stroke] = []
        self._standing: dict[tuple[str, type[_Standing]], _Standing] = {}
        self.version = 0
        self.since = 0.0

    def put(self, picture: Picture, *, now: float) -> tuple[Message, ...]:
        """Put a picture up in place of the one before; now: seconds, kept as `since`.

        Returns what tells a page that shows the one before; freehand lines go with their picture.
        """
        before, self._picture = self._picture, _mended(picture)
        self.version += 1
        self.since = now
        patch = self._patch(before)
        if before is not None and before.get("title") != picture.get("title"):
            self._strokes.clear()
        if patch and len(patch) <= MAX_PACKET_BYTES and len(patch) < sum(map(len, self._whole())):
            return (patch,)
        return self.snapshot()

    def say(self, word: words.ToPage, *, seat: str = "") -> tuple[Message, ...]:
        """Return what tells a page a word; what is still to be answered is said again to who comes.

        seat: whom it is for, "" for everybody in the room.
        """
        match word:
            case words.AskRoom() | words.ShowConsent():
                self._standing[seat, type(word)] = word
            case words.ConsentOver(_, words.Outcome.KEPT | words.Outcome.CLOSED):
                self._standing.pop((seat, words.ShowConsent), None)
            case words.Stroke() if len(self._strokes) < _MOST_STROKES:
                self._strokes.append(word)
            case words.Wipe():
                self._strokes.clear()
        return (packed(words.said(word)),)

    def snapshot(self, seat: str = "") -> tuple[Message, ...]:
        """Return the messages that bring the whole picture and all that stands, to one seat."""
        standing = [word for (whose, _), word in self._standing.items() if whose in ("", seat)]
        told = [packed(words.said(word)) for word in (*self._strokes, *standing)]
        return (*self._whole(), *told)

    def _patch(self, before: Picture | None) -> Message | None:
        if before is None or self._picture is None:
            return None
        head = {"t": "patch", "version": self.version, "base": self.version - 1}
        patch = written({**head, **diff(before, self._picture)})
        return packed(patch, before=written(before))

    def _whole(self) -> tuple[Message, ...]:
        if self._picture is None:
            return ()
        text = written(self._picture)
        pieces: tuple[Message, ...] = ()
        for size in _PIECES:
            pieces = tuple(packed(piece) for piece in self._cut(text, size))
            if all(len(piece) <= MAX_PACKET_BYTES for piece in pieces):
                break
        return pieces

    def _cut(self, text: str, size: int) -> Iterator[str]:
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        for number, piece in enumerate(pieces):
            told = {"version": self.version, "part": number, "parts": len(pieces), "text": piece}
            yield written({"t": "snapshot", **told})


def read_answer(text: str) -> BoardAnswer | None:
    """Read what a page said about the board; None when it is not to be understood."""
    if len(text) > words.MAX_SAID:
        return None
    try:
        return outside.read(_ANSWERS, text)
    except ValueError:
        return None


def _mended(picture: Picture) -> Picture:
    """A picture without lone surrogates: no broken paste stops a board."""
    text = written(picture)
    return picture if text.isascii() else _read(text.encode(errors="replace").decode())


def _read(text: str) -> Picture:
    read: Picture = json.loads(text)
    return read
