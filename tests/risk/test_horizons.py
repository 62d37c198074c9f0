"""Risks over spans against closed forms, and against the curves they belong to."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.risk.horizons import Outlook, ahead, horizons
from counselling.risk.model import Assessment, CurveKind, Horizon, Span

YEARS = 100
rates = st.lists(st.floats(1e-5, 0.1), min_size=2, max_size=4)


def outlook(*yearly: float, age: int = 30, death: float = 0.0) -> Outlook:
    """Groups of constant hazard, alike today, seen by one draw and its double."""
    gathered = np.arange(YEARS + 1)[:, None, None] * np.array(yearly)
    cumulative = np.concatenate([gathered, gathered, gathered], axis=1)
    weights = np.full((3, len(yearly)), 1 / len(yearly))
    mortality = np.full(YEARS, death)
    return Outlook(cumulative, weights, gathered[:, 0, 0], mortality, age)


def of(found: tuple[Horizon, ...], span: Span) -> Horizon:
    return next(one for one in found if one.span is span)


def test_ten_years_are_the_mixture_of_exponentials() -> None:
    found = of(horizons(outlook(0.01, 0.05)), Span.TEN_YEARS)
    wanted = 0.5 * -np.expm1(-0.1) + 0.5 * -np.expm1(-0.5)
    assert found.person.value == pytest.approx(wanted, rel=1e-12)
    assert found.population.value == pytest.approx(-np.expm1(-0.1), rel=1e-12)
    assert (found.from_age_years, found.to_age_years) == (30, 40)


def test_a_span_that_begins_later_counts_only_those_free_of_the_cancer_then() -> None:
    found = of(horizons(outlook(0.01, 0.05)), Span.FORTIES)
    reach = 0.5 * np.exp(-0.1) + 0.5 * np.exp(-0.5)
    leave = 0.5 * np.exp(-0.2) + 0.5 * np.exp(-1.0)
    assert found.person.value == pytest.approx(1 - leave / reach, rel=1e-12)


@given(yearly=rates, age=st.integers(0, 79))
def test_what_reaching_todays_age_told_is_taken_back_for_a_span_before_it(
    yearly: list[float], age: int
) -> None:
    """Who is asked about at any age has at 20 the risk that her groups had then."""
    born = outlook(*yearly, age=20)
    free = born.weights * np.exp(-(born.cumulative[age] - born.cumulative[20]))
    now = replace(born, weights=free / free.sum(axis=1, keepdims=True), age_years=age)
    then = of(horizons(born), Span.LIFETIME).person.value
    assert of(horizons(now), Span.LIFETIME).person.value == pytest.approx(then, rel=1e-9)


def test_death_from_other_causes_leaves_the_share_of_the_cancer_among_all_ends() -> None:
    found = of(horizons(outlook(0.01, death=0.03)), Span.REMAINING)
    assert found.person_crude.value == pytest.approx(0.25 * -np.expm1(-0.04 * 50), rel=1e-12)
    assert found.population_crude.value == pytest.approx(found.person_crude.value, rel=1e-12)


@given(yearly=rates, age=st.integers(0, 79), death=st.floats(0, 0.2))
def test_death_raises_no_risk_and_all_are_probabilities(
    yearly: list[float], age: int, death: float
) -> None:
    for one in horizons(outlook(*yearly, age=age, death=death)):
        assert 0 <= one.person_crude.value <= one.person.value + 1e-12 <= 1 + 1e-12
        assert one.population_crude.value <= one.population.value + 1e-12


@pytest.mark.parametrize(
    ("age", "wanted"),
    [
        (25, [(25, 35), (25, 80), (40, 50)]),
        (40, [(40, 50), (40, 80)]),
        (41, [(41, 51), (41, 80)]),
        (70, [(70, 80)]),
        (71, [(71, 80)]),
        (79, [(79, 80)]),
    ],
)
def test_what_is_told_lies_ahead_ends_by_eighty_and_is_told_once(
    assess, make_person, age, wanted
) -> None:
    told = ahead(assess(make_person("c", age=age)))
    assert [(one.from_age_years, one.to_age_years) for one in told] == wanted


def test_forties_are_there_for_a_woman_of_forty(assess, make_person) -> None:
    forty = assess(make_person("c", age=40)).horizon(Span.FORTIES)
    assert (forty.from_age_years, forty.to_age_years) == (40, 50)


def test_spans_from_today_are_points_of_the_curve(assess, make_person) -> None:
    answer: Assessment = assess(
        make_person("m", tests="BRCA1+"), make_person("c", age=35, mother="m")
    )
    for span, age in ((Span.TEN_YEARS, 45), (Span.REMAINING, 80)):
        one = answer.horizon(span)
        person, population = answer.curve(CurveKind.PERSON), answer.curve(CurveKind.POPULATION)
        assert one is not None
        assert person is not None
        assert population is not None
        at = person.ages_years.index(age)
        assert one.person.value == pytest.approx(person.at(age), rel=1e-12)
        assert one.person.interval is not None
        assert one.person.interval.low == pytest.approx(person.low[at], rel=1e-12)
        assert one.person.interval.high == pytest.approx(person.high[at], rel=1e-12)
        assert one.population.value == pytest.approx(population.at(age), rel=1e-12)


def test_average_woman_of_the_uk_has_the_published_lifetime_and_forties(
    assess, make_person
) -> None:
    answer = assess(make_person("c", age=20))
    assert answer.horizon(Span.LIFETIME).population.value == pytest.approx(0.120, rel=0.05)
    assert answer.horizon(Span.FORTIES).population.value == pytest.approx(0.017, rel=0.05)


def test_without_a_curve_there_are_no_spans(assess, make_person) -> None:
    answer = assess(make_person("c", "M", 40))
    assert answer.horizons == ()
    assert ahead(answer) == ()
