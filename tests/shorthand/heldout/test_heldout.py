"""Notes written by somebody who had not read the reader, kept apart from those it was mended on.

The files named "used" were like that once: since, the reader was mended on what they show.

Wrong is what counts: applied although not meant, or lost without a word. A question is allowed.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from counselling.pedigree.terms import Sex
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from tests.shorthand.facts_told import patient
from tests.shorthand.heldout.meanings import ASK, is_meant, meant, told

LANGUAGES = {
    "english": "en",
    "german": "de",
    "english_used": "en",
    "english_used_2": "en",
    "english_used_3": "en",
    "german_used": "de",
    "german_used_2": "de",
    "german_used_3": "de",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note, what it means (ways with " | " between), and why it is still read wrongly."""

    language: str
    text: str
    meaning: str
    known: str


@cache
def notes(name: str) -> tuple[Note, ...]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        Note(LANGUAGES[name], text.replace("\\n", "\n"), meaning, "".join(known))
        for text, meaning, *known in rows
    )


def reading_of(note: Note) -> Reading:
    return read(note.text, patient(Sex.UNKNOWN), lexicon(note.language))


def verdict(note: Note) -> str:
    """Return right, asked (reasonable), needless (asked although plain) or wrong."""
    reading = reading_of(note)
    facts, ways = told(reading), list(meant(note.meaning))
    if reading.is_complete:
        return "right" if any(is_meant(facts, way, is_whole=True) for way in ways) else "wrong"
    if facts and not any(is_meant(facts, way, is_whole=False) for way in ways):
        return "wrong"
    return "asked" if note.meaning.startswith(ASK) or f"| {ASK}" in note.meaning else "needless"


def _cases() -> list[object]:
    return [
        pytest.param(
            note,
            id=note.text,
            marks=[pytest.mark.xfail(reason=note.known, strict=True)] if note.known else [],
        )
        for name in LANGUAGES
        for note in notes(name)
    ]


@pytest.mark.parametrize("note", _cases())
def test_a_note_never_seen_before_is_read_as_meant_or_asked(note: Note) -> None:
    assert verdict(note) != "wrong", told(reading_of(note))


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_quarter_at_least_is_understood_without_a_question(name: str) -> None:
    found = Counter(verdict(note) for note in notes(name))
    sys.stdout.write(f"{name}: {dict(found)} of {len(notes(name))}\n")  # seen with -rP
    assert found["right"] >= len(notes(name)) / 4
