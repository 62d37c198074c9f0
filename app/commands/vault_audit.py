"""The deed `consultand vault audit FOLDER`: who did what, what is unusual, AuditEvents."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed, needs, options_apart
from app.commands.entering import declare_entry, entry
from app.settings import load_settings
from app.words import catalogue, counted, local
from counselling.records.audit.audit import Wanted
from counselling.work.vault import audit_by_command
from counselling.work.vault.review_audit import UnusualLine

_USUAL_ROWS: Final = 100


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--limit", type=whole(most=1_000_000), metavar="ROWS",
        help=f"so many rows at most; else {_USUAL_ROWS}")  # fmt: skip
    add("--of", default="", metavar="NAME", help="only what this user did")
    add("--refused", action="store_true", help="only what was tried in vain")
    add("--unusual", action="store_true", help="instead: what of the last month to ask about")
    add("--fhir", type=Path, metavar="OUT.json", help="instead: write FHIR AuditEvents (BALP)")
    add("--days", type=whole(most=36_500), metavar="N", help="with --fhir: only the last N days")
    declare_entry(parser)


def _audit(arguments: argparse.Namespace, speaker: Speaker) -> int:
    _check(arguments)
    if arguments.fhir is not None:
        return _write(arguments, speaker)
    if arguments.unusual:
        return _point_out(arguments, speaker)
    wanted = Wanted(
        actor=arguments.of, is_refused=arguments.refused, limit=arguments.limit or _USUAL_ROWS
    )
    rows = audit_by_command.rows(entry(arguments), wanted=wanted)
    lines = [_row(row) for row in rows]
    speaker.result({"rows": rows}, "\n".join(lines))
    return 0


def _row(row: Mapping[str, object]) -> str:
    when = local(str(row["at"]), with_seconds=True)
    told = f"{when}  {row['actor']} ({row['role']})  {row['action']} {row['target']}"
    return told if row["outcome"] == "done" else f"{told}  {row['outcome']}"


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what would be passed over: rows are chosen, or all are gone through."""
    others = (("--unusual", arguments.unusual), ("--fhir", arguments.fhir is not None))
    options_apart(*others)
    chosen = (
        ("--of", arguments.of),
        ("--refused", arguments.refused),
        ("--limit", arguments.limit),
    )
    for option, value in chosen:
        for other in others:
            options_apart((option, bool(value)), other)
    needs("--days", "--fhir", is_typed=bool(arguments.days), has_other=arguments.fhir is not None)


def _write(arguments: argparse.Namespace, speaker: Speaker) -> int:
    count = audit_by_command.write(entry(arguments), arguments.fhir, days=arguments.days or 0)
    told = {"file": str(arguments.fhir), "rows": count}
    speaker.result(
        told, f"{arguments.fhir}: {counted(count, 'row')} of the audit, as FHIR AuditEvents"
    )
    return 0


def _point_out(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = audit_by_command.unusual(entry(arguments))
    told = [{**asdict(each), "at": each.at.isoformat()} for each in found]
    speaker.result(
        {"unusual": told}, "\n".join(map(_line, found)) or "nothing unusual in the last month"
    )
    return 0


def _line(found: UnusualLine) -> str:
    words = catalogue(load_settings().language)
    here = found.at.astimezone()
    when = words.say("audit.moment", day=words.date(here.date()), time=f"{here:%H:%M:%S}")
    return words.say(
        f"audit.unusual_{found.reason}",
        when=when,
        name=found.actor,
        family=found.family or words.say("audit.unnamed"),
        count=found.count,
    )


DEEDS: Final = (
    Deed(
        "audit",
        "who did what, and what should be asked about",
        _declare,
        _audit,
        "[--limit ROWS] [--of NAME] [--refused] | --unusual | --fhir OUT.json [--days N]",
    ),
)
