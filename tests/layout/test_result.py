"""What a layout tells: places to a ten-thousandth of a unit."""

from hypothesis import example, given
from hypothesis import strategies as st

from counselling.layout.result import rounded


@given(x=st.floats(-1e5, 1e5))
@example(0.00005)
@example(12.34565)
@example(-2.00015)
def test_places_are_rounded_as_python_rounds(x: float) -> None:
    assert rounded(x) == round(x, 4)
