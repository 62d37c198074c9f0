"""What is typed becomes tokens in quotes, whatever is typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.records.index.condition_words import ConditionWords
from counselling.records.index.search_query import Round, read_query

NOTHING = ConditionWords()
_MATCH = re.compile(r'(?:[()]| AND | OR |"[^\W_]+"\*?)*')


@given(st.text(max_size=300))
def test_match_is_made_of_quoted_letters_and_digits_alone(text: str) -> None:
    query = read_query(text, NOTHING)
    for round_ in Round:
        match = query.match(round_)
        assert _MATCH.fullmatch(match)
        assert match.count("(") == match.count(")")
        match.encode()


@given(st.text(max_size=300))
def test_each_round_asks_for_more(text: str) -> None:
    query = read_query(text, NOTHING)
    lengths = [len(query.match(round_)) for round_ in Round]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("one", "other"), [("Müller", " müller"), ("O’Brien", "o'brien"), ("a,b", "A B")]
)
def test_same_question_is_written_down_as_the_same(one: str, other: str) -> None:
    assert read_query(one, NOTHING).typed == read_query(other, NOTHING).typed


def test_one_letter_asks_for_no_beginnings() -> None:
    query = read_query("a", NOTHING)
    assert query.match(Round.BEGUN) == query.match(Round.EXACT)


def test_very_long_text_asks_for_its_first_words_alone() -> None:
    assert len(read_query("word " * 1000, NOTHING).wanted) == 12


@pytest.mark.parametrize("typed", ["31.2.1972", "3.5.72", "1.2.3", "99/99/9999", "٣.٥.١٩٧٢"])
def test_odd_dates_are_questions_too(typed: str) -> None:
    assert read_query(typed, NOTHING).wanted
