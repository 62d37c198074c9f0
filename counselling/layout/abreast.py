"""Families without a common line, side by side on one sheet.

Afresh they stand as close as their outlines allow. After an edit each stays where it was, as far
as there is room; where one has grown, those left and right of it make room together.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from counselling.layout.rooms import Rooms, rising

Outline: TypeAlias = Mapping[int, tuple[float, float]]  # by row of the sheet: from where to where

_FAMILIES: Final = 0.5  # between families without a common line
_SQUEEZED: Final = 0.42  # after an edit, so that they make room by less than half a unit
_NO_MATTER: Final = -1e6  # families that share no row may stand over each other
_HEAVIEST: Final = 50  # people; more do not count more


class Stand(NamedTuple):
    """Where a family would stay: of its people, the shifts that take each not far; sorted.

    low: how far to the left, the nearest to 0 first; high: to the right, likewise.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]


def stand(ways: Sequence[float], play: float) -> Stand:
    """Return where a family would stay whose people have gone these ways; play: what is not far."""
    low = sorted((min(-play - way, 0.0) for way in ways), reverse=True)
    high = sorted(max(play - way, 0.0) for way in ways)
    return Stand(tuple(low[:_HEAVIEST]), tuple(high[:_HEAVIEST]))


def abreast(outlines: Sequence[Outline], stands: Sequence[Stand | None]) -> list[float]:
    """Return how far to the right each family goes; stands: None for those not drawn before."""
    known = [stand for stand in stands if stand is not None]
    between = _SQUEEZED if known else _FAMILIES
    needs = [_need(one, other, between) for one, other in pairwise(outlines)]
    along = [sum(needs[:place]) for place in range(len(known))]
    best = rising(
        [
            Rooms([x - at for x in low], -at, [x - at for x in high])
            for (low, high), at in zip(known, along, strict=True)
        ]
    )
    wanted = [place + offset for place, offset in zip(best, along, strict=True)]
    return _apart(outlines, [*wanted, *(float("-inf") for _ in outlines[len(known) :])], between)


def _need(one: Outline, other: Outline, between: float) -> float:
    """How much farther to the right than one the other must go."""
    return max(
        (
            one[near][1] + between - low
            for row, (low, _) in other.items()
            for near in (row - 1, row, row + 1)
            if near in one
        ),
        default=_NO_MATTER,
    )


def _apart(outlines: Sequence[Outline], wanted: Sequence[float], between: float) -> list[float]:
    """Shifts as wanted, or farther to the right where outlines would meet."""
    right: dict[int, float] = {}
    shifts = []
    for outline, want in zip(outlines, wanted, strict=True):
        rows = (
            (near, low) for row, (low, _) in outline.items() for near in (row - 1, row, row + 1)
        )
        room = (right[near] + between - low for near, low in rows if near in right)
        shift = max([want, *room])
        shift = shift if shift > float("-inf") else 0.0
        for row, (_, high) in outline.items():
            right[row] = max(right.get(row, high + shift), high + shift)
        shifts.append(shift)
    return shifts
