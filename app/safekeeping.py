"""The door of the records with what keeps their keys beside a passphrase: the keyring, and paper.

Keyring and reportlab are loaded when they are used (docs/decisions/0007).
"""

import getpass
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.fonts import fonts, measure
from app.paths import user_folder
from app.settings import (
    ages,
    remember_backup_folder,
    remember_relay_folder,
    remember_rule,
    remember_vault,
)
from app.words import letter_words, offered
from counselling.language.catalogue import Catalogue
from counselling.language.traits import Use
from counselling.records.store.clock import Now
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.heads import HeadFolder
from counselling.records.ways.way import DeviceSecrets
from counselling.settings.schema import Settings
from counselling.work.consents.export_research import Research
from counselling.work.consents.keep_consents import Consents
from counselling.work.letters.review_letters import LetterReviews
from counselling.work.privacy.answer_requests import Requests
from counselling.work.safekeeping import Safekeeping
from counselling.work.sharing.name_readers import Readers
from counselling.work.sharing.sharing import Sharing
from counselling.work.vault.back_up import Backups
from counselling.work.vault.bring_back import BringBack
from counselling.work.vault.door import Door
from counselling.work.vault.keep_records import KeepRecords, OwnRule
from counselling.work.vault.keep_staff import KeepStaff
from counselling.work.vault.own_ways import OwnWays
from counselling.work.vault.review_audit import AuditReview
from counselling.work.vault.tasks import Tasks

if TYPE_CHECKING:
    from counselling.drawing.scene import Scene
    from ui.context import UiContext
    from ui.kit.standing.page import Page


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
        last_user=settings.last_user,
        remember=remember_vault,
        device=device_keyring,
        sheet=partial(code_sheet, words=words),
        heads=heads(),
        forget=measure().forget,
    )


def make_safekeeping(door: Door, words: Catalogue, settings: Settings) -> Safekeeping:
    """Make the rooms of the page that looks after the records."""
    backup_folder = settings.backup_folder
    sheet, invitation = partial(share_page, words=words), partial(invitation_page, words=words)
    backups = Backups(
        door,
        now=_now,
        folder=Path(backup_folder) if backup_folder else None,
        remember=remember_backup_folder,
        device=device_keyring,
    )
    return Safekeeping(
        door,
        audit=AuditReview(door, now=_now),
        staff=KeepStaff(door, sheet=sheet, invitation=invitation),
        ways=OwnWays(door, device_keyring),
        backups=backups,
        readers=Readers(door),
        sharing=_sharing(door, settings),
        consents=Consents(door),
        keeping=KeepRecords(door, now=_now, own=own_rule(settings), remember=remember_rule),
        research=Research(door),
        tasks=Tasks(door, ages=partial(ages, settings), now=_now),
        wording=LetterReviews(door, words=letter_words, languages=partial(offered, Use.LETTERS)),
        bring_back=BringBack(door.home, now=_now, device=device_keyring),
        requests=Requests(door, words, now=_now, folders=lambda: backups.folders),
    )


def own_rule(settings: Settings) -> OwnRule:
    """Return how long the clinic keeps records."""
    return OwnRule(settings.retention_country, settings.retention_years, settings.retention_basis)


def _sharing(door: Door, settings: Settings) -> Sharing:
    return Sharing(
        door,
        now=_now,
        folder=Path(settings.relay_folder) if settings.relay_folder else None,
        remember=remember_relay_folder,
        device=device_keyring,
        heads=heads(),
    )


def safekeeping_page(context: "UiContext") -> "Page":
    """Build the page that looks after the records (imports it)."""
    from ui.pages.safekeeping.page import build

    return build(context)


def heads() -> HeadFolder:
    """Where this computer remembers what was in its vaults last."""
    return HeadFolder(user_folder() / "heads")


def device_keyring() -> DeviceSecrets | None:
    """Return this device's keyring, None where there is none to trust (imports keyring)."""
    from counselling.records.ways.keyring import system_keyring

    return system_keyring()


def code_sheet(vault: str, code: str, *, words: Catalogue) -> bytes:
    """Set the sheet of a vault's recovery code as PDF (imports reportlab)."""
    from counselling.figures.recovery_sheet import recovery_sheet

    return _page(recovery_sheet(vault, code, words, measure(), today=_today()))


def invitation_page(vault: str, name: str, code: str, *, words: Catalogue) -> bytes:
    """Set the sheet that a new colleague is handed as PDF (imports reportlab)."""
    from counselling.figures.invitation_sheet import invitation_sheet

    return _page(
        invitation_sheet(vault, name, code, words=words, measure=measure(), today=_today())
    )


def share_page(vault: str, number: int, secret: str, *, words: Catalogue) -> bytes:
    """Set one of the clinic's three sheets as PDF (imports reportlab)."""
    from counselling.figures.share_sheet import share_sheet

    return _page(share_sheet(vault, number, secret, words=words, measure=measure(), today=_today()))


def _page(scene: "Scene") -> bytes:
    from counselling.drawing import pdf

    return pdf.sheet(scene, fonts=fonts())


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().astimezone().date()
