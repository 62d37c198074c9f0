"""Value axes end above what they show, in steps that are read at a glance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.figures import axis


@given(st.floats(1e-3, 1e6))
def test_axis_reaches_its_value_in_five_steps_at_most(highest: float) -> None:
    top = axis.top(highest)
    places = axis.marks(top)
    assert places[0] == 0
    assert places[-1] == pytest.approx(top)
    assert top >= highest * (1 - 1e-9)
    assert top <= highest * 1.6
    assert 2 <= len(places) <= 6


@pytest.mark.parametrize(("highest", "top"), [(10, 10), (23, 25), (62, 80), (100, 100), (450, 500)])
def test_tops_read_well(highest: float, top: float) -> None:
    assert axis.top(highest) == top
