"""A letter shows before and after a result where that was looked at, out of its own 100."""

import datetime
import re

import pytest

from app.letters import set_letter
from counselling.drawing.measure import FontMeasure
from counselling.letters.letter import Figure, Letter
from counselling.letters.parties import Clinic, Counsellor
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.letters.write_letter import Letterhead, write_summary
from tests.conftest import catalogue
from tests.figures.test_horizons import asked

HEAD = Letterhead(Clinic("Invented Clinic"), Counsellor("A. Example"), None)
DAY = datetime.date(2026, 1, 2)


def written(code: str, measure: FontMeasure, what: Supposition | None, age: int = 38) -> Letter:
    return write_summary(
        asked(age, carrier=age == 38),
        catalogue(code),
        measure,
        head=HEAD,
        session_on=DAY,
        written_on=DAY,
        supposed=what,
    )


def figures(letter: Letter) -> list[Figure]:
    return [block for block in letter.blocks if isinstance(block, Figure)]


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_before_and_after_stands_in_the_letter_and_can_be_set(
    code: str, measure: FontMeasure
) -> None:
    what = Supposition("c", "BRCA1", TestResult.NEGATIVE)
    letter = written(code, measure, what)
    drawn = [f.picture.svg.count("<circle") for f in figures(written(code, measure, None))]
    assert 100 in drawn  # people as they are now, whom before and after shows in their place
    assert len(figures(letter)) == len(drawn)
    shown = next(f for f in figures(letter) if f.picture.svg.count("<circle") == 200)
    assert not [f for f in figures(letter) if f.picture.svg.count("<circle") == 100]
    assert shown.caption
    assert set_letter(letter)


def test_it_is_told_in_the_letters_words(measure: FontMeasure) -> None:
    what = Supposition("m", "BRCA2", TestResult.POSITIVE)
    letter = written("en", measure, what)
    shown = next(f for f in figures(letter) if f.picture.svg.count("<circle") == 200)
    assert "If a test finds a change in BRCA2 in your mother" in shown.picture.alternative_text
    assert "Your chance of breast cancer" in shown.picture.svg


def test_small_risks_are_told_out_of_the_letters_own_hundred(measure: FontMeasure) -> None:
    what = Supposition("c", "BRCA1", TestResult.NEGATIVE)
    letter = written("en", measure, what, age=34)
    shown = next(f for f in figures(letter) if "<circle" in f.picture.svg)
    assert shown.picture.svg.count("<circle") == 200
    assert not re.search(r"in 1,000", shown.picture.alternative_text)
