"""Absolute numbers of carriers as ratios to a nation's incidence."""

import math

import numpy as np
import pytest

from counselling.pedigree.terms import Sex
from counselling.risk.absolute import (
    absolute_ratio,
    carrier_cases,
    cumulative_risks,
    deviation,
    sources,
)
from counselling.risk.frailty import Groups, Relation
from counselling.risk.holding import MOST, held_to_nation
from counselling.risk.store import YEARS, Organ, rates

BOWEL = Organ("colorectal", Sex.MALE)
UK = rates()["UK"].incidence


def test_as_many_cases_are_expected_as_were_seen_in_every_country() -> None:
    for country in ("UK", "Germany", "Bulgaria"):
        national = rates()[country].incidence[BOWEL]
        ratio = absolute_ratio("MLH1", BOWEL, national)
        assert ratio is not None
        rows = carrier_cases()["MLH1", BOWEL]
        expected = sum(
            one.person_years * (ratio * national)[one.first_age : one.last_age + 1].mean()
            for one in rows
        )
        assert expected == pytest.approx(sum(one.cases for one in rows))


def test_no_age_of_a_study_is_without_cases_for_want_of_people() -> None:
    """MSH6 carriers had none at 40 to 54: a case there must not be called impossible."""
    ratio = absolute_ratio("MSH6", BOWEL, UK[BOWEL])
    assert ratio is not None
    assert (ratio[25:80] > 1).all()
    assert (ratio[:25] == 1).all()
    assert (ratio[80:] == 1).all()


def test_a_cumulative_risk_is_reached_at_its_age() -> None:
    organ = Organ("small_bowel", Sex.FEMALE)
    (told,) = cumulative_risks()["MSH2", organ]
    ratio = absolute_ratio("MSH2", organ, UK[organ])
    assert ratio is not None
    reached = 1 - math.exp(-(ratio * UK[organ])[told.from_age : told.by_age].sum())
    assert reached == pytest.approx(told.risk)
    assert ratio[79] == ratio[50] > 1
    assert ratio[80] == 1


def test_a_risk_below_the_nations_own_is_no_protection() -> None:
    organ = Organ("stomach", Sex.MALE)
    ratio = absolute_ratio("MSH6", organ, rates()["Belarus"].incidence[organ])
    assert ratio is not None
    assert (ratio == 1).all()


def test_what_was_not_published_is_not_told() -> None:
    assert absolute_ratio("PMS2", Organ("stomach", Sex.MALE), UK[BOWEL]) is None
    assert deviation("PMS2", Organ("stomach", Sex.MALE)) == 0


def test_intervals_are_those_of_the_cases_or_of_the_print() -> None:
    cases = sum(one.cases for one in carrier_cases()["MLH1", BOWEL])
    assert cases == 100
    assert deviation("MLH1", BOWEL) == pytest.approx(0.1)
    told = deviation("PMS2", BOWEL)  # 13 (7.9 to 22) %, ten Broeke 2018
    ends = math.log(1 - 0.22) / math.log(1 - 0.079)
    assert math.exp(2 * 1.96 * told) == pytest.approx(ends, rel=1e-3)
    assert deviation("MSH2", Organ("stomach", Sex.MALE)) == 0  # none was published


def test_sources_are_those_of_the_numbers() -> None:
    assert sources(("MLH1",), (BOWEL,)) == ("plsd2020",)
    assert sources(("PMS2",), (BOWEL,)) == ("tenbroeke2018",)


def test_carriers_are_held_to_most_of_a_nation_where_it_has_too_few_cases() -> None:
    shares = np.array([[0.99, 0.01]])
    ratios = np.ones((1, 2, YEARS))
    ratios[0, 1, 30] = 200
    ratios[0, 1, 40] = 50
    groups = Groups(shares, (Relation.BASELINE, Relation.POPULATION), ratios)
    held = held_to_nation(groups).ratios[0, 1]
    assert held[30] == pytest.approx(MOST / 0.01)
    assert held[40] == 50
    assert held[50] == 1
