"""Cameras, microphones, screens and speakers as the call sees them, whatever they are made of.

Sources are read by the media loop; a source fed by another thread (a Qt camera) puts what it has
into a Mailbox. Sinks are called on the media loop and must return at once.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

SAMPLE_RATE: Final = 48_000  # 1/s
BLOCK_SAMPLES: Final = 960  # 20 ms, what one Opus packet holds
SAMPLE_BYTES: Final = 2

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """A picture as YUV 4:2:0 planes (BT.601, video range), rows without padding.

    y: width x height bytes; u, v: half of that in each direction, rounded up.
    """

    width: int
    height: int
    y: bytes
    u: bytes
    v: bytes


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """Sound: little-endian int16, mono, 48 kHz; 960 samples (20 ms) unless it is a file's end."""

    samples: bytes


class VideoSource(Protocol):
    """A camera, or what stands for one."""

    async def frame(self) -> VideoFrame:
        """Return the next picture: the newest there is, never one from a queue."""
        ...


class AudioSource(Protocol):
    """A microphone, or what stands for one."""

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        ...


class VideoSink(Protocol):
    """A place that shows pictures."""

    def show(self, frame: VideoFrame) -> None:
        """Show a picture in place of the one before. Called on the media loop."""
        ...


class AudioSink(Protocol):
    """A place that plays sound."""

    def play(self, block: AudioBlock) -> None:
        """Play a block after the one before. Called on the media loop."""
        ...


@dataclass(frozen=True, slots=True)
class Devices:
    """What the counsellor's end of a call is made of. screen, speaker: one for each seat's id.

    loudness: how loud a seat is to be played where several share one loudspeaker, 0..1;
    has_headphones: whether nothing of what is played comes back into the microphone.
    """

    camera: VideoSource
    microphone: AudioSource
    screen: Callable[[str], VideoSink]
    speaker: Callable[[str], AudioSink]
    loudness: Callable[[str], float] = lambda _seat: 1.0
    has_headphones: Callable[[], bool] = lambda: False


class NullScreen:
    """A screen that keeps the last picture and shows it to nobody."""

    def __init__(self) -> None:
        self.last: VideoFrame | None = None

    def show(self, frame: VideoFrame) -> None:
        """Keep the picture."""
        self.last = frame


class NullSpeaker:
    """A speaker that is silent."""

    def play(self, block: AudioBlock) -> None:
        """Play nothing."""


class Mailbox(Generic[_T]):
    """Hands values from any thread to one reader on the loop; when full, the oldest is dropped.

    capacity: 1 for pictures, a few blocks for sound. A reader that was held up goes on with what
    is new: delay is never collected.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, capacity: int = 1) -> None:
        self._loop = loop
        self._values: deque[_T] = deque(maxlen=capacity)
        self._is_filled = asyncio.Event()

    def put(self, value: _T) -> None:
        """Put a value in. May be called from any thread, until the loop is closed."""
        self._values.append(value)
        self._loop.call_soon_threadsafe(self._is_filled.set)

    async def take(self) -> _T:
        """Take the oldest value that was not dropped; waits for one."""
        while not self._values:
            self._is_filled.clear()
            await self._is_filled.wait()
        return self._values.popleft()


class Pacer:
    """Ticks at an even pace; a tick that was missed is left out, never made up for."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / per_second
        self._clock = clock
        self._sleep = sleep
        self._start: float | None = None
        self._tick = -1

    async def tick(self) -> int:
        """Wait for the next tick and return its number, counted from 0 with the missed ones."""
        now = self._clock()
        if self._start is None:
            self._start = now
        self._tick = max(self._tick + 1, int((now - self._start) / self._interval))
        wait = self._start + self._tick * self._interval - now
        if wait > 0:
            await self._sleep(wait)
        return self._tick
