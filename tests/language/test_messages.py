import datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import LanguageError
from counselling.language.catalogue import Catalogue
from counselling.language.messages import blanks, parse, plural_branches
from counselling.language.traits import Traits


def english(**messages: str) -> Catalogue:
    return Catalogue("en", "ltr", messages, Traits(cldr="en-GB"))


def test_a_blank_takes_its_field() -> None:
    assert english(m="Hello {name}.").say("m", name="Anna") == "Hello Anna."


def test_plural_follows_the_languages_own_categories() -> None:
    polish = Catalogue(
        "pl", "ltr", {"m": "{n, plural, one {# osoba} few {# osoby} many {# osób} other {# osoby}}"}
    )
    assert [polish.say("m", n=n) for n in (1, 3, 5, 22)] == [
        "1 osoba",
        "3 osoby",
        "5 osób",
        "22 osoby",
    ]


def test_an_exact_number_beats_its_category() -> None:
    message = "{n, plural, =0 {nobody} one {# person} other {# persons}}"
    assert [english(m=message).say("m", n=n) for n in (0, 1, 2)] == [
        "nobody",
        "1 person",
        "2 persons",
    ]


def test_select_falls_back_to_other() -> None:
    words = english(m="{sex, select, female {her} male {his} other {their}} letter")
    assert words.say("m", sex="unknown") == "their letter"


def test_a_case_form_is_asked_of_the_field() -> None:
    forms = {"dat": "Ihrer Mutter"}
    words = Catalogue("de", "ltr", {"m": "bei {relative.dat}"})
    assert words.say("m", relative=forms.__getitem__) == "bei Ihrer Mutter"


def test_a_quoted_brace_is_a_brace() -> None:
    assert english(m="'{'x'}' and it''s").say("m") == "{x} and it's"


def test_names_are_isolated_where_directions_mix() -> None:
    arabic = Catalogue("ar", "rtl", {"m": "جين {gene}"})
    assert arabic.say("m", gene="BRCA1") == "جين \u2068BRCA1\u2069"


def test_parts_keep_values_as_values() -> None:
    token = object()
    assert english(m="in {gene} found").parts("m", gene=token) == ("in ", token, " found")


@pytest.mark.parametrize(
    "broken", ["{", "}", "{a", "{a,}", "{a, plural, one {x}}", "{a, select, x y}", "{a b}", "{}"]
)
def test_a_broken_message_is_refused_with_the_place(broken: str) -> None:
    with pytest.raises(LanguageError) as refused:
        parse(broken)
    assert "at" in refused.value.fields


def test_a_missing_message_and_a_missing_field_are_named() -> None:
    with pytest.raises(LanguageError) as missing:
        english().say("no.such")
    assert missing.value.fields == {"message": "no.such"}
    with pytest.raises(LanguageError) as blank:
        english(m="{name}").say("m")
    assert blank.value.fields == {"blank": "name"}


def test_blanks_and_branches_are_found_at_any_depth() -> None:
    message = parse("{a} {n, plural, one {{b}} other {{s, select, x {{c}} other {}}}}")
    assert blanks(message) == {"a", "n", "b", "s", "c"}
    assert list(plural_branches(message)) == [frozenset({"one", "other"})]


@given(st.text())
def test_parsing_any_text_ends_in_a_message_or_a_refusal(text: str) -> None:
    try:
        parse(text)
    except LanguageError as refused:
        assert refused.message_id == "language.malformed"  # noqa: PT017


@pytest.mark.parametrize(
    ("probability", "decimals", "expected"),
    [(0.125, 0, "13%"), (0.125, 1, "12.5%"), (0.025, 0, "3%"), (0.005, 1, "0.5%"), (1, 0, "100%")],
)
def test_percent_is_rounded_before_it_is_written(
    probability: float, decimals: int, expected: str
) -> None:
    assert english().percent(probability, decimals=decimals) == expected


def test_turkish_puts_the_sign_in_front() -> None:
    assert Catalogue("tr", "ltr", {}).percent(0.125, decimals=1) == "%12,5"


def test_english_is_british() -> None:
    assert english().locale == Locale("en", "GB")
    assert english().date(datetime.date(2026, 11, 24)) == "24 November 2026"
