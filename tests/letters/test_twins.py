"""What goes with a letter: its HTML twin, labels of a kit, a consent as FHIR, its record."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.fhir_consent import fhir_consent
from counselling.letters.html import twin
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.labels import labels
from counselling.letters.letter import Letter
from counselling.letters.material import Kind
from counselling.letters.page import Size
from counselling.letters.parties import Recipient
from counselling.letters.passages.uses import GEOGRAPHICAL, NOT_COMMERCIAL, USES, data_use
from counselling.letters.pdf import set_letter
from counselling.letters.record import FILE_NAME, lines, record
from counselling.letters.registry import KINDS
from counselling.letters.writing import write as write_kind
from tests.letters import verapdf
from tests.letters.conftest import in_language, words
from tests.letters.languages import LANGUAGES
from tests.letters.samples import material

Write = Callable[..., Letter]
ISOLATES = re.compile("[\u2066-\u2069]")  # they order a line and are no words


class _Reader(HTMLParser):
    """Reads a page's words, and holds its tags together."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.inputs = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        assert not any(name.startswith("on") for name, _ in attrs)
        self.inputs += tag == "input"
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def _dense(text: str) -> str:
    return re.sub(r"\s+", "", ISOLATES.sub("", text))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_html_twin_says_every_word_of_the_letter(
    kind: Kind, code: str, given: SummaryInput
) -> None:
    catalogue = words(code)
    made_of = material(kind, in_language(given, catalogue))
    letter = write_kind(kind, made_of, catalogue, latin=words("en"))
    page = twin(letter)
    assert page == twin(letter)
    assert f'<html lang="{code}" dir="{letter.direction}">' in page
    said = _dense("".join(_read(page).said))
    blocks = [*letter.blocks, *(letter.annex.blocks if letter.annex else ())]
    for block in blocks:
        for parts in lines(block):
            told = words_of(parts)
            assert _dense(told.strip("[]")) in said or ISOLATES.sub("", told) in page
    assert "http" not in re.sub(r"https?://(www\.w3\.org|\w+\.(clinic\.)?example)\S*", "", page)


def test_the_twin_is_only_ever_words(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    bad = '<script>alert("x")</script>"><img src=x onerror=y>&amp;'
    frame = replace(given.frame, recipient=Recipient(bad))
    page = twin(write(english_words, frame=frame, agreed=(bad,)))
    assert bad in "".join(_read(page).said)


def test_large_print_is_larger_in_both(letter: Letter, fonts: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts, size=Size.LARGE))
    for profile in (verapdf.PDF_UA_1, verapdf.PDF_A_3A):
        assert verapdf.check(path, profile).failures == {}
    usual, large = (re.search(r"font: (\d+)px", twin(letter, size=size)) for size in Size)
    assert usual is not None
    assert large is not None
    assert int(large[1]) / int(usual[1]) == pytest.approx(18 / 11, abs=0.05)


def test_the_record_inside_the_file_is_the_letters(pdf_file: Path, letter: Letter) -> None:
    with pikepdf.open(pdf_file) as document:
        told = json.loads(document.attachments[FILE_NAME].get_file().read_bytes())
        assert document.Root.AF[0].AFRelationship == "/Source"
    assert told == json.loads(json.dumps(record(letter)))
    assert [section["id"] for section in told["sections"]] == [s.id for s in letter.sections]


def test_labels_carry_the_number_and_nobodys_name(fonts: Path) -> None:
    made = labels("KIT-2026-00417", fonts=fonts)
    assert made == labels("KIT-2026-00417", fonts=fonts)
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    for page in document:
        assert page.get_textpage().get_text_range().split() == ["KIT-2026-00417"]
        assert page.get_width() == pytest.approx(70 / 25.4 * 72, abs=0.1)
    document.close()


@pytest.mark.parametrize(
    "sample_id", ["", "Anna Lindqvist", "anna", "KIT 1", "ا1", "A" * 25, "KIT-1\n", "-1"]
)
def test_what_could_be_a_name_is_no_number(sample_id: str, fonts: Path) -> None:
    with pytest.raises(LetterError, match=r"letter\.sample_id"):
        labels(sample_id, fonts=fonts)


@forall(st.dictionaries(st.sampled_from(sorted(USES)), st.booleans()))
def test_nothing_is_allowed_without_a_yes_and_every_no_limits(answers: dict[str, bool]) -> None:
    codes = set(data_use(answers))
    if not any(said and USES[use].codes for use, said in answers.items()):
        assert codes == set()
        return
    assert (NOT_COMMERCIAL in codes) == (not answers.get("commercial"))
    assert (GEOGRAPHICAL in codes) == (not answers.get("abroad"))


@forall(st.dictionaries(st.sampled_from(sorted(USES)), st.booleans()))
def test_the_fhir_consent_denies_what_was_not_allowed(answers: dict[str, bool]) -> None:
    import datetime

    told = json.loads(
        fhir_consent(
            answers,
            patient="F-1/III-1",
            given_on=datetime.date(2026, 11, 24),
            language="de",
            form="2026.1",
        )
    )
    assert (told["resourceType"], told["status"]) == ("Consent", "active")
    assert told["provision"]["type"] == "deny"
    for one in told["provision"]["provision"]:
        use = one["code"][0]["coding"][0]["code"]
        assert one["type"] == ("permit" if answers.get(use) else "deny")
    assert "name" not in told["patient"]
