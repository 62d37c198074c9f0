"""A consent that a page leaves before the session: bounded, read strictly, believed in nothing.

What it says of its text (form, version, language, hash) is a claim: whoever reads it compares that
with the words that the desk itself has.
"""

import datetime
from typing import Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta

from counselling.call.link.form import strictly

_MOST_STROKES: Final = 60
_MOST_NUMBERS: Final = 4_000  # of one stroke: x, y, x, y ...

Name: TypeAlias = Annotated[str, Meta(max_length=40)]
Hash: TypeAlias = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Line: TypeAlias = Annotated[str, Meta(max_length=300)]
Place: TypeAlias = Annotated[float, Meta(ge=-100_000, le=100_000)]
Course: TypeAlias = Annotated[tuple[Place, ...], Meta(max_length=_MOST_NUMBERS)]


class SignedBefore(
    msgspec.Struct, frozen=True, tag="consent", tag_field="t", forbid_unknown_fields=True
):
    """All of it. text_hash: SHA-256 of the words that were shown, as the page counted it.

    answers: by question; filled: what she wrote into blanks, by id; name: as typed; strokes: a
    signature by hand in a box of 1000 x 500 units; at: by her device's clock.
    """

    form: Name
    version: Name
    language: Annotated[str, Meta(max_length=12)]
    text_hash: Hash
    answers: Annotated[dict[Name, bool], Meta(max_length=40)]
    name: Line
    at: Annotated[datetime.datetime, Meta(tz=True)]
    filled: Annotated[dict[Name, Line], Meta(max_length=10)] = {}
    strokes: Annotated[tuple[Course, ...], Meta(max_length=_MOST_STROKES)] = ()

    def __repr__(self) -> str:
        return "SignedBefore()"  # never a name


_DECODER: Final = msgspec.json.Decoder(SignedBefore)


def read(octets: bytes) -> SignedBefore:
    """Read what a page left. Raises PeerNotProven("call.form") when it is no signed consent."""
    return strictly(_DECODER, octets)


def write(signed: SignedBefore) -> bytes:
    """Write it as the page does."""
    return msgspec.json.encode(signed)


def at(signed: SignedBefore, moment: datetime.datetime) -> SignedBefore:
    """Return it as signed at another moment."""
    return msgspec.structs.replace(signed, at=moment)
