"""An address stands where the window of an envelope shows it, whatever way the letter runs."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.finish import page_count
from counselling.letters.kinds.summary import SummaryInput, summary_letter
from counselling.letters.letter import Letter
from counselling.letters.page import Size
from counselling.letters.parties import Clinic
from counselling.letters.pdf import set_letter
from tests.letters.conftest import in_language

_MM_PER_PT = 25.4 / 72
# DIN 5008 form A: the field of the address; a DL window of 90 x 45 mm shows it with 5 mm of play.
_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 105.0, 44.0, 72.0
SIX = ("c/o Maja Berg", "Flat 12", "3 Bridge Lane", "10117 Rivertown", "NORWAY")


def _place(pdf: bytes, text: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a text on the first page, in mm from its upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        words = page.get_textpage()
        found = words.search(text).get_next()
        assert found is not None, text
        boxes = [words.get_charbox(at) for at in range(found[0], sum(found))]
        height = page.get_height()
        left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        low, high = min(b[1] for b in boxes), max(b[3] for b in boxes)
        return tuple(
            round(edge * _MM_PER_PT, 1) for edge in (left, height - high, right, height - low)
        )
    finally:
        document.close()


def _to(given: SummaryInput, words: Catalogue, *address: str) -> Letter:
    recipient = replace(given.frame.recipient, address=address)
    frame = replace(given.frame, recipient=recipient)
    return summary_letter(replace(in_language(given, words), frame=frame), words)


@pytest.mark.parametrize("size", list(Size))
def test_six_lines_stand_in_the_window(
    size: Size, given: SummaryInput, catalogue: Catalogue, fonts: Path
) -> None:
    pdf = set_letter(_to(given, catalogue, *SIX), fonts=fonts, size=size)
    for line in SIX:
        left, top, right, bottom = _place(pdf, line)
        assert left >= _LEFT
        assert right <= _RIGHT
        assert top >= _TOP
        assert bottom <= _BOTTOM


def test_nothing_else_looks_through_the_window(
    given: SummaryInput, catalogue: Catalogue, fonts: Path
) -> None:
    pdf = set_letter(_to(given, catalogue, *SIX), fonts=fonts)
    assert _place(pdf, "12 Lamp Street, 10115 Rivertown")[3] < _TOP
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        words = page.get_textpage()
        # down to where the address field ends, 72 mm below the top
        sides = [edge / _MM_PER_PT for edge in (20.0, 297 - 72.0, 110.0, 297 - 45.0)]
        shown = words.get_text_bounded(*sides)
    finally:
        document.close()
    lines = {line.strip() for line in shown.splitlines() if line.strip()}
    assert lines == {"Anna Lindqvist", *SIX}


def test_an_arabic_address_reads_as_it_was_written(
    given: SummaryInput, arabic_words: Catalogue, fonts: Path
) -> None:
    letter = _to(given, arabic_words, "شارع الجسر 3", "10117 Rivertown")
    left, top, right, bottom = _place(set_letter(letter, fonts=fonts), "10117 Rivertown")
    assert left >= _LEFT
    assert right <= _RIGHT
    assert top >= _TOP
    assert bottom <= _BOTTOM


def test_without_an_address_the_letter_begins_higher(
    given: SummaryInput, catalogue: Catalogue, fonts: Path
) -> None:
    name = given.frame.recipient.name
    pdf = set_letter(_to(given, catalogue), fonts=fonts)
    assert _place(pdf, name)[3] < _TOP
    assert "·" not in _first_page(pdf).split(name)[0]


def test_a_clinic_without_an_address_has_no_line_above_the_recipient(
    given: SummaryInput, english_words: Catalogue, fonts: Path
) -> None:
    letter = _to(given, english_words, *SIX)
    assert letter.sender.return_line
    bare = replace(given, frame=replace(given.frame, clinic=Clinic("Clinic for Genetics")))
    assert not summary_letter(bare, english_words).sender.return_line


def test_a_posted_letter_keeps_to_its_pages(
    given: SummaryInput, catalogue: Catalogue, fonts: Path
) -> None:
    assert page_count(set_letter(_to(given, catalogue, *SIX), fonts=fonts)) <= 2


def _first_page(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()
