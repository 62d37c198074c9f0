from pathlib import Path

import pytest

from counselling.work.history.habits import Habits

BROKEN = [b"chosen = 5", b"[chosen", b"\xff", b"[chosen]\nx = 'y'\nz=-1"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "habits.toml"


def test_choices_are_counted_and_read_by_the_next_start(path: Path) -> None:
    habits = Habits(path, letters={})
    assert habits.counts == {}
    for code in ("breast", "bowel cancer", "breast"):
        habits.use(code)
    assert habits.counts == Habits(path, letters={}).counts == {"breast": 2, "bowel cancer": 1}


@pytest.mark.parametrize("content", BROKEN)
def test_broken_file_counts_nothing_and_is_written_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    habits = Habits(path, letters={})
    assert habits.counts == {}
    habits.use("breast")
    assert Habits(path, letters={}).counts == {"breast": 1}


def test_conditions_bear_the_name_that_is_written_and_are_found_by_others(path: Path) -> None:
    terms = {term.name: term.also for term in Habits(path, letters={}).conditions("en")}
    assert "crc" in terms["bowel cancer"]
    assert "breast" in terms
    assert "old age" not in terms  # of which one dies


def test_language_without_notes_has_the_english_conditions(path: Path) -> None:
    habits = Habits(path, letters={})
    assert habits.conditions("ar") == habits.conditions("en")
    assert habits.conditions("de") != habits.conditions("en")
