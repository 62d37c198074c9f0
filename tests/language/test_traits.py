"""What a language's file says is read strictly: a slip of the pen is a clear refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import LanguageError
from counselling.language.capitals import Capitals
from counselling.language.joints import Joint
from counselling.language.order import Order
from counselling.language.registry import LANGUAGES
from counselling.language.traits import PLAIN, Ease, Traits, Use, read_traits
from tests.language.folders import traits, words


def test_an_empty_file_is_a_language_that_is_used_for_nothing() -> None:
    assert read_traits("") == PLAIN
    assert [use for use in Use if PLAIN.is_for(use)] == []


def test_everything_that_can_be_said_is_read() -> None:
    told = read_traits(
        """
        complete = ["letters", "kin"]
        cldr = "en-GB"
        colon = " ："
        addresses = ["formal"]
        readability = { formula = "flesch", least = 65, least_sentence = 30.5 }
        patterns = { health = 'gene|health' }
        order = { alphabet = "a b ch=č", spelled = { "þ" = "th" } }
        lists = { and = "y", becomes = "e", before = "i" }
        capitals = { first = { ij = "IJ" }, among = { "ά" = "Α" } }
        """
    )
    ease = Ease("flesch", 65.0, 30.5)
    assert told == Traits(
        frozenset({"letters", "kin"}),
        "en-GB",
        ("formal",),
        ease,
        order=Order("a b ch=č"),
        colon=" ：",
    )
    assert told.joint == Joint("y", "e", "i")
    assert told.order.spelled == {"þ": "th"}
    assert told.capitals == Capitals({"ij": "IJ"}, {"ά": "Α"})
    assert told.patterns == {"health": "gene|health"}
    assert [use for use in Use if told.is_for(use)] == [Use.LETTERS]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("complete = [", "language.toml"),
        ("compleet = []", "compleet"),
        ("complete = ['letter']", "complete"),
        ("complete = 'letters'", "complete"),
        ("addresses = ['polite']", "addresses"),
        ("cldr = 3", "cldr"),
        ("colon = ''", "colon"),
        ("colon = ': '", "colon"),
        ("order = 3", "order"),
        ("order = { alphabets = 'a' }", "order.alphabets"),
        ("order = { alphabet = '' }", "order.alphabet"),
        ("order = { alphabet = 'a b a' }", "order.alphabet"),
        ("order = { spelled = { a = 3 } }", "order.spelled"),
        ("capitals = { first = ['i'] }", "capitals.first"),
        ("lists = { and = 'y' }", "lists"),
        ("lists = { and = 'y', becomes = 'e', before = '(' }", "lists.before"),
        ("readability = 'lix'", "readability"),
        ("readability = { least = '3' }", "least"),
        ("readability = { least = true }", "least"),
        ("readability = { worst = 3 }", "readability.worst"),
        ("patterns = { health = '(' }", "patterns.health"),
        ("patterns = { name = 'x' }", "patterns.name"),
    ],
)
def test_a_slip_is_refused_with_its_place(text: str, key: str) -> None:
    with pytest.raises(LanguageError) as refused:
        read_traits(text)
    assert refused.value.message_id == "language.traits"
    assert refused.value.fields == {"key": key}


@given(st.text())
def test_any_text_ends_in_traits_or_a_refusal(text: str) -> None:
    assert refusal_of(text) in ("", "language.traits")


def refusal_of(text: str) -> str:
    try:
        read_traits(text)
    except LanguageError as refused:
        return refused.message_id
    return ""


@pytest.mark.parametrize("code", [one.code for one in LANGUAGES])
def test_the_colon_behind_a_label_is_the_one_of_the_languages_own_sentences(code: str) -> None:
    raw = words(code, "letters").raw
    labels = (raw[key] for key in ("horizon.label", "compare.carriers") if key in raw)
    for label in labels:
        assert label.startswith(f"{{whose}}{traits(code).colon} ")
