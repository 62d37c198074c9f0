"""Prints a Comparison: two icon arrays one below the other, out of the same number of people."""

from typing import Final

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Scene
from counselling.figures.compare import Comparison
from counselling.figures.icon_array import circles, extent
from counselling.figures.told_column import ToldColumn

_GAP_PT: Final = 7.0


def comparison_scene(told: Comparison, measure: Measure, *, has_words: bool = True) -> Scene:
    """Draw a comparison. has_words: with all sentences, for paper; else they stand beside it."""
    width, height = extent(told.out_of)
    sheet = ToldColumn(measure, width_pt=width, direction=told.direction)
    sheet.say(told.title, size_pt=TEXT_PT + 1, is_bold=True)
    for share in (told.before, told.after):
        sheet.y += _GAP_PT
        sheet.say(share.sentence if has_words else share.label)
        drawn = circles(share.count, told.out_of, is_ltr=sheet.is_ltr, top_pt=sheet.y + _GAP_PT)
        sheet.items.append(Group(tuple(drawn), "icons", share.sentence))
        sheet.y += _GAP_PT + height
    for line in (*told.population, *told.carriers) if has_words else ():
        sheet.say(line)
    for line in told.note if has_words else ():
        sheet.say(line, ink=Ink.SOFT)
    return Scene(tuple(sheet.items), width, sheet.y + 4, told.title, " ".join(told.sentences))
