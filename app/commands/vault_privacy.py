"""The deeds `consultand vault export-person|erase-person FOLDER`: what the law gives a person."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, entry
from app.words import catalogue, counted
from counselling.work.privacy import answer_privacy


def _declare_export(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="her family")
    add("--person", required=True, metavar="ID", help="who asks")
    add("--out", required=True, type=Path, metavar="ZIP", help="the file that is written for her")
    add("--language", default="en", metavar="CODE", help="in her language; else en")
    declare_entry(parser)


def _declare_erase(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--family", required=True, metavar="ID", help="the family")
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--person", default="", metavar="ID", help="erase this person")
    whom.add_argument("--whole-family", action="store_true", help="erase the family, nobody stays")
    add("--to", type=Path, metavar="DIR", help="erase beside the backups in this folder as well")
    add("--confirm", action="store_true", help="do it; else it is only shown what would go")
    declare_entry(parser)


def _export(arguments: argparse.Namespace, speaker: Speaker) -> int:
    out, words = arguments.out, catalogue(arguments.language)
    about = (arguments.family, arguments.person)
    count = answer_privacy.disclose(entry(arguments), words, *about, out)
    told = (
        f"{out}: {counted(count, 'fact')} about this person. Read the file before you hand it on."
    )
    speaker.result({"file": str(out), "facts": count}, told)
    return 0


def _erase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    family, words = arguments.family, catalogue("en")
    if not arguments.confirm:
        return _show(arguments, speaker, family)
    folders = (arguments.to,) if arguments.to else ()
    done = answer_privacy.erase(
        entry(arguments), words, family, arguments.person, backup_folders=folders
    )
    told = {
        "family": done.family,
        "sessions": done.sessions,
        "documents": done.documents,
        "unreached": [str(folder) for folder in done.unreached],
    }
    lines = [f"erased; sessions that went too: {done.sessions}, documents: {done.documents}"]
    lines += [f"the family goes on under a new id: {done.family}"] if done.family else []
    lines += [
        f"not erased in the backups in {folder}: the folder cannot be reached"
        for folder in done.unreached
    ]
    speaker.result(told, "\n".join(lines))
    return 0


def _show(arguments: argparse.Namespace, speaker: Speaker, family: str) -> int:
    if arguments.whole_family:
        speaker.result(
            {"erases": "family"},
            "All of the family would go. Nothing was erased yet; add --confirm to do it.",
        )
        return 0
    found = answer_privacy.preview(entry(arguments), catalogue("en"), family, arguments.person)
    told = {
        "erases": "person",
        "people_left": len(found.family.persons),
        "sessions": found.sessions,
        "documents": found.documents,
        "notes": found.notes,
        "letters_that_stay": found.letters,
    }
    words = (
        f"The person would go, and sessions: {found.sessions}, documents: {found.documents}, "
        f"notes: {found.notes}. Letters about others that stay: {found.letters}. "
        "Nothing was erased yet; add --confirm to do it."
    )
    speaker.result(told, words)
    return 0


DEEDS: Final = (
    Deed(
        "export-person",
        "write what is kept about a person, for her",
        _declare_export,
        _export,
        "--family ID --person ID --out ZIP [--language CODE]",
    ),
    Deed(
        "erase-person",
        "erase a person or a family, here and in backups",
        _declare_erase,
        _erase,
        "--family ID (--person ID | --whole-family) [--to DIR] [--confirm]",
    ),
)
