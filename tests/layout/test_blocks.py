"""Equations in blocks: the same solution as at once, however the drawing is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.layout.blocks import Equations, Reals, solved, strips


def springs(size: int, ties: list[tuple[int, int]], seed: int) -> Equations:
    """A chain of springs with some long ties: symmetric, positive, each entry told in pieces."""
    chance = np.random.default_rng(seed)
    pairs = [(at, at + 1) for at in range(size - 1)] + [(a, b) for a, b in ties if a != b]
    one, other = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    stiff = chance.uniform(0.5, 2.0, len(pairs))
    everyone = np.arange(size)
    return Equations(
        np.concatenate((one, other, one, other, everyone)),
        np.concatenate((one, other, other, one, everyone)),
        np.concatenate((stiff, stiff, -stiff, -stiff, np.full(size, 0.1))),
        chance.normal(size=size),
    )


def left_over(equations: Equations, x: Reals) -> float:
    """How far the equations are from being fulfilled."""
    rows, columns, values, right = equations
    sums = np.bincount(rows, values * x[columns], len(right))
    return float(np.abs(sums - right).max())


@settings(max_examples=60)
@given(
    size=st.integers(1, 400),
    count=st.integers(1, 9),
    ties=st.lists(st.tuples(st.integers(0, 399), st.integers(0, 399)), max_size=30),
    seed=st.integers(0, 99),
)
def test_whatever_is_cut_the_equations_are_fulfilled(
    size: int, count: int, ties: list[tuple[int, int]], seed: int
) -> None:
    equations = springs(size, [(a % size, b % size) for a, b in ties], seed)
    strip = strips(np.arange(size, dtype=np.float64), count)
    assert left_over(equations, solved(equations, strip)) < 1e-8


def test_strips_that_have_nothing_to_do_with_the_ties_cost_time_but_not_the_solution() -> None:
    equations = springs(300, [], 1)
    strip = np.random.default_rng(2).integers(0, 6, 300)
    assert left_over(equations, solved(equations, strip)) < 1e-8


def test_strips_hold_about_as_many_each_from_left_to_right() -> None:
    near = np.array([5.0, 1.0, 3.0, 2.0, 4.0, 0.0])
    assert strips(near, 3).tolist() == [2, 0, 1, 1, 2, 0]


def test_a_system_without_a_solution_is_refused() -> None:
    nothing = np.zeros(2, dtype=np.intp)
    with pytest.raises(np.linalg.LinAlgError):
        solved(Equations(nothing, nothing, np.ones(2), np.ones(2)), nothing)
