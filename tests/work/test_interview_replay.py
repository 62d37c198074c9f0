"""A nurse who answers every question from a family that she knows whole ends with that family."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from counselling.interview.questions import Question
from counselling.pedigree.answers import Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.registry import lexicon
from counselling.work.history.answer_question import Typing, read_answer
from counselling.work.history.ask_next import ask
from counselling.work.history.type_family import new_family
from tests.interview.nurse import answer, standard

TYPING: Final = Typing(lexicon("en"), datetime(2026, 3, 4, tzinfo=UTC), {})

# Reported, not promised: how many questions an interview about 20 people takes, and keys to answer.
QUESTIONS: Final = 55
STROKES: Final = 380


def played(truth: Family) -> tuple[Family, list[Question], int]:
    """Ask until nothing is left: the family, the questions, and keys struck with Enter."""
    family, asked, strokes = new_family(), [], 0
    last: PersonId | None = None
    while (question := ask(family, last=last).next) is not None:
        text = answer(question, truth)
        reading = read_answer(text, family, question, TYPING)
        assert reading.is_complete, (text, reading.questions, reading.unread)
        assert reading.edits, text
        asked.append(question)
        strokes += len(text) + 1
        family, last = reading.family, reading.current
    return family, asked, strokes


def test_after_the_interview_the_family_is_the_one_that_she_knew() -> None:
    truth = standard()
    family, _, _ = played(truth)
    assert {p.id: p for p in family.persons} == truth.by_id
    assert sum(not p.is_placeholder for p in family.persons) == 20
    assert set(family.partnerships) == set(truth.partnerships)
    (note,) = family.notes
    assert note.text == "br ca on mum's side"


def test_it_takes_no_more_questions_and_strokes_than_were_reported() -> None:
    _, asked, strokes = played(standard())
    assert len(asked) <= QUESTIONS
    assert strokes <= STROKES


def test_nothing_is_asked_twice_and_both_sides_are_asked_about() -> None:
    family, asked, _ = played(standard())
    keys = [question.gap.key for question in asked]
    assert len(keys) == len(set(keys))
    assert {(q.gap.person, q.gap.topic) for q in asked} >= {
        ("mother", Topic.SIBLINGS),
        ("father", Topic.SIBLINGS),
        ("father", Topic.FATHER),
    }
    assert all(each.done == each.total for each in ask(family).progress)


def test_what_nobody_knew_is_told_from_what_was_never_asked() -> None:
    family, _, _ = played(standard())
    kept = {(a.person, a.topic): a.reply for a in family.answers}
    assert kept["pat-uncle1", Topic.AGE] is Reply.UNKNOWN
    assert kept["bro1", Topic.CHILDREN] is Reply.NONE
    forgotten = replace(family, answers=())
    assert len(ask(forgotten).questions) == len(family.answers) - _spoken_of_well(family)


def _spoken_of_well(family: Family) -> int:
    """Answers that were told by the way, to a question that is asked no more: none."""
    open_again = {q.gap.key[:3] for q in ask(replace(family, answers=())).questions}
    return sum(answer.question not in open_again for answer in family.answers)
