"""`consultand verify-letter PDF`: is a letter as it was sealed, what was changed, what it holds?"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.commands.command import Command, Json, Speaker
from app.commands.deed import needs
from app.commands.entering import declare_entry, entry
from app.letters import archived, own_seals, verify_letter
from app.words import catalogue
from counselling.files import told_by_the_disk
from counselling.language.marks import N_

if TYPE_CHECKING:
    from counselling.letters.verify import Verdict
    from counselling.work.letters.keep_seal_key import OwnKeys

CHANGED: Final = 1
_SAID: Final = {
    "no_seal": N_("verify.no_seal"),
    "unreadable": N_("verify.unreadable"),
    "sealed_part": N_("verify.sealed_part"),
    "seal": N_("verify.seal"),
    "fields_filled": N_("verify.fields_filled"),
    "added": N_("verify.added"),
}
_LIKE: Final = {
    "file": "the vault keeps this very file",
    "record": "the vault keeps another file of this letter; its record is the same",
    "other": "the vault keeps a letter of this id that says something else",
    "none": "the vault keeps no such letter that you can read",
}
_NAMELESS: Final = "a key that names nobody"
_EARLIER: Final = (
    "another key has taken its place since; if this one was stolen, take its line out of "
    "seal-keys.txt"
)
_UNREADABLE: Final = (
    "seal.p12, this desk's key, cannot be read: the letter is compared with the keys noted before"
)


class VerifyLetter:
    """Reads a letter's seal and its record; the exit code is 1 where it is not as it was sealed, or
    not as it is kept.
    """

    name = "verify-letter"
    summary = "say whether a letter is as it was sealed, and what its record holds"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        add = parser.add_argument
        add("pdf", type=Path, metavar="PDF")
        add("--record", action="store_true", help="show the record inside, all of it")
        add("--vault", dest="folder", type=Path, metavar="FOLDER.vault",
            help="compare it with what is kept there")  # fmt: skip
        declare_entry(parser)

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Verify, and say the verdict."""
        for option in ("user", "secret_fd", "with_code", "with_sheets"):
            is_typed = getattr(arguments, option) not in ("", None, False)
            name = "--" + option.replace("_", "-")
            needs(name, "--vault", is_typed=is_typed, has_other=arguments.folder is not None)
        with told_by_the_disk():
            content = arguments.pdf.read_bytes()
        verdict = verify_letter(content)
        keys = own_seals()
        if keys.is_unreadable:
            speaker.note(_UNREADABLE)
        lines = list(_lines(verdict, keys))
        if arguments.record:
            lines.append(json.dumps(verdict.record.whole, ensure_ascii=False, indent=2))
        kept, is_kept = None, True
        if arguments.folder is not None:
            found = archived(entry(arguments), verdict)
            kept = {"likeness": found.likeness.value, "document": found.document}
            is_kept = found.likeness in ("file", "record")
            lines.append(_LIKE[found.likeness.value])
        answer = {**_answer(verdict, keys), "archived": kept}
        speaker.result(answer, "\n".join(filter(None, lines)))
        return 0 if verdict.is_whole and is_kept else CHANGED


def _answer(verdict: "Verdict", keys: "OwnKeys") -> Json:
    record = verdict.record
    return {
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
        "is_own_key": keys.has(verdict.fingerprint),
        "is_earlier_key": keys.is_earlier(verdict.fingerprint),
        "sealed_at": verdict.sealed_at,
        "changes": [change.value for change in verdict.changes],
        "places": list(verdict.places),
        "fields": list(verdict.fields),
        "added_bytes": verdict.added_bytes,
        "record": record.whole,
    }


def _lines(verdict: "Verdict", keys: "OwnKeys") -> list[str]:
    words, record = catalogue("en"), verdict.record
    told = [words.say(_SAID[change.value]) for change in verdict.changes]
    told += [", ".join((*verdict.places, *verdict.fields))]
    is_ours = keys.has(verdict.fingerprint)
    if verdict.is_whole:
        whose = words.say(N_("verify.own") if is_ours else N_("verify.foreign"))
        by = verdict.sealed_by or _NAMELESS
        told.insert(0, words.say(N_("verify.whole"), by=by, whose=whose))
    if keys.is_earlier(verdict.fingerprint):
        told.append(_EARLIER)
    if verdict.fingerprint:
        told.append(f"fingerprint of the key: {verdict.fingerprint}")
    return [*told, f"{record.kind} {record.id}, version {record.version}, {verdict.sha256}"]


COMMAND: Final[Command] = VerifyLetter()
