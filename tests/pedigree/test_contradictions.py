"""What cannot be true together is found, named, and never taken for an error of its own."""

from dataclasses import replace

import pytest

from counselling.pedigree.answers import Answer, Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    ParentLink,
    PartialDate,
    Person,
    Procedure,
)
from counselling.pedigree.terms import (
    BREAST,
    Childlessness,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    TestResult,
    Zygosity,
)
from counselling.pedigree.validation import findings, is_blocked
from tests.families.builders import family, man, trio, twin_sisters, woman

FOUND, NONE = TestResult.POSITIVE, TestResult.NEGATIVE
EXPECTING = PregnancyOutcome.ONGOING


def ids(checked: Family) -> list[str]:
    return [finding.message_id.removeprefix("finding.") for finding in findings(checked)]


@pytest.mark.parametrize(
    "change",
    [
        {"proband": "nobody"},
        {"consultand": "nobody"},
        {"twins": (TwinSet(("child", "nobody"), Zygosity.UNKNOWN),)},
        {"twins": (TwinSet(("child",), Zygosity.UNKNOWN),)},
        {"twins": (TwinSet(("child", "child"), Zygosity.UNKNOWN),)},
        {"answers": (Answer("nobody", Topic.AGE, Reply.UNKNOWN),)},
        {
            "partnerships": (
                Partnership(
                    ("mother", "father"), status=PartnershipStatus.DIVORCED, left_by="nobody"
                ),
            )
        },
    ],
)
def test_whoever_is_named_and_is_not_there_blocks(change: dict[str, object]) -> None:
    odd = replace(trio(), **change)  # type: ignore[arg-type]
    assert ids(odd) == ["stranger"]
    assert is_blocked(odd)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"death": PartialDate(1980)}, ["death_untold"]),
        ({"cause_of_death": "stroke"}, ["death_untold"]),
        ({"cause_of_death": "stroke", "is_deceased": True}, []),
        ({"tests": (GeneTest("BRCA1", FOUND), GeneTest("BRCA1", NONE))}, ["tests_disagree"]),
        ({"tests": (GeneTest("BRCA1", FOUND), GeneTest("BRCA2", NONE))}, []),
        ({"gestation_weeks": 12}, ["weeks"]),
        ({"gestation_weeks": 12, "pregnancy": EXPECTING}, []),
        ({"gestation_weeks": 60, "pregnancy": EXPECTING}, ["weeks"]),
        ({"count": -2}, ["count_impossible"]),
        ({"count": 0}, []),
        ({"age": Age(50, 40)}, ["age_out_of_range"]),
        ({"age": Age.at(float("nan"))}, ["age_out_of_range"]),
        (
            {"age": Age.at(40), "procedures": (Procedure("mastectomy", Age.at(60)),)},
            ["operation_after_last_age"],
        ),
        (
            {
                "birth": PartialDate(1950),
                "death": PartialDate(1980),
                "is_deceased": True,
                "diagnoses": (Diagnosis(BREAST, Age.at(45)),),
            },
            ["diagnosis_after_last_age"],
        ),
        (
            {
                "birth": PartialDate(1980, 5),
                "death": PartialDate(1980, 2),
                "is_deceased": True,
            },
            ["date_impossible"],
        ),
        (
            {
                "pregnancy": EXPECTING,
                "due": PartialDate(2026, 1, 1),
                "last_period": PartialDate(2026, 5),
            },
            ["date_impossible"],
        ),
        (
            {
                "pregnancy": EXPECTING,
                "due": PartialDate(2027, 1, 1),
                "last_period": PartialDate(2026, 5),
            },
            [],
        ),
    ],
)
def test_facts_of_one_person_that_do_not_go_together_are_found(
    facts: dict[str, object], expected: list[str]
) -> None:
    odd = replace(Person("p", sex=Sex.FEMALE), **facts)  # type: ignore[arg-type]
    assert ids(family(odd)) == expected


@pytest.mark.parametrize(
    ("kind", "sex"),
    [
        (ParentKind.OVUM_DONOR, Sex.MALE),
        (ParentKind.GESTATIONAL_CARRIER, Sex.MALE),
        (ParentKind.MITOCHONDRIAL_DONOR, Sex.MALE),
        (ParentKind.SPERM_DONOR, Sex.FEMALE),
    ],
)
def test_a_donor_or_carrier_of_the_other_sex_is_doubtful(kind: ParentKind, sex: Sex) -> None:
    child = Person("child", parents=(ParentLink("donor", kind),))
    assert ids(family(Person("donor", sex=sex), child)) == ["parent_sex"]


def test_who_died_or_is_too_young_to_be_a_parent_is_doubtful() -> None:
    kin = trio()
    for facts in ({"age": 9.0}, {"age": 9.0, "is_deceased": True}):
        assert ids(kin.replace_person(woman("mother", **facts))) == ["parent_young"]
    assert ids(kin.replace_person(woman("mother", age=30, is_deceased=True))) == []


def test_a_child_born_after_a_death_known_by_age_only_is_doubtful() -> None:
    dead = replace(man("father", age=30, is_deceased=True), birth=PartialDate(1940))
    for year, expected in ((1972, []), (1980, ["born_after_death"])):
        late = replace(trio().person("child"), birth=PartialDate(year))
        assert ids(trio().replace_person(dead).replace_person(late)) == expected


def test_no_children_by_choice_beside_children_is_doubtful_and_infertility_is_not() -> None:
    kin = trio()
    for why, expected in (
        (Childlessness.BY_CHOICE, ["childless_has_children"]),
        (Childlessness.INFERTILE, []),
    ):
        couple = Partnership(("mother", "father"), childlessness=why)
        assert ids(replace(kin, partnerships=(couple,))) == expected
        assert ids(kin.replace_person(replace(kin.person("mother"), childlessness=why))) == expected


def test_identical_twins_with_two_results_of_one_gene_are_doubtful() -> None:
    for zygosity, expected in (
        (Zygosity.MONOZYGOTIC, ["twins_tests"]),
        (Zygosity.DIZYGOTIC, []),
    ):
        kin = twin_sisters(zygosity)
        for who, result in (("ada", FOUND), ("bea", NONE)):
            tested = replace(kin.person(who), tests=(GeneTest("BRCA1", result),))
            kin = kin.replace_person(tested)
        assert ids(kin) == expected


def test_living_twins_of_two_ages_are_doubtful_and_one_who_died_may_be_younger() -> None:
    kin = twin_sisters()
    kin = kin.replace_person(replace(kin.person("ada"), age=Age.at(40)))
    for is_deceased, expected in ((False, ["twins_years"]), (True, [])):
        bea = replace(kin.person("bea"), age=Age.at(30), is_deceased=is_deceased)
        assert ids(kin.replace_person(bea)) == expected
