"""The one place that chooses what carries the media: libwebrtc (`wrtc`) or `aiortc`.

Both speak aiortc's API; rtc.py holds the part of it that we use. libwebrtc is the
default: it conceals lost sound, follows the line's bandwidth and restarts ICE. aiortc is the
fallback where no wheel of the other fits, and the peer in tests.
"""

import importlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Final, Protocol, TypeAlias

from counselling.call.link.plan import IceServer
from counselling.call.media import native
from counselling.call.media.ladder import Share
from counselling.call.media.rtc import Description, Frame, PeerConnection, Receive, Relay, Track
from counselling.call.media.statistics import Traffic, traffic
from counselling.errors import CallError


class EngineName(StrEnum):
    """The engines, the preferred one first."""

    WRTC = "wrtc"
    AIORTC = "aiortc"


_MODULES: Final = {EngineName.WRTC: "webrtc.aiortc", EngineName.AIORTC: "aiortc"}
_REFUSALS: Final = ("InternalError", "InvalidAccessError", "InvalidStateError", "OperationError")


class Cap(Protocol):
    """Bounds what an engine sends."""

    async def __call__(self, connection: PeerConnection, share: Share, *, empties: bool) -> None:
        """Send no more than a share; empties: drop what waits to be sent again."""
        ...


class Resend(Protocol):
    """Says whether lost packets of the picture are sent again."""

    async def __call__(self, connection: PeerConnection, *, is_on: bool) -> None:
        """Ask for them and send them from now on, or do neither."""
        ...


Restart: TypeAlias = Callable[[PeerConnection, Sequence[IceServer]], None]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine's classes behind our names.

    connect: a new line that knows the given servers and no others; track: a track whose frames
    come from a coroutine function; TrackEnded: what recv raises after a track's last frame;
    failures: what it raises at a description or an address that it cannot use; counters: what a
    line carried; cap: send no more than a share of the line, where the engine can be told; resend:
    whether lost packets of the picture are sent again, None where it cannot be told; restart: have
    the next offer look for a new way through the network by the given servers, None where the
    engine cannot and the line has to be made anew; relend: have a new way that the other end offers
    be looked for by the given servers, None likewise; takes_one_server: it looks at the first TURN
    address only; takes_encoded: a track may give packets in place of frames, and for want of
    another way to tell it how much to send it gets them; plays_evenly: the sound that it hands on
    is due when it comes and has no holes; reads_stamps: where sound has its place in time is read
    off its frames, not counted; roots: the certificates (PEM) that it believes of a TURN server
    over TLS, and no others, "" where it believes whom this computer does.
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
    resend: Resend | None
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


async def _counted(connection: PeerConnection) -> Traffic:
    return traffic(await connection.getStats())


async def _cap_nothing(connection: PeerConnection, share: Share, *, empties: bool) -> None:
    """Leave aiortc as it is: it gets less to send (narrowing.py)."""


_CAPPING: Final[Mapping[EngineName, Cap]] = {
    EngineName.WRTC: native.cap,
    EngineName.AIORTC: _cap_nothing,
}
_COUNTING: Final = {EngineName.WRTC: native.counted, EngineName.AIORTC: _counted}


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
        resend=native.resend if name is EngineName.WRTC else None,
        restart=native.restart if name is EngineName.WRTC else None,
        relend=native.relend if name is EngineName.WRTC else None,
        takes_one_server=name is EngineName.AIORTC,
        takes_encoded=name is EngineName.AIORTC,
        plays_evenly=name is EngineName.WRTC,
        reads_stamps=name is EngineName.AIORTC,
        roots=native.roots() if name is EngineName.WRTC else "",
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
