"""Prints ChartData as a Scene: axes, band, lines with their names at the end, note."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import BOLD_LINE_PT, DASH, HAIRLINE_PT, SMALL_PT, TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text, wrapped
from counselling.drawing.scene import (
    Anchor,
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
from counselling.figures.chart import ChartData, Role, Series

_LEFT: Final = 40.0
_LINE_PT: Final = 14.0  # from line to line of the title and of the note
_AXIS_HEIGHT: Final = 34.0
_LABEL_GAP_PT: Final = 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size of the printed chart; has_words: with title and note (a letter tells them itself)."""

    width_pt: float = 460.0
    height_pt: float = 250.0
    has_words: bool = True


FULL: Final = Sheet()
IN_LETTER: Final = Sheet(340.0, 180.0, has_words=False)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where ages and percents lie on paper."""

    left: float
    right: float
    top: float
    bottom: float
    first_age: int
    last_age: int
    highest: float

    def x(self, age: float) -> float:
        return self.left + (age - self.first_age) / max(1, self.last_age - self.first_age) * (
            self.right - self.left
        )

    def y(self, percent: float) -> float:
        return self.bottom - percent / self.highest * (self.bottom - self.top)


def risk_curve(chart: ChartData, measure: Measure, *, sheet: Sheet = FULL) -> Scene:
    """Draw the chart. The age axis runs left to right in every language."""
    title, note = _words(chart, measure, sheet)
    room = max((measure.width_pt(s.name, SMALL_PT) for s in chart.series), default=0) + 14
    frame = _Frame(
        left=_LEFT,
        right=sheet.width_pt - room,
        top=SMALL_PT + len(title) * _LINE_PT,
        bottom=sheet.height_pt - _AXIS_HEIGHT - len(note) * _LINE_PT,
        first_age=chart.x[0],
        last_age=chart.x[-1],
        highest=_highest(chart),
    )
    items: list[Item] = [
        Group(tuple(_axes(chart, frame, measure)), "axes"),
        *(Group(tuple(_band(chart.x, s, frame)), "band") for s in chart.series if s.low),
        *(Group(tuple(_curve(chart.x, s, frame)), s.name, s.name) for s in chart.series),
        *_names(chart, frame, measure),
        *_readings(chart, frame),
    ]
    first = sheet.height_pt - 6 - (len(note) - 1) * _LINE_PT
    items += _lines(title, TEXT_PT + 2, chart, measure, sheet, is_bold=True)
    items += _lines(note, first, chart, measure, sheet, is_bold=False)
    return Scene(tuple(items), sheet.width_pt, sheet.height_pt, chart.title, chart.summary)


def _highest(chart: ChartData) -> float:
    """Top of the value axis: the next full step above everything shown, never above everybody."""
    shown = (max(*s.values, *s.high) for s in chart.series if s.values)
    return min(float(chart.out_of), axis.top(max(chart.least_top, *shown)))


def _axes(chart: ChartData, frame: _Frame, measure: Measure) -> Iterator[Item]:
    hair = Stroke(Ink.LINE, HAIRLINE_PT)
    for value in axis.marks(frame.highest):
        y = frame.y(value)
        faint = Stroke(Ink.LINE, HAIRLINE_PT, () if value == 0 else (1.0, 3.0))
        yield Line(frame.left, y, frame.right, y, faint)
        yield Text(frame.left - 6, y + 3, f"{value:g}", SMALL_PT, Anchor.END, Ink.SOFT)
    for age in range(-(-frame.first_age // 10) * 10, frame.last_age + 1, 10):
        x = frame.x(age)
        yield Line(x, frame.bottom, x, frame.bottom + 4, hair)
        yield Text(x, frame.bottom + 15, str(age), SMALL_PT, Anchor.MIDDLE, Ink.SOFT)
    yield from line_of_text(
        (frame.left + frame.right) / 2,
        frame.bottom + 29,
        chart.x_label,
        measure,
        size_pt=SMALL_PT,
        anchor=Anchor.MIDDLE,
        ink=Ink.SOFT,
        direction=chart.direction,
    )


def _band(ages: Sequence[int], series: Series, frame: _Frame) -> Iterator[Item]:
    upper = [(frame.x(a), frame.y(p)) for a, p in zip(ages, series.high, strict=True)]
    lower = [(frame.x(a), frame.y(p)) for a, p in zip(ages, series.low, strict=True)]
    if series.role is Role.SUPPOSED:  # its edges alone: two grounds on one another hide each other
        for edge in (upper, lower):
            yield Path(_through(edge), None, Stroke(_PENS[series.role][0], HAIRLINE_PT, _FINE))
        return
    steps = (*_through(upper), *(("L", *p) for p in reversed(lower)), ("Z",))
    yield Path(steps, Ink.ACCENT_GROUND, None)


def _curve(ages: Sequence[int], series: Series, frame: _Frame) -> Iterator[Item]:
    points = [(frame.x(a), frame.y(p)) for a, p in zip(ages, series.values, strict=True)]
    yield Path(_through(points), None, Stroke(*_PENS[series.role]))


def _through(points: Sequence[tuple[float, float]]) -> tuple[tuple[str | float, ...], ...]:
    return (("M", *points[0]), *(("L", *p) for p in points[1:]))


_FINE: Final = (1.0, 2.0)
# Never colour alone: the lines differ in dash and width as well.
_PENS: Final[Mapping[Role, tuple[Ink, float, tuple[float, ...]]]] = {
    Role.MAIN: (Ink.ACCENT, BOLD_LINE_PT, ()),
    Role.REFERENCE: (Ink.CONTRAST, BOLD_LINE_PT * 0.8, DASH),
    Role.SUPPOSED: (Ink.INK, BOLD_LINE_PT, (9.0, 2.5, 1.5, 2.5)),
}


def _names(chart: ChartData, frame: _Frame, measure: Measure) -> Iterator[Item]:
    """Names at the ends of the lines, moved apart where the lines end close together."""
    ends = sorted(chart.series, key=lambda s: -s.values[-1])
    last = -math.inf
    for series in ends:
        y = max(frame.y(series.values[-1]) + 3, last + _LABEL_GAP_PT)
        last = y
        yield from line_of_text(
            frame.right + 6,
            y,
            series.name,
            measure,
            size_pt=SMALL_PT,
            ink=_PENS[series.role][0],
            is_bold=series.role is not Role.REFERENCE,
            direction=chart.direction,
        )


def _readings(chart: ChartData, frame: _Frame) -> Iterator[Item]:
    """Bands without ink over the chart, each with what stands at its age: for hand, keys and ear.

    Every five years and at both ends; the label of each is what the lines are drawn by.
    """
    if not all(series.said for series in chart.series):
        return
    ages = [a for n, a in enumerate(chart.x) if a % 5 == 0 or n in (0, len(chart.x) - 1)]
    for place, age in enumerate(ages):
        before, after = ages[max(0, place - 1)], ages[min(len(ages) - 1, place + 1)]
        left, right = frame.x((before + age) / 2), frame.x((age + after) / 2)
        area = Rectangle(left, frame.top, right - left, frame.bottom - frame.top, None, None)
        said = " · ".join(series.said[chart.x.index(age)] for series in chart.series)
        yield Group((area,), f"reading {age}", f"{chart.x_label}: {age} · {said}")


def _words(
    chart: ChartData, measure: Measure, sheet: Sheet
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return title and note in lines as wide as the sheet; none where a letter tells them."""
    if not sheet.has_words:
        return (), ()
    said, wide = f"{chart.title} · {chart.y_label}", sheet.width_pt
    title = wrapped(said, measure, width_pt=wide, size_pt=TEXT_PT, is_bold=True)
    return title, wrapped(chart.note, measure, width_pt=wide, size_pt=SMALL_PT)


def _lines(
    lines: Sequence[str],
    first_pt: float,
    chart: ChartData,
    measure: Measure,
    sheet: Sheet,
    *,
    is_bold: bool,
) -> Iterator[Item]:
    """Set lines one below the other, at the side where reading starts."""
    is_ltr = chart.direction == "ltr"
    for row, line in enumerate(lines):
        yield from line_of_text(
            0.0 if is_ltr else sheet.width_pt,
            first_pt + row * _LINE_PT,
            line,
            measure,
            size_pt=TEXT_PT if is_bold else SMALL_PT,
            anchor=Anchor.START if is_ltr else Anchor.END,
            ink=Ink.INK if is_bold else Ink.SOFT,
            is_bold=is_bold,
            direction=chart.direction,
        )
