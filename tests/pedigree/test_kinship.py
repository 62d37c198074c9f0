from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.pedigree.family import Family
from counselling.pedigree.kinship import (
    generations_first,
    kinship_coefficients,
    people_on_cycles,
    relation,
)
from counselling.pedigree.terms import Sex, Zygosity
from tests.families.builders import (
    breast_ovarian,
    family,
    man,
    married_cousins,
    queen_victoria,
    three_generations,
    twin_sisters,
    woman,
)
from tests.families.strategies import families


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("mother", "child", Fraction(1, 4)),
        ("child", "brother", Fraction(1, 4)),
        ("grandmother", "child", Fraction(1, 8)),
        ("uncle", "child", Fraction(1, 8)),
        ("father", "mother", 0),
        ("child", "child", Fraction(1, 2)),
    ],
)
def test_kinship_of_close_relatives(one: str, other: str, expected: Fraction) -> None:
    assert kinship_coefficients(three_generations())[one, other] == expected


def test_a_child_of_cousins_has_inbreeding_one_in_sixteen() -> None:
    phi = kinship_coefficients(married_cousins())
    assert phi["consultand", "cousin"] == Fraction(1, 16)
    assert phi["child", "child"] == (1 + Fraction(1, 16)) / 2


def test_identical_twins_are_one_person_and_fraternal_twins_are_sisters() -> None:
    same = kinship_coefficients(twin_sisters(Zygosity.MONOZYGOTIC))
    sisters = kinship_coefficients(twin_sisters(Zygosity.DIZYGOTIC))
    assert (same["ada", "bea"], sisters["ada", "bea"]) == (0.5, 0.25)


def test_irene_and_heinrich_of_prussia_were_first_cousins() -> None:
    assert kinship_coefficients(queen_victoria())["irene", "heinrich"] == Fraction(1, 16)


@given(families())
def test_kinship_is_symmetric_and_at_most_that_with_oneself(random: Family) -> None:
    phi = kinship_coefficients(random)
    for (a, b), value in phi.items():
        assert value == phi[b, a]
        assert 0 <= value <= max(phi[a, a], phi[b, b])


@given(families())
def test_parents_come_before_their_children(random: Family) -> None:
    order = generations_first(random)
    assert order is not None
    place = {person_id: i for i, person_id in enumerate(order)}
    for person in random.persons:
        assert all(place[parent] < place[person.id] for parent in person.genetic_parents)


def test_ones_own_grandmother_is_found_and_nobody_else() -> None:
    circle = family(
        woman("a", mother="b"), woman("b", mother="c"), woman("c", mother="a"), man("d")
    )
    assert people_on_cycles(circle) == ("a", "b", "c")
    assert generations_first(circle) is None
    assert kinship_coefficients(circle) == {}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=10))
def test_people_on_cycles_are_those_whom_a_walk_upwards_meets_again(
    parents: list[tuple[int, int]],
) -> None:
    people = [woman(str(n), mother=str(m), father=str(f)) for n, (m, f) in enumerate(parents)]
    tangle = family(*people)

    def ancestors(person: str, seen: frozenset[str]) -> frozenset[str]:
        for parent in tangle.by_id[person].genetic_parents if person in tangle.by_id else ():
            if parent not in seen:
                seen = ancestors(parent, seen | {parent})
        return seen

    expected = [p.id for p in people if p.id in ancestors(p.id, frozenset())]
    assert list(people_on_cycles(tangle)) == expected


@pytest.mark.parametrize(
    ("relative", "key", "degree"),
    [
        ("II-4", "mother", 1),
        ("II-3", "father", 1),
        ("III-3", "brother", 1),
        ("IV-1", "daughter", 1),
        ("II-5", "maternal_aunt", 2),
        ("II-2", "paternal_uncle", 2),
        ("I-4", "maternal_grandmother", 2),
        ("III-4", "maternal_female_cousin", 3),
        ("III-5", "maternal_male_cousin", 3),
        ("III-2", "relative", None),
    ],
)
def test_relatives_get_the_words_a_letter_needs(
    relative: str, key: str, degree: int | None
) -> None:
    found = relation(breast_ovarian(), "III-1", relative)
    assert (found.key, found.degree) == (key, degree)


@pytest.mark.parametrize(
    ("person", "relative", "key", "degree"),
    [
        ("I-4", "III-1", "granddaughter", 2),
        ("I-4", "III-3", "grandson", 2),
        ("IV-1", "II-5", "maternal_great_aunt", 3),
        ("IV-1", "II-2", "maternal_great_uncle", 3),
        ("III-1", "III-2", "relative", None),
        ("I-4", "IV-1", "relative", None),
    ],
)
def test_the_generation_two_away_and_its_siblings_have_words(
    person: str, relative: str, key: str, degree: int | None
) -> None:
    found = relation(breast_ovarian(), person, relative)
    assert (found.key, found.degree) == (key, degree)


def test_whose_sex_is_not_known_is_named_without_it() -> None:
    whole = three_generations()
    unknown = replace(whole.person("child"), sex=Sex.UNKNOWN)
    whole = whole.replace_person(unknown)
    assert relation(whole, "grandmother", "child").key == "grandchild"
