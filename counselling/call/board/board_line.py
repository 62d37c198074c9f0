"""The board's two channels to one page: what must arrive, and pointers that may be lost.

A message that is lost is sent again at once when three later ones arrive, and else after half a
second to a second (RFC 9260, 7.2.4 and 6.3.1). An edit is one message, and after it comes nothing
for a while: so it is followed by a few small ones that nobody reads.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

from counselling.call.board import board
from counselling.call.board.board import Message
from counselling.call.board.board_words import FromPage
from counselling.call.media.rtc import DataChannel, PeerConnection

_NUDGE: Final = "{}"
_NUDGES_SECONDS: Final = (0.04, 0.08, 0.12, 0.16, 0.24, 0.32)  # some of them are lost as well


class BoardOwner(Protocol):
    """Whoever wants to know what the page says about the board."""

    def board_ready(self) -> None:
        """The page can be shown something, or lacks part of what it was shown."""
        ...

    def board_shown(self, version: int) -> None:
        """The page shows this version."""
        ...

    def board_said(self, word: FromPage) -> None:
        """The page's person points, draws, proposes, answers or signs."""
        ...


class BoardLine:
    """The channels of one line; made before its first offer."""

    def __init__(self, connection: PeerConnection, owner: BoardOwner) -> None:
        self._owner = owner
        self._board: DataChannel = connection.createDataChannel(board.CHANNEL)
        self._board.on("open", owner.board_ready)
        self._board.on("message", self._hear)
        self._pointer: DataChannel = connection.createDataChannel(
            board.POINTER_CHANNEL, ordered=False, maxRetransmits=0
        )
        self._pointer.on("message", self._hear)
        self._nudges: list[asyncio.TimerHandle] = []

    def send(self, messages: Sequence[Message]) -> bool:
        """Send messages in order; False while the channel is not open."""
        if self._board.readyState != "open":
            return False
        for message in messages:
            self._board.send(message)
        for nudge in self._nudges:
            nudge.cancel()
        later = asyncio.get_running_loop().call_later
        self._nudges = [later(seconds, self._nudge) for seconds in _NUDGES_SECONDS]
        return True

    def point(self, message: Message) -> None:
        """Send where somebody points; lost when the channel is not open."""
        if self._pointer.readyState == "open":
            self._pointer.send(message)

    def _nudge(self) -> None:
        if self._pointer.readyState == "open":
            self._pointer.send(_NUDGE)

    def _hear(self, message: object) -> None:
        match board.read_answer(message) if isinstance(message, str) else None:
            case None:
                return
            case board.Shown(version):
                self._owner.board_shown(version)
            case board.Resync():
                self._owner.board_ready()
            case word:
                self._owner.board_said(word)
