"""`consultand convert IN OUT`: a family file in another format."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import loss_json, tell_findings, tell_losses
from app.words import counted, people
from counselling.work.files.convert_family import convert


class Convert:
    """Reads IN, writes OUT in the format of its ending."""

    name = "convert"
    summary = "turn a family file into another format"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("source", type=Path, metavar="IN")
        parser.add_argument("target", type=Path, metavar="OUT", help="its ending says the format")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Convert, and tell what could not be kept."""
        done = convert(arguments.source, arguments.target)
        losses = (*done.lost_reading, *done.lost_writing)
        tell_losses(losses, speaker)
        tell_findings(done.families, speaker)
        answer = {
            "families": len(done.families),
            "people": done.persons,
            "file": str(arguments.target),
            "lost_reading": [loss_json(loss) for loss in done.lost_reading],
            "lost_writing": [loss_json(loss) for loss in done.lost_writing],
        }
        families = counted(len(done.families), "family", "families")
        speaker.result(answer, f"{people(done.persons)}, {families}: {arguments.target}")
        return 0


COMMAND: Final[Command] = Convert()
