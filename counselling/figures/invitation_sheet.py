"""The sheet that is handed to a new colleague: a code for her first entry, and how it goes."""

from datetime import date

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.key_sheet import code_in_frame, key_sheet
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_


def invitation_sheet(
    vault: str, name: str, code: str, *, words: Catalogue, measure: Measure, today: date
) -> Scene:
    """Draw the sheet: whose it is, the code, what to do with it."""
    after = (N_("invitation.use"), N_("invitation.then"), N_("recovery.letters"))
    return key_sheet(
        words.say(N_("invitation.title"), vault=vault, name=name),
        (words.say(N_("invitation.what"), date=words.date(today)),),
        code_in_frame(code),
        after=[words.say(message_id) for message_id in after],
        words=words,
        measure=measure,
        is_kept=False,  # it is torn up once it was used
    )
