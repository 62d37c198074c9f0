"""The deed `consultand vault evidence FOLDER`: consents that were signed, and whether they hold."""

import argparse
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, entry
from app.words import local
from counselling.work.consents import consent_evidence
from counselling.work.consents.consent_evidence import Evidence


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--family", required=True, metavar="ID", help="the family")
    declare_entry(parser)


def _evidence(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = consent_evidence.signed_by_command(entry(arguments), arguments.family)
    lines = [_line(one) for one in found] or ["nothing was signed yet"]
    speaker.result({"signed": [_told(one) for one in found]}, "\n".join(lines))
    return 0 if all(one.is_true for one in found) else 1


def _told(one: Evidence) -> dict[str, object]:
    return {
        "document": one.document,
        "at": one.at.isoformat(),
        "person": one.person,
        "form": one.form,
        "version": one.version,
        "language": one.language,
        "text_hash": one.text_hash,
        "answers": dict(one.answers),
        "method": one.method.value,
        "strokes": one.strokes,
        "true": one.is_true,
        "before_session": one.came is not None,
        "came": one.came.isoformat() if one.came else None,
        "levels": dict(one.levels),
        "explained_by": one.explained.by if one.explained else "",
        "has_interpreter": one.explained.has_interpreter if one.explained else None,
        "interpreter": one.explained.interpreter if one.explained else "",
    }


def _line(one: Evidence) -> str:
    said = ", ".join(f"{question}: {'yes' if yes else 'no'}" for question, yes in one.answers)
    hold = "its words are those that were signed" if one.is_true else "its words were changed"
    before = ", before a session" if one.came else ""
    return (
        f"{local(one.at.isoformat())}  {one.form} {one.version} ({one.language}), "
        f"{one.method}{before}; {said}; {hold}"
    )


DEEDS: Final = (
    Deed(
        "evidence",
        "list signed consents and check their words",
        _declare,
        _evidence,
        "--family ID",
    ),
)
