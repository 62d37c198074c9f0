"""The form that a page leaves before the appointment: bounded, read strictly."""

from enum import StrEnum
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta

from counselling.call.link import outside
from counselling.errors import PeerNotProven

_T = TypeVar("_T")

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


def read(octets: bytes) -> Beforehand:
    """Read what a page left. Raises PeerNotProven("call.form") when it is no such form."""
    return strictly(_DECODER, octets)


def strictly(decoder: "msgspec.json.Decoder[_T]", octets: bytes) -> _T:
    """Read one kind of what a page leaves. Raises PeerNotProven("call.form") on anything else."""
    if len(octets) > MOST_BYTES:
        raise PeerNotProven("call.form")
    try:
        return outside.read(decoder, octets)
    except ValueError:
        raise PeerNotProven("call.form") from None
