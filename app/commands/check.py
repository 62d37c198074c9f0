"""`consultand check FILE`: what cannot be right about a family, in whom, and how to mend it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.commands.losses import loss_json, tell_losses
from app.commands.skipped import skipped_json, tell_skipped
from app.fonts import measure
from app.words import catalogue, counted, people
from counselling.errors import FormatError, UsageError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.validation import Finding, Severity
from counselling.work.files.read_folder import Skipped
from counselling.work.pedigree.check_family import (
    CheckedFamily,
    CheckedFile,
    check_file,
    check_folder,
    count,
)

_BLOCKED: Final = 1


class Check:
    """Looks families over, each finding with its people and the mend; nothing is changed."""

    name = "check"
    summary = "say what cannot be right about a family"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE", help="or a folder of files")
        parser.add_argument("--family", metavar="ID", help="only this one of several")
        parser.add_argument("--language", default="en", metavar="CODE", help="of the findings")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Check, say the findings; the exit code is 1 when one of them is blocking."""
        words = catalogue(arguments.language)
        files, skipped = _checked(arguments, words, speaker)
        families = [(file, family) for file in files for family in file.families]
        for file in files:
            tell_losses(file.losses, speaker)
        totals = count(files)
        losses = [{"file": str(f.file), **loss_json(loss)} for f in files for loss in f.losses]
        answer = {
            **{weight.value: number for weight, number in totals.items()},
            "families": [_family_json(file, family, words) for file, family in families],
            "skipped": [skipped_json(one) for one in skipped],
            "losses": losses,
        }
        lines = [line for file, family in families for line in _lines(file, family, words)]
        told = ", ".join(f"{number} {weight.value}" for weight, number in totals.items())
        lines.append(f"{counted(len(families), 'family', 'families')}: {told}")
        speaker.result(answer, "\n".join(lines))
        return exit_code(totals)


def exit_code(totals: Mapping[Severity, int]) -> int:
    """Return 1 when something is blocking: readers refuse most of that, with the line, as a 2."""
    return _BLOCKED if totals[Severity.BLOCKING] else 0


def _checked(
    arguments: argparse.Namespace, words: Catalogue, speaker: Speaker
) -> tuple[Sequence[CheckedFile], Sequence[Skipped]]:
    source: Path = arguments.file
    if not source.is_dir():
        return (check_file(source, words, measure(), family_id=arguments.family),), ()
    if arguments.family is not None:
        raise UsageError("check.family_of_folder")
    files: list[CheckedFile] = []
    skipped: list[Skipped] = []
    for found in check_folder(source, words, measure()):
        if isinstance(found, Skipped):
            tell_skipped(found, speaker)
            skipped.append(found)
        else:
            files.append(found)
    if not files:
        raise FormatError("check.nothing_read", count=len(skipped))
    return files, skipped


def _family_json(file: CheckedFile, checked: CheckedFamily, words: Catalogue) -> Json:
    return {
        "file": str(file.file),
        "family": checked.family.id,
        "people": len(checked.family.persons),
        "findings": [
            {
                "id": finding.message_id,
                "severity": finding.severity.value,
                "people": [
                    {"id": who, "number": checked.numbers.get(who, "")} for who in finding.persons
                ],
                "sentence": _sentence(finding, words),
            }
            for finding in checked.findings
        ],
    }


def _lines(file: CheckedFile, checked: CheckedFamily, words: Catalogue) -> Sequence[str]:
    if not checked.findings:
        return ()
    lines = [f"{file.file} {checked.family.id}, {people(len(checked.family.persons))}"]
    for finding in checked.findings:
        named = [f"{checked.numbers.get(who, '')} {who}".strip() for who in finding.persons]
        said = words.say(
            N_("caveat.about"), people=", ".join(named), caveat=_sentence(finding, words)
        )
        lines.append(f"  {finding.severity.value}: {' '.join(said.split())}")
    return lines


def _sentence(finding: Finding, words: Catalogue) -> str:
    return " ".join(words.say(finding.message_id, **dict(finding.fields)).split())


COMMAND: Final[Command] = Check()
