"""What both ends of a media line share: tracks both ways, what they carry, and the end of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from counselling.call.line.events import Media
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random
from counselling.call.link.plan import IceServer
from counselling.call.media.devices import AudioSink, Devices, VideoSink
from counselling.call.media.engine import Engine
from counselling.call.media.even_sound import play_evenly
from counselling.call.media.hush import HushedAudio
from counselling.call.media.ladder import SHARES, Rung, Share
from counselling.call.media.narrowing import NarrowedSound, NarrowedVideo
from counselling.call.media.resends import with_resends
from counselling.call.media.rtc import PeerConnection, Relay, Track
from counselling.call.media.statistics import Meter, Second, Traffic
from counselling.call.media.tracks import OutgoingAudio, OutgoingVideo, play_audio, show_video
from counselling.call.server.messages import Address
from counselling.call.server.reach import Reach

_T = TypeVar("_T")

_COUNTING_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Studio:
    """What all lines of a call share. Camera and microphone are read once and relayed to each.

    reach: which of the clinic's relays this end knows to be in reach.
    """

    engine: Engine
    video: OutgoingVideo
    audio: OutgoingAudio
    relay: Relay
    random: Random
    clock: Callable[[], float]
    reach: Reach

    @classmethod
    def furnished(
        cls, engine: Engine, devices: Devices, *, random: Random, clock: Callable[[], float]
    ) -> "Studio":
        """Return the studio of one end of a call; random, clock: the effects it needs."""
        return cls(
            engine=engine,
            video=OutgoingVideo(engine, devices.camera, clock=clock),
            audio=OutgoingAudio(engine, devices.microphone, clock=clock),
            relay=engine.relay(),
            random=random,
            clock=clock,
            reach=Reach(roots=engine.roots),
        )

    def subscribe(self) -> tuple[HushedAudio, NarrowedSound, NarrowedVideo]:
        """Return sound and picture for one more line; the picture skips to the newest frame."""
        sound = self.relay.subscribe(self.audio.track, buffered=True)
        picture = self.relay.subscribe(self.video.track, buffered=False)
        hushed = HushedAudio(self.engine, sound, lambda: self.audio.position)
        return (
            hushed,
            NarrowedSound(self.engine, hushed.track),
            NarrowedVideo(self.engine, picture, clock=self.clock),
        )

    async def stop(self) -> None:
        """Let go of camera and microphone."""
        await self.video.stop()
        await self.audio.stop()


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where one seat's picture and sound go."""

    screen: VideoSink
    speaker: AudioSink


class LineOwner(Protocol):
    """Whoever wants to know what happens on a line."""

    def first_frame(self, media: Media) -> None:
        """The first picture or sound came."""
        ...

    def line_opened(self) -> None:
        """The engines are connected."""
        ...

    def line_closed(self) -> None:
        """The other end hung up or is out of reach."""
        ...


class MediaLine:
    """One end of one line; after close() it is not used again. servers: those that it may ask."""

    def __init__(
        self,
        studio: Studio,
        owner: LineOwner,
        *,
        incoming: Incoming,
        servers: tuple[IceServer, ...],
    ) -> None:
        self._studio = studio
        self._owner = owner
        self._incoming = incoming
        self._meter = Meter(studio.clock)
        self._chores = Chores()
        self._voice: HushedAudio | None = None
        self._is_hushed = False
        self._sound: NarrowedSound | None = None
        self._picture: NarrowedVideo | None = None
        self._is_closed = False
        self._counting: asyncio.Future[Traffic] | None = None
        self._capping = asyncio.Lock()  # one after the other: each takes its time
        self._describing = asyncio.Lock()  # an offer and what it is read as are not interrupted
        self._resends = True
        self._connection: PeerConnection = studio.engine.connect(servers)
        self._connection.on("track", self._receive)
        self._connection.on("connectionstatechange", self._state_changed)

    async def add_address(self, address: Address) -> None:
        """Learn an address of the other end; one that is not understood is left out."""
        try:
            found = self._studio.engine.candidate(address.candidate, address.mid, address.line)
            await self._connection.addIceCandidate(found)
        except self._studio.engine.failures:
            return

    async def second(self) -> Second | None:
        """Sum up the second that passed; None when the line was closed meanwhile."""
        traffic = await self._counted()
        if traffic is None:
            return None
        sent = self._picture.count if self._picture is not None else 0
        return self._meter.second(traffic, pictures_sent=sent)

    async def silent_seconds(self) -> float:
        """Look whether anything came, and return the time since something did."""
        traffic = await self._counted()
        if traffic is not None:
            self._meter.counted(traffic)
        return self._meter.silent_seconds

    def narrow(self, rung: Rung) -> None:
        """Send as much as a rung allows from now on."""
        if self._picture is None or self._sound is None or self._is_closed:
            return
        before, self._picture.rung, self._sound.rung = self._picture.rung, rung, rung
        self._chores.start(self._cap(SHARES[rung], empties=rung < before))

    def hush(self, *, is_hushed: bool) -> None:
        """Send silence in place of our sound on this line alone, or our sound again."""
        self._is_hushed = is_hushed
        if self._voice is not None:
            self._voice.is_hushed = is_hushed

    async def close(self) -> None:
        """Hang up and wait until nothing of this line runs."""
        if self._is_closed:
            return
        self._is_closed = True
        for sound in (self._sound, self._voice):
            if sound is not None:
                await sound.stop()
        if self._picture is not None:
            await self._picture.stop()
        if self._counting is not None:
            # libwebrtc never answers what is asked while its connection closes
            await asyncio.wait({self._counting}, timeout=_COUNTING_SECONDS)
        await self._connection.close()
        await self._chores.stop()

    async def _counted(self) -> Traffic | None:
        """Ask the engine for its counters; close() waits for an answer that nobody else wants."""
        if self._is_closed:
            return None
        asking = asyncio.ensure_future(self._studio.engine.counters(self._connection))
        asking.add_done_callback(_heed)
        self._counting = asking
        return await self._while_open(asyncio.shield(asking))

    async def _cap(self, share: Share, *, empties: bool) -> None:
        async with self._capping:
            if empties:
                await self._resend(is_on=False)  # what was lost until now is asked for no more
            cap = self._studio.engine.cap
            await self._while_open(cap(self._connection, share, empties=empties))
            await self._resend(is_on=share.resends)

    async def _resend(self, *, is_on: bool) -> None:
        """Send lost packets of the picture again from now on, or do not."""
        resend = self._studio.engine.resend
        if resend is None or is_on is self._resends:
            return
        self._resends = is_on
        async with self._describing:
            await self._while_open(resend(self._connection, is_on=is_on))

    async def _take_description(self, sdp: str, kind: str) -> None:
        """Take what the other end says of itself, as far as we want to know of it."""
        engine = self._studio.engine
        read = sdp if engine.resend is None else with_resends(sdp, is_on=self._resends)
        await self._connection.setRemoteDescription(engine.description(read, kind))

    def _subscribe(self) -> tuple[Track, Track]:
        self._voice, self._sound, self._picture = self._studio.subscribe()
        self._voice.is_hushed = self._is_hushed
        return self._sound.track, self._picture.track

    def _receive(self, track: Track) -> None:
        first = partial(self._owner.first_frame, Media(track.kind))
        if track.kind == "video":
            screen = self._incoming.screen
            self._chores.start(show_video(self._studio.engine, track, screen, self._meter, first))
        else:
            engine, speaker = self._studio.engine, self._incoming.speaker
            play = play_audio if engine.plays_evenly else play_evenly
            self._chores.start(play(engine, track, speaker, self._meter, first))

    def _state_changed(self) -> None:
        if self._is_closed:
            return
        if self._connection.connectionState == "connected":
            self._owner.line_opened()
        elif self._connection.connectionState in ("failed", "closed"):
            self._owner.line_closed()

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


def _heed(asked: "asyncio.Future[Traffic]") -> None:
    """Take note of a failure that nobody waits for any more."""
    if not asked.cancelled():
        asked.exception()


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
