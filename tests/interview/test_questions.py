from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.interview.questions import Interview, Question, interview
from counselling.interview.relatives import Side
from counselling.pedigree.answers import Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.pedigree.terms import BREAST
from tests.families.complete import complete_families
from tests.interview.families import alone, answered, child, three_degrees, with_


def of(found: Interview, person: str, topic: Topic) -> Question:
    return next(q for q in found.questions if (q.gap.person, q.gap.topic) == (person, topic))


def test_the_first_question_is_the_general_one() -> None:
    first = interview(three_degrees()).next
    assert first is not None
    assert first.gap.topic is Topic.OPENING


def test_a_weight_is_nearness_times_fact() -> None:
    found = interview(three_degrees())
    assert of(found, "pt", Topic.CANCER).weight == 5 * 4
    assert of(found, "mother", Topic.CANCER).weight == 4 * 4
    assert of(found, "aunt", Topic.CANCER).weight == 2 * 4
    assert of(found, "cousin", Topic.CANCER).weight == 1 * 4
    assert of(found, "mother", Topic.AGE).weight == 4 * 2


def test_what_weighs_more_comes_first_and_steps_order_what_weighs_alike() -> None:
    found = interview(three_degrees()).questions
    weights = [q.weight for q in found]
    assert weights == sorted(weights, reverse=True)
    alike = [q.gap.step for q in found if q.weight == 8]
    assert alike == sorted(alike)
    assert len(set(alike)) > 2


def test_staying_with_the_same_person_counts_three() -> None:
    found = interview(three_degrees(), last="aunt")
    question = of(found, "aunt", Topic.CANCER)
    assert question.is_same_person
    assert question.weight == 2 * 4 + 3
    assert not of(found, "mother", Topic.CANCER).is_same_person


def test_questions_about_the_whole_family_are_not_the_consultands_own() -> None:
    assert of(interview(alone(), last="pt"), "pt", Topic.TWINS).weight == 1


def test_a_fact_that_a_rule_waits_for_counts_twice() -> None:
    waits = frozenset({("mother", Topic.AGE)})
    question = of(interview(three_degrees(), undecided=waits), "mother", Topic.AGE)
    assert question.is_undecided
    assert question.weight == 2 * 4 * 2


def test_what_was_put_off_is_asked_last_and_not_forgotten() -> None:
    first = interview(three_degrees()).next
    assert first is not None
    found = interview(three_degrees(), later=frozenset({first.gap.key}))
    assert found.questions[-1].gap == first.gap
    assert found.questions[-1].is_later
    assert len(found.questions) == len(interview(three_degrees()).questions)


def test_progress_counts_people_and_those_who_must_have_been() -> None:
    told = {p.side: (p.done, p.total) for p in interview(alone()).progress}
    assert told == {Side.OWN: (0, 1), Side.MOTHER: (0, 3), Side.FATHER: (0, 3), Side.FAMILY: (0, 8)}
    whole = answered(alone())
    told = {p.side: (p.done, p.total) for p in interview(whole).progress}
    assert told == {Side.OWN: (1, 1), Side.MOTHER: (1, 1), Side.FATHER: (1, 1), Side.FAMILY: (8, 8)}


def test_somebody_is_done_without_side_source_and_cause() -> None:
    family = answered(three_degrees(), Reply.NONE)
    ill = with_(family, "aunt", diagnoses=(Diagnosis(BREAST, Age.at(40)),), age=Age.at(50))
    found = interview(ill)
    assert {q.gap.topic for q in found.questions} == {Topic.LATERALITY, Topic.SOURCE}
    assert {p.done == p.total for p in found.progress} == {True}


def test_a_family_of_thousands_is_asked_about_no_further_than_the_third_degree() -> None:
    """The number of questions does not grow with people who are too far away to be asked about."""
    family = three_degrees()
    people = list(family.persons)
    for number in range(1000):
        mother = "cousin's son" if not number else f"far{number - 1}"
        people.append(replace(child(f"far{number}", "stranger", mother)))
        people.append(Person(f"apart{number}"))
    wide = replace(family, persons=tuple(people))
    assert interview(wide).questions == interview(family).questions


@given(family=complete_families(), seed=st.integers(0, 1000))
@settings(max_examples=100)
def test_the_order_is_the_same_whatever_the_order_of_entry(family: Family, seed: int) -> None:
    focus = family.focus or family.persons[0].id
    family = replace(family, consultand=focus)
    people = list(family.persons)
    Random(seed).shuffle(people)
    turned = replace(family, persons=tuple(people), partnerships=family.partnerships[::-1])
    assert interview(turned) == interview(family) == interview(family)


@given(family=complete_families(), reply=st.sampled_from(Reply))
@settings(max_examples=100)
def test_no_question_is_asked_twice_and_in_the_end_none_is_left(
    family: Family, reply: Reply
) -> None:
    family = replace(family, consultand=family.focus or family.persons[0].id)
    keys = [q.gap.key for q in interview(family).questions]
    assert len(keys) == len(set(keys))
    assert interview(answered(family, reply)).questions == ()
