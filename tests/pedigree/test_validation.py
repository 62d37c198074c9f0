from dataclasses import replace

from hypothesis import given

from counselling.pedigree.family import Family
from counselling.pedigree.numbering import number, roman
from counselling.pedigree.person import Age, ParentLink, PartialDate
from counselling.pedigree.terms import ParentKind, Sex
from counselling.pedigree.validation import Severity, findings, is_blocked
from tests.families.builders import breast_ovarian, family, man, queen_victoria, trio, woman
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
        "finding.parent_age": ("mother", "child")
    }


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
