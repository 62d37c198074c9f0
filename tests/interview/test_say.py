from itertools import product

import pytest

from counselling.interview.gap import Gap
from counselling.interview.progress import Progress
from counselling.interview.questions import Question
from counselling.interview.relatives import Kin, Side
from counselling.interview.say import missing_parent, say_progress, say_question, say_reasons
from counselling.pedigree.answers import Topic
from tests.conftest import catalogue

CODES = ("en", "de", "ar")
codes = pytest.mark.parametrize("code", CODES)


def question(topic: Topic, kin: Kin = Kin.SELF, side: Side = Side.OWN) -> Question:
    return Question(Gap("p", topic, "first", kin, side, 1), 16, 4, 4, True, True)


@pytest.mark.parametrize(("code", "topic"), product(CODES, Topic))
def test_every_question_and_its_reasons_have_words(code: str, topic: Topic) -> None:
    words = catalogue(code)
    said = say_question(question(topic), words, person="Ada", condition="melanoma")
    assert said
    reasons = say_reasons(question(topic), words)
    assert len(reasons) == len(set(reasons)) == 4
    assert words.number(16) in reasons[-1]


@codes
def test_a_parent_who_is_not_there_is_named_by_the_language(code: str) -> None:
    words = catalogue(code)
    kin = words.say("kin.maternal_grandmother.label")
    asked = question(Topic.MOTHER, Kin.PARENT, Side.MOTHER)
    assert kin in say_question(asked, words, person="never said")


def test_the_relation_of_a_missing_parent() -> None:
    assert missing_parent(question(Topic.MOTHER).gap) == "mother"
    assert missing_parent(question(Topic.FATHER, Kin.PARENT, Side.FATHER).gap) == (
        "paternal_grandfather"
    )
    assert missing_parent(question(Topic.CANCER).gap) == ""


def test_of_the_dead_the_age_at_death_is_asked() -> None:
    words = catalogue("en")
    living = say_question(question(Topic.AGE), words, person="Ada")
    dead = say_question(question(Topic.AGE), words, person="Ada", is_deceased=True)
    assert living == "Ada: alive, and how old?"
    assert dead == "Ada: how old at death?"


@codes
@pytest.mark.parametrize("side", Side)
def test_progress_is_said_in_people_and_never_as_a_share(code: str, side: Side) -> None:
    words = catalogue(code)
    said = say_progress(Progress(side, 4, 6), words)
    assert "%" not in said
    assert words.number(4) in said
    assert words.number(6) in said


def test_progress_reads_as_it_was_wanted() -> None:
    assert say_progress(Progress(Side.MOTHER, 4, 6), catalogue("en")) == "mother’s side: 4 of 6"
