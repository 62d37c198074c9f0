"""A slip of the finger may be asked; it may never turn a note into another fact."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shorthand.notes_read import FOLDER, Note, lines_of, notes, told, verdict
from tests.shorthand.slips import slips

FAMILIES = {
    "breast_ovarian_20": "en",
    "breast_ovarian_terse": "en",
    "simple_12": "en",
    "breast_ovarian_german": "de",
}
_NUMBERED = re.compile(r"(?<=[a-z])\d+")
_WORDS = re.compile(r"^(note \S+) .*|^(pair \S+ related).*")


def _clean() -> list[Note]:
    found = [note for file in sorted(FOLDER.glob("*.tsv")) for note in notes(file.stem)]
    clean = [note for note in found if verdict(note) == "right"]
    for name, language in FAMILIES.items():
        lines = lines_of(name)
        for at, line in enumerate(lines):
            note = Note(language, "\n".join(lines[:at]), line, frozenset())
            clean.append(Note(language, note.before, line, told(note)[1]))
    return clean


CLEAN = _clean()


def _plain(kept: Iterable[str]) -> frozenset[str]:
    """Facts without the nurse's own words and without the counting of new people.

    Words kept as a note carry their slips; which of two brothers was held back is no mistake.
    """
    short = (_WORDS.sub(lambda m: m[1] or m[2], fact) for fact in kept)
    return frozenset(_NUMBERED.sub("#", fact) for fact in short)


def is_other(note: Note, slipped: str) -> bool:
    """Whether a slipped note says something that the note did not, or leaves out unasked."""
    reading, kept = told(note, slipped)
    left_out = reading.is_complete and _plain(note.meant) - _plain(kept)
    return bool(_plain(kept) - _plain(note.meant) or left_out)


@pytest.mark.parametrize("note", CLEAN, ids=lambda note: note.text[:60])
def test_no_single_slip_makes_another_fact(note: Note) -> None:
    assert [slipped for slipped in set(slips(note.text)) if is_other(note, slipped)] == []


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_two_slips_make_no_other_fact(data: st.DataObject) -> None:
    note = data.draw(st.sampled_from(CLEAN))
    once = data.draw(st.sampled_from(sorted(set(slips(note.text)))))
    twice = data.draw(st.sampled_from(sorted(set(slips(once)))))
    assert not is_other(note, twice), (note.text, twice)


def test_the_search_would_notice_another_fact() -> None:
    note = next(n for n in CLEAN if n.text == "mother br ca 42, d. 60")
    assert is_other(note, "mother br ca 43, d. 60")
    assert is_other(note, "mother br ca 42")
    assert not is_other(note, "mother brr ca 42, d. 60")
