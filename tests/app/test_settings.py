from pathlib import Path

import pytest

from app.settings import load_settings, settings_file
from counselling.errors import SettingsError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))


def test_letter_that_another_deed_has_in_this_language_is_named_by_its_line() -> None:
    settings_file().write_text("language = 'de'\n[keys]\nnote = 'q'\ncarrier = 'v'\n", "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.message_id == "settings.letter_taken"
    assert refused.value.fields == {"key": "keys.carrier", "other": "keys.father", "line": 4}


def test_letters_that_fit_the_language_are_in_the_settings() -> None:
    settings_file().write_text("language = 'de'\n[keys]\nnote = 'q'\n", "utf-8")
    assert load_settings().keys == {"note": "q"}
