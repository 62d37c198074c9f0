"""One of the clinic's three sheets: its number, its words, who should keep it, how two open."""

from datetime import date
from typing import Final

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.key_sheet import key_sheet, words_in_frame
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

KEEPERS: Final = (N_("sheets.keeper_1"), N_("sheets.keeper_2"), N_("sheets.keeper_3"))


def share_sheet(
    vault: str, number: int, secret: str, *, words: Catalogue, measure: Measure, today: date
) -> Scene:
    """Draw the sheet with this number, counted from 1."""
    keeper = words.say(KEEPERS[number - 1])
    return key_sheet(
        words.say(N_("sheets.title"), vault=vault, number=number, of=len(KEEPERS)),
        (words.say(N_("sheets.what"), date=words.date(today)), keeper),
        words_in_frame(secret),
        after=[words.say(m) for m in (N_("sheets.apart"), N_("sheets.use"), N_("sheets.anew"))],
        words=words,
        measure=measure,
    )
