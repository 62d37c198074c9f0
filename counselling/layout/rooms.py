"""Rising places in a row, each with rooms of its own: who can stay, and how far the others go."""

from bisect import insort
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from counselling.layout.blocks import Flags, Reals

_MANY: Final = 150  # in each other's way; beyond, some more may move than need


class Rooms(NamedTuple):
    """Low and high ends of the rooms in which one place shall lie, and where it would best be."""

    low: Sequence[float]
    wanted: float
    high: Sequence[float]


def staying(wanted: Reals, play: float) -> Flags:
    """Return a largest part of places that can all be kept while they must rise, shape (places,).

    wanted: shape (places,), in their order. play: how far one may lie beyond a later one: somebody
    and a later one can both stay unless the first is wanted that much farther right.
    """
    stays = np.ones(len(wanted), dtype=bool)
    if len(wanted) < 2:
        return stays
    highest_before = np.concatenate(([-np.inf], np.maximum.accumulate(wanted)[:-1]))
    lowest_after = np.concatenate((np.minimum.accumulate(wanted[::-1])[::-1][1:], [np.inf]))
    in_the_way = (highest_before > wanted + play) | (lowest_after < wanted - play)
    clashing = np.flatnonzero(in_the_way)
    if 0 < len(clashing) <= _MANY:
        stays[clashing] = _largest_part(wanted[clashing].tolist(), play)
    return stays


class _Kept(NamedTuple):
    """Somebody who can stay, and who stays before her."""

    place: int
    before: "_Kept | None"


def _largest_part(wanted: Sequence[float], play: float) -> list[bool]:
    """Of places that clash: those that stay when the most do; by the farthest of them so far."""
    # by the farthest: how many stay, and the last one with those that stay before her
    best: dict[float, tuple[int, _Kept | None]] = {-np.inf: (0, None)}
    for place, x in enumerate(wanted):
        found = dict(best)
        for farthest, (count, chain) in best.items():
            if farthest <= x + play:
                reached = max(farthest, x)
                if count + 1 > found.get(reached, (0, None))[0]:
                    found[reached] = count + 1, _Kept(place, chain)
        best, most = {}, -1
        for farthest in sorted(found):  # who is farther and keeps no more is no use
            if found[farthest][0] > most:
                best[farthest] = found[farthest]
                most = found[farthest][0]
    _, chain = max(best.values(), key=lambda entry: entry[0])
    stays = [False] * len(wanted)
    while chain is not None:
        stays[chain.place] = True
        chain = chain.before
    return stays


def rising(places: Sequence[Rooms]) -> list[float]:
    """Rising numbers that stay in their rooms, or go beyond them by the least sum.

    Source: isotonic regression for such a sum by the bends of its slope (Rote 2019, Isotonic
    regression by dynamic programming).
    """
    bends: list[float] = []  # where the slope of the best sum so far changes, below its minimum
    best = []
    for low, wanted, high in places:
        for x in low:
            insort(bends, x)
        end = min(high)
        for x in high:
            if x < bends[-1]:
                insort(bends, x)
                end = bends.pop()
        best.append(min(max(wanted, bends[-1]), max(end, bends[-1])))
    for place in range(len(best) - 2, -1, -1):
        best[place] = min(best[place], best[place + 1])
    return best
