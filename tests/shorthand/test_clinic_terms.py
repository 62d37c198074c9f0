"""A clinic's own terms: read after the language's, never against them."""

import pytest

from counselling.errors import ShorthandError
from counselling.shorthand.reader import read
from counselling.shorthand.registry import LANGUAGES, lexicon
from tests.shorthand.facts_told import facts, patient

OWN = """
[condition]
breast = ["BrK"]
schwannoma = ["schwannoma", "schw"]
[ailment]
vitiligo = ["vitiligo"]
[relation]
mother = ["mater"]
[word]
aside = ["telephone consult"]
[procedure]
rrso = ["ovx"]
[pathology]
ours = ["apocrine"]
"""


def told(text: str, terms: str) -> frozenset[str]:
    reading = read(text, patient(), lexicon("en", terms))
    assert reading.is_complete, (reading.questions, reading.unread)
    return facts(patient(), reading, "en")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mater BrK 45", {"condition mother breast @45"}),
        ("mum schw 40", {"condition mother schwannoma @40"}),
        ("mum ovx 45", {"procedure mother rrso @45"}),
        ("mum BrK 45 apocrine", {"condition mother breast @45 [apocrine]"}),
        ("mum telephone consult", {"note mother telephone consult"}),
        ("mum vitiligo 60", {"condition mother vitiligo @60"}),
    ],
)
def test_a_clinics_word_is_understood(text: str, meant: set[str]) -> None:
    assert told(text, OWN) == meant
    assert not read(text, patient(), lexicon("en")).is_complete


def test_a_clinic_decides_what_its_language_only_asks_about() -> None:
    terms = '[condition]\nbreast = ["BC"]'
    assert told("mum BC 45", terms) == {"condition mother breast @45"}
    assert not read("mum BC 45", patient(), lexicon("en")).is_complete


@pytest.mark.parametrize("term", ["mother", "ov ca", "A&W", "no", "BRCA1"])
def test_a_word_that_means_something_already_is_refused_by_name(term: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        lexicon("en", f'[condition]\nbreast = ["{term}"]')
    assert caught.value.message_id == "shorthand.terms_conflict"
    assert caught.value.fields["term"] == term


def test_one_word_for_two_things_in_the_file_itself_is_refused() -> None:
    with pytest.raises(ShorthandError) as caught:
        lexicon("en", '[condition]\nbreast = ["xx"]\novarian = ["xx"]')
    assert caught.value.message_id == "shorthand.terms_conflict"


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ('[spells]\nfire = ["x"]', "spells"),
        ('[word]\nfire = ["x"]', "word.fire"),
        ('[relation]\nstranger = ["x"]', "relation.stranger"),
        ('[condition]\nbreast = "x"', "condition.breast"),
        ("[condition]\nbreast = [7]", "condition.breast"),
        ('[condition]\nbreast = [""]', "condition.breast"),
        ("[condition]\nbreast = []", "condition.breast"),
        ("condition = 7", "condition"),
    ],
)
def test_a_place_that_is_not_known_is_named(terms: str, place: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        lexicon("en", terms)
    assert caught.value.message_id == "shorthand.terms_unknown"
    assert caught.value.fields["place"] == place


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(ShorthandError) as caught:
        lexicon("en", "[condition\n")
    assert caught.value.message_id == "shorthand.terms_unreadable"
    assert "line 1" in str(caught.value.fields["why"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_terms_change_nothing(language: str) -> None:
    assert lexicon(language, "# nothing").phrases == lexicon(language).phrases
