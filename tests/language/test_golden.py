"""Numbers, percent, dates, lists and plurals of all languages, as they were read by hand."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from counselling.language.catalogue import Catalogue
from counselling.language.registry import LANGUAGES, find
from tests.language.folders import traits

FILE = Path(__file__).resolve().parents[1] / "golden" / "languages.toml"
GOLDEN: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))
EACH = pytest.mark.parametrize("code", GOLDEN)
BUILT = ("NotoSans-Regular", "NotoSans-Bold", "ConsultandArabic-Regular", "ConsultandArabic-Bold")
MARKS = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))
# Asked of a half, CLDR's own rules give other categories than for whole numbers.
DECIMAL_COMMA = {code for code in GOLDEN if code not in ("en", "ga", "mt", "ar", "fa")}


def language(code: str) -> Catalogue:
    return Catalogue(code, find(code).direction, {}, traits(code))


def test_every_language_was_read() -> None:
    assert GOLDEN.keys() == {language.code for language in LANGUAGES}


@EACH
def test_percent_are_written_as_in_the_language(code: str) -> None:
    words = language(code)
    told = [
        words.percent(0.125, decimals=1), words.percent(0.005, decimals=1), words.percent(1)
    ]  # fmt: skip
    assert told == GOLDEN[code]["percent"]


@EACH
def test_numbers_dates_and_lists_are_written_as_in_the_language(code: str) -> None:
    words, golden = language(code), GOLDEN[code]
    assert words.number(1234.5, decimals=1) == golden["number"]
    assert words.date(datetime.date(2026, 11, 4)) == golden["date"]
    assert words.listed(["A", "B", "C"]).translate(MARKS) == golden["list"]


@EACH
def test_plurals_take_the_form_of_the_language(code: str) -> None:
    plural_form = language(code).locale.plural_form
    for form, numbers in GOLDEN[code]["plurals"].items():
        assert {number: plural_form(number) for number in numbers} == dict.fromkeys(numbers, form)


@EACH
@given(tenths=st.integers(0, 1000))
def test_no_percent_is_cut_and_none_says_never_of_what_may_be(code: str, tenths: int) -> None:
    said = language(code).percent(tenths / 1000, decimals=1)
    digits = "".join(letter for letter in said if letter.isdigit() or letter in ",.")
    point = "," if code in DECIMAL_COMMA else "."
    assert float(digits.replace(point, ".")) == tenths / 10
    assert digits.isascii()


@EACH
def test_the_sign_of_percent_stays_with_its_number(code: str) -> None:
    said = language(code).percent(0.23)
    assert " " not in said
    assert said.startswith("%") == (code == "tr")


@EACH
@pytest.mark.parametrize("bold", ["Regular", "Bold"])
def test_the_fonts_have_every_letter(code: str, bold: str, fonts: Path) -> None:
    """A letter that a font lacks is a hole in somebody's name."""
    known: set[int] = set()
    for name in BUILT:
        if name.endswith(bold):
            known |= TTFont(fonts / f"{name}.ttf").getBestCmap().keys()
    golden = GOLDEN[code]
    told = [golden["letters"], golden["number"], golden["date"], golden["list"], *golden["percent"]]
    lacking = {letter for text in told for letter in text if ord(letter) not in known}
    assert lacking == set()
