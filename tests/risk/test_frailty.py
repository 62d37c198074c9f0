"""Genes and polygene together: the average is the nation's, the average carrier the study's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.polygene import polygene
from counselling.risk.calibrate import cumulative_hazards as without_polygene
from counselling.risk.frailty import Groups, Relation, Spread, cumulative_hazards

NATIONAL = 1e-4 * np.exp(0.06 * np.arange(80))


def spread(loci: int, deviation: float) -> Spread:
    poly = polygene(loci)
    return Spread(poly.prior, np.exp(deviation * poly.score))


def groups(*told: tuple[float, Relation, float]) -> Groups:
    shares = np.array([share for share, _, _ in told])
    rows = np.array([np.full(80, ratio) for _, _, ratio in told]).reshape(-1, 80)
    return Groups(
        np.concatenate([[1 - shares.sum()], shares])[None],
        (Relation.BASELINE, *(relation for _, relation, _ in told)),
        np.concatenate([np.ones((1, 80)), rows])[None],
    )


def alive(made: Groups, part: Spread, hazards: Floats) -> Floats:
    """Shape (years + 1, draws, groups, states)."""
    return made.shares[..., None] * part.prior * np.exp(-hazards)


ratios = st.floats(0.5, 20.0)
shares = st.floats(1e-4, 0.01)
relations = st.sampled_from([Relation.POPULATION, Relation.NONCARRIER, Relation.BASELINE])


@settings(max_examples=50, derandomize=True)
@given(
    told=st.lists(st.tuples(shares, relations, ratios), max_size=4),
    deviation=st.floats(0.0, 1.5),
)
def test_the_average_person_has_the_national_incidence_at_every_age(
    told: list[tuple[float, Relation, float]], deviation: float
) -> None:
    made, part = groups(*told), spread(3, deviation)
    free = alive(made, part, cumulative_hazards(NATIONAL, made, part)).sum(axis=(1, 2, 3))
    np.testing.assert_allclose(-np.diff(np.log(free)), NATIONAL, rtol=1e-9)


def test_the_average_carrier_has_the_published_ratio_at_every_age() -> None:
    made = groups((0.001, Relation.POPULATION, 8.0), (0.004, Relation.NONCARRIER, 2.5))
    part = spread(3, 1.1)
    free = alive(made, part, cumulative_hazards(NATIONAL, made, part)).sum(axis=(1, 3))
    hazard = -np.diff(np.log(free), axis=0)
    np.testing.assert_allclose(hazard[:, 1], 8.0 * NATIONAL, rtol=1e-9)
    np.testing.assert_allclose(hazard[:, 2], 2.5 * hazard[:, 0], rtol=1e-9)


def test_within_a_group_the_polygene_multiplies() -> None:
    made, part = groups((0.001, Relation.POPULATION, 8.0)), spread(3, 1.1)
    hazards = np.diff(cumulative_hazards(NATIONAL, made, part), axis=0)
    np.testing.assert_allclose(
        hazards / hazards[..., :1], np.broadcast_to(part.relative / part.relative[0], (80, 1, 2, 7))
    )


def test_without_a_polygene_it_is_the_plain_calibration() -> None:
    made = groups((0.001, Relation.POPULATION, 8.0), (0.002, Relation.BASELINE, 1.0))
    part = Spread(np.ones(1), np.ones(1))
    plain = made.ratios.copy()
    plain[:, [0, 2]] = np.nan
    wanted = without_polygene(NATIONAL, made.shares, ratios=plain)
    found = cumulative_hazards(NATIONAL, made, part)[..., 0]
    np.testing.assert_allclose(found[:, 0, 1], wanted[:, 0, 1], rtol=1e-9)
    np.testing.assert_allclose(found[:, 0, 0], wanted[:, 0, 0], rtol=1e-6)


def test_seven_states_come_near_to_twenty_five() -> None:
    made = groups((0.001, Relation.POPULATION, 8.0))
    few, many = spread(3, 1.1), spread(12, 1.1)
    risks = [
        1
        - (alive(made, part, cumulative_hazards(NATIONAL, made, part))[-1].sum(axis=-1))
        / made.shares
        for part in (few, many)
    ]
    np.testing.assert_allclose(risks[0], risks[1], atol=1e-3)


def test_carriers_who_exceed_the_nation_are_refused() -> None:
    made = groups((0.2, Relation.POPULATION, 8.0))
    with pytest.raises(RiskInputError) as refused:
        cumulative_hazards(NATIONAL, made, spread(1, 1.0))
    assert refused.value.message_id == "risk.carriers_exceed_population"
