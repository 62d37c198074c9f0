"""The board's two channels to one page: what must arrive, and pointers that may be lost."""

from collections.abc import Sequence
from typing import Protocol

from counselling.call import board
from counselling.call.board import Message
from counselling.call.board_words import FromPage
from counselling.call.rtc import DataChannel, PeerConnection


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

    def send(self, messages: Sequence[Message]) -> bool:
        """Send messages in order; False while the channel is not open."""
        if self._board.readyState != "open":
            return False
        for message in messages:
            self._board.send(message)
        return True

    def point(self, message: Message) -> None:
        """Send where somebody points; lost when the channel is not open."""
        if self._pointer.readyState == "open":
            self._pointer.send(message)

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
