"""`consultand tell FILE`: a family in spoken words, for who does not see the drawing."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import loss_json, tell_losses
from app.fonts import measure
from app.words import catalogue
from counselling.work.files.read_family import choose, read_file
from counselling.work.pedigree.tell_family import tell_family


class Tell:
    """Describes everybody as the screen reader hears the drawing: whole sentences, one a person."""

    name = "tell"
    summary = "say a family in words, person by person"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        add = parser.add_argument
        add("file", type=Path, metavar="FILE")
        add("--family", metavar="ID", help="which family of several")
        add("--person", metavar="ID", help="only this person")
        add("--language", default="en", metavar="CODE", help="of the words")
        add("--brief", action="store_true", help="without the names of relatives")
        add("--deidentified", action="store_true", help="no names, no ids, years only")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Describe, a line a person, generation by generation."""
        words = catalogue(arguments.language)
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        told = tell_family(
            family,
            words,
            measure(),
            person=arguments.person,
            is_deidentified=arguments.deidentified,
        )
        tell_losses(reading.losses, speaker)
        answer = {
            "family": "" if arguments.deidentified else family.id,
            "language": words.code,
            "people": [asdict(person) for person in told],
            "losses": [loss_json(loss) for loss in reading.losses],
        }
        lines = [person.brief if arguments.brief else person.whole for person in told]
        speaker.result(answer, "\n".join(lines))
        return 0


COMMAND: Final[Command] = Tell()
