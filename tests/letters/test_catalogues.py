"""The catalogues of letters and kin: complete, alike in every language, and speakable."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import babel
import pytest

from counselling.language import messages
from counselling.language.catalogue import Catalogue
from counselling.language.kin import FORMS, LABEL, RELATIONS

ROOT = Path(__file__).resolve().parents[2]


def _letters(catalogue: Catalogue) -> dict[str, str]:
    return {key: text for key, text in catalogue.raw.items() if key.startswith("letters.")}


def _marked(room: str) -> Iterator[str]:
    """Message ids that the sources of a room mark with N_."""
    for source in sorted((ROOT / "counselling" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("N_"), [ast.Constant(str() as message_id)]):
                    yield message_id


def test_every_language_has_the_same_messages(
    catalogue: Catalogue, english_words: Catalogue
) -> None:
    assert _letters(catalogue).keys() == _letters(english_words).keys()


def test_every_translation_fills_the_same_blanks(
    catalogue: Catalogue, english_words: Catalogue
) -> None:
    optional = {"gender", "address", "reader"}
    for key, text in _letters(english_words).items():
        mine = messages.blanks(messages.parse(catalogue.raw[key]))
        theirs = messages.blanks(messages.parse(text))
        assert mine - optional == theirs - optional, key


def test_every_plural_has_all_the_branches_of_its_language(catalogue: Catalogue) -> None:
    needed = {*babel.Locale.parse(catalogue.code).plural_form.tags, "other"}
    for key, text in _letters(catalogue).items():
        for branches in messages.plural_branches(messages.parse(text)):
            assert needed <= branches, key


def test_every_message_is_asked_for_and_every_one_asked_for_is_there(
    english_words: Catalogue,
) -> None:
    kept_for_models = {key for key in english_words.raw if key.startswith("letters.caveat.")}
    assert set(_marked("letters")) == _letters(english_words).keys() - kept_for_models


def test_every_caveat_in_a_patients_words_is_one_that_a_model_makes(
    english_words: Catalogue,
) -> None:
    told = {key.removeprefix("letters.") for key in english_words.raw if ".caveat." in key}
    assert told <= set(_marked("risk"))


def test_every_relative_has_every_form_of_the_language(catalogue: Catalogue) -> None:
    forms = (*FORMS[catalogue.code], LABEL)
    wanted = {f"kin.{relation}.{form}" for relation in RELATIONS for form in forms}
    assert {key for key in catalogue.raw if key.startswith("kin.")} == wanted


def test_no_message_has_spaces_to_lose_or_quotes_of_a_machine(catalogue: Catalogue) -> None:
    for key, text in catalogue.raw.items():
        assert text == text.strip(), key
        assert "  " not in text, key
        assert '"' not in text, key


def test_no_message_judges_or_commands(catalogue: Catalogue) -> None:
    forbidden = {
        "en": r"eligib|diagnos|you should|you must",
        "de": r"berechtigt|diagnos|sie sollten|sie müssen",
        "ar": "مؤهل|يجب عليك|ينبغي لك|تشخيص",
    }[catalogue.code]
    for key, text in catalogue.raw.items():
        assert not re.search(forbidden, text.lower()), key


def test_arabic_messages_carry_no_vowel_marks(arabic_words: Catalogue) -> None:
    """A mark is set as a piece of its own, which readers of the tags take out of order."""
    for key, text in arabic_words.raw.items():
        assert not re.search("[\u064b-\u0652\u0670]", text), key


def test_no_translation_was_left_in_english(catalogue: Catalogue, english_words: Catalogue) -> None:
    if catalogue.code == "en":
        pytest.skip("English is English")
    same = {k for k, text in catalogue.raw.items() if english_words.raw.get(k) == text}
    assert same <= {
        "letters.answer.name",
        "letters.family.numbered",
        "letters.referrer.open_items.text",
        "letters.table.person",
        "letters.term.biobank",
        "letters.term.dna",
        "letters.term.dna.forms",
    }
