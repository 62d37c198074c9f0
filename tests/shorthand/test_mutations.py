"""A slip of the finger may be asked; it may never turn a note into another fact."""

import re
from collections import Counter
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
_WORDS = re.compile(r"^(note \S+) .*|^(pair \S+ related).*|^(\S+ \S+ childless \S+) \(.*")


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


def plain(kept: Iterable[str]) -> frozenset[str]:
    """Facts without the nurse's own words and without the counting of new people.

    Words kept as a note carry their slips; which of two brothers was held back is no mistake.
    """
    short = (_WORDS.sub(lambda m: m[1] or m[2] or m[3], fact) for fact in kept)
    return frozenset(_NUMBERED.sub("#", fact) for fact in short)


# Slips that make another note which is as good: no reader can know. What was, what it became.
VALID = {
    ("sibs", "sis"), ("III", "II"), ("dx", "d"), ("fhx", "hx"), ("FHx", "Hx"), ("and", "nad"),
    ("HGSOC", "HGSC"),
}  # fmt: skip


# Where another separator ends the statement sooner, what follows speaks of fewer, or waits.
REACHING = (
    "1 Bruder, 2 Schwestern, alle gesund",
    "1 bro,, 2 sis, all well",
    "mat 1st cousin, F, br ca 40",
    "Vater verst. 59, Herzinfarkt",
    "3 sons triplets, identical",
    "Mum, br ca, dx'd 42, d'd 44",
    "mum d 53 ov ca, dx 50",
    "Mutter verst. 53 Ovarial-Ca, ED 50",
    "son 47,XXY",
    "Father has prostate cancer, diagnosed last year at 68",
    "mother's sister also had breast cancer, at 51",
    "Sohn 47,XXY",
)


def is_valid_note(note: Note, slipped: str) -> bool:
    """Whether the slip only made one listed word of another."""
    if note.text in REACHING and re.search(r"[;\n.]", slipped):
        return True
    before, after = Counter(note.text.split()), Counter(slipped.split())
    gone, come = set(before - after), set(after - before)
    became = [(one, other) for one, other in VALID if one in gone and other in come]
    if not became:
        return False
    (one, other), *_ = became  # and what else slipped makes no other fact by itself
    back = " ".join(one if word == other else word for word in slipped.split(" "))
    return not is_other(note, back)


def is_other(note: Note, slipped: str) -> bool:
    """Whether a slipped note says something that the note did not, or leaves out unasked."""
    if is_valid_note(note, slipped):
        return False
    reading, kept = told(note, slipped)
    meant = plain(note.meant)
    new = {fact for fact in plain(kept) - meant if not fact.startswith("note ")}
    if not reading.is_complete:  # the rest of a fact may stand in a statement that waits
        return any(not any(m.startswith(fact) for m in meant) for fact in new)
    return bool(new or meant - plain(kept))


@pytest.mark.parametrize("note", CLEAN, ids=lambda note: note.text[:60])
def test_no_single_slip_makes_another_fact(note: Note) -> None:
    assert [slipped for slipped in set(slips(note.text)) if is_other(note, slipped)] == []


@given(st.data())
@settings(max_examples=300)
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
