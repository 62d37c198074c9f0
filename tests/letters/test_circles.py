"""The number that matters most is drawn as people among a hundred, beside the table of numbers."""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Figure, Letter, Paragraph, Picture, Table
from counselling.letters.passages.risk import becoming_ill
from counselling.letters.voice import Voice
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import TestResult
from counselling.risk.model import Assessment, Curve, CurveKind, Probability
from tests.letters.test_second_cancer import SECOND
from tests.letters.test_summary import Write

_SMALLEST_MM = 20.0  # below it a hundred circles run together on paper


def test_her_risk_is_drawn_out_of_100_and_said_in_the_letters_language(
    letter: Letter, given: SummaryInput, catalogue: Catalogue
) -> None:
    drawn = _drawn(letter)
    recipient = given.frame.recipient
    told = becoming_ill(given.assessment, Voice(catalogue, recipient.gender, recipient.form))
    assert told is not None
    assert drawn.picture.alternative_text == words_of(told.parts)
    assert "31" in words_of(drawn.caption)
    assert _counted(drawn.picture) == (31, 69)
    assert drawn.beside is not None
    assert drawn.width_mm >= _SMALLEST_MM


def test_full_circles_stand_where_reading_starts(
    write: Write, english_words: Catalogue, arabic_words: Catalogue
) -> None:
    for words, is_first in ((english_words, True), (arabic_words, False)):
        svg = _drawn(write(words)).picture.svg
        full, empty = svg.index(_FULL), svg.index(_EMPTY)
        assert full < empty
        first = float(svg[:full].rpartition('cx="')[2].partition('"')[0])
        assert (first < 75) is is_first


@pytest.mark.parametrize(
    ("probability", "counted"), [(0.0004, (0, 100)), (0.125, (13, 87)), (0.9999, (100, 0))]
)
def test_people_are_drawn_by_the_number_that_is_told(
    probability: float,
    counted: tuple[int, int],
    given: SummaryInput,
    write: Write,
    english_words: Catalogue,
) -> None:
    drawn = _drawn(write(english_words, assessment=_with_risk(given.assessment, probability)))
    assert _counted(drawn.picture) == counted
    told = words_of(drawn.caption)
    assert told.startswith("Full circles: people who get the illness. You: ")
    if 0 in counted:  # never "nobody", never "everybody"
        assert "fewer than 1 in 100" in told or "more than 99 in 100" in told


def test_without_a_curve_it_is_the_other_breast_else_the_chance_of_a_change(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    after = replace(given.assessment, curves=(), second=SECOND)
    drawn = _drawn(write(english_words, assessment=after, curve=None))
    assert _counted(drawn.picture) == (8, 92)
    assert "other breast" in drawn.picture.alternative_text
    alone = replace(after, second=None, any_gene=Probability(0.2))
    drawn = _drawn(write(english_words, assessment=alone, curve=None))
    assert _counted(drawn.picture) == (20, 80)
    assert words_of(drawn.caption) == "A change in one of these genes: BRCA1, BRCA2, PALB2"


def test_a_chance_is_not_drawn_where_a_test_knows_better(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    question = given.assessment.question
    person = question.family.person(question.person)
    tested = replace(person, tests=(GeneTest("BRCA1", TestResult.POSITIVE),))
    asked = replace(question, family=question.family.replace_person(tested))
    known = replace(given.assessment, question=asked, curves=())
    section = _means(write(english_words, assessment=known, curve=None))
    assert [block for block in section if isinstance(block, Figure)] == []
    assert any(isinstance(block, Paragraph) for block in section)


def test_before_and_after_draws_the_same_people_once(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    section = _means(write(english_words, comparison=given.pedigree))
    assert isinstance(section[0], Table)


_FULL = 'fill="#0B6570"'
_EMPTY = 'fill="#FFFFFF"'


def _means(letter: Letter) -> tuple[object, ...]:
    return next(one.blocks for one in letter.sections if one.id == "what_it_means")


def _drawn(letter: Letter) -> Figure:
    drawn = _means(letter)[0]
    assert isinstance(drawn, Figure)
    return drawn


def _counted(picture: Picture) -> tuple[int, int]:
    return picture.svg.count(_FULL), picture.svg.count(_EMPTY)


def _with_risk(assessment: Assessment, probability: float) -> Assessment:
    mine = assessment.curve(CurveKind.PERSON)
    assert mine is not None
    told = Curve(mine.kind, mine.ages_years, (*mine.probabilities[:-1], probability))
    others = tuple(one for one in assessment.curves if one is not mine)
    return replace(assessment, curves=(told, *others))
