"""The conversation as the host has it: lines, numbered as they came, nothing twice.

It is kept in memory for as long as the call: a call that is taken up after a kill begins another
one, which an epoch of its own tells. Who comes into the room reads what is said from then on; who
comes back to her seat reads what she missed.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from counselling.call.talk.talk_words import Begin, Here, Line, Say, clean

MAX_LINES: Final = 500  # of one seat; nobody types more in a session


class Ledger:
    """All lines. epoch: which conversation this is; numbers: of each seat, which of its role."""

    def __init__(self, epoch: str, numbers: Mapping[str, int]) -> None:
        self.epoch = epoch
        self._numbers = numbers
        self._lines: list[Line] = []
        self._first: dict[str, int] = {}  # of each seat: the first number that she reads
        self._counted: dict[tuple[str, str], int] = {}  # of each tab: its last number
        self._wrote: dict[str, int] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """All that was said."""
        return tuple(self._lines)

    def readers(self) -> frozenset[str]:
        """Return the seats that were let in."""
        return frozenset(self._first)

    def let_in(self, seat: str) -> None:
        """Have a seat read from now on, unless it does already."""
        self._first.setdefault(seat, len(self._lines) + 1)

    def begin(self, seat: str, role: str, here: Here) -> tuple[Begin, Sequence[Line]]:
        """Return what a seat lacks that has part of the conversation, or of another one."""
        first = self._first.get(seat, len(self._lines) + 1)
        have = min(here.have, len(self._lines)) if here.epoch == self.epoch else 0
        start = max(first, have + 1)
        return Begin(self.epoch, seat, role, start), self._lines[start - 1 :]

    def said(self, seat: str, role: str, word: Say, *, at: int) -> Line | None:
        """Take a line of a seat's; None for one that is here already, empty, or one too many."""
        tab = (seat, word.own)
        text = clean(word.text)
        if word.n <= self._counted.get(tab, 0) or not self._may_write(seat, text):
            return None
        if tab not in self._counted and self._tabs(seat) >= MAX_LINES:
            return None
        self._counted[tab] = word.n
        return self._add(seat, role, text, at=at, own=word.own, n=word.n)

    def write(
        self, seat: str, role: str, text: str, *, at: int, is_caption: bool = False
    ) -> Line | None:
        """Add a line of the counsellor's ("") or a finished caption; None for an empty one."""
        text = clean(text)
        if not self._may_write(seat, text):
            return None
        return self._add(seat, role, text, at=at, is_caption=is_caption)

    def _may_write(self, seat: str, text: str) -> bool:
        return bool(text) and (not seat or self._wrote.get(seat, 0) < MAX_LINES)

    def _tabs(self, seat: str) -> int:
        return sum(whose == seat for whose, _ in self._counted)

    def _add(
        self,
        seat: str,
        role: str,
        text: str,
        *,
        at: int,
        own: str = "",
        n: int = 0,
        is_caption: bool = False,
    ) -> Line:
        self._wrote[seat] = self._wrote.get(seat, 0) + 1
        no, which = len(self._lines) + 1, self._numbers.get(seat, 1)
        line = Line(no, seat, role, at, text, own, n, is_caption, which)
        self._lines.append(line)
        return line
