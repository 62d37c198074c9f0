"""`consultand letter summary FILE --person ID --language CODE --pdf OUT`: a letter as PDF."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.commands.arguments import day, supposition
from app.commands.command import Command, Speaker
from app.commands.losses import tell_findings, tell_losses
from app.compose import count_pages, set_letter
from app.fonts import measure
from app.settings import letterhead, load_settings
from app.words import catalogue, counted
from counselling.files import keep_apart, replace_file
from counselling.language.catalogue import Catalogue
from counselling.letters.registry import TEMPLATES
from counselling.letters.review import review
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.model import Assessment
from counselling.work.assess_risk import assess
from counselling.work.contradictions import contradictions_told
from counselling.work.read_family import choose, read_file
from counselling.work.write_letter import write_summary


class WriteLetter:
    """Composes and sets one letter about a person of a file."""

    name = "letter"
    summary = "write a letter about a person of a family file"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("kind", choices=[template.kind for template in TEMPLATES])
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--family", metavar="ID", help="which family of several")
        parser.add_argument("--person", metavar="ID", help="default: whom the file is about")
        parser.add_argument("--language", default="en", metavar="CODE", help="the patient's")
        parser.add_argument("--country", metavar="NAME", help="whose population; default: settings")
        parser.add_argument("--session-on", type=day, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--agreed", action="append", default=[], metavar="LINE", help="may be repeated"
        )
        parser.add_argument(
            "--if",
            dest="supposed",
            metavar='"PERSON GENE pos|neg"',
            help="with a picture of before and after this result",
        )
        parser.add_argument("--pdf", type=Path, required=True, metavar="OUT")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Write the letter, whole or not at all."""
        words = catalogue(arguments.language)
        settings = load_settings()
        keep_apart(arguments.file, arguments.pdf)
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        country = arguments.country or settings.country or "UK"
        assessment = _assessed(family, arguments.person, country, words)
        today = datetime.now(UTC).date()
        letter = write_summary(
            assessment,
            words,
            measure(),
            head=letterhead(settings, arguments.language),
            session_on=arguments.session_on or today,
            written_on=today,
            agreed=tuple(arguments.agreed),
            supposed=supposition(arguments.supposed) if arguments.supposed else None,
        )
        pdf = set_letter(letter)
        pages = count_pages(pdf)
        replace_file(arguments.pdf, pdf)
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        doubts = review(letter, pages=pages)
        for doubt in doubts:
            speaker.note(catalogue("en").say(doubt.message_id, **dict(doubt.fields)))
        answer = {
            "kind": letter.kind,
            "language": letter.language,
            "id": letter.id,
            "country": country,
            "pages": pages,
            "findings": [doubt.message_id for doubt in doubts],
            "bytes": len(pdf),
            "file": str(arguments.pdf),
        }
        speaker.result(
            answer, f"{counted(pages, 'page')}, compared with {country}: {arguments.pdf}"
        )
        return 0


def _assessed(
    family: Family, person: PersonId | None, country: str, words: Catalogue
) -> Assessment:
    with contradictions_told(family, words, measure()):
        return assess(family, person=person, country=country)


COMMAND: Final[Command] = WriteLetter()
