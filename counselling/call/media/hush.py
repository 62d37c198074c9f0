"""Sound for one line: silenced at its sender for that line alone, and never late.

An engine takes 20 ms every 20 ms. What was once held up would come late for the rest of the call,
and each time a little later: so what waits too long, or waits all the time, is left out.
"""

from collections.abc import Callable
from typing import Final

import av

from counselling.call.media.devices import BLOCK_SAMPLES
from counselling.call.media.engine import Engine
from counselling.call.media.rtc import Frame, Track
from counselling.call.media.tracks import Reader

_MOST_WAITING: Final = 3 * BLOCK_SAMPLES
_ALWAYS_BLOCKS: Final = 50  # a second in which something waited all the time


class HushedAudio:
    """A line's own copy of the microphone. is_hushed: silence is sent in its place.

    Silence and not nothing: a line on which nothing comes is taken for lost. position: the place in
    time, in samples, of what the microphone gives next.
    """

    def __init__(self, engine: Engine, source: Track, position: Callable[[], int]) -> None:
        self._source = source
        self._position = position
        self._waited = 0
        self._reader = Reader()
        self.is_hushed = False
        self.track = engine.track("audio", self._receive)

    async def stop(self) -> None:
        """End the track and whatever was reading it; its source is let go."""
        self.track.stop()
        self._source.stop()
        await self._reader.stop()

    async def _receive(self) -> Frame:
        self._reader.note()
        frame = await self._source.recv()
        while self._is_late(frame):
            frame = await self._source.recv()
        if not self.is_hushed or not isinstance(frame, av.AudioFrame):
            return frame
        return _silence(frame)

    def _is_late(self, frame: Frame) -> bool:
        if not isinstance(frame, av.AudioFrame) or frame.pts is None:
            return False
        waiting = self._position() - frame.pts - frame.samples
        self._waited = self._waited + 1 if waiting > 0 else 0
        if waiting <= _MOST_WAITING and self._waited < _ALWAYS_BLOCKS:
            return False
        self._waited = 0
        return True


def _silence(frame: av.AudioFrame) -> av.AudioFrame:
    """Return as much silence. The frame itself is shared with other lines and stays as it is."""
    made = av.AudioFrame(format=frame.format.name, layout=frame.layout.name, samples=frame.samples)
    for plane in made.planes:
        plane.update(bytes(plane.buffer_size))
    made.pts, made.time_base, made.sample_rate = frame.pts, frame.time_base, frame.sample_rate
    return made
