"""Capitals and small letters as a language writes them."""

import pytest

from counselling.language.catalogue import Catalogue
from counselling.language.registry import LANGUAGES, find
from tests.language.folders import traits
from tests.language.test_golden import GOLDEN


def language(code: str) -> Catalogue:
    return Catalogue(code, find(code).direction, {}, traits(code))


@pytest.mark.parametrize(
    ("code", "text", "begun", "capitals"),
    [
        ("tr", "izmir ılgaz", "İzmir ılgaz", "İZMİR ILGAZ"),
        ("de", "straße", "Straße", "STRASSE"),
        ("el", "άννα μαΐου", "Άννα μαΐου", "ΑΝΝΑ ΜΑΪΟΥ"),
        ("el", "οδός", "Οδός", "ΟΔΟΣ"),
        ("nl", "ijssel bijlage", "IJssel bijlage", "IJSSEL BIJLAGE"),
        ("lt", "įrašas ė", "Įrašas ė", "ĮRAŠAS Ė"),
        ("hr", "džaja", "Džaja", "DŽAJA"),
        ("hr", "ǆaja", "ǅaja", "ǄAJA"),
        ("en", "izmir", "Izmir", "IZMIR"),
        ("ar", "ليلى", "ليلى", "ليلى"),
        ("en", "", "", ""),
    ],
)
def test_capitals_are_those_of_the_language(
    code: str, text: str, begun: str, capitals: str
) -> None:
    words = language(code)
    assert (words.begun(text), words.capitals(text)) == (begun, capitals)


@pytest.mark.parametrize(
    ("code", "text", "small"),
    [
        ("tr", "ISPARTA İZMİR", "ısparta izmir"),
        ("en", "ISPARTA İZMİR", "isparta izmir"),
        ("de", "STRASSE Straße", "strasse strasse"),
        ("el", "ΟΔΟΣ οδος", "οδοσ οδοσ"),
    ],
)
def test_small_letters_are_those_of_the_language(code: str, text: str, small: str) -> None:
    assert language(code).small(text) == small


@pytest.mark.parametrize("code", [each.code for each in LANGUAGES])
def test_every_letter_of_a_language_has_its_way_back(code: str) -> None:
    words, greek = language(code), traits("el").capitals.among
    own = {letter for letter in GOLDEN[code]["letters"].lower() if letter.isalpha()} - {"\u0307"}
    lost = {each for each in own if words.small(words.capitals(each)) != words.small(each)}
    assert lost <= set(greek if code == "el" else ())
