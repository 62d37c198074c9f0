"""Sound for one line that is silenced at its sender, for that line alone."""

import av

from counselling.call.engine import Engine
from counselling.call.rtc import Frame, Track
from counselling.call.tracks import Reader


class HushedAudio:
    """A line's own copy of the microphone. is_hushed: silence is sent in its place.

    Silence and not nothing: a line on which nothing comes is taken for lost.
    """

    def __init__(self, engine: Engine, source: Track) -> None:
        self._source = source
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
        if not self.is_hushed or not isinstance(frame, av.AudioFrame):
            return frame
        return _silence(frame)


def _silence(frame: av.AudioFrame) -> av.AudioFrame:
    """Return as much silence. The frame itself is shared with other lines and stays as it is."""
    made = av.AudioFrame(format=frame.format.name, layout=frame.layout.name, samples=frame.samples)
    for plane in made.planes:
        plane.update(bytes(plane.buffer_size))
    made.pts, made.time_base, made.sample_rate = frame.pts, frame.time_base, frame.sample_rate
    return made
