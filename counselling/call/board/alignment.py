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
_TOO_MANY_PAIRS: Final = 200_000  # another picture altogether, or of a thousand people
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
    rows = _costs(one, other)
    i, j = 0, 0
    while i < len(one) and j < len(other) and rows:
        if rows[i].at(j) == rows[i + 1].at(j + 1) + _cost(one[i], other[j]):
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif rows[i].at(j) == rows[i + 1].at(j) + _GONE:
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1
    yield from ((item, None) for item in before[i:])
    yield from ((None, item) for item in after[j:])


class _Row:
    """What it costs to tell the rest of a picture from one item on, beside the next picture's."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.cells = first, [_NEVER] * (last + 1 - first)

    def at(self, j: int) -> int:
        """Return the cost from a pair on; too much where both are too far apart."""
        place = j - self.first
        return self.cells[place] if 0 <= place < len(self.cells) else _NEVER


def _costs(one: Sequence[_Known], other: Sequence[_Known]) -> Sequence[_Row]:
    """Return a row for each item, filled from the end; none where it would take too long."""
    n, m = len(one), len(other)
    aside = max(_MOST_PAIRS // max(2 * n, 1), abs(n - m) + _LEAST_ASIDE)
    rows = [_Row(max(0, i - aside), min(m, i + aside)) for i in range(n + 1)]
    if sum(len(row.cells) for row in rows) > _TOO_MANY_PAIRS:
        return ()
    rows[n].cells = [_NEW * (m - j) for j in range(rows[n].first, m + 1)]
    for row, below, item in zip(rows[-2::-1], rows[::-1], reversed(one), strict=False):
        known = row.at(m + 1)
        for place in range(len(row.cells) - 1, -1, -1):
            j = row.first + place
            pair = _cost(item, other[j]) + below.at(j + 1) if j < m else _NEVER
            known = min(pair, below.at(j) + _GONE, known + _NEW)
            row.cells[place] = known
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
