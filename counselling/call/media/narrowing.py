"""Our picture and sound for one line: as much of them as its rung allows."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import Final

import av
from av.video.frame import PictureType

from counselling.call.media.encoding import PictureEncoder, SoundEncoder
from counselling.call.media.engine import Engine
from counselling.call.media.ladder import SHARES, Rung, Share
from counselling.call.media.rtc import Encoded, Frame, Track
from counselling.call.media.tracks import Clock, Reader

_USUAL_SOUND_KBIT: Final = 32
# aiortc's receiver holds back sixteen packets from the first that was lost on: short ones are
# sooner heard, and cost 24 kbit/s more for their heads.
_SHORT_MS, _LONG_MS = 10, 20


class NarrowedVideo:
    """A picture for one line, as large and as often as its rung allows. count: pictures sent."""

    def __init__(self, engine: Engine, source: Track, *, clock: Clock = time.monotonic) -> None:
        self._source = source
        self._clock = clock
        self._due = 0.0
        self._reader = Reader()
        self._encoder: PictureEncoder | None = None
        self._encodes = engine.takes_encoded
        self._is_stale = False
        self.rung = Rung.FULL
        self.count = 0
        self.track = engine.track("video", self._receive)

    async def stop(self) -> None:
        """End the track and whatever was reading it; its source is let go."""
        self.track.stop()
        self._source.stop()
        await self._reader.stop()

    async def _receive(self) -> Frame:
        self._reader.note()
        while True:
            frame, share = await self._next()
            self.count += 1
            frame = _at_most(frame, share.height)
            if not self._encodes:
                return frame
            if self.rung > Rung.LEAST:
                return self._anew(frame)
            packets = await self._encoded(frame, share)
            if packets:
                return packets[0]  # an encoder without delay makes one of each picture

    async def _next(self) -> tuple[av.VideoFrame, Share]:
        """Wait for the next picture that is due."""
        while True:
            frame = await self._source.recv()
            share, now = SHARES[self.rung], self._clock()
            # a change of the rung is felt at once, also while the next still is far away
            self._due = min(self._due, now + 1 / share.per_second)
            if isinstance(frame, av.VideoFrame) and now >= self._due:
                self._due = max(self._due + 1 / share.per_second, now)
                return frame, share

    def _anew(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Have the engine's encoder begin with a whole picture after ours: nobody has its last."""
        if self._encoder is not None:
            self._encoder = None
            # the engine reads the type of a frame, which is kept where it was not made smaller
            frame = frame.reformat(width=frame.width, height=frame.height)
            frame.pict_type = PictureType.I
        return frame

    async def _encoded(self, frame: av.VideoFrame, share: Share) -> Sequence[Encoded]:
        encoder, is_still = self._encoder, share.per_second < 1
        if encoder is None or (encoder.size, encoder.is_still) != (
            (frame.width, frame.height),
            is_still,
        ):
            self._encoder = encoder = PictureEncoder(
                frame.width, frame.height, kbit=share.picture_kbit or 0, per_second=share.per_second
            )
        return await asyncio.get_running_loop().run_in_executor(None, encoder.encode, frame)


class NarrowedSound:
    """Sound for one line; encoded at the rate of its rung where the engine would not do so."""

    def __init__(self, engine: Engine, source: Track) -> None:
        self._source = source
        self._reader = Reader()
        self._encoder: SoundEncoder | None = None
        self._kbit = 0
        self._packets: deque[Encoded] = deque()
        self.rung = Rung.FULL
        self.track = engine.track("audio", self._receive) if engine.takes_encoded else source

    async def stop(self) -> None:
        """End the track and whatever was reading it; its source is let go."""
        self.track.stop()
        self._source.stop()
        await self._reader.stop()

    async def _receive(self) -> Frame:
        self._reader.note()
        while not self._packets:
            frame = await self._source.recv()
            if isinstance(frame, av.AudioFrame):
                self._packets.extend(self._encoder_now().encode(frame))
        return self._packets.popleft()

    def _encoder_now(self) -> SoundEncoder:
        kbit = SHARES[self.rung].sound_kbit or _USUAL_SOUND_KBIT
        if self._encoder is None or kbit != self._kbit:
            block_ms = _LONG_MS if self.rung <= Rung.LEAST else _SHORT_MS
            self._encoder, self._kbit = SoundEncoder(kbit, block_ms=block_ms), kbit
        return self._encoder


def _at_most(frame: av.VideoFrame, height: int) -> av.VideoFrame:
    if frame.height <= height:
        return frame
    width = round(frame.width * height / frame.height / 2) * 2
    return frame.reformat(width=width, height=height)
