"""Our devices as an engine's tracks, and an engine's tracks into our screens and speakers."""

import asyncio
import fractions
import time
from collections.abc import Callable
from typing import Final, TypeAlias

import av

from counselling.call.media.devices import (
    BLOCK_SAMPLES,
    SAMPLE_BYTES,
    SAMPLE_RATE,
    AudioBlock,
    AudioSink,
    AudioSource,
    VideoFrame,
    VideoSink,
    VideoSource,
)
from counselling.call.media.engine import Engine
from counselling.call.media.rtc import Track
from counselling.call.media.statistics import Meter

Clock: TypeAlias = Callable[[], float]

_VIDEO_CLOCK: Final = 90_000  # RTP's clock of video, 1/s
_VIDEO_BASE: Final = fractions.Fraction(1, _VIDEO_CLOCK)
_AUDIO_BASE: Final = fractions.Fraction(1, SAMPLE_RATE)
_STALL_SECONDS: Final = 0.06  # a microphone later than this starts anew at the present
_MOST_OWED: Final = 100  # blocks; a computer that slept owes nothing for its night
_BLACK_SECONDS: Final = 1.0
_DARK, _GREY = b"\x10", b"\x80"  # luma and chroma of black in video range


class OutgoingVideo:
    """A camera as a track. Hidden, it sends black once a second, so that the line stays alive."""

    def __init__(
        self, engine: Engine, camera: VideoSource, *, clock: Clock = time.monotonic
    ) -> None:
        self._camera = camera
        self._clock = clock
        self._start = clock()
        self._last = -1
        self._black_at = 0.0
        self._reader = Reader()
        self.is_hidden = False
        self.count = 0
        self.track = engine.track("video", self._receive)

    async def stop(self) -> None:
        """End the track and whatever was reading it."""
        self.track.stop()
        await self._reader.stop()

    async def _receive(self) -> av.VideoFrame:
        self._reader.note()
        frame = await self._camera.frame()
        while self.is_hidden and self._clock() - self._black_at < _BLACK_SECONDS:
            frame = await self._camera.frame()
        if self.is_hidden:
            self._black_at = self._clock()
            frame = _black(frame)
        made = _av_video(frame)
        # The clock, not a count of frames: what was dropped must not slow the picture down.
        self._last = max(self._last + 1, round((self._clock() - self._start) * _VIDEO_CLOCK))
        made.pts, made.time_base = self._last, _VIDEO_BASE
        self.count += 1
        return made


class OutgoingAudio:
    """A microphone as a track. Muted, it sends silence."""

    def __init__(
        self, engine: Engine, microphone: AudioSource, *, clock: Clock = time.monotonic
    ) -> None:
        self._microphone = microphone
        self._clock = clock
        self._start: float | None = None
        self._samples = 0
        self._reads_stamps = engine.reads_stamps
        self._owed = 0
        self._kept: AudioBlock | None = None
        self._reader = Reader()
        self.is_muted = False
        self.track = engine.track("audio", self._receive)

    async def stop(self) -> None:
        """End the track and whatever was reading it."""
        self.track.stop()
        await self._reader.stop()

    @property
    def position(self) -> int:
        """The place in time, in samples, of what comes next."""
        return self._samples

    async def _receive(self) -> av.AudioFrame:
        self._reader.note()
        if self._kept is None:
            self._kept = await self._microphone.block()
            self._catch_up()
        if self._owed:
            self._owed -= 1
            samples = bytes(BLOCK_SAMPLES * SAMPLE_BYTES)
        else:
            block, self._kept = self._kept, None
            samples = bytes(len(block.samples)) if self.is_muted else block.samples
        made = _av_audio(samples)
        made.pts, made.time_base = self._samples, _AUDIO_BASE
        self._samples += made.samples
        return made

    def _catch_up(self) -> None:
        """Leave out the time in which the microphone gave nothing, or fill it with silence.

        An engine that counts what it is given would fall behind the clock for good, and those who
        listen would wait longer and longer for what they take to be late.
        """
        now = self._clock()
        if self._start is None:
            self._start = now
        behind = now - self._start - self._samples / SAMPLE_RATE
        if behind <= _STALL_SECONDS:
            return
        missing = round(behind * SAMPLE_RATE / BLOCK_SAMPLES)
        self._owed = 0 if self._reads_stamps else min(missing, _MOST_OWED)
        self._samples += (missing - self._owed) * BLOCK_SAMPLES


class Reader:
    """The engine's task that reads a source: it may wait for a camera that gives nothing more."""

    def __init__(self) -> None:
        self._task: asyncio.Task[object] | None = None

    def note(self) -> None:
        """Remember who reads."""
        self._task = asyncio.current_task()

    async def stop(self) -> None:
        """End the reader and wait for it."""
        task, self._task = self._task, None
        if task is not None and task is not asyncio.current_task():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def show_video(
    engine: Engine, track: Track, sink: VideoSink, meter: Meter, first: Callable[[], None]
) -> None:
    """Show a track until it ends; `first` is called once, with the first picture shown."""
    is_first = True
    while True:
        try:
            received = await track.recv()
        except engine.TrackEnded:
            return
        if not isinstance(received, av.VideoFrame):
            continue
        frame = _our_video(received)
        meter.saw(frame)
        sink.show(frame)
        if is_first:
            is_first = False
            first()


async def play_audio(
    engine: Engine, track: Track, sink: AudioSink, meter: Meter, first: Callable[[], None]
) -> None:
    """Play a track until it ends, as mono at 48 kHz; `first` is called once, with its first sound.

    An engine plays silence of its own until something arrives: that is no sound.
    """
    is_first = True
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    due: float | None = None
    while True:
        try:
            received = await track.recv()
        except engine.TrackEnded:
            return
        if not isinstance(received, av.AudioFrame):
            continue
        starts = received.time if received.time is not None else due
        skipped = max(0.0, starts - due) if starts is not None and due is not None else 0.0
        for resampled in resampler.resample(received):
            samples = bytes(resampled.planes[0])[: resampled.samples * 2]
            block = AudioBlock(samples)
            meter.heard(block, skipped_seconds=skipped)
            sink.play(block)
            skipped = 0.0
            if is_first and any(samples):
                is_first = False
                first()
        if starts is not None:
            due = starts + received.samples / received.sample_rate


def _av_video(frame: VideoFrame) -> av.VideoFrame:
    made = av.VideoFrame(frame.width, frame.height, "yuv420p")
    half = -(-frame.width // 2)
    for plane, octets, width in zip(
        made.planes, (frame.y, frame.u, frame.v), (frame.width, half, half), strict=True
    ):
        plane.update(_padded(octets, width, plane.line_size, plane.height))
    return made


def _our_video(received: av.VideoFrame) -> VideoFrame:
    if received.format.name != "yuv420p":
        received = received.reformat(format="yuv420p")
    y, u, v = (_unpadded(plane) for plane in received.planes)
    return VideoFrame(received.width, received.height, y, u, v)


def _padded(octets: bytes, width: int, line: int, height: int) -> bytes:
    """Give each row the length that the engine's planes have."""
    if width == line:
        return octets
    rows = (octets[row * width : (row + 1) * width] for row in range(height))
    return b"".join(row.ljust(line, b"\0") for row in rows)


def _unpadded(plane: av.video.plane.VideoPlane) -> bytes:
    octets = bytes(plane)
    if plane.line_size == plane.width:
        return octets[: plane.width * plane.height]
    starts = range(0, plane.line_size * plane.height, plane.line_size)
    return b"".join(octets[start : start + plane.width] for start in starts)


def _black(frame: VideoFrame) -> VideoFrame:
    return VideoFrame(
        frame.width,
        frame.height,
        _DARK * len(frame.y),
        _GREY * len(frame.u),
        _GREY * len(frame.v),
    )


def _av_audio(samples: bytes) -> av.AudioFrame:
    made = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2)
    made.planes[0].update(samples)
    made.sample_rate = SAMPLE_RATE
    return made
