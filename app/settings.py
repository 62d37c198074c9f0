"""This desk's settings, from their file in the user's folder."""

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.paths import user_folder
from app.words import catalogue
from counselling.errors import SettingsError, StorageError
from counselling.files import told_by_the_disk
from counselling.letters.parties import Clinic, Counsellor
from counselling.records.papers import majority
from counselling.records.papers.majority import Ages
from counselling.settings import store
from counselling.settings.letters import in_force
from counselling.settings.schema import Settings, Theme
from counselling.work.letters.write_letter import Letterhead

if TYPE_CHECKING:
    from counselling.work.vault.keep_records import OwnRule
    from ui.look.theme import Choice


def settings_file() -> Path:
    """Where the settings lie."""
    return user_folder() / "settings.toml"


def load_settings() -> Settings:
    """Return the settings; the defaults where nothing was set. Raises SettingsError."""
    settings = store.read(settings_file()).settings
    if not settings.keys:
        return settings
    try:
        in_force(settings.keys, catalogue(settings.language))
    except SettingsError as error:
        line = store.line_of(settings_file(), str(error.fields["key"]))
        raise SettingsError(error.message_id, **{**error.fields, "line": line}) from None
    return settings


def letterhead(settings: Settings, language: str) -> Letterhead:
    """Return who writes."""
    clinic, counsellor = settings.clinic, settings.counsellor
    return Letterhead(
        Clinic(clinic.name, tuple(clinic.address.splitlines()), clinic.phone, clinic.email),
        Counsellor(counsellor.name, counsellor.role, counsellor.registration),
        None,
    )


def remember_vault(folder: Path, user: str) -> None:
    """Write down which vault was opened by whom: they are offered first next time."""
    # A vault that is open must stay so, also where the settings cannot be written.
    with contextlib.suppress(StorageError, SettingsError):
        keep(replace(load_settings(), last_vault=str(folder), last_user=user))


def remember_backup_folder(folder: Path) -> None:
    """Write down where backups go."""
    with contextlib.suppress(StorageError, SettingsError):  # this desk makes them there anyway
        keep(replace(load_settings(), backup_folder=str(folder)))


def remember_rule(own: "OwnRule") -> None:
    """Write down how long the clinic keeps records. Raises StorageError, SettingsError: a rule
    that is gone at the next start is none.
    """
    kept = replace(
        load_settings(),
        retention_country=own.country,
        retention_years=own.years,
        retention_basis=own.basis,
    )
    keep(kept)


def ages(settings: Settings) -> Ages:
    """Return from which age on a child is asked, and consents for itself."""
    years, country = settings.majority_years, settings.retention_country
    assent, herself = settings.assent_years, settings.herself_years
    return majority.in_force(country=country, years=years, assent=assent, herself=herself)


def remember_relay_folder(folder: Path) -> None:
    """Write down which folder the clinic shares."""
    with contextlib.suppress(StorageError, SettingsError):  # this desk uses it all the same
        keep(replace(load_settings(), relay_folder=str(folder)))


def remember_look(look: "Choice") -> None:
    """Write down how the desk looks."""
    theme, size = Theme(look.mode.value), round(100 * look.text_scale)
    with contextlib.suppress(StorageError, SettingsError):  # the look is in force all the same
        keep(replace(load_settings(), theme=theme, text_size_percent=size))


def remember_language(code: str) -> None:
    """Write down in which language this desk speaks."""
    with contextlib.suppress(StorageError, SettingsError):  # it speaks it all the same
        keep(replace(load_settings(), language=code))


def remember_labels(lines: str) -> None:
    """Write down which label lines are shown under the symbols."""
    with contextlib.suppress(StorageError, SettingsError):  # they are shown all the same
        keep(replace(load_settings(), label_lines=lines))


def remember_paper(name: str) -> None:
    """Write down on which paper pedigrees are printed."""
    with contextlib.suppress(StorageError, SettingsError):  # this sheet is printed on it anyway
        keep(replace(load_settings(), sheet_paper=name))


def keep(settings: Settings) -> None:
    """Write the settings. Raises StorageError; the file from before is untouched then."""
    with told_by_the_disk():
        settings_file().parent.mkdir(parents=True, exist_ok=True)
    store.write(settings_file(), settings)
