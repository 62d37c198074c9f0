"""The deed `consultand vault review FOLDER`: who signed the wording of letters off, and signing."""

import argparse
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, needs
from app.commands.entering import declare_entry, entry
from app.words import letter_words, local, offered
from counselling.language.traits import Use
from counselling.letters.registry import TEMPLATES
from counselling.work.letters.review_letters import Reviewed, Standing, by_command


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    kinds = [template.kind for template in TEMPLATES]
    add("--language", default="", metavar="CODE", help="of this language; else of all")
    add("--sign", default="", choices=kinds, metavar="KIND", help="sign this kind's wording off")
    add("--withdraw", default="", choices=kinds, metavar="KIND", help="take a signature back")
    declare_entry(parser)


def _review(arguments: argparse.Namespace, speaker: Speaker) -> int:
    language, kind = arguments.language, arguments.sign or arguments.withdraw
    for option, value in (("--sign", arguments.sign), ("--withdraw", arguments.withdraw)):
        needs(option, "--language", is_typed=bool(value), has_other=bool(language))
    codes = [language] if language else [each.code for each in offered(Use.LETTERS)]
    tongues = tuple(letter_words(code) for code in codes)
    found = by_command(entry(arguments), tongues, kind=kind, is_withdrawn=bool(arguments.withdraw))
    lines = [_line(one) for one in found]
    speaker.result({"letters": [told(one) for one in found]}, "\n".join(lines))
    return 0


def told(one: Reviewed) -> dict[str, object]:
    """Return how a kind of letter stands, as data."""
    return {
        "kind": one.kind,
        "language": one.language,
        "standing": one.standing.value,
        "reviewer": one.reviewer,
        "at": one.at.isoformat() if one.at else None,
        "wording": one.wording,
    }


def _line(one: Reviewed) -> str:
    who = f" by {one.reviewer}, {local(one.at.isoformat())}" if one.at else ""
    standing = {
        Standing.REVIEWED: f"reviewed{who}",
        Standing.CHANGED: f"other words were reviewed{who}; these are not",
        Standing.UNREVIEWED: "not reviewed",
    }
    return f"{one.language}  {one.kind}: {standing[one.standing]}"


DEEDS: Final = (
    Deed(
        "review",
        "list which letters are reviewed, or sign one off",
        _declare,
        _review,
        "[--language CODE [--sign KIND | --withdraw KIND]]",
    ),
)
