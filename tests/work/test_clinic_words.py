from pathlib import Path

import pytest

from counselling.errors import ShorthandError
from counselling.shorthand.registry import lexicon
from counselling.work.history.clinic_words import ClinicWords
from counselling.work.history.habits import Habits
from counselling.work.history.read_note import read_note
from tests.shorthand.facts_told import facts, patient

NOTE = "mum BrK 45"
OWN = '[condition]\nbreast = ["BrK"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms").mkdir()
    return tmp_path / "terms"


def test_a_desk_without_terms_reads_with_the_languages_words(tmp_path: Path) -> None:
    assert ClinicWords(tmp_path / "nowhere")("en") is lexicon("en")


def test_the_clinics_terms_are_read_at_the_desk_in_their_language_only(folder: Path) -> None:
    (folder / "en.toml").write_text(OWN, "utf-8")
    words = ClinicWords(folder)
    reading = read_note(NOTE, patient(), words("en"))
    assert facts(patient(), reading, "en") == {"condition mother breast @45"}
    assert not read_note("Mutter BrK 45", patient(), words("de")).is_complete


def test_terms_are_read_once_and_anew_at_the_next_start(folder: Path) -> None:
    words = ClinicWords(folder)
    assert not read_note(NOTE, patient(), words("en")).is_complete
    (folder / "en.toml").write_text(OWN, "utf-8")
    assert not read_note(NOTE, patient(), words("en")).is_complete
    assert read_note(NOTE, patient(), ClinicWords(folder)("en")).is_complete


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff", "shorthand.terms_unreadable"),
        (b"[condition", "shorthand.terms_unreadable"),
        (b'[condition]\nbreast = ["mother"]', "shorthand.terms_conflict"),
    ],
)
def test_terms_that_do_not_fit_are_told_and_nothing_is_read(
    folder: Path, content: bytes, message: str
) -> None:
    (folder / "en.toml").write_bytes(content)
    with pytest.raises(ShorthandError) as caught:
        ClinicWords(folder)("en")
    assert caught.value.message_id == message


def test_the_chooser_of_conditions_knows_the_clinics_words_or_does_without(folder: Path) -> None:
    (folder / "en.toml").write_text(OWN, "utf-8")
    (folder / "de.toml").write_text("[condition", "utf-8")
    habits = Habits(folder / "habits.toml", letters={}, lexicons=ClinicWords(folder))
    assert any("brk" in t.also for t in habits.conditions("en") if t.name == "breast")
    assert habits.conditions("de")
