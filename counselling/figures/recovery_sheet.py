"""The sheet with a recovery code: printed once, kept in the safe, taken out by whoever must."""

from datetime import date
from typing import Final

from counselling.drawing.ink import TEXT_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Anchor, Line, Rectangle, Scene, Stroke, Text
from counselling.figures.told_column import ToldColumn
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

WIDTH_PT: Final = 420.0
_GAP_PT: Final = 12.0
_BOX_PT: Final = 46.0
_CODE_PT: Final = 17.0
_WRITING_PT: Final = 26.0  # from one line for a hand to the next


def recovery_sheet(
    vault: str, code: str, words: Catalogue, measure: Measure, *, today: date
) -> Scene:
    """Draw the sheet: what it is, the code, what to do with it, lines for who took it."""
    sheet = ToldColumn(measure, width_pt=WIDTH_PT, direction=words.direction)
    title = words.say(N_("recovery.title"), vault=vault)
    sheet.say(title, size_pt=TEXT_PT + 6, is_bold=True)
    sheet.y += _GAP_PT
    sheet.say(words.say(N_("recovery.what"), date=words.date(today)), size_pt=TEXT_PT)
    sheet.y += _GAP_PT
    sheet.items.append(
        Rectangle(0, sheet.y, WIDTH_PT, _BOX_PT, stroke=Stroke(Ink.INK, 1.2), radius=6.0)
    )
    baseline = sheet.y + _BOX_PT / 2 + _CODE_PT / 3
    sheet.items.append(Text(WIDTH_PT / 2, baseline, code, _CODE_PT, Anchor.MIDDLE, is_bold=True))
    sheet.y += _BOX_PT + _GAP_PT
    for message_id in (
        N_("recovery.keep"),
        N_("recovery.use"),
        N_("recovery.letters"),
        N_("recovery.anew"),
    ):
        sheet.say(words.say(message_id), size_pt=TEXT_PT)
        sheet.y += _GAP_PT / 2
    for message_id in (N_("recovery.put_by"), N_("recovery.put_where")):
        sheet.y += _WRITING_PT
        sheet.say(words.say(message_id), ink=Ink.SOFT)
        line = Stroke(Ink.SOFT, 0.6)
        sheet.items.append(Line(0, sheet.y + 3, WIDTH_PT, sheet.y + 3, line))
    return Scene(tuple(sheet.items), WIDTH_PT, sheet.y + _GAP_PT, title, title)
