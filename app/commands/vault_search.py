"""The deed `consultand vault search FOLDER WORDS...`: who is meant, and by what she was found.

Words on the command line can be read by other programs of the machine and stay in the shell's
history; without any, one line is read from standard input.
"""

import argparse
import sys
from dataclasses import asdict
from typing import Final

from app.commands.arguments import whole
from app.commands.command import Speaker
from app.commands.deed import Deed
from app.commands.entering import declare_entry, entry
from app.words import letter_words, offered
from counselling.language.traits import Use
from counselling.records.search.search import Hit
from counselling.work.vault.search_people import search_vault


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("words", nargs="*", metavar="WORDS", help="what is sought; none: a line of standard input")
    add("--limit", type=whole(most=1_000_000), default=100, metavar="N", help="so many at most")
    declare_entry(parser)


def _search(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entering = entry(arguments)
    typed = " ".join(arguments.words) or sys.stdin.readline()
    languages = offered(Use.LETTERS)
    found = search_vault(
        entering, typed, limit=arguments.limit, words=letter_words, languages=languages
    )
    lines = [_line(hit) for hit in found]
    speaker.result(
        {"hits": [asdict(hit) for hit in found]}, "\n".join(lines or ["nobody was found"])
    )
    return 0


def _line(hit: Hit) -> str:
    reasons = ", ".join(f"{reason.why}: {reason.text}" for reason in hit.reasons)
    year = f" ({hit.birth_year})" if hit.birth_year else ""
    return f"{hit.name or hit.person}{year}, family {hit.family_name or hit.family}; {reasons}"


DEEDS: Final = (
    Deed(
        "search",
        "find a person by what is known of her",
        _declare,
        _search,
        "[WORDS...] [--limit N]",
    ),
)
