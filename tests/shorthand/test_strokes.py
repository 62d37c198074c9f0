"""The standard family of twenty people with eight cancers, in no more strokes than promised."""

import pytest

from counselling.shorthand.reader import read
from counselling.shorthand.registry import lexicon
from tests.shorthand.facts_told import facts, patient
from tests.shorthand.notes_read import lines_of

MOST_STROKES = 260
_SHIFTED = '&+?"#:()'  # on a British keyboard


def strokes(text: str) -> int:
    """Keys pressed: letters, blanks, Enter after each line, and Shift."""
    return len(text) + 1 + sum(letter.isupper() or letter in _SHIFTED for letter in text)


def _typed(name: str, language: str) -> frozenset[str]:
    reading = read("\n".join(lines_of(name)), patient(), lexicon(language))
    assert reading.is_complete, (reading.questions, reading.unread)
    told = facts(patient(), reading, language)
    return frozenset(fact for fact in told if not fact.startswith("note "))  # in her own words


def test_terse_shorthand_types_the_family_in_few_strokes() -> None:
    assert strokes("\n".join(lines_of("breast_ovarian_shortest"))) <= MOST_STROKES


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("breast_ovarian_shortest", "en"),
        ("breast_ovarian_terse", "en"),
        ("breast_ovarian_german", "de"),
    ],
)
def test_every_way_of_typing_gives_exactly_that_family(name: str, language: str) -> None:
    assert _typed(name, language) == _typed("breast_ovarian_20", "en")


def test_the_family_has_twenty_people_and_eight_cancers() -> None:
    reading = read("\n".join(lines_of("breast_ovarian_20")), patient(), lexicon("en"))
    told = [person for person in reading.family.persons if not person.is_placeholder]
    cancers = [
        person.id
        for person in told
        for d in person.diagnoses
        if d.condition in ("breast", "ovary", "prostate")
    ]
    assert len(told) == 20
    assert len(set(cancers)) == 7  # her aunt has two
    assert len(cancers) == 8
