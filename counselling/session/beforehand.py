"""What a patient tells before the appointment, as her page writes it: bounded, read strictly."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from counselling.errors import PeerNotProven
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

MOST_BYTES: Final = 44 * 1024


class Relative(StrEnum):
    """Who in the family, as the form offers it."""

    MOTHER = "mother"
    FATHER = "father"
    SISTER = "sister"
    BROTHER = "brother"
    DAUGHTER = "daughter"
    SON = "son"
    MOTHERS_MOTHER = "mothers_mother"
    MOTHERS_FATHER = "mothers_father"
    FATHERS_MOTHER = "fathers_mother"
    FATHERS_FATHER = "fathers_father"
    MOTHERS_SISTER = "mothers_sister"
    MOTHERS_BROTHER = "mothers_brother"
    FATHERS_SISTER = "fathers_sister"
    FATHERS_BROTHER = "fathers_brother"
    OTHER = "other"


class Alive(StrEnum):
    """Whether somebody is alive, as far as she knows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One relative. what: the illness, age: at diagnosis, both in her words."""

    who: Relative
    what: Annotated[str, Meta(max_length=200)] = ""
    age: Annotated[str, Meta(max_length=40)] = ""
    alive: Alive = Alive.UNKNOWN

    def __repr__(self) -> str:
        return "Told()"  # never what was said of whom


class Beforehand(
    msgspec.Struct, frozen=True, tag="form", tag_field="t", forbid_unknown_fields=True
):
    """All that she told. needs: interpreter, hearing, seeing; language: of her words."""

    language: Annotated[str, Meta(max_length=12)]
    reason: Annotated[str, Meta(max_length=2_000)] = ""
    questions: Annotated[str, Meta(max_length=2_000)] = ""
    needs: Annotated[str, Meta(max_length=500)] = ""
    family: Annotated[tuple[Told, ...], Meta(max_length=40)] = ()

    def __repr__(self) -> str:
        return "Beforehand()"


_DECODER: Final = msgspec.json.Decoder(Beforehand)
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


def read(octets: bytes) -> Beforehand:
    """Read what a page left. Raises PeerNotProven("call.form") when it is no such form."""
    if len(octets) > MOST_BYTES:
        raise PeerNotProven("call.form")
    try:
        return _DECODER.decode(octets)
    except (msgspec.DecodeError, UnicodeError):
        raise PeerNotProven("call.form") from None


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
