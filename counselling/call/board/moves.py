"""How far an item of a picture moved, and an item moved: by sums that JavaScript does too."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Item: TypeAlias = Mapping[str, object]
Way: TypeAlias = tuple[float, float]  # points to the right, and down

STILL: Final = (0.0, 0.0)
ACROSS: Final = ("x", "x1", "x2")
DOWN: Final = ("y", "y1", "y2")


def way(one: Item, other: Item) -> Way:
    """Return how far an item moved, by its first point; a guess, to be tried before it is told."""
    start, end = start_of(one), start_of(other)
    if start is None or end is None:
        return STILL
    return rounded(end[0] - start[0]), rounded(end[1] - start[1])


def start_of(item: Item) -> Way | None:
    """Return where an item begins; None for a path without steps."""
    match item:
        case {"d": [[_, x, y, *_], *_]} | {"x": x, "y": y} | {"x1": x, "y1": y}:
            return number(x), number(y)
    return None


def moved(item: Item, by: Way) -> Item:
    """Return an item at another place. Raises ValueError where it has no place in numbers."""
    if by == STILL:
        return item
    there = dict(item)
    for keys, far in ((ACROSS, by[0]), (DOWN, by[1])):
        for key in keys:
            if key in there:
                there[key] = rounded(number(there[key]) + far)
    if isinstance(steps := there.get("d"), Sequence):
        there["d"] = [_moved_step(step, by) for step in steps]
    return there  # what a group holds is measured from the group


def _moved_step(step: Sequence[object], by: Way) -> list[object]:
    head, *numbers = step
    return [head, *(rounded(number(n) + by[i % 2]) for i, n in enumerate(numbers))]


def rounded(value: float) -> float:
    """To hundredths, by the sums that JavaScript does too; whole ones are written as it does."""
    near = math.floor(value * 100 + 0.5) / 100
    return int(near) if near.is_integer() else near


def number(value: object) -> float:
    """Raises ValueError where a value is no number."""
    if not isinstance(value, int | float):
        raise ValueError("patch")
    return float(value)
