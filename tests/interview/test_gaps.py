from dataclasses import replace

import pytest

from counselling.errors import PedigreeError
from counselling.interview.gap import CLOSING, Gap
from counselling.interview.gaps import holding
from counselling.interview.questions import interview
from counselling.pedigree.answering import RecordAnswer
from counselling.pedigree.answers import Answer, Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age, Diagnosis, GeneTest, ParentLink, PartialDate, Person
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    OVARY,
    Adoption,
    Childlessness,
    Laterality,
    ParentKind,
    PregnancyOutcome,
    Sex,
    Source,
    TestResult,
    Zygosity,
)
from tests.families.builders import married_cousins
from tests.interview.families import alone, answered, child, three_degrees, with_


def gaps(family: Family, person: str = "pt", **more: frozenset[str]) -> set[Topic]:
    found = interview(family, **more).questions  # type: ignore[arg-type]
    return {q.gap.topic for q in found if q.gap.person == person}


def ill(condition: str = BREAST, **facts: object) -> tuple[Diagnosis, ...]:
    return (Diagnosis(condition, **facts),)  # type: ignore[arg-type]


def test_of_a_woman_alone_everything_is_asked_that_has_no_person_yet() -> None:
    assert gaps(alone()) == {
        Topic.OPENING, Topic.MOTHER, Topic.FATHER, Topic.PARTNERS, Topic.CHILDREN,
        Topic.SIBLINGS, Topic.HALF_SIBLINGS, Topic.LOSSES, Topic.CANCER, Topic.AGE, *CLOSING,
    }  # fmt: skip


def test_a_family_without_a_consultand_cannot_be_asked_about() -> None:
    with pytest.raises(PedigreeError) as refused:
        interview(Family("nobody"))
    assert refused.value.message_id == "pedigree.no_consultand"


def test_losses_are_not_asked_of_a_man() -> None:
    assert Topic.LOSSES not in gaps(alone(Sex.MALE))


def test_relatives_who_are_there_need_not_be_asked_for() -> None:
    missing = gaps(three_degrees())
    there = {Topic.MOTHER, Topic.FATHER, Topic.PARTNERS, Topic.CHILDREN, Topic.SIBLINGS}
    assert not missing & {*there, Topic.HALF_SIBLINGS}
    assert {Topic.MOTHER, Topic.FATHER, Topic.SIBLINGS} <= gaps(three_degrees(), "father")


def test_nobody_is_asked_about_beyond_the_third_degree() -> None:
    asked = {q.gap.person for q in interview(three_degrees()).questions}
    assert not asked & {"cousin's son", "stranger", "husband", "uncle by marriage"}
    assert Topic.CHILDREN not in gaps(three_degrees(), "niece")


def test_somebody_who_only_stands_there_is_asked_for_by_her_child() -> None:
    family = with_(three_degrees(), "mother", is_placeholder=True)
    assert Topic.MOTHER in gaps(family)
    assert gaps(family, "mother") == set()


def test_of_parents_whom_nobody_knows_nobody_is_asked() -> None:
    assert not gaps(with_(alone(), "pt", has_unknown_parents=True)) & {Topic.MOTHER, Topic.FATHER}


@pytest.mark.parametrize(
    ("facts", "is_closed"),
    [
        ({"diagnoses": ill()}, True),
        ({"diagnoses": ill("heart disease")}, False),
        ({"suspected": ill()}, True),
        ({"is_status_unknown": True}, True),
        ({"excluded": (OVARY,)}, False),
    ],
)
def test_whether_she_had_cancer(facts: dict[str, object], is_closed: bool) -> None:
    family = with_(alone(), "pt", **facts)
    assert (Topic.CANCER in gaps(family, benign=frozenset({"heart disease"}))) is not is_closed


def test_a_cancer_without_site_age_side_or_source_is_asked_about() -> None:
    assert {Topic.SITE, Topic.ONSET, Topic.SOURCE} <= gaps(
        with_(alone(), "pt", diagnoses=ill(AFFECTED))
    )
    assert {Topic.LATERALITY, Topic.ONSET} <= gaps(with_(alone(), "pt", diagnoses=ill(BREAST)))
    whole = ill(age=Age.at(40), laterality=Laterality.LEFT, source=Source.NOTES)
    facts = {Topic.SITE, Topic.ONSET, Topic.SOURCE, Topic.LATERALITY}
    assert not gaps(with_(alone(), "pt", diagnoses=whole)) & facts


def test_a_side_is_asked_only_of_paired_organs_and_not_of_two_primaries() -> None:
    assert Topic.LATERALITY not in gaps(with_(alone(), "pt", diagnoses=ill(OVARY)))
    assert Topic.LATERALITY not in gaps(with_(alone(), "pt", diagnoses=ill() * 2))


@pytest.mark.parametrize(
    ("facts", "is_closed"),
    [
        ({"age": Age(40, 49)}, True),
        ({"birth": PartialDate(1950)}, True),
        ({"birth": PartialDate(1950), "is_deceased": True}, False),
        ({"birth": PartialDate(1950), "death": PartialDate(2001), "is_deceased": True}, True),
        ({"is_deceased": True}, False),
    ],
)
def test_an_age_is_told_or_follows_from_dates(facts: dict[str, object], is_closed: bool) -> None:
    assert (Topic.AGE in gaps(with_(alone(), "pt", **facts))) is not is_closed


def test_a_cause_is_asked_of_the_dead_only() -> None:
    assert Topic.CAUSE not in gaps(alone())
    assert Topic.CAUSE in gaps(with_(alone(), "pt", is_deceased=True))
    dead = with_(alone(), "pt", is_deceased=True, cause_of_death="stroke")
    assert Topic.CAUSE not in gaps(dead)


def test_children_are_not_asked_of_a_child_nor_of_who_is_known_to_have_none() -> None:
    assert Topic.CHILDREN not in gaps(with_(alone(), "pt", age=Age.at(14)))
    assert Topic.CHILDREN not in gaps(with_(alone(), "pt", childlessness=Childlessness.BY_CHOICE))
    couple = Partnership(("pt", "husband"), childlessness=Childlessness.INFERTILE)
    people = (*alone().persons, Person("husband"))
    assert Topic.CHILDREN not in gaps(replace(alone(), persons=people, partnerships=(couple,)))


def test_a_loss_answers_the_question_about_losses_and_is_no_child() -> None:
    lost = replace(child("loss", "pt", "husband"), pregnancy=PregnancyOutcome.ECTOPIC)
    family = replace(alone(), persons=(*alone().persons, Person("husband"), lost))
    assert Topic.LOSSES not in gaps(family)
    assert Topic.CHILDREN in gaps(family)


def test_great_aunts_are_asked_for_only_where_the_grandparent_is_affected() -> None:
    assert Topic.SIBLINGS not in gaps(three_degrees(), "mgm")
    assert Topic.SIBLINGS in gaps(with_(three_degrees(), "mgm", diagnoses=ill(OVARY)), "mgm")


def test_the_other_side_is_asked_about_even_if_the_first_explains_all() -> None:
    family = with_(three_degrees(), "mother", diagnoses=ill(OVARY, age=Age.at(40)))
    family = with_(family, "mother", tests=(GeneTest("BRCA1", TestResult.POSITIVE),))
    assert {Topic.CANCER, Topic.SIBLINGS, Topic.MOTHER, Topic.FATHER} <= gaps(family, "father")


@pytest.mark.parametrize(
    ("topic", "facts"),
    [
        (Topic.ANCESTRY, {"ancestry": ("ashkenazi",)}),
        (Topic.PARENTAGE, {"adoption": Adoption.IN}),
        (Topic.PARENTAGE, {"parents": (ParentLink("mother", ParentKind.OVUM_DONOR),)}),
        (Topic.TESTS, {"tests": (GeneTest("BRCA1", TestResult.NEGATIVE),)}),
    ],
)
def test_facts_answer_closing_questions(topic: Topic, facts: dict[str, object]) -> None:
    assert topic in gaps(three_degrees())
    assert topic not in gaps(with_(three_degrees(), "pt", **facts))


def test_twins_and_related_parents_are_seen_in_the_family() -> None:
    twins = (TwinSet(("pt", "sister"), Zygosity.UNKNOWN),)
    assert Topic.TWINS not in gaps(replace(three_degrees(), twins=twins))
    told = (Partnership(("mother", "father"), is_consanguineous=False),)
    assert Topic.RELATED_PARENTS not in gaps(replace(three_degrees(), partnerships=told))
    cousins = married_cousins()
    kid = next(
        p for p in cousins.persons if len(p.genetic_parents) == 2 and not cousins.children_of(p.id)
    )
    assert Topic.RELATED_PARENTS not in gaps(replace(cousins, consultand=kid.id), kid.id)


@pytest.mark.parametrize("reply", Reply)
def test_every_question_is_closed_by_its_answer_and_then_nothing_is_left(reply: Reply) -> None:
    family = answered(three_degrees(), reply)
    assert interview(family).questions == ()
    assert {p.done == p.total for p in interview(family).progress} == {True}


def test_an_answer_about_somebody_closes_only_that_question() -> None:
    before = {q.gap.key for q in interview(three_degrees()).questions}
    answer = Answer("aunt", Topic.CANCER, Reply.UNKNOWN)
    after = {q.gap.key for q in interview(RecordAnswer(answer).apply(three_degrees())).questions}
    assert before - after == {("aunt", Topic.CANCER, "", 0)}
    assert after < before


def test_a_gap_knows_the_side_and_step_of_a_missing_parent() -> None:
    found: dict[Topic, Gap] = {q.gap.topic: q.gap for q in interview(alone()).questions}
    assert [found[t].step for t in (Topic.OPENING, Topic.PARTNERS, Topic.SIBLINGS)] == [0, 1, 2]
    assert [found[t].step for t in (Topic.MOTHER, Topic.FATHER, Topic.TWINS)] == [3, 4, 5]


def test_the_side_with_an_affected_relative_comes_first() -> None:
    family = with_(three_degrees(), "father", diagnoses=ill(OVARY))
    steps = {q.gap.person: q.gap.step for q in interview(family).questions}
    assert (steps["father"], steps["mother"]) == (3, 4)


def test_an_answer_that_a_fact_has_overtaken_holds_no_longer() -> None:
    family = alone()
    none = Answer("pt", Topic.SIBLINGS, Reply.NONE)
    kept = Answer("pt", Topic.CANCER, Reply.UNKNOWN)
    for answer in (none, kept):
        family = RecordAnswer(answer).apply(family)
    assert holding(family, frozenset()) == (none, kept)
    people = (Person("m"), Person("f"), child("pt", "m", "f"), child("sister", "m", "f"))
    assert holding(replace(family, persons=people), frozenset()) == (kept,)
    assert holding(replace(family, consultand=None), frozenset()) == ()
