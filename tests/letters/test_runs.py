import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.letters.inline import Parts, Strong, Token
from counselling.letters.runs import LONGEST_INLINE, Run, runs


def _forms(parts: Parts, form: str) -> list[str]:
    return [run.text for run in runs(parts, "rtl") if run.form == form]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("وجدنا BRCA1 في العينة", ["BRCA1"]),
        ("اسمه p.(Gln1756Profs*74).", ["p.(Gln1756Profs*74)"]),
        ("التغير NM_007294.4:c.68_69del هنا", ["NM_007294.4:c.68_69del"]),
        ("(BRCA2) بين قوسين", ["BRCA2"]),
        ("اتصل على +49 (0)30 123-45 الآن", ["+49 (0)30 123-45"]),
        ("الخطر 12 % اليوم", ["12 %"]),
        ("يوم 2026-05-12، هنا", ["2026-05-12"]),
        ("لا شيء هنا.", []),
        ("الرقم ٢٣ بالعربية", []),
    ],
)
def test_what_runs_left_to_right_becomes_a_token(text: str, tokens: list[str]) -> None:
    assert _forms((text,), "token") == tokens


def test_two_tokens_side_by_side_become_one() -> None:
    parts = ("بين ", Token("BRCA1"), "، ", Token("BRCA2"), " هنا")
    assert _forms(parts, "token") == ["BRCA1, BRCA2"]


def test_a_token_too_long_for_a_line_gets_lines_of_its_own_with_its_full_stop() -> None:
    sentence = "We send you a blood sample kit for a gene test by 4 December."
    assert len(sentence) > LONGEST_INLINE
    assert _forms((f"الخطوة: {sentence} ثم",), "line") == [f"{sentence} "]


def test_a_telephone_number_is_whole_in_a_line_of_its_own() -> None:
    told = "Breast Cancer Network, https://support.example, +49 30 7654321"
    (line,) = _forms((f"المجموعة: {told} ثم",), "line")
    assert line.strip() == told.replace("+49 30 7", "+49\u00a030\u00a07")


def test_a_full_stop_stands_in_the_line_that_it_ends() -> None:
    address = "Rivertown Laboratory, 4 Mill Road, 10115 Rivertown"
    assert runs(("العنوان هو: ", Token(address), ". وهذا مجاني."), "rtl") == (
        Run("العنوان هو: "),
        Run(f"{address}.", "line"),
        Run("وهذا مجاني."),
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Call +49 30 1234567 or us.", ["+49 30 1234567"]),
        ("Ikteb din l-ittra fil-belt.", ["l-ittra", "fil-belt"]),
        ("Czy chce Pani/Pan wiedzieć?", ["Pani/Pan"]),
        ("See https://go.example/a-b/c and p.(Gln1756Profs*74).", []),
        ("Ein 3-mal-3, rot-grün-blau", []),
    ],
)
def test_no_line_ends_inside_a_short_word_or_a_telephone_number(
    text: str, whole: list[str]
) -> None:
    told = runs((text,), "ltr")
    assert [run.text for run in told if run.form == "token"] == whole
    assert "".join(run.text for run in told) == text


def test_no_line_ends_between_a_token_and_the_rest_of_its_word() -> None:
    parts = ("Serkku: ", Token("BRCA1"), "-geenin muutos – ", Token("BRCA2"), " - ei")
    found = [run.text for run in runs(parts, "ltr") if run.form == "token"]
    assert found == ["BRCA1-geenin", "BRCA2"]


def test_no_line_ends_between_a_number_and_what_it_counts() -> None:
    (told,) = runs(
        ("Out of 100 people (10 years), by 8. Dezember 2026. You ask 2, c.5 del.",), "ltr"
    )
    assert told.text == (
        "Out of 100\u00a0people (10\u00a0years), by 8.\u00a0Dezember 2026. You ask 2, c.5 del."
    )


def test_a_long_token_begins_a_line_where_all_runs_the_same_way() -> None:
    long = "NM_007294.4:c." + "A" * LONGEST_INLINE
    assert runs(("Its name is ", Token(long), ". It"), "ltr") == (
        Run("Its name is "),
        Run(f"{long}.", "long"),
        Run(" It"),
    )


def test_a_long_token_of_many_words_is_parted_between_them() -> None:
    address = "BRCA Network, https://support.clinic.example, +49 30 7654321"
    assert runs((Token(address),), "ltr") == (
        Run("BRCA Network, "),
        Run("https://support.clinic.example,", "token"),
        Run(" +49 30 7654321"),
    )


def test_fewer_letters_of_large_print_stand_inside_a_line() -> None:
    variant = "NM_007294.4:c.68_69delAGinsTT"
    assert [run.form for run in runs((Token(variant),), "ltr")] == ["token"]
    assert [run.form for run in runs((Token(variant),), "ltr", longest=27)] == ["long"]
    assert [run.form for run in runs((variant,), "rtl", longest=27)] == ["line"]


def test_right_to_left_words_are_set_apart_in_a_left_to_right_text() -> None:
    assert runs(("Dear ليلى حسن, room 5",), "ltr") == (
        Run("Dear "),
        Run("ليلى حسن", "turned"),
        Run(", room 5"),
    )


def test_weight_reaches_the_tokens_inside_strong_words() -> None:
    told = runs((Strong(("مهم ", Token("BRCA1"))),), "rtl")
    assert [(run.form, run.is_strong) for run in told] == [("words", True), ("token", True)]


_TEXTS = st.text(st.sampled_from("ابتثجحخ ،.؛()BRCc15>_%+-/ \u202e"), max_size=40)


@given(st.lists(st.one_of(_TEXTS, _TEXTS.map(Token)), max_size=5))
def test_nothing_latin_stands_bare_in_right_to_left_text(parts: list[str | Token]) -> None:
    for run in runs(tuple(parts), "rtl"):
        if run.form == "words":
            assert not any(c.isascii() and c.isalnum() for c in run.text)


@given(st.lists(st.one_of(_TEXTS, _TEXTS.map(Token)), max_size=5))
def test_a_word_stands_between_any_two_tokens(parts: list[str | Token]) -> None:
    told = runs(tuple(parts), "rtl")
    places = [i for i, run in enumerate(told) if run.form == "token"]
    for here, there in itertools.pairwise(places):
        between = "".join(run.text for run in told[here + 1 : there])
        assert any(unicodedata.bidirectional(c) == "AL" for c in between)


@given(_TEXTS, st.sampled_from(["ltr", "rtl"]))
def test_no_letter_is_lost_or_moved(text: str, direction: str) -> None:
    told = "".join(run.text for run in runs((text,), direction))
    assert [c for c in told if c.isalnum()] == [c for c in text if c.isalnum()]
