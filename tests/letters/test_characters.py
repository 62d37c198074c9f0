import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import LetterError
from counselling.letters.characters import (
    as_read,
    clean,
    demand_glyphs,
    direction_of,
)


def test_orders_to_the_typesetter_are_taken_out_of_a_name() -> None:
    assert clean("Anna\u202e tsiuqdniL\u202c\u2067\u2069\u200f\ufeff") == "Anna tsiuqdniL"


def test_joiners_that_farsi_needs_stay() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_controls_and_line_breaks_become_one_space() -> None:
    assert clean("a\x00\r\n\tb\u2028c") == "a b c"


def test_no_break_spaces_stay() -> None:
    assert clean("12\u00a0%") == "12\u00a0%"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("We send a kit", "ltr"),
        ("نرسل لك العلبة", "rtl"),
        ("نرسل لك علبة BRCA1", "rtl"),
        ("We call ليلى tomorrow", "ltr"),
        ("12 / 34", "rtl"),
        ("", "rtl"),
    ],
)
def test_a_free_text_runs_as_most_of_its_letters_do(text: str, direction: str) -> None:
    assert direction_of(text, otherwise="rtl") == direction


def test_the_first_character_without_a_glyph_is_named_by_its_code_alone() -> None:
    with pytest.raises(LetterError) as caught:
        demand_glyphs(["Anna", "張 Lindqvist"], str.isascii)
    assert caught.value.message_id == "letter.no_glyph"
    assert caught.value.fields == {"character": "U+5F35"}
    assert "Lindqvist" not in str(caught.value)


def test_invisible_joiners_need_no_glyph() -> None:
    demand_glyphs(["a\u200cb\u00adc"], str.isalpha)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  Anna\u202e  Berg\u200b ", "Anna Berg"),
        ("\u200b\u202e\x07", ""),
        ("\u200c", ""),
        ("–", ""),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_a_line_is_read_for_what_it_shows(text: str, read: str) -> None:
    assert as_read(text) == read
