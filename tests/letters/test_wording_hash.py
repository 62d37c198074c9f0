"""A wording is the hash of all that a letter can say, and of nothing else."""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.registry import KINDS, TEMPLATES, find
from counselling.letters.wording_hash import wording
from tests.letters.conftest import words
from tests.letters.languages import LANGUAGES


def changed(catalogue: Catalogue, message: str) -> Catalogue:
    return replace(catalogue, raw={**catalogue.raw, message: catalogue.raw[message] + "."})


def test_every_kind_and_language_has_a_wording_of_its_own() -> None:
    found = {wording(one, words(code)) for one in TEMPLATES for code in LANGUAGES}
    assert len(found) == len(TEMPLATES) * len(LANGUAGES)
    assert all(len(each) == 64 and int(each, 16) >= 0 for each in found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
def test_a_changed_title_is_another_wording_of_that_letter(kind: object) -> None:
    english = words("en")
    other = changed(english, kind.title)
    assert wording(kind.template, english) != wording(kind.template, other)


def test_a_word_of_one_letter_leaves_the_others_as_they_were() -> None:
    english = words("en")
    other = changed(english, "letters.invitation.title")
    same = [one.kind for one in TEMPLATES if wording(one, english) == wording(one, other)]
    assert same == [one.kind for one in TEMPLATES if one.kind != "invitation"]


@pytest.mark.parametrize("message", ["letters.greeting", "kin.mother.label", "condition.breast"])
def test_a_word_that_all_letters_share_changes_them_all(message: str) -> None:
    english = words("en")
    other = changed(english, message)
    assert [one.kind for one in TEMPLATES if wording(one, english) == wording(one, other)] == []


def test_another_version_of_a_template_is_another_wording() -> None:
    summary = find("summary")
    assert wording(summary, words("en")) != wording(replace(summary, version="1"), words("en"))


def test_no_kind_says_words_that_are_left_out_of_its_wording() -> None:
    """What another patients' letter says alone must be named by no other kind."""
    import ast
    import inspect

    for kind in KINDS:
        source = ast.parse(inspect.getsource(inspect.getmodule(kind.write)))
        said = {
            node.value
            for node in ast.walk(source)
            if isinstance(node, ast.Constant) and str(node.value).startswith("letters.")
        }
        english = words("en")
        for message in sorted(said & english.raw.keys()):
            other = changed(english, message)
            assert wording(kind.template, english) != wording(kind.template, other), message
