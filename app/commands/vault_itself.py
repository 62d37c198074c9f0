"""The deeds `consultand vault create|info|verify`: a vault itself, made and looked at."""

import argparse
import getpass
from dataclasses import asdict
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, declare_who, device, entry, new_passphrase
from app.compose import now
from app.words import counted
from counselling.records.vault.acts import Actor, Role
from counselling.work.vault import keep_vault

_DAMAGED: Final = 1


def _declare_create(parser: argparse.ArgumentParser) -> None:
    declare_who(parser, "whose vault it is, an administrator; else who runs this")


def _create(arguments: argparse.Namespace, speaker: Speaker) -> int:
    made = keep_vault.create(
        arguments.folder,
        new_passphrase(arguments, "Passphrase of the new vault: "),
        owner=Actor(arguments.user or getpass.getuser(), Role.ADMINISTRATOR),
        device=device(arguments),
        now=now,
    )
    words = (
        f"The vault was made. Recovery code, shown this once: {made.code}\n"
        "Write it down and keep it apart from this computer."
    )
    speaker.result({"vault": made.vault, "recovery_code": made.code, "ways": made.ways}, words)
    return 0


def _declare_info(parser: argparse.ArgumentParser) -> None:
    """It needs no secret: all of it lies in the clear."""


def _info(arguments: argparse.Namespace, speaker: Speaker) -> int:
    told = keep_vault.info(arguments.folder)
    lines = [f"vault {told.vault}, key number {told.epoch}; who may come in, and by what:"]
    lines += [f"{user}: {', '.join(ways) or 'no way in'}" for user, ways in told.ways.items()]
    speaker.result(asdict(told), "\n".join(lines))
    return 0


def _verify(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = keep_vault.verify(entry(arguments))
    counts = f"damaged: pages {found.pages}, families {found.families}, "
    counts += f"documents {found.documents}, of {counted(found.audit_rows, 'row')} of the audit "
    counts += "none" if found.audit_broken_at is None else f"from row {found.audit_broken_at} on"
    words = "everything is as it was written" if found.is_whole else "the vault is damaged"
    if found.freshness == "older":
        words = "the vault is older than what was open on this computer"
    speaker.result(asdict(found), f"{words}\n{counts}")
    return 0 if found.is_whole else _DAMAGED


DEEDS: Final = (
    Deed(
        "create",
        "make a vault, empty",
        _declare_create,
        _create,
        "[--user NAME]",
        folder="NEW.vault",
        spends_code=False,
    ),
    Deed("info", "say which vault it is and how one comes in", _declare_info, _info),
    Deed("verify", "read every page, chain and document", declare_entry, _verify),
)
