"""This desk's settings, from their file in the user's folder."""

from pathlib import Path

from app.paths import user_folder
from counselling.settings import store
from counselling.settings.schema import Settings


def settings_file() -> Path:
    """Where the settings lie."""
    return user_folder() / "settings.toml"


def load_settings() -> Settings:
    """Return the settings; the defaults where nothing was set. Raises SettingsError."""
    return store.read(settings_file()).settings
