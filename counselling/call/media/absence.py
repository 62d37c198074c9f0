"""What is sent while there is no camera or no microphone: a picture that says so, and silence.

Nothing in it is invented: whoever is advised must be able to believe what she sees and hears. The
picture is the sign of the patient's page, a crossed-out camera on the dark ground of its tiles, and
has no words: she reads it in every language.
"""

from itertools import pairwise
from typing import Final, TypeAlias

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

SILENT: Final = AudioBlock(bytes(BLOCK_SAMPLES * SAMPLE_BYTES))  # 20 ms of it

_Plane: TypeAlias = NDArray[np.float64]
_Point: TypeAlias = tuple[float, float]

_WIDTH, _HEIGHT = 640, 480  # as cameras are: a browser lays the tile out once
_PER_SECOND: Final = 4.0  # a still costs nothing; who comes in sees it after a quarter of a second
# Y, U and V (BT.601, video range) of the page's colours #0d1416 and #a7b5b9
_GROUND: Final = (32, 130, 125)
_INK: Final = (168, 132, 122)

# The sign on a square of 24 units, as the icons are.
_UNIT_PX: Final = 6
_SIDE: Final = 24 * _UNIT_PX
_STROKE: Final = 1.75
_GAP: Final = 1.0  # between the camera and what crosses it out
_BODY: Final = ((3.0, 6.0), (15.5, 18.0), 2.5)  # two corners, and how round they are
_LENS: Final = ((15.5, 12.0), (21.0, 16.0), (21.0, 8.0), (15.5, 12.0))
_CROSSED: Final = ((3.0, 3.0), (21.0, 21.0))


class NoPicture:
    """Stands for a camera that is not there (VideoSource). picture: what is sent."""

    def __init__(self) -> None:
        self.picture = _drawn()
        self._pacer = Pacer(_PER_SECOND)

    async def frame(self) -> VideoFrame:
        """Return the picture, four times a second."""
        await self._pacer.tick()
        return self.picture


class Silence:
    """Stands for a microphone that is not there (AudioSource)."""

    def __init__(self) -> None:
        self._pacer = Pacer(SAMPLE_RATE / BLOCK_SAMPLES)

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        await self._pacer.tick()
        return SILENT


def _drawn() -> VideoFrame:
    sign = np.pad(_sign(), (((_HEIGHT - _SIDE) // 2,) * 2, ((_WIDTH - _SIDE) // 2,) * 2))
    coarse = sign.reshape(_HEIGHT // 2, 2, _WIDTH // 2, 2).mean(axis=(1, 3))
    y, u, v = (
        (ground + (ink - ground) * share).round().astype(np.uint8).tobytes()
        for share, ground, ink in zip((sign, coarse, coarse), _GROUND, _INK, strict=True)
    )
    return VideoFrame(_WIDTH, _HEIGHT, y, u, v)


def _sign() -> _Plane:
    """Return which share of each pixel of the sign's square is ink, 0..1."""
    y, x = (np.mgrid[0:_SIDE, 0:_SIDE] + 0.5) / _UNIT_PX
    lens = (_to_line(x, y, *ends) for ends in pairwise(_LENS))
    camera = np.minimum.reduce([_to_frame(x, y, *_BODY), *lens]) - _STROKE / 2
    cross = _to_line(x, y, *_CROSSED) - _STROKE / 2
    return np.maximum(_covered(camera) * (1.0 - _covered(cross - _GAP)), _covered(cross))


def _covered(beyond: _Plane) -> _Plane:
    """Return which share of each pixel is ink, 0..1; beyond: its distance to the edge, in units."""
    return np.clip(0.5 - beyond * _UNIT_PX, 0.0, 1.0)


def _to_line(x: _Plane, y: _Plane, start: _Point, end: _Point) -> _Plane:
    """Return the distance to a line between two points, in units."""
    (left, top), along, down = start, end[0] - start[0], end[1] - start[1]
    place = ((x - left) * along + (y - top) * down) / (along * along + down * down)
    place = np.clip(place, 0.0, 1.0)
    return np.hypot(x - left - place * along, y - top - place * down)


def _to_frame(x: _Plane, y: _Plane, start: _Point, end: _Point, radius: float) -> _Plane:
    """Return the distance to the outline of a rectangle with round corners, in units."""
    across = np.abs(x - (start[0] + end[0]) / 2) - (end[0] - start[0]) / 2 + radius
    down = np.abs(y - (start[1] + end[1]) / 2) - (end[1] - start[1]) / 2 + radius
    outside = np.hypot(np.maximum(across, 0.0), np.maximum(down, 0.0))
    return np.abs(outside + np.minimum(np.maximum(across, down), 0.0) - radius)
