"""The deed `consultand vault review FOLDER`: who signed the wording of letters off, and signing."""

import argparse
from typing import Final

from app.commands.command import Speaker
from app.commands.deed import Deed, needs
from app.commands.entering import declare_entry, entry
from app.words import letter_words, local, offered
from counselling.language.traits import Use
from counselling.letters.registry import TEMPLATES
from counselling.work.letters.review_letters import Reviewed, Standing, by_command, whole


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    kinds = [template.kind for template in TEMPLATES]
    add("--language", default="", metavar="CODE", help="of this language; else of all")
    add("--read", default="", choices=kinds, metavar="KIND", help="all that this kind can say")
    add("--beside", default="", metavar="CODE", help="the same in this language beside it (en)")
    add("--sign", default="", choices=kinds, metavar="KIND", help="sign this kind's wording off")
    add("--wording", default="", metavar="HASH", help="which wording was read, as --read tells it")
    add("--withdraw", default="", choices=kinds, metavar="KIND", help="take a signature back")
    declare_entry(parser)


def _review(arguments: argparse.Namespace, speaker: Speaker) -> int:
    language, kind = arguments.language, arguments.sign or arguments.withdraw
    for option in ("sign", "withdraw", "read"):
        is_typed = bool(getattr(arguments, option))
        needs(f"--{option}", "--language", is_typed=is_typed, has_other=bool(language))
    seen = arguments.wording
    for one, other in (("sign", "wording"), ("wording", "sign"), ("beside", "read")):
        given, wanted = bool(getattr(arguments, one)), bool(getattr(arguments, other))
        needs(f"--{one}", f"--{other}", is_typed=given, has_other=wanted)
    if arguments.read:
        return _read(arguments, speaker)
    codes = [language] if language else [each.code for each in offered(Use.LETTERS)]
    tongues = tuple(letter_words(code) for code in codes)
    found = by_command(entry(arguments), tongues, kind=kind, seen=seen)
    lines = [_line(one) for one in found]
    speaker.result({"letters": [told(one) for one in found]}, "\n".join(lines))
    return 0


def _read(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Tell all that a kind of letter can say, and by which word it is signed off."""
    words, beside = letter_words(arguments.language), letter_words(arguments.beside or "en")
    read = whole(arguments.read, words, beside)
    (stands,) = (
        one for one in by_command(entry(arguments), (words,)) if one.kind == arguments.read
    )
    rows = [{"text": each.text, "beside": each.beside} for each in read.sentences]
    lines = [
        "\n".join(told for told in dict.fromkeys((each.text, each.beside)) if told)
        for each in read.sentences
    ]
    signs = f"{_line(stands)}\nto sign it off: --sign {read.kind} --wording {read.wording}"
    speaker.result({"letters": [told(stands)], "sentences": rows}, "\n\n".join([*lines, signs]))
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
        "read the wording of letters, sign it off",
        _declare,
        _review,
        "[--language CODE [--read KIND [--beside CODE] | --sign KIND --wording HASH "
        "| --withdraw KIND]]",
    ),
)
