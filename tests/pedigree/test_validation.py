from dataclasses import replace

import pytest
from hypothesis import given

from counselling.pedigree.family import Family
from counselling.pedigree.numbering import number, roman
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Age, Diagnosis, ParentLink, PartialDate
from counselling.pedigree.terms import ParentKind, PregnancyOutcome, Sex, Zygosity
from counselling.pedigree.validation import Severity, findings, is_blocked
from tests.families.builders import (
    breast_ovarian,
    family,
    man,
    queen_victoria,
    trio,
    twin_sisters,
    woman,
)
from tests.families.complete import complete_families
from tests.families.strategies import families


def found(checked: Family) -> dict[str, tuple[str, ...]]:
    return {f.message_id: f.persons for f in findings(checked)}


def test_the_demo_families_have_no_findings() -> None:
    assert findings(breast_ovarian()) == ()
    assert findings(queen_victoria()) == ()


def test_ones_own_ancestor_blocks_and_is_named() -> None:
    circle = family(woman("a", mother="b"), woman("b", mother="a"))
    assert found(circle) == {"finding.own_ancestor": ("a", "b")}
    assert is_blocked(circle)


def test_a_parent_who_is_not_in_the_family_blocks() -> None:
    assert found(family(woman("a", mother="ghost"))) == {"finding.missing_parent": ("a",)}


def test_a_male_mother_is_doubtful_and_does_not_block() -> None:
    odd = trio().replace_person(replace(trio().person("mother"), sex=Sex.MALE))
    assert found(odd) == {"finding.parent_sex": ("mother", "child")}
    assert not is_blocked(odd)


def test_two_mothers_who_both_gave_the_egg_block() -> None:
    base = family(woman("a"), woman("b"), woman("c", mother="a"))
    child = base.person("c")
    links = (*child.parents, ParentLink("b", ParentKind.OVUM_DONOR))
    assert found(base.replace_person(replace(child, parents=links))) == {
        "finding.doubled_parent": ("c",)
    }


def test_a_diagnosis_after_the_last_known_age_is_doubtful() -> None:
    assert found(family(woman("a", age=40, breast_at=44))) == {
        "finding.diagnosis_after_last_age": ("a",)
    }


def test_an_age_beyond_human_life_is_doubtful() -> None:
    assert found(family(woman("a", age=140))) == {"finding.age_out_of_range": ("a",)}


def test_a_mother_born_after_her_child_is_doubtful() -> None:
    base = trio()
    young = replace(base.person("mother"), birth=PartialDate(1990))
    child = replace(base.person("child"), birth=PartialDate(1980))
    assert found(base.replace_person(young).replace_person(child)) == {
        "finding.child_older": ("child", "mother")
    }


@pytest.mark.parametrize(("years", "is_odd"), [(10, True), (11, False), (60, False), (61, True)])
def test_a_mother_under_eleven_or_over_sixty_is_doubtful(years: int, is_odd: bool) -> None:
    base = trio()
    mother = replace(base.person("mother"), birth=PartialDate(1900))
    child = replace(base.person("child"), birth=PartialDate(1900 + years))
    told = found(base.replace_person(mother).replace_person(child))
    assert told == ({"finding.parent_age": ("mother", "child")} if is_odd else {})


def test_a_father_may_be_old_but_not_a_child() -> None:
    base = trio()
    father = replace(base.person("father"), birth=PartialDate(1900))
    for year, expected in ((1975, set()), (1908, {"finding.parent_age"})):
        child = replace(base.person("child"), birth=PartialDate(year))
        assert found(base.replace_person(father).replace_person(child)).keys() == expected


def test_twins_of_different_parents_or_born_years_apart_are_doubtful() -> None:
    apart = twin_sisters()
    bea = replace(apart.person("bea"), birth=PartialDate(2003))
    ada = replace(apart.person("ada"), birth=PartialDate(2001))
    assert found(apart.replace_person(ada).replace_person(bea)) == {
        "finding.twins_years": ("ada", "bea")
    }
    new_year = replace(bea, birth=PartialDate(2002))
    assert found(apart.replace_person(ada).replace_person(new_year)) == {}
    lost = replace(apart.person("bea"), parents=())
    assert found(apart.replace_person(lost)) == {"finding.twins_parents": ("ada", "bea")}


def test_identical_twins_of_two_sexes_are_doubtful_and_fraternal_ones_are_not() -> None:
    for zygosity, expected in ((Zygosity.MONOZYGOTIC, True), (Zygosity.DIZYGOTIC, False)):
        pair = twin_sisters(zygosity)
        mixed = pair.replace_person(replace(pair.person("bea"), sex=Sex.MALE))
        assert bool(found(mixed)) is expected


@pytest.mark.parametrize(
    ("birth", "death", "age", "expected"),
    [
        (PartialDate(1950), PartialDate(2000), 50, set()),
        (PartialDate(1950), PartialDate(2000), 49, set()),
        (PartialDate(1950), PartialDate(2000), 40, {"finding.ages_disagree"}),
        (PartialDate(1950), PartialDate(1940), None, {"finding.ages_disagree"}),
        (PartialDate(1950, 2, 30), None, None, {"finding.date_impossible"}),
        (PartialDate(1950, None, 3), None, None, {"finding.date_impossible"}),
        (PartialDate(1952, 2, 29), None, None, set()),
    ],
)
def test_dates_must_exist_and_fit_the_age(
    birth: PartialDate, death: PartialDate | None, age: float | None, expected: set[str]
) -> None:
    told = replace(woman("a", age=age), birth=birth, death=death, is_deceased=death is not None)
    assert found(family(told)).keys() == expected


def test_a_pregnancy_that_ended_early_has_no_children() -> None:
    lost = replace(woman("a"), pregnancy=PregnancyOutcome.TERMINATION)
    assert found(family(lost, woman("b", mother="a"))) == {"finding.loss_has_family": ("a",)}


def test_a_couple_with_nobody_or_with_oneself_blocks() -> None:
    for partners in (("a", "ghost"), ("a", "a")):
        told = replace(family(woman("a")), partnerships=(Partnership(partners),))
        assert found(told) == {"finding.partner_missing": ("a",)}
        assert is_blocked(told)


def test_who_was_brought_up_by_her_own_child_blocks() -> None:
    raised = replace(woman("a"), parents=(ParentLink("b", ParentKind.ADOPTIVE),))
    circle = family(raised, woman("b", mother="a"))
    assert found(circle) == {"finding.own_ancestor": ("a", "b")}


@given(complete_families())
def test_families_with_everything_in_them_are_never_blocked(random: Family) -> None:
    assert not is_blocked(random)


def test_two_people_with_one_id_block() -> None:
    assert found(family(woman("a"), man("a"))) == {"finding.double_id": ("a",)}


@given(families(has_facts=True))
def test_blocking_findings_come_first_and_random_families_are_never_blocked(
    random: Family,
) -> None:
    kinds = [f.severity for f in findings(random)]
    assert Severity.BLOCKING not in kinds


def test_generations_are_roman_and_people_arabic() -> None:
    assert number((("a", "b"), ("c",))) == {"a": "I-1", "b": "I-2", "c": "II-1"}
    assert [roman(n) for n in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]


def test_ages_as_told_stay_ranges() -> None:
    assert not Age(40, 49).is_exact


@pytest.mark.parametrize(
    ("mother_age", "is_dead", "child_age", "found"),
    [
        (45, False, 50, "finding.child_older"),
        (45, False, 40, "finding.parent_age"),
        (45, True, 50, None),  # she may have died long ago
        (45, False, 20, None),
        (90, False, 10, None),  # the child may have died long ago, or been told of then
    ],
)
def test_ages_of_a_living_parent_and_a_child_must_fit(
    mother_age: int, is_dead: bool, child_age: int, found: str | None
) -> None:
    mother = replace(woman("m", age=mother_age), is_deceased=is_dead)
    child = replace(woman("c", age=child_age), parents=(ParentLink("m", ParentKind.MOTHER),))
    told = [f.message_id for f in findings(family(mother, child))]
    assert told == ([found] if found else [])


@pytest.mark.parametrize(
    ("kind", "years", "is_odd"),
    [
        (ParentKind.MOTHER, 1, True),
        (ParentKind.FATHER, 1, False),
        (ParentKind.FATHER, 2, True),
        (ParentKind.SPERM_DONOR, 20, False),
    ],
)
def test_a_child_born_after_a_parents_death_is_doubtful(
    kind: ParentKind, years: int, is_odd: bool
) -> None:
    dead = replace(
        woman("p") if kind is ParentKind.MOTHER else man("p"),
        birth=PartialDate(1950),
        death=PartialDate(1980),
        is_deceased=True,
    )
    child = replace(woman("c"), birth=PartialDate(1980 + years), parents=(ParentLink("p", kind),))
    told = {f.message_id for f in findings(family(dead, child))}
    assert ("finding.born_after_death" in told) is is_odd


def test_a_condition_of_the_other_sex_and_one_both_had_and_excluded_are_doubtful() -> None:
    odd = replace(man("m"), diagnoses=(Diagnosis("ovary"),), excluded=("ovary",))
    told = [f.message_id for f in findings(family(odd))]
    assert told == ["finding.condition_sex", "finding.had_and_excluded"]
