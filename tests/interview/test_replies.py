import pytest

from counselling.errors import LanguageError
from counselling.interview.replies import replies
from counselling.pedigree.answers import Topic
from counselling.pedigree.terms import Laterality, Source
from counselling.shorthand.registry import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_notes_has_replies_of_every_kind(language: str) -> None:
    found = replies(language)
    assert found.unknown
    assert found.none
    assert found.yes
    assert found.later
    assert set(found.sides.values()) == set(Laterality)
    assert set(found.sources.values()) == set(Source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_means_two_things(language: str) -> None:
    found = replies(language)
    kinds = (found.unknown, found.none, found.yes, found.later)
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_understands_what_the_buttons_type(language: str) -> None:
    assert replies(language).is_unknown("nk")
    assert replies(language).is_none("0", Topic.CANCER)


@pytest.mark.parametrize("text", ["nk", "NK", " n/k ", "Not  known", "don’t know"])
def test_a_reply_is_compared_without_case_dots_and_odd_blanks(text: str) -> None:
    assert replies("en").is_unknown(text)


def test_a_reply_is_the_whole_of_what_was_typed() -> None:
    assert not replies("en").is_none("no br ca", Topic.CANCER)
    assert not replies("en").is_unknown("mother nk")


def test_none_answers_only_what_there_can_be_none_of() -> None:
    assert replies("en").is_none("none", Topic.CHILDREN)
    assert replies("en").is_none("only child", Topic.SIBLINGS)
    assert not replies("en").is_none("only child", Topic.CHILDREN)
    for topic in (Topic.AGE, Topic.MOTHER, Topic.LATERALITY, Topic.CAUSE, Topic.SITE):
        assert not replies("en").is_none("none", topic)


def test_a_language_without_replies_is_refused() -> None:
    with pytest.raises(LanguageError):
        replies("tlh")
