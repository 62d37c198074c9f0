from dataclasses import replace

import pytest

from counselling.interview.questions import Question
from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis
from counselling.pedigree.terms import BREAST, Sex
from counselling.work.history.ask_next import Interviews, ask, in_words, undecided
from counselling.work.history.cancers import benign
from tests.conftest import catalogue
from tests.families.builders import breast_ovarian
from tests.interview.families import alone, three_degrees, with_


def question(family: Family, person: str, topic: Topic) -> Question:
    found = ask(family).questions
    return next(q for q in found if (q.gap.person, q.gap.topic) == (person, topic))


def test_the_models_wait_for_an_age_where_nothing_else_is_missing() -> None:
    told = with_(three_degrees(), "aunt", diagnoses=(Diagnosis(BREAST, Age.at(43)),))
    assert ("aunt", Topic.AGE) in undecided(told)
    assert question(told, "aunt", Topic.AGE).weight == 2 * 2 * 2
    assert question(told, "mother", Topic.AGE).weight == 4 * 2


def test_whether_she_had_cancer_comes_before_the_age_that_a_model_waits_for() -> None:
    assert ("aunt", Topic.AGE) not in undecided(three_degrees())


def test_the_curve_of_a_woman_waits_for_her_age_alone() -> None:
    assert ("pt", Topic.AGE) in undecided(alone())
    assert ("pt", Topic.AGE) not in undecided(alone(Sex.UNKNOWN))
    assert ("pt", Topic.AGE) not in undecided(with_(alone(), "pt", age=Age.at(40)))
    asked = question(alone(), "pt", Topic.AGE)
    assert asked.is_undecided
    assert asked.weight == 5 * 2 * 2


def test_nothing_is_waited_for_where_the_age_is_known() -> None:
    told = (Diagnosis(BREAST, Age.at(43)),)
    family = with_(three_degrees(), "aunt", diagnoses=told, age=Age.at(60))
    assert ("aunt", Topic.AGE) not in undecided(family)


def test_a_family_without_a_consultand_waits_for_nothing() -> None:
    assert undecided(replace(alone(), consultand=None)) == frozenset()


def test_heart_disease_is_no_cancer_in_any_language_of_the_notes() -> None:
    assert {"heart disease", "stroke", "haemophilia_b"} <= benign()
    assert BREAST not in benign()


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_question_of_a_real_family_can_be_said(code: str) -> None:
    family, words = breast_ovarian(), catalogue(code)
    said = [in_words(q, family, words) for q in ask(family).questions]
    assert len(said) > 30
    assert all(each.words and each.about and each.why for each in said)


def test_people_without_a_name_are_called_by_how_they_are_related() -> None:
    words = catalogue("en")
    aunt = in_words(question(three_degrees(), "aunt", Topic.CANCER), three_degrees(), words)
    assert aunt.words == "Mother’s sister: ever a cancer?"
    assert aunt.about == "Mother’s sister"
    family = with_(three_degrees(), "aunt", name="Ada")
    assert in_words(question(family, "aunt", Topic.CANCER), family, words).about == "Ada"


def test_a_parent_who_is_not_there_is_called_what_she_would_be() -> None:
    asked = in_words(
        question(three_degrees(), "father", Topic.MOTHER), three_degrees(), catalogue("en")
    )
    assert asked.about == "Father’s mother"
    assert asked.question.gap.person == "father"


def test_a_plan_says_the_next_question_and_every_side() -> None:
    plan = Interviews(words=catalogue("en")).plan(alone())
    assert plan.next is not None
    assert plan.next.question == plan.interview.next
    assert plan.progress[1] == "mother’s side: 0 of 3"


def test_the_consultand_is_called_so_although_she_has_a_half_sister() -> None:
    asked = in_words(question(three_degrees(), "pt", Topic.AGE), three_degrees(), catalogue("en"))
    assert asked.about == "The person asking for advice"
