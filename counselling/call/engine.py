"""The one place that chooses what carries the media: libwebrtc (`wrtc`) or `aiortc`.

Both speak aiortc's API; the protocols below are the part of it that we use. libwebrtc is the
default: it conceals lost sound, follows the line's bandwidth and restarts ICE. aiortc is the
fallback where no wheel of the other fits, and the peer in tests.
"""

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import ModuleType
from typing import Any, Final, Protocol, TypeAlias

from av import AudioFrame, VideoFrame

from counselling.call.ladder import Share
from counselling.call.plan import IceServer
from counselling.call.statistics import Traffic
from counselling.errors import CallError


class EngineName(StrEnum):
    """The engines, the preferred one first."""

    WRTC = "wrtc"
    AIORTC = "aiortc"


_MODULES: Final = {EngineName.WRTC: "webrtc.aiortc", EngineName.AIORTC: "aiortc"}
_COUNTERS: Final = {
    "transport": ("bytesSent", "bytesReceived"),
    "inbound-rtp": ("packetsReceived", "packetsLost"),
}

_EMPTYING_SECONDS: Final = 2.5  # until the other end asks for what was lost no more

_REFUSALS: Final = ("InternalError", "InvalidAccessError", "InvalidStateError", "OperationError")

Frame: TypeAlias = VideoFrame | AudioFrame
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


class Cap(Protocol):
    """Bounds what an engine sends."""

    async def __call__(self, connection: PeerConnection, share: Share, *, empties: bool) -> None:
        """Send no more than a share; empties: drop what waits to be sent again."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine's classes behind our names.

    connect: a new line that knows the given servers and no others; track: a track whose frames
    come from a coroutine function; TrackEnded: what recv raises after a track's last frame;
    failures: what it raises at a description or an address that it cannot use; counters: what a
    line carried; cap: send no more than a share of the line, where the engine can be told; restart:
    have the next offer look for a new way through the network, None where the engine cannot and
    the line has to be made anew.
    """

    name: EngineName
    connect: Callable[[Sequence[IceServer]], PeerConnection]
    track: Callable[[str, Receive], Track]
    relay: Callable[[], Relay]
    description: Callable[[str, str], Description]
    candidate: Callable[[str, str | None, int | None], object]
    TrackEnded: type[Exception]
    failures: tuple[type[Exception], ...]
    counters: Callable[[PeerConnection], Awaitable[Traffic]]
    cap: Cap
    restart: Callable[[PeerConnection], None] | None


def load_engine(name: EngineName | None = None) -> Engine:
    """Load an engine, by default the best that this machine has.

    Raises CallError("call.no_engine") when the one asked for, or each of them, cannot be loaded.
    """
    for candidate in [name] if name else list(EngineName):
        try:
            return _load(candidate)
        except ImportError:
            continue  # no wheel for this machine: the other one carries the call
    raise CallError("call.no_engine")


def traffic(report: Mapping[str, object]) -> Traffic:
    """Read the counters that we use out of an engine's report."""
    sums: dict[str, float] = {}
    rtt_seconds: list[float] = []
    for entry in report.values():
        kind = getattr(entry, "type", "")
        for name in _COUNTERS.get(kind, ()):
            sums[name] = sums.get(name, 0) + (getattr(entry, name, None) or 0)
        if kind == "remote-inbound-rtp" and (rtt := getattr(entry, "roundTripTime", None)):
            rtt_seconds.append(rtt)
    return Traffic(
        bytes_sent=int(sums.get("bytesSent", 0)),
        bytes_received=int(sums.get("bytesReceived", 0)),
        packets_received=int(sums.get("packetsReceived", 0)),
        packets_lost=int(sums.get("packetsLost", 0)),
        rtt_ms=round(min(rtt_seconds) * 1000, 1) if rtt_seconds else None,
    )


async def _counted(connection: PeerConnection) -> Traffic:
    return traffic(await connection.getStats())


# libwebrtc behind its shim knows more than aiortc's API can ask for; only here is it asked.


async def _counted_native(connection: PeerConnection) -> Traffic:
    entries = list((await _native(connection).get_stats()).values())
    known = traffic({entry.id: entry for entry in entries})
    sound = [entry for entry in entries if _is(entry, "inbound-rtp") and entry.kind == "audio"]
    pairs = [entry for entry in entries if _is(entry, "candidate-pair") and entry.nominated]
    available = [pair.available_outgoing_bitrate for pair in pairs]
    return replace(
        known,
        samples=sum(entry.total_samples_received or 0 for entry in sound),
        concealed=sum(
            (entry.concealed_samples or 0) - (entry.silent_concealed_samples or 0)
            for entry in sound
        ),
        available_kbit=max((round(each / 1000, 1) for each in available if each), default=None),
    )


async def _cap_native(connection: PeerConnection, share: Share, *, empties: bool) -> None:
    kbit = {"audio": share.sound_kbit, "video": share.picture_kbit}
    senders = [each for each in _native(connection).get_senders() if each.track is not None]
    for sender in senders:
        await _set(sender, "max_bitrate", value=_bits(kbit[sender.track.kind]))
    if empties:
        # What a line that broke down did not carry is sent again and again, for ten seconds and
        # more, and takes the room of the sound: with the picture off for a moment it is dropped.
        pictures = [sender for sender in senders if sender.track.kind == "video"]
        for sender in pictures:
            await _set(sender, "active", value=False)
        await asyncio.sleep(_EMPTYING_SECONDS)
        for sender in pictures:
            await _set(sender, "active", value=True)


async def _set(sender: Any, name: str, *, value: object) -> None:
    chosen = sender.get_parameters()
    for encoding in chosen.encodings:
        setattr(encoding, name, value)
    await sender.set_parameters(chosen)


def _bits(kbit: int | None) -> int | None:
    return None if kbit is None else kbit * 1000


async def _cap_nothing(_connection: PeerConnection, _share: Share, *, empties: bool) -> None:
    """Leave aiortc at its fixed rates."""


def _restart_native(connection: PeerConnection) -> None:
    _native(connection).restart_ice()


def _native(connection: PeerConnection) -> Any:
    return vars(connection)["_native"]


def _is(entry: Any, kind: str) -> bool:
    return str(entry.type) == kind


_COUNTING: Final = {EngineName.WRTC: _counted_native, EngineName.AIORTC: _counted}


def _load(name: EngineName) -> Engine:
    # By name: the libraries are large, one of them is enough, and either may be missing here.
    api = importlib.import_module(_MODULES[name])
    media = importlib.import_module(f"{_MODULES[name]}.contrib.media")
    streams = importlib.import_module(f"{_MODULES[name]}.mediastreams")
    sdp = importlib.import_module(f"{_MODULES[name]}.sdp")
    errors = importlib.import_module(f"{_MODULES[name]}.exceptions")

    refusals: list[type[Exception]] = [getattr(errors, refusal) for refusal in _REFUSALS]

    def connect(servers: Sequence[IceServer]) -> PeerConnection:
        # Always given, also when empty: without a list both engines ask a server of Google's.
        listed = [
            api.RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential)
            for s in servers
        ]
        connection: PeerConnection = api.RTCPeerConnection(api.RTCConfiguration(iceServers=listed))
        return connection

    def candidate(line: str, mid: str | None, index: int | None) -> object:
        found = sdp.candidate_from_sdp(line.removeprefix("candidate:"))
        found.sdpMid, found.sdpMLineIndex = mid, index
        return found

    return Engine(
        name=name,
        connect=connect,
        track=_source_track(streams),
        relay=media.MediaRelay,
        description=lambda text, kind: api.RTCSessionDescription(sdp=text, type=kind),
        candidate=candidate,
        TrackEnded=streams.MediaStreamError,
        # aiortc checks what it reads with assert and by index
        failures=(*refusals, ValueError, IndexError, AssertionError),
        counters=_COUNTING[name],
        cap=_cap_native if name is EngineName.WRTC else _cap_nothing,
        restart=_restart_native if name is EngineName.WRTC else None,
    )


def _source_track(streams: ModuleType) -> Callable[[str, Receive], Track]:
    class SourceTrack(streams.MediaStreamTrack):  # type: ignore[name-defined,misc]  # found when run
        def __init__(self, kind: str, receive: Receive) -> None:
            super().__init__()
            self.kind = kind
            self._receive = receive

        async def recv(self) -> Frame:
            if self.readyState != "live":
                raise streams.MediaStreamError
            return await self._receive()

    return SourceTrack
