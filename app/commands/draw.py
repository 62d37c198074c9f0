"""`consultand draw FILE`: the pedigree as SVG, PDF, PNG, and its places as JSON; or a folder's."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.commands.losses import loss_json, tell_findings, tell_losses
from app.commands.skipped import skipped_json, tell_skipped
from app.compose import printed
from app.fonts import fonts, measure
from app.settings import load_settings
from app.words import catalogue, counted, people
from counselling.drawing.pages import SheetChoice
from counselling.drawing.paper import PAPERS, POSTERS
from counselling.drawing.png import png
from counselling.errors import FormatError, UsageError
from counselling.figures.label_lines import LINES, lines_of
from counselling.figures.sheet_facts import Origin
from counselling.figures.symbols import NotationStyle
from counselling.work.files.read_family import choose, read_file
from counselling.work.pedigree.draw_files import (
    DrawChoice,
    Drawn,
    FileDone,
    Output,
    draw,
    draw_folder,
    paint_layout,
    paint_svg,
    write,
)

_STYLES: Final = {"2022": NotationStyle.NSGC_2022, "2008": NotationStyle.NSGC_2008}
_SCREEN_DPI: Final = 150
_DPI: Final = range(30, 1201)


class Draw:
    """Lays a family out and draws it from one scene; of a folder, every family of every file."""

    name = "draw"
    summary = "draw the pedigree of a family file"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        add = parser.add_argument
        add("file", type=Path, metavar="FILE", help="or a folder of files")
        add("--family", metavar="ID", help="which family of several")
        add("--language", default="en", metavar="CODE", help="of the labels")
        add("--deidentified", action="store_true", help="no names, no ids, years only")
        add("--carrier-style", choices=_STYLES, default="2022", help="the standard's year")
        add(
            "--labels",
            type=_lines,
            metavar="LINES",
            help=f"lines under the symbols, as at the desk unless named: {','.join(LINES)}",
        )
        out = parser.add_argument_group("outputs (folders where FILE is one)")
        out.add_argument("--svg", type=Path, metavar="OUT")
        out.add_argument("--pdf", type=Path, metavar="OUT")
        out.add_argument("--png", type=Path, metavar="OUT")
        out.add_argument("--layout-json", type=Path, metavar="OUT", help="places and lines")
        out.add_argument("--dpi", type=_dpi, default=_SCREEN_DPI, metavar="N", help="of the PNG")
        sheet = parser.add_argument_group("the PDF's paper")
        sheet.add_argument("--paper", choices=PAPERS, default="A4")
        sheet.add_argument("--landscape", action="store_true", help="else as the drawing needs")
        sheet.add_argument(
            "--poster", choices=POSTERS, help="over as many pages as it takes, to be glued"
        )
        sheet.add_argument("--told-by", default="", metavar="NAME", help="who told the history")
        sheet.add_argument("--drawn-by", default="", metavar="NAME", help="who drew it")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Draw, write what was asked for, and say the figures."""
        choice = DrawChoice(
            catalogue(arguments.language),
            measure(),
            _STYLES[arguments.carrier_style],
            arguments.deidentified,
            lines_of(load_settings().label_lines) if arguments.labels is None else arguments.labels,
            Origin(arguments.told_by, arguments.drawn_by),
        )
        outputs = _outputs(arguments)
        if arguments.file.is_dir():
            return _folder(arguments, choice, outputs, speaker)
        return _file(arguments, choice, outputs, speaker)


def _dpi(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:9]) not in _DPI:
        told = f"{text!r} is no resolution; it is a number from {_DPI.start} to {_DPI.stop - 1}"
        raise argparse.ArgumentTypeError(told)
    return int(text)


def _lines(text: str) -> frozenset[str]:
    """Read label lines; a name that is none is refused by argparse with all that there are."""
    found = frozenset(text.replace(",", " ").split())
    wrong = sorted(found - LINES.keys())
    if wrong:
        told = f"{wrong[0]!r} is no label line; there are {', '.join(LINES)}"
        raise argparse.ArgumentTypeError(told)
    return found


def _outputs(arguments: argparse.Namespace) -> tuple[Output, ...]:
    """What is wished for, in the order in which it is told."""
    sheet = SheetChoice(
        PAPERS[arguments.paper],
        arguments.landscape,
        POSTERS[arguments.poster] if arguments.poster else None,
    )
    wished = (
        Output(".svg", arguments.svg, paint_svg),
        Output(".pdf", arguments.pdf, partial(_paint_pdf, sheet=sheet)),
        Output(".png", arguments.png, partial(_paint_png, dpi=arguments.dpi)),
        Output(".json", arguments.layout_json, paint_layout),
    )
    return tuple(output for output in wished if output.target)


def _paint_pdf(drawn: Drawn, *, sheet: SheetChoice) -> bytes:
    return printed(drawn.on_paper, sheet, words=drawn.choice.words, facts=drawn.facts)


def _paint_png(drawn: Drawn, *, dpi: int) -> bytes:
    return png(drawn.drawing.scene, fonts=fonts(), dpi=dpi)


def _file(
    arguments: argparse.Namespace, choice: DrawChoice, outputs: Sequence[Output], speaker: Speaker
) -> int:
    reading = read_file(arguments.file)
    family = choose(reading, arguments.family)
    drawn = draw(family, choice, ordinal=1 + reading.families.index(family))
    files = write(arguments.file, drawn, outputs)
    tell_losses(reading.losses, speaker)
    tell_findings((family,), speaker)
    answer = {
        **_figures(drawn, files),
        "losses": [loss_json(loss) for loss in reading.losses],
    }
    speaker.result(answer, "\n".join((_in_words(drawn), *map(str, files))))
    return 0


def _figures(drawn: Drawn, files: Sequence[Path]) -> Json:
    return {
        "family": drawn.family.id,
        "people": len(drawn.family.persons),
        "generations": len(drawn.drawing.layout.rows),
        "crossings": drawn.drawing.layout.crossings,
        "milliseconds": round(drawn.milliseconds, 2),
        "files": [str(path) for path in files],
    }


def _in_words(drawn: Drawn) -> str:
    crossings = counted(drawn.drawing.layout.crossings, "crossing")
    return f"{people(len(drawn.family.persons))}, {crossings}"


def _folder(
    arguments: argparse.Namespace, choice: DrawChoice, outputs: Sequence[Output], speaker: Speaker
) -> int:
    if arguments.family is not None:
        raise UsageError("draw.family_of_folder")
    done = []
    for file in draw_folder(arguments.file, choice, outputs):
        _tell(file, speaker)
        done.append(file)
    families = [family for file in done for family in file.families]
    if not families:
        raise FormatError("draw.nothing_drawn", count=len(done))
    told = [{"file": str(f.source), **_figures(f.drawn, f.files)} for f in families]
    skipped = [skipped for file in done for skipped in file.skipped]
    losses = [{"file": str(f.source), **loss_json(loss)} for f in done for loss in f.losses]
    answer = {
        "folder": str(arguments.file),
        "drawn": len(families),
        "people": sum(len(family.drawn.family.persons) for family in families),
        "families": told,
        "skipped": [skipped_json(one) for one in skipped],
        "losses": losses,
    }
    lines = [f"{f.source} {f.drawn.family.id}: {_in_words(f.drawn)}" for f in families]
    total = counted(len(families), "family", "families")
    lines.append(
        f"{total} drawn, {counted(len(skipped), 'file or family', 'files or families')} skipped"
    )
    speaker.result(answer, "\n".join(lines))
    return 0


def _tell(file: FileDone, speaker: Speaker) -> None:
    """Say on stderr what is to be known of one file of a folder."""
    if file.losses:
        speaker.note(f"{file.source}:")
    tell_losses(file.losses, speaker)
    tell_findings([family.drawn.family for family in file.families], speaker)
    for skipped in file.skipped:
        tell_skipped(skipped, speaker)


COMMAND: Final[Command] = Draw()
