"""Which bar runs above which, where several share a gap between two rows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_APART: Final = 0.04  # bars in one lane keep at least this distance
_FLAT: Final = 1e-6
_TOUCH: Final = 0.01  # ends nearer than this would draw one line over the other
_OVER_EACH_OTHER: Final = 6  # how many crossings that would be worth


class Bar(NamedTuple):
    """A horizontal bar with its ends: x where lines come from above, x where they go below."""

    tops: Sequence[float]
    bottoms: Sequence[float]

    @property
    def low(self) -> float:
        """Where the bar begins."""
        return min((*self.tops, *self.bottoms))

    @property
    def high(self) -> float:
        """Where the bar ends."""
        return max((*self.tops, *self.bottoms))


def assign_lanes(bars: Sequence[Bar]) -> tuple[int, ...]:
    """Lane of every bar, 0 the uppermost: those that would touch get lanes of their own.

    Which of two is the upper one is decided by the crossings it saves, the greatest saving first.
    """
    low = [bar.low for bar in bars]
    high = [bar.high for bar in bars]
    order = sorted(range(len(bars)), key=lambda bar: (low[bar], high[bar], bar))
    meets: list[list[int]] = [[] for _ in bars]
    wishes = []
    open_bars: list[int] = []
    for bar in order:
        if high[bar] - low[bar] < _FLAT:
            continue  # a straight line down needs no lane
        open_bars = [other for other in open_bars if high[other] >= low[bar] - _APART]
        for other in open_bars:
            meets[bar].append(other)
            meets[other].append(bar)
            saved = _price(bars[bar], bars[other]) - _price(bars[other], bars[bar])
            wishes.append((-abs(saved), other, bar) if saved >= 0 else (saved, bar, other))
        open_bars.append(bar)
    lower = _without_circles(len(bars), sorted(wish for wish in wishes if wish[0]))
    return _by_longest_way(order, meets, lower)


def _price(upper: Bar, lower: Bar) -> int:
    """Crossings of two bars when the one is the upper one."""
    nearly = 1e-6
    low, high = upper.low + nearly, upper.high - nearly
    price = sum(low < top < high for top in lower.tops)
    low, high = lower.low + nearly, lower.high - nearly
    price += sum(low < bottom < high for bottom in upper.bottoms)
    for top in lower.tops:
        price += sum(_OVER_EACH_OTHER * (abs(top - end) < _TOUCH) for end in upper.bottoms)
    return price


def _without_circles(count: int, wishes: Sequence[tuple[int, int, int]]) -> list[set[int]]:
    """Of every bar: those that must lie lower; a wish that would close a circle is dropped."""
    lower: list[set[int]] = [set() for _ in range(count)]
    for _, upper, under in wishes:
        seen = {under}
        stack = [under]
        while stack and upper not in seen:
            found = lower[stack.pop()] - seen
            seen |= found
            stack += found
        if upper not in seen:
            lower[upper].add(under)
    return lower


def _by_longest_way(
    order: Sequence[int], meets: Sequence[Sequence[int]], lower: Sequence[set[int]]
) -> tuple[int, ...]:
    waiting = [0] * len(order)
    for under in lower:
        for bar in under:
            waiting[bar] += 1
    lane = [0] * len(order)
    done: set[int] = set()
    ready = [bar for bar in order if not waiting[bar]]
    for bar in ready:  # grows while it is walked
        lane[bar] = max((lane[other] + 1 for other in meets[bar] if other in done), default=0)
        done.add(bar)
        for other in sorted(lower[bar]):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return tuple(lane)
