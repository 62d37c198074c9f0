"""Answers that are no facts: kept by our own file, told as lost by every other."""

import pytest

from counselling.formats import native, registry
from counselling.formats.format import FileFormat, as_mapping
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.edits import NameHistorian
from counselling.pedigree.family import Family
from counselling.pedigree.outside import RecordOutside
from counselling.pedigree.outside_result import (
    Entered,
    OutsideCarrier,
    OutsideResult,
    OutsideRisk,
)
from tests.families.builders import trio

ANSWER = Answer("father", Topic.ONSET, Reply.UNKNOWN, "breast")
NOTE = FamilyNote("2026-03-04T09:30:00+00:00", "słowa rodziny")


RESULT = OutsideResult(
    "mother",
    "Elsewhere",
    "2.1",
    "2026-03-01",
    "2026-03-04T09:30:00+00:00",
    Entered.READ,
    (OutsideCarrier("BRCA1", 0.25),),
    (OutsideRisk("breast", 40, 80, 0.31, 0.12),),
    "0123456789abcdef",
)


def answered() -> Family:
    family = RecordOutside(RESULT).apply(NameHistorian("Mrs Holm").apply(trio()))
    return TakeNote(NOTE).apply(RecordAnswer(ANSWER).apply(family))


def test_our_own_file_keeps_them() -> None:
    writing = native.FORMAT.write((answered(),))
    assert writing.losses == ()
    (family,) = registry.read(writing.content).families
    assert (family.answers, family.notes) == ((ANSWER,), (NOTE,))
    assert family.historian == "Mrs Holm"
    assert family.outside == (RESULT,)


def test_a_file_without_them_reads_as_before() -> None:
    (family,) = registry.read(native.FORMAT.write((trio(),)).content).families
    assert (family.answers, family.notes) == ((), ())
    assert "answers" not in native.FORMAT.write((trio(),)).text


@pytest.mark.parametrize(
    "form", [f for f in registry.FORMATS if f is not native.FORMAT], ids=lambda f: f.name
)
def test_every_other_format_says_that_they_are_lost(form: FileFormat) -> None:
    losses = [as_mapping(loss.fields) for loss in form.write((answered(),)).losses]
    told = {(blanks.get("person"), blanks.get("fact")) for blanks in losses}
    assert ("father", "answers") in told
    assert ("mother", "outside") in told
    assert (answered().id, "family_notes") in told
    assert (answered().id, "historian") in told
