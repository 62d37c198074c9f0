"""Several people's sound for one loudspeaker: added up, each at her own loudness.

No clock drives it: what all who speak have given is played at once. Who is silent for a tenth of a
second is not waited for, and who runs ahead loses what is old: delay is never collected.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from counselling.call.line.circle_words import Listening
from counselling.call.link.room import Role
from counselling.call.media.devices import (
    SAMPLE_BYTES,
    SAMPLE_RATE,
    AudioBlock,
    AudioSink,
    Devices,
)

QUIET: Final = 0.25  # of the original, under the interpreter
_PATIENCE_SECONDS: Final = 0.1
_MOST_BYTES: Final = SAMPLE_BYTES * SAMPLE_RATE // 5


def loudness(role: Role, listening: Listening) -> float:
    """Return how loud a person is heard, 0..1, while an interpreter is in the room."""
    is_interpreter = role is Role.INTERPRETER
    match listening:
        case Listening.BOTH:
            return 1.0 if is_interpreter else QUIET
        case Listening.ORIGINAL:
            return 0.0 if is_interpreter else 1.0
        case Listening.INTERPRETER:
            return 1.0 if is_interpreter else 0.0


class Mixer:
    """Adds up what seats say. loudness: of a seat, 0..1; clock: seconds, monotonic."""

    def __init__(
        self,
        speaker: AudioSink,
        *,
        loudness: Callable[[str], float] = lambda _seat: 1.0,
        clock: Callable[[], float],
    ) -> None:
        self._speaker = speaker
        self._loudness = loudness
        self._clock = clock
        self._waiting: dict[str, bytes] = {}
        self._came: dict[str, float] = {}

    def seat(self, seat: str) -> AudioSink:
        """Return the place for one seat's sound."""
        return _Seat(partial(self._take, seat))

    def _take(self, seat: str, block: AudioBlock) -> None:
        now = self._clock()
        self._came[seat] = now
        waiting = self._waiting.get(seat, b"") + block.samples
        self._waiting[seat] = waiting[-_MOST_BYTES:]
        speaking = [each for each, at in self._came.items() if now - at < _PATIENCE_SECONDS]
        length = min(len(self._waiting[each]) for each in speaking)
        if length:
            self._speaker.play(self._mixed(length))

    def _mixed(self, length: int) -> AudioBlock:
        total = np.zeros(length // SAMPLE_BYTES, dtype=np.float64)
        for seat, waiting in self._waiting.items():
            part = np.frombuffer(waiting[:length], dtype="<i2")
            total[: len(part)] += part * self._loudness(seat)
            self._waiting[seat] = waiting[length:]
        return AudioBlock(np.clip(np.rint(total), -32768, 32767).astype("<i2").tobytes())


@dataclass(frozen=True, slots=True)
class _Seat:
    play: Callable[[AudioBlock], None]


def mixed(devices: Devices, *, clock: Callable[[], float]) -> Devices:
    """Return the same devices with one loudspeaker for all seats."""
    mixer = Mixer(devices.speaker(""), loudness=devices.loudness, clock=clock)
    return replace(devices, speaker=mixer.seat)
