"""`consultand calibration`: how a model compares with printed risks and with the nations."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.compose import picture
from app.fonts import measure
from app.words import catalogue
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.errors import UsageError
from counselling.figures.checked import carriers_chart, lines, nation_summary
from counselling.files import replace_file
from counselling.risk.calibration import STUDIED, Calibration, calibration
from counselling.risk.store import Organ
from counselling.work.risk.check_model import (
    calibrated,
    checked_models,
    checked_scene,
    checked_table,
    everywhere,
    nations_scene,
)

_DPI: Final = 150


class CalibrationCommand:
    """Compares, says it, and draws both pictures."""

    name = "calibration"
    summary = "show how a risk model compares with print and with every nation"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        models = checked_models()
        parser.add_argument("--model", default=models[0], metavar="NAME", help=", ".join(models))
        parser.add_argument("--svg", type=Path, metavar="OUT", help="carriers; .png for pixels")
        parser.add_argument("--nations", type=Path, metavar="OUT", help="all countries, as --svg")
        parser.add_argument("--cancer", default="breast", metavar="NAME", help="of --nations")
        parser.add_argument("--sex", default="female", choices=("female", "male"))
        parser.add_argument("--language", default="en", metavar="CODE")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Compare and draw; nothing is written before everything is worked out."""
        words = catalogue(arguments.language)
        found = calibration(calibrated(arguments.model), STUDIED)
        nations = everywhere(arguments.model)
        printed = carriers_chart(found, words)
        drawn: list[tuple[Path, Scene]] = []
        if arguments.svg:
            if printed is None:
                raise UsageError("calibration.nothing_printed", model=arguments.model)
            drawn.append((arguments.svg, checked_scene(printed, measure())))
        if arguments.nations:
            organ = _organ(found, arguments.cancer, arguments.sex)
            drawn.append((arguments.nations, nations_scene(nations, organ, words, measure())))
        for path, scene in drawn:
            is_png = path.suffix.lower() == ".png"
            replace_file(path, picture(scene, _DPI) if is_png else svg(scene).encode())
        said = [printed.title, *lines(printed, words)] if printed else []
        said.append(nation_summary(nations, words))
        speaker.result(checked_table(found, nations), "\n".join(said))
        return 0


def _organ(found: Calibration, cancer: str, sex: str) -> Organ:
    organs = {(one.organ.cancer, one.organ.sex.value): one.organ for one in found.nation}
    if (cancer, sex) not in organs:
        known = ", ".join(f"{name} {of}" for name, of in organs)
        raise UsageError("calibration.unknown_cancer", cancer=cancer, sex=sex, known=known)
    return organs[cancer, sex]


COMMAND: Final[Command] = CalibrationCommand()
