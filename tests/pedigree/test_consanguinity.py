"""Related partners: found, told, or said not to be."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from counselling.pedigree.consanguinity import consanguineous_couples, consanguinity
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import kinship_coefficients
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.terms import Zygosity
from tests.families.builders import (
    family,
    man,
    married_cousins,
    queen_victoria,
    three_generations,
    twin_sisters,
    woman,
)
from tests.families.strategies import families


@given(families())
def test_kinship_of_one_pair_is_that_of_the_table_of_all(random: Family) -> None:
    table = kinship_coefficients(random)
    for one in random.by_id:
        for other in random.by_id:
            if one != other:
                found = consanguinity(random, one, other)
                assert (found.kinship if found else 0.0) == table[one, other]


@pytest.mark.parametrize(
    ("one", "other", "degree", "kinship"),
    [
        ("mother", "child", 1, Fraction(1, 4)),
        ("child", "brother", 1, Fraction(1, 4)),
        ("grandmother", "child", 2, Fraction(1, 8)),
        ("uncle", "child", 2, Fraction(1, 8)),
    ],
)
def test_degrees_of_close_relatives(one: str, other: str, degree: int, kinship: Fraction) -> None:
    found = consanguinity(three_generations(), one, other)
    assert found is not None
    assert (found.degree, found.kinship) == (degree, kinship)


def test_first_cousins_are_of_the_third_degree_and_half_cousins_of_the_fourth() -> None:
    assert (
        consanguineous_couples(married_cousins())[frozenset(("consultand", "cousin"))].degree == 3
    )
    half = family(
        woman("g"),
        *(woman("a", mother="g"), man("b", mother="g")),
        *(woman("c", mother="a"), man("d", father="b")),
        woman("k", mother="c", father="d"),
    )
    (found,) = consanguineous_couples(half).values()
    assert (found.degree, found.kinship) == (4, Fraction(1, 32))


def test_cousins_by_identical_twins_are_as_near_as_half_siblings() -> None:
    twins = twin_sisters(Zygosity.MONOZYGOTIC)
    grown = replace(
        twins, persons=(*twins.persons, woman("x", mother="ada"), man("y", mother="bea"))
    )
    found = consanguinity(grown, "x", "y")
    assert found is not None
    assert (found.kinship, found.degree) == (Fraction(1, 8), 2)


def test_what_was_told_wins() -> None:
    pair = family(woman("a"), man("b"))
    told = Partnership(("a", "b"), is_consanguineous=True, relationship="second cousins")
    (found,) = consanguineous_couples(replace(pair, partnerships=(told,))).values()
    assert (found.kinship, found.degree, found.told) == (0.0, None, "second cousins")
    cousins = married_cousins()
    denied = Partnership(("cousin", "consultand"), is_consanguineous=False)
    assert consanguineous_couples(replace(cousins, partnerships=(denied,))) == {}


def test_only_irene_and_heinrich_married_a_relative() -> None:
    found = consanguineous_couples(queen_victoria())
    assert {pair: c.degree for pair, c in found.items()} == {frozenset(("irene", "heinrich")): 3}
