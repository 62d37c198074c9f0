"""Large print: every kind stays on its paper, word beside word, and is read whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter
from counselling.letters.material import Kind, Material
from counselling.letters.page import Size
from counselling.letters.pdf import set_letter
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.writing import write
from tests.letters import verapdf
from tests.letters.conftest import in_language, words
from tests.letters.matrix import IS_WHOLE, in_large_print, turn
from tests.letters.places import Sheet, sheets
from tests.letters.reading import dense, out_of_order, pdfium_text, poppler_text, told
from tests.letters.samples import material

MM_PT = 72 / 25.4
SIDE_PT = {Size.USUAL: 18 * MM_PT, Size.LARGE: 21 * MM_PT}  # the narrower of two in usual print
FOOT_PT = 5 * MM_PT
TAIL_PT = 3  # a J begins before its place
Set = Callable[..., tuple[Letter, Path]]

LARGE = pytest.mark.parametrize(
    ("kind", "code"),
    [pytest.param(k, c, id=f"{k.template.kind}-{c}") for c in in_large_print() for k in KINDS],
)
CONFORMS = [
    (kind, code)
    for at, code in enumerate(in_large_print())
    for number, kind in enumerate(KINDS)
    if IS_WHOLE or number == (turn() + at) % len(KINDS)
]


@pytest.fixture
def in_print(given: SummaryInput, fonts: Path, tmp_path: Path) -> Set:
    """A letter in print: in_print(kind, code, variant=..., size=...)."""

    def make(
        kind: Kind, code: str, variant: str = "", size: Size = Size.LARGE
    ) -> tuple[Letter, Path]:
        told_of = material(kind, in_language(given, words(code)))
        found = _found(told_of, variant) if variant else told_of
        letter = write(kind, found, words(code), latin=words("en"))
        path = tmp_path / "letter.pdf"
        path.write_bytes(set_letter(letter, fonts=fonts, size=size))
        return letter, path

    return make


@LARGE
def test_words_stand_beside_each_other_and_inside_the_margins(
    kind: Kind, code: str, in_print: Set
) -> None:
    _, path = in_print(kind, code)
    _stands_well(sheets(path), Size.LARGE)


@LARGE
def test_every_token_is_whole_on_one_page_and_in_its_order(
    kind: Kind, code: str, in_print: Set
) -> None:
    letter, path = in_print(kind, code)
    pages = [dense(sheet.text) for sheet in sheets(path)]
    wanted = [dense(token) for paragraph in told(letter) for token in paragraph.tokens]
    assert [token for token in wanted if not any(token in page for page in pages)] == []
    for text in (pdfium_text(path), poppler_text(path, raw=True)):
        assert out_of_order(wanted, dense(text)) == []


@pytest.mark.parametrize(("kind", "code"), CONFORMS)
def test_it_conforms(kind: Kind, code: str, in_print: Set) -> None:
    _, path = in_print(kind, code)
    for profile in (verapdf.PDF_UA_1, verapdf.PDF_A_3A):
        assert verapdf.check(path, profile).failures == {}


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("code", ["en", "de", "ar"])
@pytest.mark.parametrize("kind", ["relative", "tumour_board", "summary"])
@pytest.mark.parametrize(
    "variant",
    [
        "NM_007294.4:c.68_69delAGinsTT",
        "NM_000059.4:c.5946_5950delTGGAGinsAATTCC",
        "NM_000059.4:c.5946_5950delTGGAGinsAATTCC p.(Ser1982_Gly1984delinsArgfsTer22)",
        "NM_000059.4:c.5946_5973delins" + "ACGT" * 17,
    ],
    ids=len,
)
def test_a_long_variant_is_read_whole(
    kind: str, code: str, size: Size, variant: str, in_print: Set
) -> None:
    """It may fill lines: none of its letters is lost, and no reader puts another word into it."""
    letter, path = in_print(find_kind(kind), code, variant, size)
    pages = sheets(path)
    _stands_well(pages, size)
    often = dense("".join(paragraph.text for paragraph in told(letter))).count(dense(variant))
    readings = (pdfium_text(path), poppler_text(path), poppler_text(path, raw=True))
    assert [dense(text).count(dense(variant)) for text in readings] == [often] * 3
    assert sum(dense(page.text).count(dense(variant)) for page in pages) == often > 0


def _found(told_of: Material, variant: str) -> Material:
    """The material with another variant wherever one was found."""
    family, assessment = told_of.family, told_of.assessment
    for person in family.persons:
        tests = (replace(test, variant=test.variant and variant) for test in person.tests)
        family = family.replace_person(replace(person, tests=tuple(tests)))
    if assessment is not None:
        question = replace(assessment.question, family=family)
        assessment = replace(assessment, question=question)
    return replace(told_of, family=family, assessment=assessment)


def _stands_well(pages: list[Sheet], size: Size) -> None:
    for page in pages:
        assert list(page.overprinted()) == []
        assert list(page.outside(SIDE_PT[size] - TAIL_PT, FOOT_PT)) == []
