"""`consultand draw FILE`: the pedigree as SVG, as a PDF sheet, and its places as JSON."""

import argparse
import json
from pathlib import Path
from time import perf_counter
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import loss_json, tell_findings, tell_losses
from app.compose import measure, sheet
from app.words import catalogue, counted, people
from counselling.drawing.svg import svg
from counselling.files import keep_apart, replace_files
from counselling.layout.result import as_json
from counselling.work.draw_family import draw_family
from counselling.work.read_family import choose, read_file


class Draw:
    """Lays a family out and draws it from one scene."""

    name = "draw"
    summary = "draw the pedigree of a family file"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--family", metavar="ID", help="which family of several")
        parser.add_argument("--language", default="en", metavar="CODE", help="of the labels")
        parser.add_argument("--svg", type=Path, metavar="OUT")
        parser.add_argument("--pdf", type=Path, metavar="OUT")
        parser.add_argument("--layout-json", type=Path, metavar="OUT", help="places and lines")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Draw, write what was asked for, and say the figures."""
        words = catalogue(arguments.language)
        wished = [arguments.svg, arguments.pdf, arguments.layout_json]
        keep_apart(arguments.file, *(path for path in wished if path))
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        started = perf_counter()
        drawing = draw_family(family, words, measure())
        milliseconds = 1000 * (perf_counter() - started)
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        contents: dict[Path, bytes] = {}
        if arguments.svg:
            contents[arguments.svg] = svg(drawing.scene).encode()
        if arguments.pdf:
            contents[arguments.pdf] = sheet(drawing.scene)
        if arguments.layout_json:
            places = as_json(drawing.layout, family=family.id, milliseconds=milliseconds)
            contents[arguments.layout_json] = json.dumps(places, ensure_ascii=False).encode()
        replace_files(contents)
        files = [str(path) for path in contents]
        answer = {
            "family": family.id,
            "people": len(family.persons),
            "generations": len(drawing.layout.rows),
            "crossings": drawing.layout.crossings,
            "milliseconds": round(milliseconds, 2),
            "files": files,
            "losses": [loss_json(loss) for loss in reading.losses],
        }
        said = f"{people(len(family.persons))}, {counted(drawing.layout.crossings, 'crossing')}"
        speaker.result(answer, "\n".join((said, *files)))
        return 0


COMMAND: Final[Command] = Draw()
