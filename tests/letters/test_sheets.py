"""How a letter fills its sheets, and how its right-to-left lines read to the eye."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

import pypdfium2
import pytest

from counselling.letters.asking import Question
from counselling.letters.finish import page_count
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter, Paragraph
from counselling.letters.material import Kind
from counselling.letters.page import page_data
from counselling.letters.pdf import set_letter
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.typeset import typeset
from counselling.letters.writing import write
from tests.letters.conftest import in_language, words
from tests.letters.languages import LANGUAGES
from tests.letters.samples import material

_RIGHT_TO_LEFT: Final = [code for code in LANGUAGES if words(code).direction == "rtl"]
# Two numbers of which the eye cannot tell the first: "100 (14", "PALB2. 80" set left to right.
_LETTERS: Final = re.compile(r"\W+|\d+|_")
_TURNED_ABOUT: Final = re.compile(r"\d \(\d+$|\. \d+$")


def _letter(kind: str, code: str, given: SummaryInput) -> Letter:
    told = material(find_kind(kind), in_language(given, words(code)))
    return write(find_kind(kind), told, words(code), latin=words("en"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_note_in_a_kit_is_one_sheet(code: str, given: SummaryInput, fonts: Path) -> None:
    letter = _letter("sample_kit", code, given)
    assert letter.is_posted
    assert page_count(set_letter(letter, fonts=fonts)) == 1 + (letter.annex is not None)


@pytest.mark.parametrize("code", ["en", "fi", "tr"])
def test_the_closing_never_stands_on_a_page_alone(
    code: str, given: SummaryInput, fonts: Path, tmp_path: Path
) -> None:
    letter = _letter("sample_kit", code, given)
    path = tmp_path / "letter.pdf"
    path.write_bytes(typeset(letter, fonts=fonts))  # with usual lines it needs a second sheet
    assert page_count(path.read_bytes()) == 2
    document = pypdfium2.PdfDocument(path)
    try:
        last = document[1].get_textpage().get_text_range()
    finally:
        document.close()
    assert words_of(letter.sections[-1].title) in " ".join(last.split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_question_stands_on_the_page_of_the_words_it_is_about(
    code: str, given: SummaryInput, fonts: Path
) -> None:
    letter = _letter("data_sharing", code, given)
    document = pypdfium2.PdfDocument(set_letter(letter, fonts=fonts))
    try:
        pages = [_LETTERS.sub("", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()
    asked = [pair for section in letter.sections for pair in pairwise(section.blocks)]
    about = [(one, two) for one, two in asked if isinstance(two, Question)]
    assert len(about) > 9
    for words_before, question in about:
        assert isinstance(words_before, Paragraph)
        ends = _LETTERS.sub("", words_of(words_before.parts))[-20:]
        asks = _LETTERS.sub("", words_of(question.parts))[-30:]
        assert [ends in page for page in pages] == [asks in page for page in pages], asks


@pytest.mark.parametrize("code", _RIGHT_TO_LEFT)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
def test_no_two_numbers_change_places_to_the_eye(
    kind: Kind, code: str, given: SummaryInput
) -> None:
    data = page_data(_letter(kind.template.kind, code, given))
    turned = [text for text in _tokens(data) if _TURNED_ABOUT.search(text)]
    assert turned == []


def _tokens(data: object) -> list[str]:
    match data:
        case [str(text), "token", *_]:
            return [text]
        case dict():
            return [token for value in data.values() for token in _tokens(value)]
        case list() | tuple():
            return [token for value in data for token in _tokens(value)]
    return []
