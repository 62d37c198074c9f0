"""Risks by age against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.risk.futures import crude_risk, net_risk

YEARS = 100
hazards = st.lists(st.floats(0, 0.2), min_size=YEARS, max_size=YEARS)


def gathered(*yearly: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Hazards of one draw, constant in each group."""
    rate = np.array(yearly)
    return np.arange(YEARS + 1)[:, None, None] * rate


def test_net_risk_of_constant_hazards_is_the_mixture_of_exponentials() -> None:
    weights = np.array([[0.75, 0.25]])
    risk = net_risk(gathered(0.01, 0.05), weights, from_age=40, to_age=60)
    assert risk[0, 0] == 0
    wanted = 0.75 * -np.expm1(-0.2) + 0.25 * -np.expm1(-1.0)
    assert risk[-1, 0] == pytest.approx(wanted, rel=1e-12)


def test_crude_risk_of_constant_hazards_is_the_share_of_the_cancer_among_all_ends() -> None:
    mortality = np.full(YEARS, 0.03)
    risk = crude_risk(gathered(0.01), np.ones((1, 1)), mortality=mortality, from_age=30, to_age=80)
    assert risk[-1, 0] == pytest.approx(0.25 * -np.expm1(-0.04 * 50), rel=1e-12)


@given(cancer=hazards, death=hazards, start=st.integers(0, 79))
def test_death_never_raises_a_risk_and_risks_never_fall(
    cancer: list[float], death: list[float], start: int
) -> None:
    cumulative = np.concatenate([[0.0], np.cumsum(cancer)])[:, None, None]
    weights, mortality = np.ones((1, 1)), np.array(death)
    net = net_risk(cumulative, weights, from_age=start, to_age=80)
    crude = crude_risk(cumulative, weights, mortality=mortality, from_age=start, to_age=80)
    immortal = crude_risk(cumulative, weights, mortality=mortality * 0, from_age=start, to_age=80)
    np.testing.assert_allclose(immortal, net, rtol=1e-9, atol=1e-12)
    assert (crude <= net + 1e-12).all()
    assert (np.diff(net, axis=0) >= 0).all()
    assert (np.diff(crude, axis=0) >= 0).all()
    assert 0 <= net.min() <= net.max() <= 1
