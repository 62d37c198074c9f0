import pytest

from counselling.language.conditions import condition_name
from counselling.shorthand.registry import LANGUAGES, lexicon
from tests.conftest import catalogue


def test_a_condition_is_named_in_the_language_that_is_spoken() -> None:
    named = [condition_name("bowel cancer", catalogue(code)) for code in ("en", "de", "ar")]
    assert named == ["bowel cancer", "Darmkrebs", "سرطان الأمعاء"]


def test_a_code_is_named_too_and_other_words_stay_as_they_are() -> None:
    assert condition_name("breast", catalogue("de")) == "Brust"
    assert condition_name("Gicht im Zeh", catalogue("en")) == "Gicht im Zeh"
    assert condition_name("", catalogue("en")) == ""


def test_all_languages_write_one_name_into_the_family() -> None:
    english, german = (lexicon(code) for code in LANGUAGES)
    conditions = {sense.id for sense in english.spelled if sense.category == "condition"}
    assert conditions
    assert [c for c in conditions if english.name_of(c) != german.name_of(c)] == []


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_name_that_notes_can_write_is_known_in_every_language(code: str) -> None:
    words, known = catalogue(code), lexicon("en")
    names = {known.name_of(s.id) for s in known.spelled if s.category == "condition"}
    same = {name for name in names if condition_name(name, words) == name}
    if code == "en":
        assert {"bowel cancer", "stroke"} <= same
    else:
        assert same <= {"DCIS", "TIA", "COVID-19", "COPD", "asthma", "diabetes", "PCOS"}
