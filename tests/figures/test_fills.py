"""Fills of symbols: the same wherever a symbol stands."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.drawing.scene import Circle, Item, Line
from counselling.figures.fills import Fill, filled

HALF = [(math.sin(a / 10) * 17, -math.cos(a / 10) * 17) for a in range(32)]
quarters = st.integers(-4000, 4000).map(lambda n: n / 4)


def places(items: list[Item], left: float, top: float) -> list[tuple[float, ...]]:
    """Return where lines and dots stand, from the symbol's own place."""
    found = []
    for item in items:
        match item:
            case Line(x1, y1, x2, y2):
                found.append((x1 - left, y1 - top, x2 - left, y2 - top))
            case Circle(x, y):
                found.append((x - left, y - top))
    return found


@pytest.mark.parametrize("fill", [each for each in Fill if each is not Fill.SOLID])
@given(left=quarters, top=quarters)
def test_who_moves_is_filled_as_before(fill: Fill, left: float, top: float) -> None:
    here = places(list(filled(HALF, fill)), 0, 0)
    there = [(x + left, y + top) for x, y in HALF]
    moved = places(list(filled(there, fill)), left, top)
    assert here
    assert len(moved) == len(here)
    for one, other in zip(here, moved, strict=True):
        assert one == pytest.approx(other, abs=1e-6)
