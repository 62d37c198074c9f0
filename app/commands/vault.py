"""`consultand vault DEED FOLDER`: records looked after without a desk."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.commands import (
    vault_appointments,
    vault_audit,
    vault_backup,
    vault_consent,
    vault_differences,
    vault_evidence,
    vault_families,
    vault_itself,
    vault_keeping,
    vault_left,
    vault_privacy,
    vault_review,
    vault_search,
    vault_sessions,
    vault_sharing,
    vault_staff,
    vault_tasks,
)
from app.commands.command import Command, Speaker
from app.commands.deed import Deed, DeedParser

DEEDS: Final[Mapping[str, Deed]] = {
    deed.name: deed
    for deeds in (
        vault_itself.DEEDS,
        vault_staff.DEEDS,
        vault_audit.DEEDS,
        vault_families.DEEDS,
        vault_differences.DEEDS,
        vault_search.DEEDS,
        vault_review.DEEDS,
        vault_sharing.DEEDS,
        vault_backup.DEEDS,
        vault_privacy.DEEDS,
        vault_consent.DEEDS,
        vault_evidence.DEEDS,
        vault_keeping.DEEDS,
        vault_left.DEEDS,
        vault_sessions.DEEDS,
        vault_tasks.DEEDS,
        vault_appointments.DEEDS,
    )
    for deed in deeds
}


class Vault:
    """Joins the deeds; each has a parser of its own."""

    name = "vault"
    summary = "create and verify encrypted records, their users and their audit"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the deeds."""
        parser.epilog = "consultand vault DEED --help says what a deed takes."
        several = parser.add_subparsers(
            dest="deed",
            metavar="DEED FOLDER.vault",
            required=True,
            title="deeds",
            parser_class=DeedParser,
        )
        for deed in DEEDS.values():
            about = f"{deed.summary[0].upper()}{deed.summary[1:]}."
            own = several.add_parser(
                deed.name,
                help=deed.summary,
                description=about,
                usage=f"%(prog)s {deed.folder} {deed.usage}".rstrip(),
                allow_abbrev=False,
            )
            whose = "the vault" if deed.folder == "FOLDER.vault" else "where the new vault is made"
            own.add_argument("folder", type=Path, metavar=deed.folder, help=whose)
            own.add_argument("--json", action="store_true", help="one JSON object on stdout")
            deed.declare(own)

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Do one deed."""
        deed = DEEDS[arguments.deed]
        done = deed.run(arguments, speaker)
        if getattr(arguments, "with_code", False) and deed.spends_code:
            speaker.note("A recovery code opens once. Make a new one now: consultand vault code")
        return done


COMMAND: Final[Command] = Vault()
