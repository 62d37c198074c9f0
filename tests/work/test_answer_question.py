"""Answers to the interview's questions, typed as in notes: read, asked about, closed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.interview.gap import MAY_BE_NONE
from counselling.interview.questions import Question, interview
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    OVARY,
    Adoption,
    Laterality,
    Sex,
    Source,
)
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from counselling.shorthand.say import say_echo
from counselling.work.history.answer_question import LATER, Typing, read_answer
from counselling.work.history.ask_next import ask
from tests.conftest import catalogue
from tests.families.complete import complete_families
from tests.interview.families import alone, three_degrees, with_

NOW = datetime(2026, 3, 4, 9, 30, 15, tzinfo=UTC)
ENGLISH = Typing(lexicon("en"), NOW, {})


def asked(family: Family, topic: Topic, person: str = "pt") -> Question:
    found = ask(family).questions
    return next(q for q in found if (q.gap.person, q.gap.topic) == (person, topic))


def answer(
    family: Family, topic: Topic, text: str, person: str = "pt", *, typing: Typing = ENGLISH
) -> Reading:
    return read_answer(text, family, asked(family, topic, person), typing)


def closed(reading: Reading, topic: Topic, person: str = "pt") -> bool:
    assert reading.is_complete, (reading.questions, reading.unread)
    found = ask(reading.family).questions
    return all((q.gap.person, q.gap.topic) != (person, topic) for q in found)


def ill(condition: str, **facts: object) -> Family:
    diagnosis = Diagnosis(condition, **facts)  # type: ignore[arg-type]
    return with_(three_degrees(), "aunt", diagnoses=(diagnosis,))


@pytest.mark.parametrize("topic", [t for t in Topic if t is not Topic.SITE])
@pytest.mark.parametrize("text", ["nk", "not known", "N/K"])
def test_not_known_is_an_answer_that_is_kept(topic: Topic, text: str) -> None:
    family = with_(alone(), "pt", is_deceased=True, diagnoses=(Diagnosis(BREAST),))
    family = alone() if topic is Topic.CANCER else family
    reading = answer(family, topic, text)
    assert closed(reading, topic)
    (kept,) = reading.family.answers
    about = BREAST if topic in (Topic.ONSET, Topic.LATERALITY) else ""
    assert kept == Answer("pt", topic, Reply.UNKNOWN, about)


@pytest.mark.parametrize("topic", [Topic.CHILDREN, Topic.SIBLINGS, Topic.CANCER, Topic.TWINS])
@pytest.mark.parametrize("text", ["none", "no", "0"])
def test_none_is_an_answer_that_is_kept(topic: Topic, text: str) -> None:
    reading = answer(alone(), topic, text)
    assert closed(reading, topic)
    assert reading.family.answers == (Answer("pt", topic, Reply.NONE),)
    assert reading.family.persons == alone().persons


def test_nobody_has_no_age() -> None:
    assert not answer(alone(), Topic.AGE, "no").is_complete


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        (Topic.SIBLINGS, "only child"),
        (Topic.SIBLINGS, "no sibs"),
        (Topic.CHILDREN, "no kids"),
        (Topic.PARTNERS, "single"),
    ],
)
def test_none_is_said_in_other_words_too(topic: Topic, text: str) -> None:
    assert closed(answer(alone(), topic, text), topic)


def test_yes_to_a_cancer_is_a_cancer_of_which_the_site_is_asked_next() -> None:
    family = answer(three_degrees(), Topic.CANCER, "yes", "aunt").family
    assert family.person("aunt").diagnoses == (Diagnosis(AFFECTED),)
    assert Topic.SITE in {q.gap.topic for q in ask(family).questions if q.gap.person == "aunt"}


def test_adopted_is_a_fact_and_other_words_about_parentage_are_a_note() -> None:
    reading = answer(alone(), Topic.PARENTAGE, "adopted")
    assert closed(reading, Topic.PARENTAGE)
    assert reading.family.person("pt").adoption is Adoption.IN
    assert answer(alone(), Topic.PARENTAGE, "donor egg").family.notes


def test_later_changes_nothing() -> None:
    reading = answer(alone(), Topic.CANCER, "later")
    assert reading.edits == ()
    assert [echo.message_id for echo in reading.echoes] == [LATER]


@pytest.mark.parametrize(
    ("text", "age", "is_deceased"),
    [
        ("76", Age.at(76), False),
        ("70s", Age(70, 79), False),
        ("early 40s", Age(40, 43), False),
        ("d 60", Age.at(60), True),
        ("aw 76", Age.at(76), False),
    ],
)
def test_an_age_is_her_age_and_at_death_where_it_is_said(
    text: str, age: Age, is_deceased: bool
) -> None:
    reading = answer(three_degrees(), Topic.AGE, text, "aunt")
    assert closed(reading, Topic.AGE, "aunt")
    aunt = reading.family.person("aunt")
    assert (aunt.age, aunt.is_deceased) == (age, is_deceased)


def test_a_number_of_the_dead_is_the_age_at_death() -> None:
    family = with_(three_degrees(), "aunt", is_deceased=True)
    aunt = answer(family, Topic.AGE, "60", "aunt").family.person("aunt")
    assert (aunt.age, aunt.is_deceased) == (Age.at(60), True)


def test_alive_answers_although_no_age_was_told() -> None:
    reading = answer(three_degrees(), Topic.AGE, "aw", "aunt")
    assert closed(reading, Topic.AGE, "aunt")
    assert Answer("aunt", Topic.CANCER, Reply.NONE) in reading.family.answers


def test_an_age_before_her_diagnosis_is_asked_and_not_written_down() -> None:
    reading = answer(ill(BREAST, age=Age.at(50)), Topic.AGE, "42", "aunt")
    assert not reading.is_complete
    assert not reading.edits


def test_an_age_at_diagnosis_goes_to_the_diagnosis_that_lacks_it() -> None:
    family = with_(
        three_degrees(), "aunt", diagnoses=(Diagnosis(OVARY, Age.at(60)), Diagnosis(BREAST))
    )
    reading = answer(family, Topic.ONSET, "43", "aunt")
    assert closed(reading, Topic.ONSET, "aunt")
    told = [(d.condition, d.age) for d in reading.family.person("aunt").diagnoses]
    assert told == [(OVARY, Age.at(60)), (BREAST, Age.at(43))]


def test_a_site_takes_the_place_of_the_cancer_of_which_no_more_was_known() -> None:
    reading = answer(ill(AFFECTED, age=Age.at(43)), Topic.SITE, "ov ca", "aunt")
    assert closed(reading, Topic.SITE, "aunt")
    assert reading.family.person("aunt").diagnoses == (Diagnosis(OVARY, Age.at(43)),)


@pytest.mark.parametrize(
    ("text", "side"),
    [("both", Laterality.BILATERAL), ("left", Laterality.LEFT), ("R", Laterality.RIGHT)],
)
def test_a_side_is_written_to_the_diagnosis(text: str, side: Laterality) -> None:
    reading = answer(ill(BREAST), Topic.LATERALITY, text, "aunt")
    assert closed(reading, Topic.LATERALITY, "aunt")
    assert reading.family.person("aunt").diagnoses[0].laterality is side


def test_a_source_is_written_to_every_cancer_that_lacks_one() -> None:
    reading = answer(ill(BREAST), Topic.SOURCE, "path", "aunt")
    assert closed(reading, Topic.SOURCE, "aunt")
    assert reading.family.person("aunt").diagnoses[0].source is Source.HISTOLOGY


@pytest.mark.parametrize(
    ("text", "cause"), [("br ca", "breast"), ("cva", "stroke"), ("sepsis", "sepsis")]
)
def test_a_cause_of_death_is_no_diagnosis(text: str, cause: str) -> None:
    family = with_(three_degrees(), "aunt", is_deceased=True)
    reading = answer(family, Topic.CAUSE, text, "aunt")
    assert closed(reading, Topic.CAUSE, "aunt")
    aunt = reading.family.person("aunt")
    assert (aunt.cause_of_death, aunt.diagnoses) == (cause, ())


def test_bare_relations_that_were_asked_for_are_of_whom_it_is_about() -> None:
    reading = answer(three_degrees(), Topic.SIBLINGS, "sis 41 br ca 39; bro 44, sis 50", "father")
    assert closed(reading, Topic.SIBLINGS, "father")
    after = reading.family
    new = [after.person(p) for p in after.siblings_of("father")]
    assert [(p.sex, p.age) for p in new] == [
        (Sex.FEMALE, Age.at(41)),
        (Sex.MALE, Age.at(44)),
        (Sex.FEMALE, Age.at(50)),
    ]
    assert after.siblings_of("pt") == three_degrees().siblings_of("pt")


def test_every_other_relation_starts_at_the_consultand_as_everywhere() -> None:
    reading = answer(three_degrees(), Topic.SIBLINGS, "mat uncle 70 aw", "father")
    assert reading.is_complete
    assert len(reading.family.siblings_of("mother")) == 2
    assert not reading.family.siblings_of("father")


def test_facts_alone_are_about_whom_it_is_about() -> None:
    reading = answer(three_degrees(), Topic.SIBLINGS, "br ca 42 d 60", "father")
    father = reading.family.person("father")
    assert (father.diagnoses[0].condition, father.age) == (BREAST, Age.at(60))


@pytest.mark.parametrize(
    ("person", "topic", "way"),
    [
        ("pt", Topic.MOTHER, ("mother",)),
        ("pt", Topic.FATHER, ("father",)),
        ("mother", Topic.MOTHER, ("mother", "mother")),
        ("mother", Topic.FATHER, ("mother", "father")),
    ],
)
def test_facts_about_a_parent_who_is_not_there_make_her(
    person: str, topic: Topic, way: tuple[str, ...]
) -> None:
    family = alone() if person == "pt" else answer(alone(), Topic.MOTHER, "60").family
    reading = answer(family, topic, "panc ca 60 d 62", person)
    assert closed(reading, topic, person)
    who = reading.family.person("pt")
    for step in way:
        who = reading.family.person(getattr(who, step) or "")
    assert (who.diagnoses[0].age, who.age, who.is_deceased) == (Age.at(60), Age.at(62), True)
    assert reading.current == who.id


def test_a_bare_number_is_asked_where_it_can_be_how_many() -> None:
    reading = answer(alone(), Topic.SIBLINGS, "2")
    (doubt,) = reading.questions
    assert doubt.choices == ("2 brothers", "2 sisters")
    chosen = answer(alone(), Topic.SIBLINGS, doubt.choices[0])
    assert len(chosen.family.siblings_of("pt")) == 2
    assert not answer(alone(), Topic.CANCER, "42").is_complete


def test_free_words_are_kept_as_a_note_with_their_time() -> None:
    reading = answer(alone(), Topic.OPENING, "something  with bowels, on dad's side")
    assert closed(reading, Topic.OPENING)
    assert reading.family.notes == (
        FamilyNote("2026-03-04T09:30:15+00:00", "something with bowels, on dad's side"),
    )


def test_a_line_of_shorthand_stays_one_although_free_words_were_asked_for() -> None:
    reading = answer(alone(), Topic.OPENING, "mother br ca 42")
    assert reading.family.notes == ()
    assert reading.family.person("mother").diagnoses[0].age == Age.at(42)
    doubtful = answer(alone(), Topic.OPENING, "mat aunt BC 42")
    assert [doubt.message_id for doubt in doubtful.questions] == ["shorthand.ask.ambiguous"]


def test_an_ancestry_is_kept_in_the_familys_words() -> None:
    reading = answer(alone(), Topic.ANCESTRY, "Turkish")
    assert closed(reading, Topic.ANCESTRY)
    assert reading.family.person("pt").ancestry == ("Turkish",)
    assert answer(alone(), Topic.ANCESTRY, "AJ").family.person("pt").ancestry == ("ashkenazi",)


@pytest.mark.parametrize("text", ["yes", "1st cousins", "consang"])
def test_related_parents_are_written_to_the_couple(text: str) -> None:
    reading = answer(three_degrees(), Topic.RELATED_PARENTS, text)
    assert closed(reading, Topic.RELATED_PARENTS)
    assert reading.family.partnerships[0].is_consanguineous


def test_somebody_not_yet_named_closes_the_question_about_her() -> None:
    reading = answer(three_degrees(), Topic.UNNAMED, "pat uncle panc ca 50")
    assert closed(reading, Topic.UNNAMED)
    assert Answer("pt", Topic.UNNAMED, Reply.TOLD) in reading.family.answers


def test_what_nobody_understands_holds_the_answer_at_its_place_in_the_text() -> None:
    reading = answer(three_degrees(), Topic.SIBLINGS, "sis 41; bro qwxyz", "father")
    assert [(u.start, u.end) for u in reading.unread] == [(12, 17)]
    held = answer(three_degrees(), Topic.CANCER, "BC 42", "aunt")
    assert [(q.start, q.end) for q in held.questions] == [(0, 2)]


def test_german_answers() -> None:
    german = Typing(lexicon("de"), NOW, {})
    assert closed(answer(alone(), Topic.CHILDREN, "keine", typing=german), Topic.CHILDREN)
    reading = answer(three_degrees(), Topic.SIBLINGS, "Schwester 41", "father", typing=german)
    assert len(reading.family.siblings_of("father")) == 1


def test_a_drawn_number_stays_what_it_is() -> None:
    typing = replace(ENGLISH, numbers={"father": "II-1", "aunt": "II-4"})
    reading = answer(
        three_degrees(), Topic.SIBLINGS, "sis 41; II-4 br ca 50", "father", typing=typing
    )
    assert reading.family.person("aunt").diagnoses[0].age == Age.at(50)
    assert len(reading.family.siblings_of("father")) == 1


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_everything_that_is_answered_is_said_in_full_words(code: str) -> None:
    words = catalogue(code)
    dead = with_(ill(BREAST), "aunt", is_deceased=True)
    told = [
        answer(alone(), Topic.CANCER, "nk"),
        answer(alone(), Topic.CANCER, "later"),
        answer(alone(), Topic.OPENING, "words"),
        answer(alone(), Topic.ANCESTRY, "Turkish"),
        answer(three_degrees(), Topic.RELATED_PARENTS, "yes"),
        *(answer(dead, t, x, "aunt") for t, x in [
            (Topic.LATERALITY, "left"), (Topic.SOURCE, "path"), (Topic.CAUSE, "sepsis"),
            (Topic.CAUSE, "cva"), (Topic.AGE, "60"), (Topic.ONSET, "42"),
        ]),
    ]  # fmt: skip
    for reading in told:
        assert all(say_echo(echo, reading.family, words) for echo in reading.echoes)
        assert reading.echoes


@given(family=complete_families(), texts=st.lists(st.sampled_from(["nk", "no", "nk"]), min_size=1))
@settings(max_examples=60)
def test_an_interview_asks_nothing_twice_and_ends(family: Family, texts: list[str]) -> None:
    family = replace(family, consultand=family.focus or family.persons[0].id)
    seen = set()
    last = None
    while (question := interview(family, last=last).next) is not None:
        assert question.gap.key not in seen
        seen.add(question.gap.key)
        text = texts[len(seen) % len(texts)]
        if question.gap.topic not in MAY_BE_NONE:
            text = "nk"
        reading = read_answer(text, family, question, ENGLISH)
        assert reading.is_complete
        family, last = reading.family, reading.current
    assert len(seen) < 40 * len(family.persons) + 40


def test_the_consultand_alone_needs_no_other_person() -> None:
    family = Family("one", persons=(Person("x"),), proband="x")
    reading = answer(family, Topic.MOTHER, "br ca 42", "x")
    assert reading.family.person("mother").diagnoses[0].age == Age.at(42)


PIECES = (
    *("nk", "no", "yes", "sis", "bro", "2", "41", "br", "ca", "d", "60", "mat", "aunt", "her"),
    *("dau", "aw", ";", ",", "&", "?", "3", "bros", "mother", "(path)", "AJ", "later", "1st"),
    *("cousins", "twin", "II-3", "40s", "neg", "brca1", "+", "sab", "'s", "of", "pt"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)


@given(text=WORDS | st.text(max_size=20), place=st.integers(0, 60))
@settings(max_examples=400)
def test_whatever_is_typed_is_read_or_asked_and_never_fails(text: str, place: int) -> None:
    family = with_(ill(BREAST), "aunt", is_deceased=True)
    found = ask(family).questions
    question = found[place % len(found)]
    reading = read_answer(text, family, question, ENGLISH)
    after = family
    for edit in reading.edits:
        after = edit.apply(after)
    assert after == reading.family
    for each in (*reading.echoes, *reading.questions, *reading.unread):
        assert 0 <= each.start <= each.end <= len(text)
    assert all(say_echo(echo, reading.family, catalogue("en")) for echo in reading.echoes)
