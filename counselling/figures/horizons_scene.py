"""Prints a HorizonChart: two bars of the whole for each span, one full, the average's striped."""

from collections.abc import Iterator
from typing import Final

from counselling.drawing.ink import HAIRLINE_PT, LINE_PT, TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Item, Line, Rectangle, Scene, Stroke
from counselling.figures.horizons import HorizonChart, Share
from counselling.figures.told_column import ToldColumn

WIDTH_PT: Final = 460.0
_BAR_PT: Final = 10.0
_GAP_PT: Final = 7.0
_ABOVE_PT: Final = 5.0  # from a sentence to its bar
_STRIPE_PT: Final = 3.0  # from stripe to stripe
_TICK_PT: Final = 3.0  # an interval's ends reach so far above and below the bar


def horizons_scene(chart: HorizonChart, measure: Measure) -> Scene:
    """Draw the chart with all its sentences, for paper.

    Each bar is the whole, so that its full and its empty part are those who will and will not.
    """
    sheet = ToldColumn(measure, width_pt=WIDTH_PT, direction=chart.direction)
    sheet.say(chart.title, size_pt=TEXT_PT + 1, is_bold=True)
    for row in chart.rows:
        sheet.y += _GAP_PT
        sheet.say(row.title, is_bold=True)
        for share in (row.person, row.population):
            sheet.say(share.sentence)
            drawn = _bar(share, chart.out_of, is_ltr=sheet.is_ltr, top=sheet.y + _ABOVE_PT)
            sheet.items.append(Group(tuple(drawn), "share", share.sentence))
            sheet.y += _ABOVE_PT + _BAR_PT + _TICK_PT + 1
        sheet.say(row.crude, ink=Ink.SOFT)
    for line in (*chart.band, *chart.note):
        sheet.say(line, ink=Ink.SOFT)
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + 4, chart.title, chart.summary)


def share_scene(share: Share, chart: HorizonChart) -> Scene:
    """Draw one bar of a chart alone, to stand under its sentence on a screen."""
    is_ltr = chart.direction == "ltr"
    drawn = _bar(share, chart.out_of, is_ltr=is_ltr, top=1.0)
    return Scene(tuple(drawn), WIDTH_PT, _BAR_PT + _TICK_PT + 2, share.label, share.sentence)


def _bar(share: Share, out_of: int, *, is_ltr: bool, top: float) -> Iterator[Item]:
    """Bars grow from where reading starts."""

    def x(count: float) -> float:
        along = WIDTH_PT * count / out_of
        return along if is_ltr else WIDTH_PT - along

    ink = Ink.CONTRAST if share.is_reference else Ink.ACCENT
    left, full = min(x(0), x(share.count)), abs(x(share.count) - x(0))
    yield Rectangle(0, top, WIDTH_PT, _BAR_PT, Ink.PAPER, Stroke(Ink.LINE, HAIRLINE_PT))
    if share.is_reference:  # striped and outlined: not only another colour
        for k in range(1, int(full / _STRIPE_PT) + 1):
            across = k * _STRIPE_PT if is_ltr else WIDTH_PT - k * _STRIPE_PT
            yield Line(across, top, across, top + _BAR_PT, Stroke(ink, HAIRLINE_PT))
    fill = None if share.is_reference else ink
    yield Rectangle(left, top, full, _BAR_PT, fill, Stroke(ink, LINE_PT))
    if share.low is not None and share.high is not None:
        yield from _interval(x(share.low), x(share.high), top + _BAR_PT)


def _interval(low: float, high: float, bottom: float) -> Iterator[Item]:
    """A bracket under the bar, as wide as the interval."""
    pen = Stroke(Ink.INK, LINE_PT)
    yield Line(low, bottom + _TICK_PT, high, bottom + _TICK_PT, pen)
    for x in (low, high):
        yield Line(x, bottom - _TICK_PT, x, bottom + _TICK_PT, pen)
