"""`consultand type "SHORTHAND" --out FILE`: a family history typed as in notes."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.commands.losses import loss_json, tell_findings, tell_losses
from app.fonts import measure
from app.words import catalogue, people
from counselling.errors import LayoutError, ShorthandError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.reading import Reading
from counselling.shorthand.say import say_echo, say_question
from counselling.work.files.read_family import choose, read_file
from counselling.work.history.type_family import clinic_terms, new_family, type_family, write_typed
from counselling.work.pedigree.draw_family import draw_family


class Type:
    """Reads shorthand onto a family; says the echo, what must be asked and what was not read."""

    name = "type"
    summary = "type a family history in the shorthand of notes"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("text", metavar="SHORTHAND")
        parser.add_argument("--out", type=Path, metavar="FILE", required=True)
        parser.add_argument("--language", default="en", metavar="CODE", help="of the notes: en, de")
        parser.add_argument("--terms", type=Path, metavar="FILE", help="the clinic's own terms")
        parser.add_argument("--onto", type=Path, metavar="FILE", help="a family to go on with")
        parser.add_argument("--family", metavar="ID", help="which family of several in that file")
        parser.add_argument(
            "--partial", action="store_true", help="write what is clear although something is not"
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Read, say, write."""
        text, language = arguments.text, arguments.language
        family = new_family()
        if arguments.onto:
            done = read_file(arguments.onto)
            family = choose(done, arguments.family)
            tell_losses(done.losses, speaker)
        numbers = _numbers(family) if arguments.onto else None
        terms = clinic_terms(arguments.terms) if arguments.terms else ""
        reading = type_family(text, family, language=language, numbers=numbers, terms=terms)
        words = catalogue(language)
        try:
            typed = write_typed(
                reading, arguments.out, source=arguments.onto, is_partial=arguments.partial
            )
        except ShorthandError:
            _tell(text, reading, words, speaker, {"file": None})
            raise
        tell_losses(typed.lost_writing, speaker)
        tell_findings((reading.family,), speaker)
        lost = [loss_json(loss) for loss in typed.lost_writing]
        _tell(text, reading, words, speaker, {"file": str(arguments.out), "lost_writing": lost})
        return 0


def _numbers(family: Family) -> dict[PersonId, str]:
    """Pedigree numbers as drawn; none for a family that cannot be drawn."""
    try:
        return dict(draw_family(family, catalogue("en"), measure()).numbers)
    except LayoutError:
        return {}


def _tell(text: str, reading: Reading, words: Catalogue, speaker: Speaker, more: Json) -> None:
    answer = {
        "family": reading.family.id,
        "people": len(reading.family.persons),
        "echo": [
            {
                "id": echo.message_id,
                "words": say_echo(echo, reading.family, words),
                "persons": list(echo.persons),
                "start": echo.start,
                "end": echo.end,
                "assumed": echo.is_assumed,
            }
            for echo in reading.echoes
        ],
        "asked": [
            {
                "id": question.message_id,
                "words": say_question(question, words),
                "choices": list(question.choices),
                "start": question.start,
                "end": question.end,
            }
            for question in reading.questions
        ],
        "unread": [
            {
                "text": text[unread.start : unread.end],
                "near": list(unread.near),
                "start": unread.start,
                "end": unread.end,
            }
            for unread in reading.unread
        ],
        **more,
    }
    speaker.result(answer, "\n".join(_lines(text, reading, words, more["file"])))


def _lines(text: str, reading: Reading, words: Catalogue, file: object) -> Iterator[str]:
    for echo in reading.echoes:
        yield say_echo(echo, reading.family, words)
    for question in reading.questions:
        choices = " | ".join(question.choices)
        yield f"? {say_question(question, words)}{' ' + choices if choices else ''}"
    for unread in reading.unread:
        said = words.say(N_("shorthand.unread"), words=text[unread.start : unread.end])
        near = " | ".join(unread.near)
        yield f"? {said}{' ' + near if near else ''}"
    if file is not None:
        yield f"{people(len(reading.family.persons))}: {file}"


COMMAND: Final[Command] = Type()
