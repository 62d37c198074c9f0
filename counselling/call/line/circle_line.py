"""The channel to one seat over which the host introduces it to the others."""

from typing import Protocol

from counselling.call.line import circle_words as words
from counselling.call.media.rtc import DataChannel, PeerConnection


class CircleOwner(Protocol):
    """Whoever wants to know what a seat says of its lines to the others."""

    def circle_ready(self) -> None:
        """The seat can be told of the others."""
        ...

    def circle_said(self, word: words.FromSeat) -> None:
        """The seat says something of its lines."""
        ...


class CircleLine:
    """The channel of one line; made before its first offer."""

    def __init__(self, connection: PeerConnection, owner: CircleOwner) -> None:
        self._owner = owner
        self._channel: DataChannel = connection.createDataChannel(words.CHANNEL)
        self._channel.on("open", owner.circle_ready)
        self._channel.on("message", self._hear)

    def send(self, word: words.FromHost) -> None:
        """Send a word; while the channel is not open it is dropped: `ready` begins anew."""
        if self._channel.readyState == "open":
            self._channel.send(words.write(word))

    def _hear(self, message: object) -> None:
        word = words.read_from_seat(message)
        if word is not None:
            self._owner.circle_said(word)
