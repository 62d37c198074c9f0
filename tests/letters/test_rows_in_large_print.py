"""A table in large print is told row by row: each cell behind its heading and a colon."""

from dataclasses import replace
from pathlib import Path

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.inline import Parts, Token, words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Definitions, Letter, Paragraph, Section, Table
from counselling.letters.page import Size
from counselling.letters.pdf import set_letter
from counselling.letters.registry import find_kind
from counselling.letters.writing import write
from tests.letters.conftest import in_language, words
from tests.letters.places import sheets
from tests.letters.reading import pdfium_text
from tests.letters.samples import material

LONG = "l.i" * 10  # so narrow that a line of large print would hold it twice


def _referrer(code: str, given: SummaryInput, english: Catalogue) -> Letter:
    kind = find_kind("referrer")
    return write(kind, material(kind, in_language(given, words(code))), words(code), latin=english)


@pytest.mark.parametrize("code", ["fr", "en", "el", "fi"])
def test_a_colon_stands_behind_a_label_as_the_language_writes_it(
    code: str, given: SummaryInput, english_words: Catalogue, fonts: Path, tmp_path: Path
) -> None:
    letter, path = _referrer(code, given, english_words), tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts, size=Size.LARGE))
    text = " ".join(pdfium_text(path).split()).replace("\u00a0", " ")
    labels = [words_of(label) for label in _labels(letter)]
    assert labels
    colon = " :" if code == "fr" else ":"
    assert [one for one in labels if f"{one}{colon} " not in text] == []


def test_a_long_token_begins_a_line_wherever_it_was_told_before(
    given: SummaryInput, english_words: Catalogue, fonts: Path, tmp_path: Path
) -> None:
    twice = Paragraph((Token(LONG), " or ", Token(LONG)))
    letter, path = _referrer("en", given, english_words), tmp_path / "letter.pdf"
    first = letter.sections[0]
    told = replace(letter, sections=(Section(first.id, first.title, (twice,)),), annex=None)
    path.write_bytes(set_letter(told, fonts=fonts, size=Size.LARGE))
    every = (word for page in sheets(path) for word in page.words)
    begins = [word.left for word in every if word.text.startswith("l.i")]
    assert len(begins) == 2
    assert begins[0] == pytest.approx(begins[1], abs=1)


def _labels(letter: Letter) -> list[Parts]:
    found: list[Parts] = []
    for section in letter.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found += block.header
            elif isinstance(block, Definitions):
                found += [word for word, _ in block.entries]
    return found
