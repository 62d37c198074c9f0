"""`consultand verify-letter PDF`: is a letter as it was sealed, and what was changed?"""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.letters import known_seals, verify_letter
from app.words import catalogue
from counselling.files import told_by_the_disk
from counselling.language.marks import N_

CHANGED: Final = 1
_SAID: Final = {
    "no_seal": N_("verify.no_seal"),
    "unreadable": N_("verify.unreadable"),
    "sealed_part": N_("verify.sealed_part"),
    "seal": N_("verify.seal"),
    "fields_filled": N_("verify.fields_filled"),
    "added": N_("verify.added"),
}


class VerifyLetter:
    """Reads a letter's seal; the exit code is 1 where it is not as it was sealed."""

    name = "verify-letter"
    summary = "say whether a letter is as it was sealed"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("pdf", type=Path, metavar="PDF")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Verify, and say the verdict."""
        with told_by_the_disk():
            content = arguments.pdf.read_bytes()
        verdict, words = verify_letter(content), catalogue("en")
        is_ours = verdict.fingerprint in known_seals()
        record = verdict.record
        answer: Json = {
            "is_whole": verdict.is_whole,
            "sha256": verdict.sha256,
            "kind": record.kind,
            "id": record.id,
            "language": record.language,
            "version": record.version,
            "template_version": record.template_version,
            "written_on": record.written_on,
            "sealed_by": verdict.sealed_by,
            "fingerprint": verdict.fingerprint,
            "is_own_key": is_ours,
            "sealed_at": verdict.sealed_at,
            "changes": [change.value for change in verdict.changes],
            "places": list(verdict.places),
            "fields": list(verdict.fields),
            "added_bytes": verdict.added_bytes,
        }
        told = [words.say(_SAID[change.value]) for change in verdict.changes]
        told += [", ".join((*verdict.places, *verdict.fields))]
        if verdict.is_whole:
            whose = words.say(N_("verify.own") if is_ours else N_("verify.foreign"))
            told.insert(0, words.say(N_("verify.whole"), by=verdict.sealed_by, whose=whose))
        told.append(f"{record.kind} {record.id}, version {record.version}, {verdict.sha256}")
        speaker.result(answer, "\n".join(filter(None, told)))
        return 0 if verdict.is_whole else CHANGED


COMMAND: Final[Command] = VerifyLetter()
