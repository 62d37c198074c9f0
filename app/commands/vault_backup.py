"""The deeds `consultand vault backup|restore|rotate FOLDER`: copies elsewhere, and a new key."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, demand_folder, needs
from app.commands.entering import declare_entry, entry
from app.words import counted, local
from counselling.records.copies.backups import Backup
from counselling.work.vault import back_up


def _declare_backup(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--to", type=Path, required=True, metavar="DIR", help="the folder that holds the backups")
    add("--list", action="store_true", help="say what is there and make none; asks for no secret")
    declare_entry(parser)


def _declare_restore(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--from", type=Path, required=True, dest="source", metavar="DIR",
        help="the folder that holds the backups")  # fmt: skip
    add("--stamp", default="", metavar="TIME", help="this one, as --list names it; else the newest")
    declare_entry(parser)


def _backup(arguments: argparse.Namespace, speaker: Speaker) -> int:
    target = arguments.to
    if arguments.list:
        demand_folder("--to", target)
        found = [_told(one) for one in back_up.listing(target)]
        lines = [
            f"{one['stamp']}  made at {local(str(one['made_at']))}, {one['size_bytes']} bytes"
            for one in found
        ]
        speaker.result(
            {"backups": found}, "\n".join(lines) or "there are no backups in this folder"
        )
        return 0
    made = back_up.back_up(entry(arguments), target)
    speaker.result(_told(made), f"backup {made.stamp} was made and verified in {made.folder}")
    return 0


def _told(backup: Backup) -> dict[str, object]:
    manifest = backup.manifest
    return {
        "stamp": backup.stamp,
        "vault": manifest.vault,
        "made_at": manifest.made_at,
        "key": manifest.epoch,
        "size_bytes": manifest.size_bytes,
        "rows": sum(manifest.rows.values()),
        "audit_rows": manifest.sequence,
    }


def _restore(arguments: argparse.Namespace, speaker: Speaker) -> int:
    who = entry(arguments)
    chosen, restored, newer = back_up.restore(
        arguments.source, who.folder, who.proof, now=who.now, stamp=arguments.stamp, user=who.user
    )
    words = f"the records of {local(chosen.manifest.made_at)} were brought back: "
    words += counted(restored.families, "family", "families")
    if restored.without_key:
        words += f", of which {restored.without_key} were erased since and stay closed"
    if newer:
        words += f"; newer backups in that folder: {newer}"
    told = {
        **_told(chosen),
        "families": restored.families,
        "erased": restored.without_key,
        "newer_backups": newer,
    }
    speaker.result(told, words)
    return 0


def _declare_rotate(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--to", type=Path, metavar="DIR", help="make a backup into this folder before")
    add("--drop-earlier", action="store_true",
        help="make no new key; remove the backups in DIR that an earlier key opens")  # fmt: skip
    declare_entry(parser)


def _rotate(arguments: argparse.Namespace, speaker: Speaker) -> int:
    target, is_only_dropped = arguments.to, arguments.drop_earlier
    needs("--drop-earlier", "--to", is_typed=is_only_dropped, has_other=target is not None)
    if target is not None:
        demand_folder("--to", target)
    if is_only_dropped:
        gone = back_up.let_earlier_go(entry(arguments), target)
        speaker.result({"removed": gone}, f"backups under earlier keys that were removed: {gone}")
        return 0
    number = back_up.renew_key(entry(arguments), target)
    words = f"the vault has a new key, number {number}; all ways in stay"
    if target is not None:
        words += "; the backup made before it stays until --drop-earlier"
    speaker.result({"key": number}, words)
    return 0


DEEDS: Final = (
    Deed(
        "backup",
        "copy the records into a folder of backups",
        _declare_backup,
        _backup,
        "--to DIR [--list]",
    ),
    Deed(
        "restore",
        "bring records back from a backup, into a new vault",
        _declare_restore,
        _restore,
        "--from DIR [--stamp TIME]",
        folder="NEW.vault",
    ),
    Deed(
        "rotate",
        "give the vault a new key; all ways in stay",
        _declare_rotate,
        _rotate,
        "[--to DIR [--drop-earlier]]",
    ),
)
