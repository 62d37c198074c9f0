"""Bars in one gap: apart where they would touch, the one above that crosses less."""

from hypothesis import given
from hypothesis import strategies as st

from counselling.layout.lanes import Bar, assign_lanes

_ends = st.lists(st.floats(0, 20), min_size=1, max_size=4)


def test_bars_apart_share_a_lane() -> None:
    assert assign_lanes([Bar([1], [0, 2]), Bar([5], [4, 6])]) == (0, 0)


def test_the_bar_that_crosses_less_from_above_lies_above() -> None:
    wide, narrow = Bar([9], [0, 4]), Bar([2], [1, 3])  # 1 crossing, or 2 the other way
    assert assign_lanes([narrow, wide]) == (1, 0)
    assert assign_lanes([wide, narrow]) == (0, 1)


def test_a_straight_line_down_needs_no_lane() -> None:
    assert assign_lanes([Bar([2], [2]), Bar([1], [0, 4])]) == (0, 0)


@given(st.lists(st.builds(Bar, _ends, _ends), max_size=8))
def test_bars_in_one_lane_never_touch(bars: list[Bar]) -> None:
    lanes = assign_lanes(bars)
    for one in range(len(bars)):
        for other in range(one):
            a, b = bars[one], bars[other]
            if lanes[one] == lanes[other] and a.low < a.high and b.low < b.high:
                assert (
                    a.high < b.low or b.high < a.low or min(a.high - a.low, b.high - b.low) < 1e-6
                )
