"""Times what arrives by the stamps in it: how old pictures and sound are, and where they stopped.

Both ends must run on one machine, or have clocks that agree.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.fake_devices import read_stamp
from counselling.call.media.statistics import loudness

FREEZE_SECONDS: Final = 0.3  # between two pictures: what an eye calls frozen
_BEEP_LOUD: Final = 0.05
_STAMP_MODULUS: Final = 1 << 32
_OLDEST_MS: Final = 60_000  # a stamp that says more was not readable


@dataclass(frozen=True, slots=True)
class Times:
    """What arrived since the one before.

    picture_ms: ages of the pictures that arrived; sound_ms: of the beeps, modulo a second;
    freezes: pauses of more than 0.3 s between two pictures, freeze_ms their sum, longest_ms the
    longest; unread: pictures whose stamp a codec had smudged.
    """

    picture_ms: tuple[int, ...] = ()
    sound_ms: tuple[int, ...] = ()
    freezes: int = 0
    freeze_ms: int = 0
    longest_ms: int = 0
    unread: int = 0


class Stopwatch:
    """A screen and a speaker that time what they are given. clock: wall clock, seconds."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._last_picture: float | None = None
        self._is_beeping = False
        self._pictures: list[int] = []
        self._sounds: list[int] = []
        self._pauses: list[float] = []
        self._unread = 0

    def show(self, frame: VideoFrame) -> None:
        """Time a picture."""
        now = self._clock()
        age = (int(now * 1000) - read_stamp(frame)) % _STAMP_MODULUS
        if age < _OLDEST_MS:
            self._pictures.append(age)
        else:
            self._unread += 1
        if self._last_picture is not None and now - self._last_picture > FREEZE_SECONDS:
            self._pauses.append(now - self._last_picture)
        self._last_picture = now

    def play(self, block: AudioBlock) -> None:
        """Time a beep that begins in this block."""
        is_beeping = loudness(block) > _BEEP_LOUD
        if is_beeping and not self._is_beeping:
            self._sounds.append(int(self._clock() % 1.0 * 1000))
        self._is_beeping = is_beeping

    def take(self) -> Times:
        """Return what arrived since this was asked last."""
        times = Times(
            tuple(self._pictures),
            tuple(self._sounds),
            len(self._pauses),
            round(sum(self._pauses) * 1000),
            round(max(self._pauses, default=0.0) * 1000),
            self._unread,
        )
        self._pictures, self._sounds, self._pauses, self._unread = [], [], [], 0
        return times


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value that this share (0..1) of the values does not exceed; None of none."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else None
