"""Draws that anybody can repeat."""

import numpy as np
import pytest

from counselling.risk.uncertainty import spanned, standard_draws


def test_same_seed_gives_the_same_draws() -> None:
    one, other = (
        standard_draws(np.random.default_rng(4), draws=50, parameters=3) for _ in range(2)
    )
    np.testing.assert_array_equal(one, other)


def test_every_slice_of_every_parameter_is_drawn_once() -> None:
    draws = standard_draws(np.random.default_rng(4), draws=200, parameters=5)
    assert abs(draws.mean(axis=0)).max() < 0.01
    np.testing.assert_allclose(draws.std(axis=0), 1, atol=0.03)
    assert (np.sort(draws, axis=0)[:100] < 1e-12).all()


@pytest.mark.parametrize("estimate", [5.0, 0.5])
def test_interval_holds_its_estimate(estimate: float) -> None:
    low, high = spanned(np.array([estimate, 1.0, 2.0, 3.0]))
    assert low <= estimate <= high
    assert low < 2 < high
