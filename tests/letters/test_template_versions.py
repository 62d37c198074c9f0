"""A template's version, printed and kept with what was sent, stands for exactly these sentences."""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.registry import TEMPLATES, find
from counselling.letters.template import Template
from tests.letters.template_versions import fault, kept, next_version


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.kind)
def test_a_version_has_the_words_that_it_was_given_for(
    template: Template, english_words: Catalogue
) -> None:
    assert fault(template, english_words, kept()) == "", (
        "the sentences changed: python -m tests.letters.template_versions"
    )


def test_a_changed_sentence_is_found_in_its_own_letter_only(english_words: Catalogue) -> None:
    said = {**english_words.raw}
    said["letters.invitation.title"] += "!"
    other = replace(english_words, raw=said)
    table = {one.kind: {one.version: kept()[one.kind][one.version]} for one in TEMPLATES}
    before = {one.kind: fault(one, english_words, table) for one in TEMPLATES}
    after = {one.kind: fault(one, other, table) for one in TEMPLATES}
    assert after == {**before, "invitation": "words"}


def test_a_version_that_was_not_written_down_is_found(english_words: Catalogue) -> None:
    assert fault(replace(find("summary"), version="1999.1"), english_words, kept()) == "unknown"


def test_the_next_version_counts_on() -> None:
    assert next_version("2026.9") == "2026.10"


def test_no_two_versions_of_a_kind_say_the_same() -> None:
    for versions in kept().values():
        assert len(set(versions.values())) == len(versions)
