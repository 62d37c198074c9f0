import pytest

from counselling.errors import PedigreeError
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.edits import RemovePerson, people_of
from tests.families.builders import trio

FIRST = Answer("father", Topic.CANCER, Reply.UNKNOWN)


def test_an_answer_is_kept() -> None:
    assert RecordAnswer(FIRST).apply(trio()).answers == (FIRST,)


def test_a_newer_answer_to_the_same_takes_its_place() -> None:
    newer = Answer("father", Topic.CANCER, Reply.NONE)
    other = Answer("father", Topic.AGE, Reply.UNKNOWN)
    family = trio()
    for answer in (FIRST, other, newer):
        family = RecordAnswer(answer).apply(family)
    assert family.answers == (other, newer)


def test_answers_about_two_conditions_stand_side_by_side() -> None:
    family = trio()
    for about in ("breast", "ovary"):
        answer = Answer("mother", Topic.ONSET, Reply.UNKNOWN, about)
        family = RecordAnswer(answer).apply(family)
    assert [a.about for a in family.answers] == ["breast", "ovary"]


def test_nobody_can_be_answered_about_who_is_not_there() -> None:
    with pytest.raises(PedigreeError):
        RecordAnswer(Answer("stranger", Topic.CANCER, Reply.NONE)).apply(trio())


def test_who_leaves_takes_her_answers_along() -> None:
    family = RecordAnswer(FIRST).apply(trio())
    assert RemovePerson("father").apply(family).answers == ()


def test_notes_are_kept_in_the_order_in_which_they_were_taken() -> None:
    notes = (FamilyNote("2026-03-04T09:30:00+00:00", "one"), FamilyNote("2026-03-05", "two"))
    family = trio()
    for note in notes:
        family = TakeNote(note).apply(family)
    assert family.notes == notes


def test_history_knows_whom_an_answer_is_about() -> None:
    assert people_of(RecordAnswer(FIRST)) == {"person": "father"}
