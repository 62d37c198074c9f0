"""The one place that chooses what carries the media: libwebrtc (`wrtc`) or `aiortc`.

Both speak aiortc's API; rtc.py holds the part of it that we use. libwebrtc is the
default: it conceals lost sound, follows the line's bandwidth and restarts ICE. aiortc is the
fallback where no wheel of the other fits, and the peer in tests.
"""

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from types import ModuleType
from typing import Any, Final, Protocol, TypeAlias

from counselling.call.link.plan import IceServer
from counselling.call.media.ladder import Share
from counselling.call.media.rtc import Description, Frame, PeerConnection, Receive, Relay, Track
from counselling.call.media.statistics import Traffic
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


class Cap(Protocol):
    """Bounds what an engine sends."""

    async def __call__(self, connection: PeerConnection, share: Share, *, empties: bool) -> None:
        """Send no more than a share; empties: drop what waits to be sent again."""
        ...


Restart: TypeAlias = Callable[[PeerConnection, Sequence[IceServer]], None]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine's classes behind our names.

    connect: a new line that knows the given servers and no others; track: a track whose frames
    come from a coroutine function; TrackEnded: what recv raises after a track's last frame;
    failures: what it raises at a description or an address that it cannot use; counters: what a
    line carried; cap: send no more than a share of the line, where the engine can be told; restart:
    have the next offer look for a new way through the network by the given servers, None where the
    engine cannot and the line has to be made anew; relend: have a new way that the other end offers
    be looked for by the given servers, None likewise; takes_one_server: it looks at the first TURN
    address only;
    takes_encoded: a track may give packets in place of frames, and for want of another way to
    tell it how much to send it gets them; plays_evenly: the sound that it hands on is due when it
    comes and has no holes; reads_stamps: where sound has its place in time is read off its frames,
    not counted; roots: the certificates (PEM) that it believes of a TURN server over TLS, and no
    others, "" where it believes whom this computer does.
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
    restart: Restart | None
    relend: Restart | None
    takes_one_server: bool
    takes_encoded: bool
    plays_evenly: bool
    reads_stamps: bool
    roots: str


def engine_named(name: str | None) -> EngineName | None:
    """Return the engine of a name, None where none is said. Raises ValueError for no such name."""
    return EngineName(name) if name else None


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


async def _cap_nothing(connection: PeerConnection, share: Share, *, empties: bool) -> None:
    """Leave aiortc as it is: it gets less to send (narrowing.py)."""


def _restart_native(connection: PeerConnection, servers: Sequence[IceServer]) -> None:
    _relend_native(connection, servers)
    _native(connection).restart_ice()


def _relend_native(connection: PeerConnection, servers: Sequence[IceServer]) -> None:
    webrtc = importlib.import_module("webrtc")
    listed = [
        webrtc.RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential)
        for s in servers
    ]
    kept = _native(connection).get_configuration()
    kept.ice_servers = listed
    _native(connection).set_configuration(kept)


def _native(connection: PeerConnection) -> Any:
    return vars(connection)["_native"]


def _native_roots() -> str:
    return (files("counselling.call.media") / "data" / "libwebrtc_roots.pem").read_text("utf-8")


def _is(entry: Any, kind: str) -> bool:
    return str(entry.type) == kind


_CAPPING: Final[Mapping[EngineName, Cap]] = {
    EngineName.WRTC: _cap_native,
    EngineName.AIORTC: _cap_nothing,
}
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
        cap=_CAPPING[name],
        restart=_restart_native if name is EngineName.WRTC else None,
        relend=_relend_native if name is EngineName.WRTC else None,
        takes_one_server=name is EngineName.AIORTC,
        takes_encoded=name is EngineName.AIORTC,
        plays_evenly=name is EngineName.WRTC,
        reads_stamps=name is EngineName.AIORTC,
        roots=_native_roots() if name is EngineName.WRTC else "",
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
