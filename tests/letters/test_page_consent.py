"""The consent on the patient's page says what the letter says, and hashes to what the desk has."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.rendezvous.page import Page, read_page
from app.words import letter_words
from counselling.language.catalogue import FSI, PDI
from counselling.letters.asking import Question
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Bullets, Letter, Paragraph
from counselling.letters.parties import Address
from counselling.letters.registry import find_kind
from counselling.letters.writing import write
from counselling.pedigree.terms import Gender
from counselling.session.consent_form import FormText, in_words
from counselling.session.telehealth import SECTIONS, TELEHEALTH
from tests.letters.conftest import in_language
from tests.letters.samples import material

ROOT = Path(__file__).resolve().parents[2]
ON_BOTH = {*SECTIONS, "statements"} - {"cost"}
GAP = TELEHEALTH.fields["place"]


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(ROOT / "assets" / "patient_page", ROOT / "translations")


@pytest.fixture(scope="module")
def handed_out(page: Page) -> Mapping[str, Mapping[str, object]]:
    """What the server hands out, by language."""
    texts = {name: octets for name, octets in page.words.items() if name.startswith("consent-")}
    return {name.removeprefix("consent-"): json.loads(octets) for name, octets in texts.items()}


def shown(told: Mapping[str, object]) -> str:
    """What the page shows, as it counts its hash."""
    asked = [one["words"] for one in (*told["questions"], *told["blanks"])]
    return "\n\n".join((told["title"], *told["paragraphs"], *asked, told["declaration"]))


def said(letter: Letter) -> set[str]:
    """Every line of a letter, but what only the clinic can say: what it costs, where it is."""
    told = [section for section in letter.sections if section.id in ON_BOTH]
    lines = {letter.title, *(words_of(section.title) for section in told if section.id in SECTIONS)}
    for section in told:
        for block in section.blocks:
            items = block.items if isinstance(block, Bullets) else (block,)
            lines |= {words_of(x.parts) for x in items if isinstance(x, Paragraph | Question)}
    return lines


def plain(text: FormText) -> list[str]:
    asked = (words for _, words in text.questions)
    lines = (text.title, *text.paragraphs, *asked)
    return [line.translate({ord(FSI): "", ord(PDI): ""}).removeprefix("•\u00a0") for line in lines]


def test_words_hash_to_what_the_desk_has_in_every_language(
    page: Page, handed_out: Mapping[str, Mapping[str, object]]
) -> None:
    assert set(handed_out) >= {"en", "de", "ar"}
    for code, told in handed_out.items():
        here = in_words(TELEHEALTH, letter_words(code))
        assert hashlib.sha256(shown(told).encode()).hexdigest() == here.text_hash, code
        assert (told["version"], told["language"]) == (here.version, code)
        assert f"/words/consent-{code}.json" in page.by_path  # within the published hash


def test_in_every_language_it_says_first_that_nobody_reviewed_it(
    handed_out: Mapping[str, Mapping[str, object]],
) -> None:
    """The file is the same for everybody and knows no clinic whose reviewer could have."""
    for code, told in handed_out.items():
        notice = letter_words(code).say("consent.unreviewed", address="formal")
        assert (told["paragraphs"][0], 0 in told["headings"]) == (notice, False), code


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_it_says_what_the_desks_own_letter_says_no_more_and_no_less(
    given: SummaryInput, code: str
) -> None:
    kind, language = find_kind("session_consent"), letter_words(code)
    assert kind.template.version == TELEHEALTH.version
    asked = material(kind, in_language(given, language), form=Address.FORMAL, gender=Gender.UNKNOWN)
    there = "Rivertown"  # a line to write on would be asked for by its name
    filled = replace(asked, filled={"place": there, "callback": there, "servers": "-"})
    lines = said(write(kind, filled, language, latin=letter_words("en")))
    told = {line.replace(there, GAP) for line in lines}
    assert set(plain(in_words(TELEHEALTH, language, is_reviewed=True))) == told
