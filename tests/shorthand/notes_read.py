"""The notes of tests/shorthand/notes, and what became of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from tests.shorthand.facts_told import facts, patient

FOLDER = Path(__file__).parent / "notes"
# As drawn, for the few examples that name people by number.
NUMBERS = {"mat-aunt1": "II-3", "bro1": "II-2"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note, the lines typed before it, and what was meant; nothing: it can only be asked."""

    language: str
    before: str
    text: str
    meant: frozenset[str]


def notes(name: str) -> tuple[Note, ...]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        Note(language, before, text.replace("\\n", "\n"), frozenset(meant.split("|")) - {""})
        for language, before, text, meant in rows
    )


def lines_of(name: str) -> list[str]:
    return (FOLDER / f"family_{name}.txt").read_text("utf-8").splitlines()


@cache
def after(language: str, before: str) -> Reading:
    """The family after lines that were typed before."""
    reading = Reading(patient())
    for line in before.split("\n"):
        if line:
            reading = type_on(language, reading, line)
    return reading


def type_on(language: str, before: Reading, text: str) -> Reading:
    """Type one more text, as the desk does."""
    is_first = before.current is None and not before.edits
    numbers = {k: v for k, v in NUMBERS.items() if k in before.family.by_id}
    return read(
        text,
        before.family,
        lexicon(language),
        current=None if is_first else before.current or "consultand",
        numbers={} if len(numbers) > 1 else numbers,
    )


def told(note: Note, text: str | None = None) -> tuple[Reading, frozenset[str]]:
    """Read a note, or another text in its place."""
    return _as_written(note) if text is None else _told(note, text)


@cache
def _as_written(note: Note) -> tuple[Reading, frozenset[str]]:
    return _told(note, note.text)


def _told(note: Note, text: str) -> tuple[Reading, frozenset[str]]:
    before = after(note.language, note.before)
    reading = type_on(note.language, before, text)
    return reading, facts(before.family, reading, note.language)


def verdict(note: Note, text: str | None = None) -> str:
    """right; asked or refused with nothing kept that was not meant; wrong."""
    reading, kept = told(note, text)
    if kept - note.meant:
        return "wrong"
    if reading.is_complete:
        return "right" if kept == note.meant and kept else "wrong"
    return "asked" if reading.questions else "refused"


def tally(found: Sequence[Note]) -> Counter[str]:
    return Counter(verdict(note) for note in found)
