import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counselling.errors import SettingsError, StorageError
from counselling.settings import store
from counselling.settings.schema import Clinic, Counsellor, Settings, Theme

FULL = Settings(
    language="de",
    theme=Theme.DARK,
    text_size_percent=150,
    last_vault="/home/anna/Praxis Müller.vault",
    country="Germany",
    rendezvous_url="https://call.example.org",
    rendezvous_page_hash="5e" * 32,
    clinic=Clinic(
        "Institut für Humangenetik", 'Am "Alten" Markt 1\n48149 Münster', "+49 251", "a@b.example"
    ),
    counsellor=Counsellor("Dr. Ø. Łucja", "genetic counsellor"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "settings.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert store.read(path) == store.Stored(Settings())


def test_settings_are_read_as_they_were_written(path: Path) -> None:
    store.write(path, FULL)
    assert store.read(path) == store.Stored(FULL)
    assert os.listdir(path.parent) == ["settings.toml"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(texts, texts, texts)
def test_any_text_comes_back_from_the_file(tmp_path: Path, one: str, two: str, three: str) -> None:
    path = tmp_path / "settings.toml"
    some = Settings(country=one, clinic=Clinic(name=two), counsellor=Counsellor(role=three))
    store.write(path, some)
    assert store.read(path).settings == some


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("language = 'de'\ntheme = \n", 2),
        ("language = 'de'\n[clinic\n", 2),
        ("language = 'de", 1),
        ("language = 'de'\nlanguage = 'en'\n", 2),
        (b"language = 'de'\n\xff\n", 2),
        (b"\x00\x01\x02", 1),
        ("a = " + "[" * 5000, 1),
    ],
)
def test_a_file_that_is_no_toml_is_named_by_its_line(
    path: Path, text: str | bytes, line: int
) -> None:
    with pytest.raises(SettingsError) as refused:
        store.read(written(path, text))
    assert refused.value.message_id == "settings.unreadable"
    assert refused.value.fields == {"line": line}


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("language = 5", 1, "language"),
        ("\ntheme = 'pink'", 2, "theme"),
        ("# small\ntext_size_percent = 20", 2, "text_size_percent"),
        ("[counsellor]\nname = 'x'\n[clinic]\n\nname = ['x']", 5, "clinic.name"),
        ("clinic = 'x'", 1, "clinic"),
        ("version = 'one'", 0, "version"),
    ],
)
def test_a_value_that_cannot_be_is_named_by_line_and_key(
    path: Path, text: str, line: int, key: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        store.read(written(path, text))
    assert refused.value.message_id == "settings.value"
    assert refused.value.fields == {"line": line, "key": key}


FOREIGN = """
language = "de"
later = [1, 2.5, "three", true]

[clinic]
name = "Institut"
fax = 2026-11-24T10:00:00Z

[hub]
url = "https://hub.example.org"
seats = [{ name = "anna" }, { name = "berta" }]

[hub.keys]
"odd key" = inf
"""


def test_keys_of_another_release_are_noted_by_line_and_kept_when_saving(path: Path) -> None:
    noted = store.read(written(path, FOREIGN)).notes
    assert [(note.line, dict(note.fields)["key"]) for note in noted] == [
        (3, "later"),
        (7, "clinic.fax"),
        (10, "hub.url"),
        (11, "hub.seats"),
        (14, "hub.keys.odd key"),
    ]
    store.write(path, FULL)
    again = store.read(path)
    assert again.settings == FULL
    assert {dict(note.fields)["key"] for note in again.notes} == {
        dict(note.fields)["key"] for note in noted
    }


def test_a_file_that_cannot_be_read_is_laid_aside_before_it_is_replaced(path: Path) -> None:
    written(path, "language = ")
    store.write(path, FULL)
    assert store.read(path).settings == FULL
    assert path.with_name("settings.toml.unreadable").read_text() == "language = "


def test_a_file_of_a_later_release_is_neither_read_nor_overwritten(path: Path) -> None:
    written(path, "version = 99\n")
    for attempt in (lambda: store.read(path), lambda: store.write(path, FULL)):
        with pytest.raises(SettingsError) as refused:
            attempt()
        assert refused.value.message_id == "settings.newer"
    assert path.read_text() == "version = 99\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        store.write(tmp_path / "file" / "settings.toml", FULL)


def test_saving_changes_what_changed_and_nothing_else(path: Path) -> None:
    store.write(path, FULL)
    before = path.read_text().splitlines()
    store.write(path, replace(FULL, theme=Theme.LIGHT))
    after = path.read_text().splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ('theme = "dark"', 'theme = "light"')
    ]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (replace(FULL, text_size_percent=500), "text_size_percent"),
        (replace(FULL, clinic=Clinic(name="x" * 501)), "clinic.name"),
    ],
)
def test_what_could_not_be_read_back_is_not_saved(path: Path, wrong: Settings, key: str) -> None:
    store.write(path, FULL)
    with pytest.raises(SettingsError) as refused:
        store.write(path, wrong)
    assert (refused.value.message_id, refused.value.fields) == ("settings.refused", {"key": key})
    assert store.read(path).settings == FULL
