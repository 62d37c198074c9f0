"""Many small charts side by side on one value axis, each under its name: countries at a glance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, LINE_PT, SMALL_PT, TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Group, Item, Line, Path, Scene, Stroke, Text
from counselling.figures import axis
from counselling.figures.chart import ChartData, Role, Series
from counselling.figures.told_column import ToldColumn

_COLUMNS: Final = 6
_CELL: Final = (112.0, 84.0)  # points wide and high
_LEFT: Final = 26.0  # of the plot in its cell, where values of the axis stand
_TOP: Final = 16.0
_BOTTOM: Final = 18.0
_DASH: Final = (2.5, 2.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """panels: name and chart, all of the same ages and unit. y_label: once for all."""

    title: str
    panels: tuple[tuple[str, ChartData], ...]
    y_label: str
    summary: str
    direction: str = "ltr"


def grid_scene(grid: Grid, measure: Measure) -> Scene:
    """Draw the grid; the cells follow the reading direction, ages always run left to right."""
    width = _COLUMNS * _CELL[0]
    sheet = ToldColumn(measure, width_pt=width, direction=grid.direction)
    sheet.say(grid.title, size_pt=TEXT_PT + 1, is_bold=True)
    sheet.say(grid.y_label, ink=Ink.SOFT)
    sheet.y += 8
    highest = axis.top(max(v for _, chart in grid.panels for s in chart.series for v in s.values))
    for place, (name, chart) in enumerate(grid.panels):
        row, column = divmod(place, _COLUMNS)
        across = column if sheet.is_ltr else _COLUMNS - 1 - column
        cell = _Cell(across * _CELL[0], sheet.y + row * _CELL[1], highest, chart)
        sheet.items.append(Group(tuple(cell.drawn(name, measure)), "country", chart.summary))
    sheet.y += -(-len(grid.panels) // _COLUMNS) * _CELL[1]
    sheet.say(grid.summary)
    return Scene(tuple(sheet.items), width, sheet.y + 6, grid.title, grid.summary)


@dataclass(frozen=True, slots=True)
class _Cell:
    left: float
    top: float
    highest: float
    chart: ChartData

    def drawn(self, name: str, measure: Measure) -> Iterator[Item]:
        x = self.left + _LEFT
        yield from line_of_text(
            x, self.top + 11, name, measure, size_pt=SMALL_PT, direction=self.chart.direction
        )
        for value in (0.0, self.highest):
            y = self._y(value)
            pen = Stroke(Ink.LINE, HAIRLINE_PT, () if value == 0 else (1.0, 3.0))
            yield Line(x, y, self._x(self.chart.x[-1]), y, pen)
            yield Text(x - 4, y + 3, f"{value:g}", SMALL_PT - 2, Anchor.END, Ink.SOFT)
        bottom = self._y(0.0)
        for age in (0, 40, 80):
            yield Line(self._x(age), bottom, self._x(age), bottom + 2, Stroke(Ink.LINE))
            size = SMALL_PT - 2
            yield Text(self._x(age), bottom + 10, str(age), size, Anchor.MIDDLE, Ink.SOFT)
        for series in self.chart.series:
            yield self._line(self.chart.x, series)

    def _line(self, ages: Sequence[int], series: Series) -> Path:
        points = [(self._x(a), self._y(v)) for a, v in zip(ages, series.values, strict=True)]
        steps = (("M", *points[0]), *(("L", *p) for p in points[1:]))
        if series.role is Role.REFERENCE:
            return Path(steps, None, Stroke(Ink.CONTRAST, LINE_PT * 0.8, _DASH))
        return Path(steps, None, Stroke(Ink.ACCENT, LINE_PT * 1.2))

    def _x(self, age: float) -> float:
        ages = self.chart.x
        wide = _CELL[0] - _LEFT - 10
        return self.left + _LEFT + (age - ages[0]) / (ages[-1] - ages[0]) * wide

    def _y(self, value: float) -> float:
        high = _CELL[1] - _TOP - _BOTTOM
        return self.top + _TOP + (1 - value / self.highest) * high
