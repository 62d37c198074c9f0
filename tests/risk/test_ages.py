"""Ages that were not told."""

import numpy as np

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.ages import age_floors, completed_years, is_outside, unknown_last_ages

MORTALITY = store.rates()["UK"].mortality[Sex.FEMALE]


def test_ages_are_completed_years() -> None:
    assert completed_years(Age.at(43.9)) == (43, 43)
    assert completed_years(Age(40, 49)) == (40, 49)
    assert completed_years(Age(-1, 5)) is None
    assert is_outside(Age.at(130))
    assert not is_outside(None)


def test_dead_are_older_than_the_living() -> None:
    dead_ages, dead = unknown_last_ages(MORTALITY, floor=0, is_deceased=True)
    ages, living = unknown_last_ages(MORTALITY, floor=0, is_deceased=False)
    assert np.isclose(dead.sum(), 1)
    assert np.isclose(living.sum(), 1)
    assert 80 < dead @ dead_ages < 85  # life expectancy at birth, UK women, about 83
    assert 40 < living @ ages < 45


def test_nobody_is_younger_than_her_facts_and_her_children_allow(make_person) -> None:
    family = Family(
        "f",
        persons=(
            make_person("grandmother", cancers={"breast": None}),
            make_person("mother", mother="grandmother"),
            make_person("dead grandfather", "M", is_deceased=True),
            make_person("father", "M", 50, father="dead grandfather", cancers={"pancreas": 45}),
            make_person("child", age=20, mother="mother", father="father"),
        ),
    )
    floors = age_floors(family)
    assert floors["mother"] == 35
    assert floors["grandmother"] == 50
    assert floors["dead grandfather"] == 15
    assert floors["father"] == 50
    ages, _ = unknown_last_ages(MORTALITY, floor=35, is_deceased=False)
    assert ages.min() == 35
