"""Prints a DotChart: names, dots with their intervals on a common axis, numbers, conflicts.

Printed and own dots differ by shape and place, conflicts by a word and a ground, not by colour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, LINE_PT, SMALL_PT, TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from counselling.figures import axis
from counselling.figures.dots import Dot, DotChart, DotPanel, DotRow
from counselling.figures.told_column import ToldColumn

WIDTH_PT: Final = 706.0
_LEFT: Final = 244.0  # where the axis begins, beside names and sources
_RIGHT: Final = 430.0
_NUMBERS: Final = 446.0
_CONFLICT: Final = 600.0
_ROW_PT: Final = 17.0
_AXIS_PT: Final = 30.0
_GAP_PT: Final = 10.0
_APART_PT: Final = 3.4  # of the two lanes from the middle of a row
_RADIUS_PT: Final = 2.8
_SOURCE: Final = 82.0


def dots_scene(chart: DotChart, measure: Measure) -> Scene:
    """Draw the chart, with its numbers in figures at the side where a line ends."""
    sheet = ToldColumn(measure, width_pt=WIDTH_PT, direction=chart.direction)
    sheet.say(chart.title, size_pt=TEXT_PT + 1, is_bold=True)
    draw = _Draw(measure, chart)
    sheet.y += _GAP_PT
    sheet.items += draw.key(sheet.y)
    sheet.y += _ROW_PT
    for panel in chart.panels:
        sheet.y += _GAP_PT
        sheet.items += draw.panel(panel, sheet.y)
        sheet.y += _ROW_PT * (len(panel.rows) + 1) + _AXIS_PT
    sheet.say(chart.note, ink=Ink.SOFT)
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + 6, chart.title, chart.summary)


@dataclass(frozen=True, slots=True)
class _Draw:
    """Draws panels; x is counted from where reading starts."""

    measure: Measure
    chart: DotChart

    def panel(self, panel: DotPanel, top: float) -> Iterator[Item]:
        highest = axis.top(panel.highest)
        y = top + _ROW_PT
        yield from self._text(0, y - 5, panel.title, is_bold=True)
        bottom = y + _ROW_PT * len(panel.rows)
        yield from self._grounds(panel, y)
        yield Group(tuple(self._axis(highest, y, bottom)), "axes")
        for row in panel.rows:
            yield Group(tuple(self._row(row, y, highest)), "row", row.sentence)
            y += _ROW_PT

    def _grounds(self, panel: DotPanel, top: float) -> Iterator[Item]:
        for place, row in enumerate(panel.rows):
            if row.conflict:
                y = top + place * _ROW_PT
                yield Rectangle(0, y, WIDTH_PT, _ROW_PT, Ink.CONTRAST_GROUND, None)

    def key(self, y: float) -> Iterator[Item]:
        """Say which dot is which."""
        x = 0.0
        for name, draw in ((self.chart.printed, self._printed), (self.chart.ours, self._own)):
            yield from draw(Dot(50.0, 0.0, 100.0), y + 9, _Scale(x, x + 34, 100.0))
            yield from self._text(x + 42, y + 12, name)
            x += 42 + self.measure.width_pt(name, SMALL_PT) + 2 * _GAP_PT

    def _axis(self, highest: float, top: float, bottom: float) -> Iterator[Item]:
        scale = _Scale(_LEFT, _RIGHT, highest)
        for value in axis.marks(highest):
            x = self._x(scale.at(value))
            dash = () if value == 0 else (1.0, 3.0)
            yield Line(x, top, x, bottom, Stroke(Ink.LINE, HAIRLINE_PT, dash))
            yield Text(x, bottom + 11, f"{value:g}", SMALL_PT, Anchor.MIDDLE, Ink.SOFT)
        middle, label = (_LEFT + _RIGHT) / 2, self.chart.x_label
        yield from self._text(middle, bottom + 23, label, anchor=Anchor.MIDDLE, ink=Ink.SOFT)

    def _row(self, row: DotRow, top: float, highest: float) -> Iterator[Item]:
        middle, scale = top + _ROW_PT / 2, _Scale(_LEFT, _RIGHT, highest)
        yield from self._text(4, middle + 3, row.label)
        yield from self._text(_SOURCE, middle + 3, row.source, ink=Ink.SOFT)
        yield from self._printed(row.printed, middle - _APART_PT, scale)
        yield from self._own(row.ours, middle + _APART_PT, scale)
        yield from self._text(_NUMBERS, middle + 3, row.numbers)
        yield from self._text(_CONFLICT, middle + 3, row.conflict, is_bold=True)

    def _printed(self, dot: Dot, y: float, scale: "_Scale") -> Iterator[Item]:
        """An open diamond on a thin line with ends."""
        pen = Stroke(Ink.CONTRAST, HAIRLINE_PT * 1.3)
        if dot.low is not None and dot.high is not None:
            ends = (self._x(scale.at(dot.low)), self._x(scale.at(dot.high)))
            yield Line(ends[0], y, ends[1], y, pen)
            for x in ends:
                yield Line(x, y - 2, x, y + 2, pen)
        x, r = self._x(scale.at(dot.value)), _RADIUS_PT + 0.6
        corners = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
        yield Path(corners, Ink.PAPER, pen)

    def _own(self, dot: Dot, y: float, scale: "_Scale") -> Iterator[Item]:
        """A full circle on a thick line."""
        if dot.low is not None and dot.high is not None:
            ends = (self._x(scale.at(dot.low)), self._x(scale.at(dot.high)))
            yield Line(ends[0], y, ends[1], y, Stroke(Ink.ACCENT, LINE_PT))
        x = self._x(scale.at(dot.value))
        yield Circle(x, y, _RADIUS_PT, Ink.ACCENT, Stroke(Ink.ACCENT, HAIRLINE_PT))

    def _x(self, along: float) -> float:
        return along if self.chart.direction == "ltr" else WIDTH_PT - along

    def _text(
        self,
        along: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = Anchor.START,
        ink: Ink = Ink.INK,
        is_bold: bool = False,
    ) -> Iterator[Item]:
        is_turned = self.chart.direction != "ltr" and anchor is Anchor.START
        yield from line_of_text(
            self._x(along),
            y,
            text,
            self.measure,
            size_pt=SMALL_PT,
            anchor=Anchor.END if is_turned else anchor,
            ink=ink,
            is_bold=is_bold,
            direction=self.chart.direction,
        )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From percent to points along the sheet."""

    left: float
    right: float
    highest: float

    def at(self, percent: float) -> float:
        return self.left + percent / self.highest * (self.right - self.left)
