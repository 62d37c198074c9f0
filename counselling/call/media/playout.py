"""Sound that came in pieces as one even stream: holes are made up, what waits too long goes.

For an engine that hands on whatever arrived, when it arrived. A pure value but for its samples: it
is given what came with its place in time, and asked for 20 ms whenever 20 ms have passed.

A hole is filled with the last period of the voice, which fades out within a tenth of a second. When
nothing is there yet, the filling is a delay, and that is how the stream learns to wait for a line
whose packets come unevenly. When more waits than was needed for a second, one period of the voice
is left out now and then, so that a pause of the network is not heard as delay for ever.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counselling.call.media.devices import BLOCK_SAMPLES, SAMPLE_RATE

Samples = NDArray[np.float32]

_SHORTEST: Final = SAMPLE_RATE // 400  # periods of the voice, in samples
_LONGEST: Final = SAMPLE_RATE // 80
_REMEMBERED: Final = 3 * _LONGEST
_STEP: Final = 6  # periods are sought at 8 kHz
_FULL_SAMPLES: Final = BLOCK_SAMPLES  # what is made up is as loud as before for so long
_FADED_SAMPLES: Final = SAMPLE_RATE // 10
_SEAM: Final = SAMPLE_RATE // 200
_WATCHED_BLOCKS: Final = 50
_BETWEEN_CUTS: Final = 3  # blocks; a sixth faster at most
_LONGEST_HOLE: Final = SAMPLE_RATE // 2  # what lasts longer is not made up: the sender paused


@dataclass(frozen=True, slots=True)
class Played:
    """20 ms of sound. samples: shape (960,), -1..1; made_up: how many of them were not sent.

    hole_seconds: with the first sound after a hole too long to be made up for, how long it was.
    """

    samples: Samples
    made_up: int
    hole_seconds: float


class Playout:
    """One stream's. Not to be shared."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, Samples]] = deque()
        self._at: int | None = None  # place in time of the next sample
        self._last = np.zeros(_REMEMBERED, np.float32)
        self._period = np.zeros(1, np.float32)
        self._run = 0  # samples made up since the last that came
        self._lent = 0  # of those, the ones by which the stream only waited
        self._depths: deque[int] = deque(maxlen=_WATCHED_BLOCKS)
        self._since_cut = 0

    @property
    def depth(self) -> int:
        """Samples that wait."""
        return sum(len(samples) for _, samples in self._waiting)

    def put(self, start: int, samples: Samples) -> None:
        """Take sound; start: its place in time, in samples. What is late is dropped."""
        end = self._waiting[-1][0] + len(self._waiting[-1][1]) if self._waiting else self._at
        if end is not None and start < end:
            samples, start = samples[end - start :], end
        if len(samples):
            self._waiting.append((start, samples))

    def take(self) -> Played:
        """Return the next 20 ms."""
        self._depths.append(self.depth)
        self._drain()
        pieces: list[Samples] = []
        made_up, wanted, hole = 0, BLOCK_SAMPLES, 0.0
        while wanted:
            missing = self._missing()
            if missing:
                count = min(missing, wanted)
                piece = self._make_up(count)
                made_up += count
            else:
                hole = max(hole, self._run / SAMPLE_RATE)
                piece = self._next(wanted)
            pieces.append(piece)
            self._remember(piece)
            wanted -= len(piece)
        too_long = hole > _FADED_SAMPLES / SAMPLE_RATE
        return Played(np.concatenate(pieces), made_up, hole if too_long else 0.0)

    def _missing(self) -> int:
        """Return how many samples are to be made up before the next that came."""
        if not self._waiting:
            return BLOCK_SAMPLES
        start = self._waiting[0][0]
        if self._at is None or start - self._at > _LONGEST_HOLE:
            self._at = start
        return max(0, start - self._at - self._lent)

    def _make_up(self, count: int) -> Samples:
        if not self._run:
            self._period = self._last[-_period_of(self._last) :].copy()
        places = np.arange(self._run, self._run + count)
        loud = 1 - (places - _FULL_SAMPLES) / (_FADED_SAMPLES - _FULL_SAMPLES)
        self._run += count
        if self._waiting and self._at is not None:
            self._at += count
        else:
            self._lent += count
        made: Samples = self._period[places % len(self._period)] * np.clip(loud, 0, 1).astype(
            np.float32
        )
        return made

    def _next(self, count: int) -> Samples:
        start, samples = self._waiting.popleft()
        if len(samples) > count:
            self._waiting.appendleft((start + count, samples[count:]))
            samples = samples[:count]
        if self._run:
            samples = _joined(self._make_up(min(_SEAM, len(samples))), samples)
        self._at, self._run, self._lent = start + len(samples), 0, 0
        return samples

    def _remember(self, piece: Samples) -> None:
        self._last = np.concatenate((self._last, piece))[-_REMEMBERED:]

    def _drain(self) -> None:
        """Leave one period out when for a second more waited than was needed."""
        self._since_cut += 1
        is_full = len(self._depths) == _WATCHED_BLOCKS and min(self._depths) > BLOCK_SAMPLES
        if not is_full or self._since_cut < _BETWEEN_CUTS or self._run:
            return
        head = self._head(2 * _LONGEST)
        if head is None:
            return
        start, samples = head
        period = _period_of(samples)
        kept = samples[period:].copy()
        kept[:period] = _joined(samples[:period], kept[:period])
        self._waiting.appendleft((start + period, kept))
        self._at = start + period
        self._depths = deque((depth - period for depth in self._depths), _WATCHED_BLOCKS)
        self._since_cut = 0

    def _head(self, count: int) -> tuple[int, Samples] | None:
        """Take at least so many samples without a hole from the front; None when there are less."""
        taken: list[tuple[int, Samples]] = []
        length, at = 0, self._at
        while self._waiting and length < count and self._waiting[0][0] == at:
            taken.append(self._waiting.popleft())
            length += len(taken[-1][1])
            at = taken[-1][0] + len(taken[-1][1])
        if length < count:
            self._waiting.extendleft(reversed(taken))
            return None
        return taken[0][0], np.concatenate([samples for _, samples in taken])


def _joined(going: Samples, coming: Samples) -> Samples:
    """Return what comes, faded in over what goes."""
    joined = coming.copy()
    count = min(len(going), len(coming))
    rising = np.linspace(0, 1, count, dtype=np.float32)
    joined[:count] = going[:count] * (1 - rising) + coming[:count] * rising
    return joined


def _period_of(samples: Samples) -> int:
    """Return the length in samples after which these repeat themselves most nearly."""
    coarse = samples[-(2 * _LONGEST) :: _STEP]
    length = len(coarse) - _LONGEST // _STEP
    late = coarse[-length:]
    best, best_lag = -np.inf, _SHORTEST // _STEP
    for lag in range(_SHORTEST // _STEP, _LONGEST // _STEP + 1):
        early = coarse[-length - lag : -lag]
        likeness = float(np.dot(late, early)) / (float(np.dot(early, early)) + 1e-6) ** 0.5
        if likeness > best:
            best, best_lag = likeness, lag
    return best_lag * _STEP
