"""A camera with a moving picture and a microphone with a tone, for tests, demos and rehearsals.

The picture is a figure that sways before a textured wall, with a sensor's noise on all of it: a
still card costs a codec nothing and would make every figure look better than it is.
"""

import math
import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counselling.call.media.devices import (
    BLOCK_SAMPLES,
    SAMPLE_BYTES,
    SAMPLE_RATE,
    AudioBlock,
    Pacer,
    VideoFrame,
)

STAMP_BITS: Final = 32
BEEP_SECONDS: Final = 0.1
_BEEP_HZ: Final = 1000.0
_BEEP_LEVEL: Final = 0.5

_BLACK, _WHITE = 16, 235  # video range
_NOISE: Final = 5  # steps of luma, about what a laptop's camera has indoors
_Plane = NDArray[np.uint8]
_Mask = NDArray[np.bool_]


class FakeCamera:
    """A swaying figure; with `is_stamped` the wall clock is written into the picture's top row.

    The stamp is the low 32 bits of the time in milliseconds as black and white blocks across the
    top, lowest bit first: whoever decodes the picture can tell how old it is.
    """

    def __init__(
        self,
        *,
        width: int = 640,
        height: int = 480,
        per_second: float = 30.0,
        is_stamped: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._width, self._height = width, height
        self._pacer = Pacer(per_second)
        self._is_stamped = is_stamped
        self._clock = clock
        rng = np.random.default_rng(1)
        half = (-(-height // 2), -(-width // 2))
        self._luma = _Layer(rng, (height, width), wall=176, skin=168, cloth=78, depth=16)
        self._blue = _Layer(rng, half, wall=126, skin=112, cloth=136, depth=3)
        self._red = _Layer(rng, half, wall=129, skin=144, cloth=114, depth=3)
        shape = (height, width)
        self._noise = [rng.integers(0, _NOISE, shape, dtype=np.uint8) for _ in range(4)]

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        return self.picture(await self._pacer.tick())

    def picture(self, tick: int) -> VideoFrame:
        """Return the picture of a tick; it is the same whenever it is asked for."""
        across = math.sin(tick / 19) * (self._width // 60 - 1)
        down = math.cos(tick / 13) * (self._height // 80 - 1)
        luma = self._luma.painted(round(across) * 2, round(down) * 2)
        luma += self._noise[tick % len(self._noise)]
        if self._is_stamped:
            _stamp(luma, int(self._clock() * 1000))
        blue = self._blue.painted(round(across), round(down))
        red = self._red.painted(round(across), round(down))
        return VideoFrame(self._width, self._height, luma.tobytes(), blue.tobytes(), red.tobytes())


class FakeMicrophone:
    """A soft tone without end; with `is_stamped` a beep at each full second of the wall clock."""

    def __init__(
        self,
        *,
        tone_hz: float = 440.0,
        level: float = 0.1,
        pacer: Pacer | None = None,
        is_stamped: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._is_stamped = is_stamped
        self._clock = clock
        # A whole number of periods fits into a second, so the second can be repeated.
        count = np.arange(SAMPLE_RATE)
        tone = np.sin(2 * np.pi * round(tone_hz) * count / SAMPLE_RATE)
        self._second = (tone * level * 32767).astype("<i2").tobytes()
        self._pacer = pacer or Pacer(SAMPLE_RATE / BLOCK_SAMPLES)

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        tick = await self._pacer.tick()
        if self._is_stamped:
            return AudioBlock(_beeping(self._clock()))
        size = SAMPLE_BYTES * BLOCK_SAMPLES
        start = tick % (SAMPLE_RATE // BLOCK_SAMPLES) * size
        return AudioBlock(self._second[start : start + size])


def read_stamp(frame: VideoFrame) -> int:
    """Read the milliseconds that a stamped picture carries, at whatever size it arrived."""
    block = frame.width // STAMP_BITS
    row = frame.y[(block // 2) * frame.width :]
    return sum(1 << bit for bit in range(STAMP_BITS) if row[bit * block + block // 2] > 128)


def _beeping(now: float) -> bytes:
    """Return 20 ms that begin at a time: BEEP_SECONDS of a tone after each full second."""
    phase = (now + np.arange(BLOCK_SAMPLES) / SAMPLE_RATE) % 1.0
    tone = np.sin(2 * np.pi * _BEEP_HZ * phase) * _BEEP_LEVEL * 32767
    return np.where(phase < BEEP_SECONDS, tone, 0.0).astype("<i2").tobytes()


class _Layer:
    """One plane of the picture: a wall and, before it, a head and shoulders.

    wall, skin, cloth: mean values; depth: how much they vary.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        shape: tuple[int, int],
        *,
        wall: int,
        skin: int,
        cloth: int,
        depth: int,
    ) -> None:
        height, width = shape
        down, across = np.mgrid[0:height, 0:width]
        x, y = (across / width - 0.5) * 4 / 3, down / height
        light = (x + y) * -depth
        head = (x / 0.16) ** 2 + ((y - 0.40) / 0.22) ** 2 < 1
        neck = (np.abs(x) < 0.07) & (y > 0.4)
        shoulders = (x / 0.48) ** 2 + ((y - 1.08) / 0.42) ** 2 < 1
        mean = np.where(shoulders, cloth, skin)
        self._wall = _plane(wall + light + _texture(rng, shape, depth=depth))
        # Edges go on beyond the picture, so that a figure that moves can be cut out of it.
        self._margin = (height // 40, width // 30)
        frame = tuple((side, side) for side in self._margin)
        figure = _plane(mean + light + _texture(rng, shape, depth=depth / 2))
        self._figure: _Plane = np.pad(figure, frame, mode="edge")
        self._mask: _Mask = np.pad(head | neck | shoulders, frame, mode="edge")

    def painted(self, across: int, down: int) -> _Plane:
        """Return the plane with the figure moved, by at most the margin."""
        plane = self._wall.copy()
        height, width = plane.shape
        top, left = self._margin[0] - down, self._margin[1] - across
        window = (slice(top, top + height), slice(left, left + width))
        np.copyto(plane, self._figure[window], where=self._mask[window])
        return plane


def _texture(
    rng: np.random.Generator, shape: tuple[int, int], *, depth: float
) -> NDArray[np.float64]:
    """Return smooth patches of three sizes, from -depth to depth."""
    plane = np.zeros(shape, dtype=np.float64)
    for cells in (6, 20, 60):
        coarse = rng.random((cells + 2, cells + 2)) * 2 - 1
        rows, columns = (np.linspace(0, cells, length) for length in shape)
        across = np.array([np.interp(columns, np.arange(cells + 2), line) for line in coarse])
        low = rows.astype(int)
        share = (rows - low)[:, None]
        plane += (across[low] * (1 - share) + across[low + 1] * share) * depth / 3
    return plane


def _plane(values: NDArray[np.float64]) -> _Plane:
    clipped: _Plane = np.clip(values, _BLACK + 4, _WHITE - _NOISE).astype(np.uint8)
    return clipped


def _stamp(luma: _Plane, milliseconds: int) -> None:
    block = luma.shape[1] // STAMP_BITS
    for bit in range(STAMP_BITS):
        is_set = milliseconds >> bit & 1
        luma[:block, bit * block : (bit + 1) * block] = _WHITE if is_set else _BLACK
