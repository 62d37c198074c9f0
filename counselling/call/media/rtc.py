"""The part of aiortc's API that a call uses, as protocols: both engines keep them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from av import AudioFrame, Packet, VideoFrame

Encoded: TypeAlias = "Packet[Any]"  # by us, for an engine that takes it
Frame: TypeAlias = "VideoFrame | AudioFrame | Encoded"
Receive: TypeAlias = Callable[[], Awaitable[Frame]]


class Description(Protocol):
    """A session description."""

    sdp: str
    type: str


class Track(Protocol):
    """One picture or sound stream."""

    kind: str

    async def recv(self) -> Frame:
        """Return the next frame. Raises the engine's TrackEnded after the last."""
        ...

    def stop(self) -> None:
        """End the track."""
        ...


class DataChannel(Protocol):
    """A channel for text and bytes."""

    label: str
    readyState: str

    def send(self, data: str | bytes) -> None:
        """Send one message."""
        ...

    def on(self, event: str, handler: Callable[..., object]) -> object:
        """Call the handler at "open", "message" or "close"."""
        ...


class Sender(Protocol):
    """What sends one of our tracks."""

    track: Track | None

    def replaceTrack(self, track: Track | None) -> None:
        """Send another track of the same kind, or none."""
        ...


class Transceiver(Protocol):
    """A track and its counterpart. direction: "sendrecv" and its like."""

    kind: str
    direction: str
    sender: Sender


class PeerConnection(Protocol):
    """The line to one browser. Names are those of the W3C's WebRTC API."""

    connectionState: str
    localDescription: Description

    def addTrack(self, track: Track) -> object:
        """Send a track."""
        ...

    def createDataChannel(
        self, label: str, *, ordered: bool = True, maxRetransmits: int | None = None
    ) -> DataChannel:
        """Open a data channel; maxRetransmits None: until what was sent has arrived."""
        ...

    def on(self, event: str, handler: Callable[..., object]) -> object:
        """Call the handler at "track" or "connectionstatechange"."""
        ...

    async def createOffer(self) -> Description:
        """Describe what we would send and receive."""
        ...

    async def createAnswer(self) -> Description:
        """Describe the same in answer to an offer."""
        ...

    async def setLocalDescription(self, description: Description) -> None:
        """Take our description and gather all our addresses into it."""
        ...

    async def setRemoteDescription(self, description: Description) -> None:
        """Take the other end's description."""
        ...

    async def addIceCandidate(self, candidate: object) -> None:
        """Learn one more address of the other end."""
        ...

    def getTransceivers(self) -> Sequence[Transceiver]:
        """Return what carries each track and its counterpart."""
        ...

    async def getStats(self) -> Mapping[str, object]:
        """Return the connection's counters."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class Relay(Protocol):
    """Gives one source to several lines."""

    def subscribe(self, track: Track, buffered: bool = True) -> Track:
        """Return a track for one more line; without a buffer it skips to the newest frame."""
        ...
