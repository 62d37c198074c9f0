"""The door of the records with what keeps their keys beside a passphrase: the keyring, and paper.

Keyring and reportlab are loaded when they are used (docs/decisions/0007).
"""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.fonts import fonts, measure
from app.paths import user_folder
from app.settings import remember_vault
from counselling.language.catalogue import Catalogue
from counselling.records.acts import Actor, Role
from counselling.records.clock import Now
from counselling.records.heads import HeadFolder
from counselling.records.ways.way import DeviceSecrets
from counselling.settings.schema import Settings
from counselling.work.door import Door


def make_door(
    settings: Settings, words: Catalogue, *, home: Path | None, demos: Sequence[Path], now: Now
) -> Door:
    """Make the door of this desk. home: where vaults lie, else the user's folder."""
    return Door(
        home or user_folder() / "vaults",
        actor=Actor(settings.counsellor.name or getpass.getuser(), Role.ADMINISTRATOR),
        now=now,
        demos=demos,
        last=Path(settings.last_vault) if settings.last_vault else None,
        remember=remember_vault,
        device=device_keyring,
        sheet=partial(code_sheet, words=words),
        heads=heads(),
    )


def heads() -> HeadFolder:
    """Where this computer remembers what was in its vaults last."""
    return HeadFolder(user_folder() / "heads")


def device_keyring() -> DeviceSecrets | None:
    """Return this device's keyring, None where there is none to trust (imports keyring)."""
    from counselling.records.ways.keyring import system_keyring

    return system_keyring()


def code_sheet(vault: str, code: str, *, words: Catalogue) -> bytes:
    """Set the sheet of a vault's recovery code as PDF (imports reportlab)."""
    from counselling.drawing import pdf
    from counselling.figures.recovery_sheet import recovery_sheet

    today = datetime.now(UTC).astimezone().date()
    return pdf.sheet(recovery_sheet(vault, code, words, measure(), today=today), fonts=fonts())
