"""`consultand bench AREA`: measures the program, beside a peer where one can run."""

import argparse
import json
import runpy
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias, cast

from app.commands.command import Command, Speaker
from app.paths import resource
from counselling.errors import UsageError

Figures: TypeAlias = Mapping[str, object]
Measure = Callable[[], Figures]
_SIGNS: Final = {"at_least": ">=", "at_most": "<=", "comes": "comes"}


class Bench:
    """Runs benchmarks/<AREA>.py, whose measure() returns figures with their unit in the name.

    Where they are held against limits, the area has them as GOALS, and "bounds" among its figures
    lists each with its figure.
    """

    name = "bench"
    summary = "measure the program"

    def __init__(self, areas: Mapping[str, Path] | None = None) -> None:
        self._areas = areas  # of this program, when none are given

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("area", metavar="AREA")
        parser.add_argument(
            "--bounds",
            action="store_true",
            help="exit code 1 when a figure misses its limit, or none was held against one",
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Measure, and say the figures."""
        areas = self._areas or _areas_here()
        if arguments.area not in areas:
            raise UsageError("bench.unknown", area=arguments.area, known=", ".join(areas))
        area = runpy.run_path(str(areas[arguments.area]))
        if arguments.bounds and not area.get("GOALS"):
            raise UsageError("bench.no_bounds", area=arguments.area)
        figures = cast(Measure, area["measure"])()
        bounds = cast(Sequence[Figures], figures.get("bounds", ()))
        rest = {name: figure for name, figure in figures.items() if name != "bounds"}
        words = "\n".join([json.dumps(rest, indent=1), *table(bounds)])
        speaker.result({"area": arguments.area, **figures}, words)
        return 1 if arguments.bounds and not is_within(bounds, speaker) else 0


def _areas_here() -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(resource("benchmarks").glob("*.py"))}


def table(bounds: Sequence[Figures]) -> Sequence[str]:
    """Return a line for each bound: its goal, where, the figure and its limit, reached or not."""
    rows = [_row(each) for each in bounds]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def is_within(bounds: Sequence[Figures], speaker: Speaker) -> bool:
    """Whether figures were held against limits and none missed its own; notes each that did."""
    missed = [each for each in bounds if each["is_reached"] is False]
    for each in missed:
        speaker.note("  ".join(_row(each)).rstrip())
    return bool(bounds) and not missed


def _row(bound: Figures) -> Sequence[str]:
    reached = {True: "reached", False: "MISSED", None: "left open"}[
        cast("bool | None", bound["is_reached"])
    ]
    value, limit = bound["value"], bound["limit"]
    return (
        reached,
        "no goal" if bound["goal"] is None else f"goal {bound['goal']}",
        str(bound["engine"]),
        str(bound["stage"]),
        str(bound["figure"]),
        "never" if value is None else f"{value:g}",
        f"{_SIGNS[str(bound['direction'])]}{'' if limit is None else f' {limit:g}'}",
        str(bound.get("why", "")),
    )


COMMAND: Final[Command] = Bench()
