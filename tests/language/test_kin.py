"""Names of relatives: every relation the pedigree can name, in every form a sentence asks for."""

from pathlib import Path

import pytest

from counselling.errors import LanguageError
from counselling.language.catalogue import Catalogue, read
from counselling.language.kin import RELATIONS, KinTerm, forms
from counselling.language.registry import find
from counselling.pedigree import kinship
from counselling.pedigree.kinship import relation
from counselling.pedigree.terms import Sex
from tests.families.builders import family, person, three_generations

ROOT = Path(__file__).resolve().parents[2]


def _kin(code: str) -> Catalogue:
    text = (ROOT / "translations" / code / "kin.po").read_text("utf-8")
    return read(code, find(code).direction, {"kin": text})


def test_a_languages_forms_are_those_of_its_file() -> None:
    assert forms(_kin("en")) == {"nominative", "genitive"}
    assert forms(_kin("de")) == {"nominative", "genitive", "dative", "accusative"}


def test_every_relation_that_the_pedigree_names_has_a_word() -> None:
    tables = (kinship._CHILD, kinship._SIBLING, kinship._HALF_SIBLING, kinship._NIECE)
    tables = (*tables, kinship._GRANDCHILD)
    named = {name for table in tables for name in table.values()}
    for side in ("maternal", "paternal"):
        every = (kinship._AUNT, kinship._GRANDPARENT, kinship._COUSIN, kinship._GREAT_AUNT)
        for table in every:
            named |= {f"{side}_{name}" for name in table.values()}
    assert named <= set(RELATIONS)


@pytest.mark.parametrize("sex", list(Sex))
def test_relatives_of_a_real_family_have_words(sex: Sex) -> None:
    uncle_s = person("cousin", sex, mother="wife", father="uncle")
    niece = person("niece", sex, mother="wife2", father="brother")
    people = (*three_generations().persons, person("wife"), person("wife2"), uncle_s, niece)
    whole = family(*people, proband="child")
    english = _kin("en")
    for relative in people:
        if relative.id != "child":
            term = KinTerm(english, relation(whole, "child", relative.id).key)
            assert term("") == term("nominative")
            assert term.label


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        ("mother", "dative", "Ihrer Mutter"),
        ("brother", "dative", "Ihrem Bruder"),
        ("brother", "accusative", "Ihren Bruder"),
        ("nephew", "genitive", "Ihres Neffen"),
        ("maternal_uncle", "genitive", "Ihres Onkels mütterlicherseits"),
        ("maternal_female_cousin", "dative", "Ihrer Cousine mütterlicherseits"),
        ("paternal_great_uncle", "genitive", "Ihres Großonkels väterlicherseits"),
        ("grandson", "accusative", "Ihren Enkel"),
    ],
)
def test_german_relatives_decline(name: str, form: str, words: str) -> None:
    assert KinTerm(_kin("de"), name)(form) == words


@pytest.mark.parametrize(
    ("form", "words"), [("nominative", "أخوك"), ("accusative", "أخاك"), ("genitive", "أخيك")]
)
def test_the_arabic_brother_changes_with_his_case(form: str, words: str) -> None:
    assert KinTerm(_kin("ar"), "brother")(form) == words


def test_a_form_that_the_language_lacks_is_an_error_not_a_guess() -> None:
    with pytest.raises(LanguageError, match=r"language\.missing"):
        KinTerm(_kin("en"), "mother")("dative")


def test_a_message_asks_for_the_form_it_needs() -> None:
    files = {
        "kin": (ROOT / "translations" / "de" / "kin.po").read_text("utf-8"),
        "letters": 'msgid "found"\nmsgstr "Bei {relative.dative}."\n',
    }
    german = read("de", "ltr", files)
    assert german.say("found", relative=KinTerm(german, "sister")) == "Bei Ihrer Schwester."
