"""The media line to one browser: tracks both ways, the board and the page's figures."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from counselling.call import board
from counselling.call.chores import Chores
from counselling.call.devices import AudioSink, VideoSink
from counselling.call.engine import Engine, PeerConnection, Relay, Track, traffic
from counselling.call.events import Media
from counselling.call.invitation import Random
from counselling.call.plan import IceServer
from counselling.call.proof import with_one_fingerprint
from counselling.call.statistics import Meter, Second, read_page
from counselling.call.tracks import OutgoingAudio, OutgoingVideo, play_audio, show_video
from counselling.errors import CallError

_T = TypeVar("_T")

STATISTICS_CHANNEL: Final = "stats"
_MAX_PAGE_FIGURES: Final = 4_096  # characters


@dataclass(frozen=True, slots=True)
class Studio:
    """What all lines of a call share. Camera and microphone are read once and relayed to each."""

    engine: Engine
    servers: tuple[IceServer, ...]
    video: OutgoingVideo
    audio: OutgoingAudio
    relay: Relay
    random: Random
    clock: Callable[[], float]

    def subscribe(self) -> tuple[Track, Track]:
        """Return sound and picture for one more line; the picture skips to the newest frame."""
        audio = self.relay.subscribe(self.audio.track, buffered=True)
        return audio, self.relay.subscribe(self.video.track, buffered=False)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where one seat's picture and sound go."""

    screen: VideoSink
    speaker: AudioSink


class PeerOwner(Protocol):
    """Whoever wants to know what happens on a line."""

    def first_frame(self, media: Media) -> None:
        """The first picture or sound came."""
        ...

    def board_ready(self) -> None:
        """The page can be shown something, or lacks part of what it was shown."""
        ...

    def board_shown(self, version: int) -> None:
        """The page shows this version."""
        ...

    def line_opened(self) -> None:
        """The engines are connected."""
        ...

    def line_closed(self) -> None:
        """The other end hung up or is out of reach."""
        ...


class Peer:
    """One line. Made for one visit; after close() it is not used again."""

    def __init__(self, studio: Studio, owner: PeerOwner, *, incoming: Incoming) -> None:
        self._studio = studio
        self._owner = owner
        self._incoming = incoming
        self._meter = Meter(studio.clock)
        self._chores = Chores()
        self._tracks: tuple[Track, ...] = ()
        self._is_closed = False
        self._connection: PeerConnection = studio.engine.connect(studio.servers)
        self._connection.on("track", self._receive)
        self._connection.on("connectionstatechange", self._state_changed)
        # Before the first offer: a channel added later would need a second one.
        self._board = self._connection.createDataChannel(board.CHANNEL)
        self._board.on("open", owner.board_ready)
        self._board.on("message", self._board_answer)
        self._figures = self._connection.createDataChannel(STATISTICS_CHANNEL)
        self._figures.on("message", self._page_figures)

    async def offer(self) -> str:
        """Describe our end; "" when the line was closed meanwhile.

        The fingerprint in it is the one that our engine uses.
        """
        self._tracks = self._studio.subscribe()
        for track in self._tracks:
            self._connection.addTrack(track)
        await self._while_open(self._describe())
        if self._is_closed:
            return ""
        return with_one_fingerprint(self._connection.localDescription.sdp)

    async def accept(self, sdp: str) -> None:
        """Take the other end's answer, whose fingerprint was proven before.

        Raises CallError("call.description") when the engine cannot make anything of it.
        """
        engine = self._studio.engine
        try:
            await self._connection.setRemoteDescription(engine.description(sdp, "answer"))
        except engine.failures:
            raise CallError("call.description") from None

    async def add_address(self, line: str, mid: str | None, index: int | None) -> None:
        """Learn an address of the other end; one that is not understood is left out."""
        try:
            candidate = self._studio.engine.candidate(line, mid, index)
            await self._connection.addIceCandidate(candidate)
        except self._studio.engine.failures:
            return

    def send_board(self, messages: Sequence[str]) -> bool:
        """Send messages about the shared picture; False while the channel is not open."""
        if self._is_closed or self._board.readyState != "open":
            return False
        for message in messages:
            self._board.send(message)
        return True

    async def second(self) -> Second | None:
        """Sum up the second that passed; None when the line was closed meanwhile."""
        report = await self._while_open(self._connection.getStats())
        if report is None:
            return None
        return self._meter.second(traffic(report), pictures_sent=self._studio.video.count)

    async def close(self) -> None:
        """Hang up and wait until nothing of this line runs."""
        if self._is_closed:
            return
        self._is_closed = True
        for track in self._tracks:
            track.stop()
        await self._connection.close()
        await self._chores.stop()

    def _receive(self, track: Track) -> None:
        if track.kind == "video":
            first = partial(self._owner.first_frame, Media.VIDEO)
            self._chores.start(
                show_video(self._studio.engine, track, self._incoming.screen, self._meter, first)
            )
        elif track.kind == "audio":
            first = partial(self._owner.first_frame, Media.AUDIO)
            self._chores.start(
                play_audio(self._studio.engine, track, self._incoming.speaker, self._meter, first)
            )

    def _state_changed(self) -> None:
        if self._is_closed:
            return
        if self._connection.connectionState == "connected":
            self._owner.line_opened()
        elif self._connection.connectionState in ("failed", "closed"):
            self._owner.line_closed()

    def _board_answer(self, message: object) -> None:
        match board.read_answer(message) if isinstance(message, str) else None:
            case board.Shown(version):
                self._owner.board_shown(version)
            case board.Resync():
                self._owner.board_ready()

    def _page_figures(self, message: object) -> None:
        if isinstance(message, str) and len(message) <= _MAX_PAGE_FIGURES:
            self._meter.page = read_page(message) or self._meter.page

    async def _describe(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createOffer())

    async def _while_open(self, work: Awaitable[_T]) -> _T | None:
        """Wait for the engine; None when the line was closed under its hands."""
        try:
            return await work
        except asyncio.CancelledError:
            # libwebrtc cancels what waits for a connection that is closed; else it is we who stop.
            if not self._is_closed or _is_being_cancelled():
                raise
        except self._studio.engine.failures:
            if not self._is_closed:
                raise
        return None


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
