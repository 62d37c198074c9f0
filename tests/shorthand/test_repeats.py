"""What points back is echoed with what it points at."""

import pytest

from counselling.shorthand.reader import read
from counselling.shorthand.reading import Echo, Reading
from counselling.shorthand.registry import lexicon
from tests.shorthand.facts_told import patient


def reading_of(text: str, language: str = "en") -> Reading:
    return read(text, patient(), lexicon(language))


def echo_of(text: str, kind: str, language: str = "en") -> Echo:
    echoes = reading_of(text, language).echoes
    return [echo for echo in echoes if echo.message_id == f"shorthand.echo.{kind}"][-1]


@pytest.mark.parametrize(
    ("language", "text", "kind", "instead"),
    [
        ("en", "mum br ca 58 - no sorry 56", "condition", "58"),
        ("en", "mum br ca 45, d 60, no, 62", "died_at", "60"),
        ("en", "bro 45 (sorry 54)", "age", "45"),
        ("en", "mum br ca 45 no sorry ov ca 46", "condition", "br ca 45"),
        ("de", "Mutter Brustkrebs 45, nein, 54", "condition", "45"),
        ("en", "mum br ca 52\nsorry 56", "condition", "52"),  # on a line of its own too
        ("en", "mum br ca 52; no, 56", "condition", "52"),
    ],
)
def test_a_correction_is_echoed_with_what_it_replaces(
    language: str, text: str, kind: str, instead: str
) -> None:
    assert dict(echo_of(text, kind, language).fields)["with_instead"] == instead


def test_a_correction_of_nothing_is_asked_with_what_stands_before_it() -> None:
    reading = reading_of("mum br ca 52; sorry")
    assert not reading.edits
    assert reading.questions


def test_what_is_carried_from_the_person_before_is_assumed() -> None:
    carried = echo_of("mum br ca 45, her mum too", "condition_no_age")
    assert carried.is_assumed
    assert carried.persons == ("mgm",)
    assert not echo_of("mum br ca 45, her mum too", "condition").is_assumed


@pytest.mark.parametrize(
    "text",
    [
        "mum br ca 45 d 50; sister too",  # dead too, or ill too
        "mum br ca 45 & ov ca 50; sister too",
        "mum bilat br ca 45; sister too",  # on both sides too
        "mum ?br ca 45; sister too",
        "sister too",
    ],
)
def test_with_more_than_one_thing_told_too_is_asked(text: str) -> None:
    assert [q.message_id for q in reading_of(text).questions] == ["shorthand.ask.like_whom"]


def test_a_statement_that_waits_is_not_what_the_next_is_like() -> None:
    assert not reading_of("mum brr ca 45; sister too").is_complete
