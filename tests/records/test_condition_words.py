"""Conditions are meant by their names in every language, and by parts of them."""

import pytest

from counselling.records.index.condition_words import (
    ConditionWords,
    condition_words,
    phrase,
    tokens,
)
from tests.conftest import catalogue

WORDS = condition_words(catalogue(code) for code in ("en", "de", "ar"))


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("breast cancer", "breast"), ("Brustkrebs", "breast"), ("سرطان الثدي", "breast"),
        ("Mammakarzinom", "breast"), ("Darmkrebs", "bowel cancer"),
        ("colon cancer", "bowel cancer"),
        ("kolorektales Karzinom", "bowel cancer"), ("melanoma", "malignant melanoma"),
        ("Hämophilie B", "haemophilia_b"), ("Haemophilie B", "haemophilia_b"),
    ],
)  # fmt: skip
def test_name_in_any_language_means_what_is_stored(name: str, stored: str) -> None:
    assert WORDS.named(phrase(name)) & tokens(stored)


@pytest.mark.parametrize("word", ["", "the", "Müller", "cancer of nothing"])
def test_other_words_name_no_condition(word: str) -> None:
    assert WORDS.named(phrase(word)) == frozenset()


def test_beginning_of_a_word_means_all_conditions_that_have_it() -> None:
    assert tokens("breast") <= WORDS.begun("brustkr")
    assert WORDS.begun("bru") == frozenset()  # too short: a name, more likely


def test_nothing_known_means_nothing() -> None:
    assert ConditionWords().begun("breast") == frozenset()
    assert ConditionWords().named(("gout",)) == frozenset()
