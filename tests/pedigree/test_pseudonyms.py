"""Families for research: nothing that names anybody, nobody alone in her group."""

from collections import Counter
from dataclasses import replace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.pedigree.answers import FamilyNote
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, PartialDate, Person
from counselling.pedigree.pseudonyms import coarsened, pseudonym, pseudonymised
from counselling.pedigree.terms import BREAST, Sex, TestMethod, TestResult
from tests.families.builders import three_generations
from tests.families.strategies import families as random_families

KEY, OTHER = bytes(32), bytes([1]) * 32
MARKER = "Zzyzx"


def marked() -> Family:
    """A family with a marker wherever a word or a date can stand."""
    family = three_generations()
    uncle = replace(
        family.person("uncle"),
        name=MARKER,
        note=MARKER,
        birth=PartialDate(1961, 4, 5),
        cause_of_death=MARKER,
        age=Age.at(93),
        diagnoses=(Diagnosis(BREAST, Age.at(91), pathology=MARKER), Diagnosis(MARKER, Age.at(3))),
        tests=(GeneTest("BRCA1", TestResult.POSITIVE, TestMethod.SEARCH, f"c.{MARKER}"),),
        risk_factors=((MARKER, MARKER),),
        pronouns=MARKER,
    )
    notes = (FamilyNote("2026-01-01T00:00:00Z", MARKER),)
    return replace(family.replace_person(uncle), name=MARKER, notes=notes, historian=MARKER)


def test_no_name_date_or_text_is_left() -> None:
    family = marked()
    told = pseudonymised(family, [person.id for person in family.persons], KEY)
    text = msgspec.json.encode(told).decode()
    assert MARKER not in text
    assert "1961" not in text
    for person in family.persons:
        assert person.id not in told.by_id
    uncle = told.person(pseudonym(KEY, family.id, "uncle"))
    assert uncle.diagnoses == (Diagnosis(BREAST, Age(90, 110)),)
    assert uncle.tests == (GeneTest("BRCA1", TestResult.POSITIVE, TestMethod.SEARCH),)
    assert uncle.age == Age(90, 110)


def test_who_did_not_agree_is_a_symbol_in_her_place() -> None:
    family = marked()
    told = pseudonymised(family, ["mother"], KEY)
    uncle = told.person(pseudonym(KEY, family.id, "uncle"))
    assert uncle == Person(uncle.id, sex=uncle.sex, parents=uncle.parents)
    assert len(uncle.parents) == 2


def test_a_project_knows_its_people_again_and_no_other_project_does() -> None:
    family = marked()
    everybody = [person.id for person in family.persons]
    again = replace(family, persons=family.persons[::-1])
    mine, later, other = (
        {person.id for person in pseudonymised(f, everybody, key).persons}
        for f, key in ((family, KEY), (again, KEY), (family, OTHER))
    )
    assert mine == later
    assert not mine & other


@settings(max_examples=40)
@given(st.lists(random_families(most=10, has_facts=True), max_size=6), st.integers(2, 6))
def test_nobody_is_left_in_a_group_that_is_too_small(told: list[Family], smallest: int) -> None:
    families = [
        pseudonymised(replace(f, id=f"f{n}"), [p.id for p in f.persons], KEY)
        for n, f in enumerate(told)
    ]
    safe, check = coarsened(families, smallest=smallest)
    groups: Counter[object] = Counter()
    for family in safe:
        for person in family.persons:
            if person.age or person.diagnoses or person.tests or person.ancestry:
                decade = person.age and int(person.age.low_years // 10)
                conditions = tuple(sorted({one.condition for one in person.diagnoses}))
                tests = tuple(sorted({(test.gene, test.result) for test in person.tests}))
                groups[person.sex, decade, person.ancestry, conditions, tests] += 1
    assert min(groups.values(), default=smallest) >= smallest
    assert check.smallest == min(groups.values(), default=0)
    for before, after in zip(families, safe, strict=True):
        assert [p.parents for p in before.persons] == [p.parents for p in after.persons]


def test_a_batch_that_is_large_enough_loses_nothing() -> None:
    one = Family("f", persons=(Person("a", sex=Sex.FEMALE, age=Age.at(40)),))
    families = [pseudonymised(replace(one, id=f"f{number}"), ["a"], KEY) for number in range(10)]
    safe, check = coarsened(families)
    assert list(safe) == families
    assert (check.people, check.without_facts, check.smallest) == (10, 0, 10)
