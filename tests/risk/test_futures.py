"""Risks by age against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.genetics.arrays import Floats
from counselling.risk.futures import Futures, net_risk

YEARS = 100
hazards = st.lists(st.floats(0, 0.2), min_size=YEARS, max_size=YEARS)


def gathered(*yearly: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Hazards of one draw, constant in each group."""
    rate = np.array(yearly)
    return np.arange(YEARS + 1)[:, None, None] * rate


def crude_risk(
    cumulative: Floats, weights: Floats, *, mortality: Floats, from_age: int, to_age: int
) -> Floats:
    """The same for one span alone, year by year, as the source writes it."""
    hazard = np.diff(cumulative[from_age : to_age + 1], axis=0)
    death = mortality[from_age:to_age, None, None]
    both = hazard + death
    leaving = np.cumsum(both, axis=0) - both
    part = (
        np.exp(-leaving) * -np.expm1(-both) * np.divide(hazard, both, where=both > 0, out=both * 0)
    )
    yearly: Floats = (weights * part).sum(axis=-1)
    by_age: Floats = np.concatenate([np.zeros((1, yearly.shape[1])), np.cumsum(yearly, axis=0)])
    return by_age


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


@given(
    cancer=st.lists(hazards, min_size=1, max_size=3),
    death=hazards,
    ages=st.tuples(st.integers(0, 79), st.integers(0, 80)).filter(lambda two: two[0] < two[1]),
)
def test_years_worked_out_once_give_every_span_as_worked_out_alone(
    cancer: list[list[float]], death: list[float], ages: tuple[int, int]
) -> None:
    yearly = np.array(cancer).T[:, None, :]
    cumulative = np.concatenate([np.zeros((1, *yearly.shape[1:])), np.cumsum(yearly, axis=0)])
    weights, mortality = np.full((1, len(cancer)), 1 / len(cancer)), np.array(death)
    first, last = ages
    whole = Futures.between(0, 80, cumulative=cumulative, mortality=mortality)
    net = net_risk(cumulative, weights, from_age=first, to_age=last)[-1]
    crude = crude_risk(cumulative, weights, mortality=mortality, from_age=first, to_age=last)[-1]
    np.testing.assert_allclose(whole.net(weights, first, last), net, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(whole.crude(weights, first, last), crude, rtol=1e-7, atol=1e-9)
    there = whole.moved(weights, first, last)
    np.testing.assert_allclose(whole.moved(there, last, first), weights, rtol=1e-9)
