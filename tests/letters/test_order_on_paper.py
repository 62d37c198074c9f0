"""A summary is read in its own order as it stands on paper: no picture parts a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.material import Material
from counselling.letters.pdf import set_letter
from counselling.letters.registry import find_kind
from counselling.letters.writing import write
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import TestResult
from tests.letters.conftest import in_language, words
from tests.letters.reading import dense, out_of_order, pdfium_text, poppler_text, told
from tests.letters.samples import material


@pytest.mark.parametrize("code", ["en", "ar", "fa", "pl", "hu", "el", "bg", "uk"])
@pytest.mark.parametrize("tests", [0, 5, 8])  # so many more: the curve is met at the page's end
def test_tokens_stand_in_the_order_in_which_they_are_told(
    code: str,
    tests: int,
    given: SummaryInput,
    english_words: Catalogue,
    fonts: Path,
    tmp_path: Path,
) -> None:
    kind, path = find_kind("summary"), tmp_path / "letter.pdf"
    made_of = _longer(material(kind, in_language(given, words(code))), tests)
    letter = write(kind, made_of, words(code), latin=english_words)
    path.write_bytes(set_letter(letter, fonts=fonts))
    wanted = [dense(token) for paragraph in told(letter) for token in paragraph.tokens]
    for text in (dense(pdfium_text(path)), dense(poppler_text(path, raw=True))):
        assert out_of_order(wanted, text) == []


def _longer(made_of: Material, tests: int) -> Material:
    """The material with so many more gene tests of hers, a line each before the curve."""
    more = tuple(GeneTest(f"GENE{k}", TestResult.NEGATIVE) for k in range(tests))
    assessment = made_of.assessment
    assert assessment is not None
    question = assessment.question
    person = question.family.person(made_of.person)
    family = question.family.replace_person(replace(person, tests=(*person.tests, *more)))
    asked = replace(assessment, question=replace(question, family=family))
    return replace(made_of, family=family, assessment=asked)
