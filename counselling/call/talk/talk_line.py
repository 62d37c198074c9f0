"""The talk's channel on one line, at either end: words in order, and pieces of files as bytes."""

from typing import Protocol

from counselling.call.media.rtc import DataChannel, PeerConnection
from counselling.call.talk.talk_words import CHANNEL, FromPage, ToPage, said


class TalkOwner(Protocol):
    """Whoever hears what the other end says. `line` is the one that it came on."""

    def talk_open(self, line: "TalkLine") -> None:
        """Words can be said on this line."""
        ...

    def talk_heard(self, line: "TalkLine", message: str | bytes) -> None:
        """The other end said something, or sent a piece of a file."""
        ...


class TalkLine:
    """What is said while the channel is not open is lost: on a new line each end asks again."""

    def __init__(self, channel: DataChannel, owner: TalkOwner) -> None:
        self._channel, self._owner = channel, owner
        self._is_open = False
        channel.on("message", self._hear)
        channel.on("open", self._opened)
        if channel.readyState == "open":
            self._opened()

    @classmethod
    def made(cls, connection: PeerConnection, owner: TalkOwner) -> "TalkLine":
        """Make the channel of a line, before its first offer."""
        return cls(connection.createDataChannel(CHANNEL), owner)

    def say(self, word: FromPage | ToPage) -> None:
        """Say something."""
        self._send(said(word))

    def piece(self, piece: bytes) -> None:
        """Send a piece of a file."""
        self._send(piece)

    def _send(self, message: str | bytes) -> None:
        if self._channel.readyState == "open":
            self._channel.send(message)

    def _opened(self) -> None:
        if not self._is_open:
            self._is_open = True
            self._owner.talk_open(self)

    def _hear(self, message: object) -> None:
        self._opened()  # an engine may tell of a message before it tells that the channel is open
        if isinstance(message, str | bytes):
            self._owner.talk_heard(self, message)
