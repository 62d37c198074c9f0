"""Which item of a picture became which of the next: the way that takes the fewest words to tell.

By dynamic programming over pairs of items in painting order (Needleman and Wunsch 1970,
doi:10.1016/0022-2836(70)90057-4), where both go on by about as much. The longest common run, by
which texts are compared, takes the lines of one couple for those of the next as soon as somebody
stands between, and tells each of them twice.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from counselling.call.board.moves import Item, start_of

Pair: TypeAlias = tuple[Item | None, Item | None]  # None: it is new, or it goes

# About what it takes to tell it, in bytes of a packed patch.
_NEW, _GONE, _CHANGED, _MOVED, _FAR = 9, 2, 4, 1, 2
_FAR_PT: Final = 60.0
_NEVER: Final = 1 << 30
_MOST_PAIRS: Final = 20_000  # some ten milliseconds
_LEAST_ASIDE: Final = 12  # items by which the next picture may run ahead


class _Known(NamedTuple):
    """An item as it is compared: what it is, how it looks wherever it stands, and where it does."""

    kind: object
    looks: object
    x: float
    y: float


def aligned(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    """Yield the items of two pictures side by side, each of them once and in its order."""
    first, last = _same(before, after)
    yield from zip(before[:first], after[:first], strict=True)
    one, other = before[first : len(before) - last], after[first : len(after) - last]
    yield from _paired(one, other)
    yield from zip(before[len(before) - last :], after[len(after) - last :], strict=True)


def _same(before: Sequence[Item], after: Sequence[Item]) -> tuple[int, int]:
    """Return how many items are the same at the beginning, and then at the end."""
    most = min(len(before), len(after))
    first = next((n for n in range(most) if before[n] != after[n]), most)
    left = most - first
    return first, next((n for n in range(left) if before[-1 - n] != after[-1 - n]), left)


def _paired(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Pair]:
    one, other = [_known(item) for item in before], [_known(item) for item in after]
    costs = _costs(one, other)
    i, j = 0, 0
    while i < len(one) and j < len(other):
        if costs[i][j] == costs[i + 1][j + 1] + _cost(one[i], other[j]):
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif costs[i][j] == costs[i + 1][j] + _GONE:
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1
    yield from ((item, None) for item in before[i:])
    yield from ((None, item) for item in after[j:])


def _costs(one: Sequence[_Known], other: Sequence[_Known]) -> Sequence[Sequence[int]]:
    """Return what it costs to tell the rest of a picture from a pair on, filled from the end."""
    n, m = len(one), len(other)
    aside = max(_MOST_PAIRS // max(2 * n, 1), abs(n - m) + _LEAST_ASIDE)
    rows = [[_NEVER] * (m + 1) for _ in range(n + 1)]
    rows[n] = [_NEW * (m - j) for j in range(m + 1)]
    for i in range(n - 1, -1, -1):
        row, below, item = rows[i], rows[i + 1], one[i]
        row[m] = below[m] + _GONE
        for j in range(min(m - 1, i + aside), max(-1, i - aside - 1), -1):
            known = _cost(item, other[j]) + below[j + 1]
            row[j] = min(known, below[j] + _GONE, row[j + 1] + _NEW)
    return rows


def _cost(one: _Known, other: _Known) -> int:
    """Return what it costs to tell that an item became another; too much where it cannot."""
    if one.kind != other.kind:
        return _NEVER
    across, down = abs(other.x - one.x), other.y != one.y
    if one.looks == other.looks:
        return _MOVED + (across > _FAR_PT) * _FAR + down * _FAR if across or down else 0
    return _CHANGED + (across > _FAR_PT) * _FAR + down * _FAR


def _known(item: Item) -> _Known:
    x, y = start_of(item) or (0.0, 0.0)
    if item["t"] == "group":
        # somebody is herself, whatever is told of her
        return _Known(("group", item["subject"] or item["label"]), None, x, y)
    return _Known(item["t"], _looks(item, x, y), x, y)


def _looks(item: Item, x: float, y: float) -> object:
    """How an item looks, wherever it stands."""
    if item["t"] == "line":
        span = float(str(item["x2"])) - x, float(str(item["y2"])) - y
        return span, str(item["stroke"])
    return tuple((key, str(item[key])) for key in item if key not in ("x", "y", "d"))
