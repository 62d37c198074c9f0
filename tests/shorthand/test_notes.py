"""Notes, clean and noisy: read as meant, or asked; never as anything else."""

import pytest

from tests.shorthand.notes_read import FOLDER, Note, notes, told, verdict

EXAMPLES = notes("examples")
NOISY = tuple(note for file in sorted(FOLDER.glob("*.tsv")) for note in notes(file.stem))


@pytest.mark.parametrize("note", EXAMPLES, ids=lambda note: note.text)
def test_an_example_is_read_as_meant_or_asked_where_it_must_be(note: Note) -> None:
    reading, kept = told(note)
    assert kept == note.meant
    assert reading.is_complete == bool(note.meant)


@pytest.mark.parametrize("note", NOISY, ids=lambda note: note.text)
def test_a_note_is_never_read_as_what_was_not_meant(note: Note) -> None:
    assert verdict(note) != "wrong", told(note)[1]


@pytest.mark.parametrize(("language", "least"), [("en", 0.7), ("de", 0.7)])
def test_most_notes_are_read_without_a_question(language: str, least: float) -> None:
    clear = [note for note in NOISY if note.language == language and note.meant]
    right = sum(verdict(note) == "right" for note in clear)
    assert right >= least * len(clear)


def test_there_are_as_many_own_notes_as_were_asked_for() -> None:
    own = [note for file in FOLDER.glob("*_[0-9].tsv") for note in notes(file.stem)]
    assert sum(note.language == "en" for note in own) >= 80
    assert sum(note.language == "de" for note in own) >= 60
