"""What a patient told before the appointment, as lines of family history and of the notes."""

from typing import Final

from counselling.call.link.form import Alive, Beforehand, Relative, Told
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

_KIN: Final = {
    Relative.MOTHER: N_("told.mother"),
    Relative.FATHER: N_("told.father"),
    Relative.SISTER: N_("told.sister"),
    Relative.BROTHER: N_("told.brother"),
    Relative.DAUGHTER: N_("told.daughter"),
    Relative.SON: N_("told.son"),
    Relative.MOTHERS_MOTHER: N_("told.mothers_mother"),
    Relative.MOTHERS_FATHER: N_("told.mothers_father"),
    Relative.FATHERS_MOTHER: N_("told.fathers_mother"),
    Relative.FATHERS_FATHER: N_("told.fathers_father"),
    Relative.MOTHERS_SISTER: N_("told.mothers_sister"),
    Relative.MOTHERS_BROTHER: N_("told.mothers_brother"),
    Relative.FATHERS_SISTER: N_("told.fathers_sister"),
    Relative.FATHERS_BROTHER: N_("told.fathers_brother"),
    Relative.OTHER: N_("told.other"),
}
_ENDS: Final = {Alive.YES: N_("told.alive"), Alive.NO: N_("told.dead")}


def line(told: Told, words: Catalogue) -> str:
    """Return one relative as a line of typed family history in a language that can be read.

    "mother breast cancer 45, died"; somebody else's line says so, and the counsellor mends it.
    """
    said = " ".join(f"{words.say(_KIN[told.who])} {told.what} {told.age}".split())
    end = _ENDS.get(told.alive)
    return f"{said}, {words.say(end)}" if end else said


def noted(told: Beforehand, words: Catalogue) -> str:
    """Return what is no family history as lines for the session's notes, "" for nothing."""
    lines = (
        (N_("told.reason"), told.reason),
        (N_("told.questions"), told.questions),
        (N_("told.needs"), told.needs),
    )
    # what somebody typed keeps to its line, whatever she pasted
    return "\n".join(
        words.say(said, answer=" ".join(answer.split())) for said, answer in lines if answer.strip()
    )
