"""Places after an edit: as few people as possible move by more than half a unit.

First it is found row by row who cannot help going farther (the fewest that there can be), then
everybody follows the wishes within the room that this leaves. Only whom they pull hard goes
farther, few at a time: a drawing that many edits pulled out of shape comes right in some of them.
"""

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from counselling.layout.blocks import Flags, Integers, Reals
from counselling.layout.rooms import Rooms, rising, staying
from counselling.layout.runs import Wishes, fulfil

_NEARLY: Final = 1e-6
PLAY: Final = 0.49  # units that somebody moves freely; half a unit is what an edit may take
_BACK: Final = 0.3  # weight of the wish to stand as before
_STIFF: Final = 4000.0  # of the end of the play: a force of 20 leans half a hundredth over it
_ROUNDS: Final = 4
_LETTING_GO: Final = 2
_STRONG: Final = 1.0  # force of the wishes that takes somebody beyond the play all the same
_FEW: Final = 0.04  # of the people: so many at a time
_VERY_STRONG: Final = 6.0  # force that takes anybody


def give_way(
    wishes: Wishes,
    stays: Flags,
    pairs: tuple[Integers, Reals],
    *,
    before: Reals,
    is_kept: Flags,
) -> Reals:
    """Return the x of least squares near to earlier places, shape (size,).

    stays: who does not go far however hard the wishes pull, shape (size,). pairs: neighbours by the
    left one and their smallest gap, as in `fulfil`. before: earlier x, NaN where there was none,
    shape (size,). is_kept: those of whom it counts how far they go, shape (size,).
    """
    is_known = ~np.isnan(before)
    stiffness = np.where(is_known, _BACK**2, 0.0)
    drawn = wishes.cut(_about(before)).drawn_to(
        stiffness, np.where(is_known, before, 0.0) * stiffness
    )
    kept = is_known & is_kept
    must = _must_stand(*pairs, before, kept)
    low = np.where(kept, np.minimum(before - PLAY, must), -np.inf)
    high = np.where(kept, np.maximum(before + PLAY, must), np.inf)
    x = _fenced(drawn, pairs, _Fence(low, high), must)
    is_far = kept & (np.abs(must - before) > PLAY + _NEARLY)
    force = _STIFF * np.maximum(low - x, x - high)
    is_torn = _torn(np.where(stays, np.minimum(force, _VERY_STRONG), force), kept, is_far)
    if is_torn.any():
        low[is_torn], high[is_torn] = -np.inf, np.inf
        x = _fenced(drawn, pairs, _Fence(low, high), x)
    return x


def _about(before: Reals) -> Reals:
    """Earlier places, and for whoever had none that of the next one known to the left."""
    last = np.maximum.accumulate(np.where(np.isnan(before), 0, np.arange(len(before))))
    return np.nan_to_num(before[last])


class _Fence(NamedTuple):
    """Between which x everybody shall stay, shapes (size,)."""

    low: Reals
    high: Reals

    def held(self, x: Reals) -> Reals:
        """Of whoever is beyond it: the end that she leans on; NaN for all others."""
        return np.where(x < self.low, self.low, np.where(x > self.high, self.high, np.nan))


def _held(wishes: Wishes, end: Reals) -> Wishes:
    stiffness = np.where(np.isnan(end), 0.0, _STIFF)
    return wishes.drawn_to(stiffness, np.nan_to_num(end) * stiffness)


def _fenced(wishes: Wishes, pairs: tuple[Integers, Reals], fence: _Fence, guess: Reals) -> Reals:
    """Return the x of least squares within a fence, which leans like a stiff spring.

    guess: about where everybody will stand, NaN where nobody knows. After some rounds whoever is
    over the fence stays there: nearly nobody, and never far.
    """
    left, gap = pairs
    end = np.where(guess < fence.low + _NEARLY, fence.low, np.nan)
    end = np.where(guess > fence.high - _NEARLY, fence.high, end)
    touching = ~(guess[left + 1] - guess[left] > gap + _NEARLY)
    for turn in range(_ROUNDS):
        x = fulfil(_held(wishes, end), left, gap, touching)
        touching = x[left + 1] - x[left] < gap + _NEARLY
        now = fence.held(x)
        if turn >= _LETTING_GO:  # from now on the fence only grows, so it comes to an end
            now = np.where(np.isnan(now), end, now)
        if np.array_equal(np.isnan(now), np.isnan(end)):
            break
        end = now
    return x


def _torn(force: Reals, kept: Flags, is_far: Flags) -> Flags:
    """Who is let go beyond the play: whoever goes far anyway, and the few pulled hardest.

    force: with which the wishes pull everybody beyond it, shape (size,).
    """
    is_torn = force > _STRONG
    left = max(0, int(_FEW * int(np.count_nonzero(kept))) - int(np.count_nonzero(is_far)))
    others = np.flatnonzero(is_torn & kept & ~is_far & (force <= _VERY_STRONG))
    if len(others) > left:
        hardest_last = others[np.argsort(force[others], kind="stable")]
        is_torn[hardest_last[: len(others) - left]] = False
    return is_torn


def _must_stand(left: Integers, gap: Reals, before: Reals, kept: Flags) -> Reals:
    """Places that take the fewest people beyond their play, shape (size,)."""
    along = np.zeros(len(before))
    along[left + 1] = gap
    starts = np.ones(len(before), dtype=bool)
    starts[left + 1] = False
    along = np.cumsum(along)
    must = np.full(len(before), np.nan)
    ends = [*np.flatnonzero(starts), len(before)]
    for start, end in pairwise(ends):
        row = np.flatnonzero(kept[start:end]) + start
        wanted = before[row] - along[row]
        rooms = [
            Rooms((x - PLAY,), x, (x + PLAY,)) if stays else Rooms((-np.inf,), x, (np.inf,))
            for x, stays in zip(wanted.tolist(), staying(wanted, 2 * PLAY), strict=True)
        ]
        must[row] = np.array(rising(rooms)) + along[row]
    return must
