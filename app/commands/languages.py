"""`consultand languages`: what they are used for, what they lack, and what of them is reviewed."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.commands.deed import needs
from app.commands.entering import declare_entry, entry
from app.commands.vault_review import told as told_review
from app.words import domain_text, letter_words, traits
from counselling.language.catalogue import Catalogue, read
from counselling.language.marks import DOMAINS
from counselling.language.registry import LANGUAGES, Language, find
from counselling.language.traits import Use
from counselling.work.language_coverage import Coverage, asked_forms, coverage
from counselling.work.letters.review_letters import Reviewed, Standing, by_command

_SOURCE: Final = "en"
_Reviews = Mapping[str, tuple[Reviewed, ...]]
_USES: Final = {Use.LETTERS: "letters", Use.PATIENT: "patient's page", Use.DESK: "desk"}


class Languages:
    """Lists the languages with their coverage by domain, and what they are offered for.

    Who signed letters off is kept in a clinic's vault: with one, that is told too.
    """

    name = "languages"
    summary = "list the languages, what they are used for and what they lack"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare what may be asked."""
        add = parser.add_argument
        add("--language", metavar="CODE", help="of one alone, with every id that is lacking")
        add("--vault", dest="folder", type=Path, metavar="FOLDER.vault",
            help="with what is signed off there of the letters")  # fmt: skip
        declare_entry(parser)

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """List them."""
        only = arguments.language
        chosen = (find(only),) if only else LANGUAGES
        found = {language: _covered(language) for language in chosen}
        reviews = _reviews(arguments, chosen)
        listed = [_told(language, each, reviews) for language, each in found.items()]
        lines = [_line(language, each, reviews) for language, each in found.items()]
        if only:
            lines += [
                f"  {domain}: {reason} {message}"
                for domain, each in found[chosen[0]].items()
                for reason, message in _faults(each)
            ]
        speaker.result({"languages": listed}, "\n".join(lines))
        return 0


def _covered(language: Language) -> dict[str, Coverage]:
    files = {domain: domain_text(language.code, domain) for domain in DOMAINS}
    words = {domain: _read(language, domain, text) for domain, text in files.items()}
    english = find(_SOURCE)
    return {
        domain: coverage(
            domain,
            files[domain],
            words[domain],
            _read(english, domain, domain_text(_SOURCE, domain)),
            asked=asked_forms(words["letters"]),
        )
        for domain in DOMAINS
    }


def _read(language: Language, domain: str, text: str) -> Catalogue:
    files = {domain: text}
    return read(language.code, language.direction, files, traits=traits(language.code))


def _reviews(arguments: argparse.Namespace, chosen: tuple[Language, ...]) -> _Reviews | None:
    """How the letters of each language stand in the vault that was named; None without one."""
    for option in ("user", "secret_fd", "with_code", "with_sheets"):
        is_typed = getattr(arguments, option) not in ("", None, False)
        name = "--" + option.replace("_", "-")
        needs(name, "--vault", is_typed=is_typed, has_other=arguments.folder is not None)
    if arguments.folder is None:
        return None
    written = [one.code for one in chosen if traits(one.code).is_for(Use.LETTERS)]
    found = by_command(entry(arguments), tuple(letter_words(code) for code in written))
    return {code: tuple(one for one in found if one.language == code) for code in written}


def _told(language: Language, found: dict[str, Coverage], reviews: _Reviews | None) -> Json:
    told = traits(language.code)
    return {
        "code": language.code,
        "own_name": language.own_name,
        "direction": language.direction,
        "offered_for": [use.name.lower() for use in Use if told.is_for(use)],
        "domains": {
            domain: {
                "is_complete": domain in told.complete,
                "is_whole": each.is_whole,
                "messages": each.messages,
                "missing": len(each.lacking),
                "fuzzy": each.fuzzy,
                "percent": each.percent,
                "faults": [{"what": reason, "id": message} for reason, message in _faults(each)],
            }
            for domain, each in found.items()
        },
        "letters": None
        if reviews is None
        else [told_review(one) for one in reviews.get(language.code, ())],
    }


def _line(language: Language, found: dict[str, Coverage], reviews: _Reviews | None) -> str:
    told = traits(language.code)
    uses = ", ".join(name for use, name in _USES.items() if told.is_for(use)) or "nothing yet"
    shares = ", ".join(f"{domain} {each.percent} %" for domain, each in found.items())
    ready = [d for d, each in found.items() if each.is_whole and d not in told.complete]
    more = f"; whole, not yet said so: {', '.join(ready)}" if ready else ""
    kinds = (reviews or {}).get(language.code, ())
    signed = sum(one.standing is Standing.REVIEWED for one in kinds)
    reviewed = f"; {signed} of {len(kinds)} kinds of letters reviewed" if kinds else ""
    return f"{language.code}  {language.own_name}: for {uses} ({shares}{more}){reviewed}"


def _faults(found: Coverage) -> list[tuple[str, str]]:
    kinds = (
        ("missing", found.missing),
        ("unknown", found.unknown),
        ("malformed", found.malformed),
        ("other blanks", found.blanks),
        ("plural lacks a form", found.branches),
    )
    return [(reason, message) for reason, messages in kinds for message in messages]


COMMAND: Final[Command] = Languages()
