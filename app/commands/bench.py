"""`consultand bench AREA`: measures the program, beside a peer where one can run."""

import argparse
import json
import runpy
from collections.abc import Callable, Mapping
from typing import Final, cast

from app.commands.command import Command, Speaker
from app.paths import resource
from counselling.errors import UsageError

Measure = Callable[[], Mapping[str, object]]


class Bench:
    """Runs benchmarks/<AREA>.py, whose measure() returns figures with their unit in the name."""

    name = "bench"
    summary = "measure the program"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("area", metavar="AREA")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Measure, and say the figures."""
        areas = {path.stem: path for path in sorted(resource("benchmarks").glob("*.py"))}
        if arguments.area not in areas:
            raise UsageError("bench.unknown", area=arguments.area, known=", ".join(areas))
        measure = cast(Measure, runpy.run_path(str(areas[arguments.area]))["measure"])
        figures = measure()
        speaker.result({"area": arguments.area, **figures}, json.dumps(figures, indent=1))
        return 0


COMMAND: Final[Command] = Bench()
