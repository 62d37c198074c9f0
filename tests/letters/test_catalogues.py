"""The words of letters: asked for, plain, and of their own language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from counselling.language.catalogue import Catalogue
from tests.letters.conftest import words
from tests.letters.languages import LANGUAGES

_FEW_WORDS = 3  # names and words that several languages share
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Each language that letters are written in."""
    return words(request.param)


def _letters(catalogue: Catalogue) -> dict[str, str]:
    return {key: text for key, text in catalogue.raw.items() if key.startswith("letters.")}


def _marked(room: str) -> Iterator[str]:
    """Message ids that the sources of a room mark with N_."""
    for source in sorted((ROOT / "counselling" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("N_"), [ast.Constant(str() as message_id)]):
                    yield message_id


def test_every_message_is_asked_for_and_every_one_asked_for_is_there(
    english_words: Catalogue,
) -> None:
    kept_for_models = {key for key in english_words.raw if key.startswith("letters.caveat.")}
    # a consent that is signed in the session is a letter too
    asked = {*_marked("letters"), *_marked("session")}
    mine = {message for message in asked if message.startswith("letters.")}
    assert mine == _letters(english_words).keys() - kept_for_models
    # pictures of risk say what they say on the desk
    assert set(_marked("letters")) <= english_words.raw.keys()


def test_every_caveat_in_a_patients_words_is_one_that_a_model_makes(
    english_words: Catalogue,
) -> None:
    told = {key.removeprefix("letters.") for key in english_words.raw if ".caveat." in key}
    assert told <= set(_marked("risk"))


def test_no_message_has_spaces_to_lose_or_quotes_of_a_machine(catalogue: Catalogue) -> None:
    for key, text in catalogue.raw.items():
        assert text == text.strip(), key
        assert "  " not in text, key
        assert '"' not in text, key


def test_no_message_judges_or_commands(catalogue: Catalogue) -> None:
    forbidden = catalogue.traits.patterns["forbidden"]
    for key, text in _letters(catalogue).items():
        assert not re.search(forbidden, text.lower()), key


def test_messages_from_the_right_carry_no_vowel_marks(catalogue: Catalogue) -> None:
    """A mark is set as a piece of its own, which readers of the tags take out of order."""
    for key, text in catalogue.raw.items():
        assert not re.search("[\u064b-\u0652\u0670]", text), key


@pytest.mark.parametrize("catalogue", [c for c in LANGUAGES if c != "en"], indirect=True)
def test_no_translation_was_left_in_english(catalogue: Catalogue, english_words: Catalogue) -> None:
    theirs = _letters(english_words)
    same = {key for key, text in _letters(catalogue).items() if theirs.get(key) == text}
    assert [key for key in same if len(theirs[key].split()) > _FEW_WORDS] == []
