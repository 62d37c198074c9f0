"""Prints a CarrierChart: a bar of the whole for any gene and for each, with its interval."""

from typing import Final

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Scene
from counselling.figures.bars import BAR_PT, TICK_PT, WIDTH_PT, bar
from counselling.figures.carriers import CarrierChart
from counselling.figures.told_column import ToldColumn

_GAP_PT: Final = 7.0
_ABOVE_PT: Final = 5.0  # from a sentence to its bar


def carriers_scene(chart: CarrierChart, measure: Measure) -> Scene:
    """Draw the chart with its sentences, for paper; genes by their labels, the whole in words."""
    sheet = ToldColumn(measure, width_pt=WIDTH_PT, direction=chart.direction)
    sheet.say(chart.title, size_pt=TEXT_PT + 1, is_bold=True)
    each = [(one.share, one.share.label) for one in chart.genes if len(chart.genes) > 1]
    both = (chart.any_gene, *((chart.reference,) if chart.reference else ()))
    for share, said in (*((share, share.sentence) for share in both), *each):
        sheet.y += _GAP_PT
        sheet.say(said)
        drawn = bar(share, chart.out_of, is_ltr=sheet.is_ltr, top=sheet.y + _ABOVE_PT)
        sheet.items.append(Group(tuple(drawn), "share", share.sentence))
        sheet.y += _ABOVE_PT + BAR_PT + TICK_PT + 1
    for line in (chart.mark, chart.note):
        sheet.say(line, ink=Ink.SOFT)
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + 4, chart.title, chart.summary)
