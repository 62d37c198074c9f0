"""`consultand languages`: the program's languages, how complete they are, who reviewed them."""

import argparse
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.paths import resource
from app.words import catalogue
from counselling.language.marks import DOMAINS
from counselling.language.registry import LANGUAGES, Language
from counselling.work.language_coverage import coverage


class Languages:
    """Lists the languages with their coverage by domain, and whether letters are reviewed."""

    name = "languages"
    summary = "list the languages, their coverage and their review"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare nothing but --json, which is there already."""

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """List them."""
        listed = [_told(language) for language in LANGUAGES]
        lines = [
            f"{one['code']}  {one['own_name']}: {one['percent']} % of {one['messages']} messages,"
            f" letters {'reviewed by ' + str(one['reviewer']) if one['reviewer'] else 'unreviewed'}"
            for one in listed
        ]
        speaker.result({"languages": listed}, "\n".join(lines))
        return 0


def _told(language: Language) -> Json:
    folder = resource("translations", language.code)
    files = {domain: (folder / f"{domain}.po").read_text("utf-8") for domain in DOMAINS}
    found = coverage(files, catalogue(language.code), catalogue("en"))
    return {
        "code": language.code,
        "own_name": language.own_name,
        "direction": language.direction,
        "reviewer": language.reviewer,
        "messages": found.messages,
        "missing": found.missing,
        "fuzzy": found.fuzzy,
        "malformed": list(found.malformed),
        "percent": found.percent,
    }


COMMAND: Final[Command] = Languages()
