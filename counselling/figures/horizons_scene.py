"""Prints a HorizonChart: two bars of the whole for each span, one full, the average's striped."""

from typing import Final

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Scene
from counselling.figures.bars import BAR_PT, TICK_PT, WIDTH_PT, bar
from counselling.figures.horizons import HorizonChart
from counselling.figures.told_column import ToldColumn

_GAP_PT: Final = 7.0
_ABOVE_PT: Final = 5.0  # from a sentence to its bar


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
            drawn = bar(share, chart.out_of, is_ltr=sheet.is_ltr, top=sheet.y + _ABOVE_PT)
            sheet.items.append(Group(tuple(drawn), "share", share.sentence))
            sheet.y += _ABOVE_PT + BAR_PT + TICK_PT + 1
        sheet.say(row.crude, ink=Ink.SOFT)
    for line in (*chart.band, *chart.note):
        sheet.say(line, ink=Ink.SOFT)
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + 4, chart.title, chart.summary)
