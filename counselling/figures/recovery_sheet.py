"""The sheet with a recovery code: printed once, kept in the safe, taken out by whoever must."""

from datetime import date

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.key_sheet import code_in_frame, key_sheet
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_


def recovery_sheet(
    vault: str, code: str, words: Catalogue, measure: Measure, *, today: date
) -> Scene:
    """Draw the sheet: what it is, the code, what to do with it, lines for who took it."""
    after = (N_("recovery.keep"), N_("recovery.use"), N_("recovery.letters"), N_("recovery.anew"))
    return key_sheet(
        words.say(N_("recovery.title"), vault=vault),
        (words.say(N_("recovery.what"), date=words.date(today)),),
        code_in_frame(code),
        after=[words.say(message_id) for message_id in after],
        words=words,
        measure=measure,
    )
