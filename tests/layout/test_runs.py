"""The solver: minimum gaps hold, and no small move makes the sum of squares smaller."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.blocks import Reals
from counselling.layout.runs import Wishes, fulfil

_MOST = 12


@st.composite
def _problems(draw: st.DrawFn) -> tuple[Wishes, np.ndarray, Reals]:
    """Random wishes over a few rows of unknowns, and the gaps within the rows."""
    size = draw(st.integers(1, _MOST))
    numbers = st.floats(-3, 3, allow_nan=False, width=32)
    wishes = draw(st.integers(0, 2 * size))
    matrix = np.array(
        draw(st.lists(numbers, min_size=wishes * size, max_size=wishes * size))
    ).reshape(wishes, size)
    wanted = np.array(draw(st.lists(numbers, min_size=wishes, max_size=wishes)))
    form = matrix.T @ matrix + 1e-2 * np.eye(size)
    rows, columns = np.indices((size, size)).reshape(2, -1)
    ends = draw(st.lists(st.booleans(), min_size=size - 1, max_size=size - 1))
    left = np.flatnonzero(np.array(ends, dtype=bool))
    gaps = st.lists(st.floats(0.25, 3), min_size=len(left), max_size=len(left))
    pull = matrix.T @ wanted if wishes else np.zeros(size)
    return Wishes(size, rows, columns, form.ravel(), pull), left, np.array(draw(gaps))


@settings(max_examples=150)
@given(problem=_problems(), guess=st.lists(st.booleans(), min_size=_MOST, max_size=_MOST))
def test_the_optimum_is_exact_whatever_the_guess(
    problem: tuple[Wishes, np.ndarray, Reals], guess: list[bool]
) -> None:
    wishes, left, gap = problem
    x = fulfil(wishes, left, gap, np.array(guess[: len(left)], dtype=bool))
    slack = x[left + 1] - x[left] - gap
    assert (slack > -1e-6).all()
    # Karush-Kuhn-Tucker: the gradient is balanced by pressure, only where neighbours touch
    gradient = wishes.form_times(x) - wishes.pull
    touching = slack < 1e-6
    pairs = np.zeros((wishes.size, len(left)))
    pairs[left + 1, np.arange(len(left))] = 1
    pairs[left, np.arange(len(left))] = -1
    pressure, *_ = np.linalg.lstsq(pairs[:, touching], gradient, rcond=None)
    assert pairs[:, touching] @ pressure == pytest.approx(gradient, abs=1e-5)
    assert (pressure > -1e-5).all()


def test_a_wish_that_no_gap_forbids_is_fulfilled() -> None:
    """(x1 - x0 - 3)^2 + x0^2 with a gap of 1."""
    index = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    wishes = Wishes(2, *index, np.array([2.0, -1.0, -1.0, 1.0]), np.array([-3.0, 3.0]))
    x = fulfil(wishes, np.array([0]), np.array([1.0]), np.array([True]))
    assert x == pytest.approx([0.0, 3.0])


def test_a_wish_against_a_gap_gives_way() -> None:
    """x0^2 + x1^2 with a gap of 2: both give way alike."""
    index = np.array([0, 1]), np.array([0, 1])
    wishes = Wishes(2, *index, np.array([1.0, 1.0]), np.zeros(2))
    x = fulfil(wishes, np.array([0]), np.array([2.0]), np.array([False]))
    assert x == pytest.approx([-1.0, 1.0])
