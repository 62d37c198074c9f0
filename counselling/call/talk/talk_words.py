"""What is said beside sound and picture: lines, captions, hands, a hold, the plan, files.

    page -> host   here      what she has of the conversation; her line is open
                   say       a line; the host numbers it and gives it to all, to its author too
                   hand      hers goes up or down
    host -> page   begin     which conversation this is, and where what follows begins
                   line      one line of it; numbers rise by one
                   hands     who has a hand up
                   hold      the counsellor is away for a moment
                   agenda    the points that she shares, and the time
    both ways      caption   what somebody is typing, as it is typed
                   offer, take, got, over      a file; talk_files.py

Pieces of a file are bytes on the same channel; so few are on their way at a time that a line of
talk hardly waits behind them. Lengths and counts are bounded here:
what is longer is not heard.
"""

import re
from enum import StrEnum
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from counselling.call.link import outside

CHANNEL: Final = "talk"
MAX_FILE_BYTES: Final = 20_000_000
MAX_TEXT: Final = 2_000
MAX_CAPTION: Final = 300
MAX_HEARD: Final = 16_000  # characters of one message
_MAX_NUMBER: Final = 2**32 - 1
_Word = TypeVar("_Word")

Id: TypeAlias = Annotated[str, Meta(max_length=64)]
Text: TypeAlias = Annotated[str, Meta(max_length=MAX_TEXT)]
Number: TypeAlias = Annotated[int, Meta(ge=0, le=_MAX_NUMBER)]
Size: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_FILE_BYTES)]

# Controls, and what turns the direction of the words around: the page isolates each line anyway.
_UNHEARD: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_UNPRINTED: Final = re.compile(r'[\n\u200e\u200f/\\:*?"<>|]')


class Here(msgspec.Struct, frozen=True, tag="here", tag_field="t"):
    """What a page has: of which conversation, up to which number."""

    epoch: Id
    have: Number


class Say(msgspec.Struct, frozen=True, tag="say", tag_field="t"):
    """A line. own: of the tab that it was typed in; n: its number there, which rises."""

    own: Id
    n: Number
    text: Text


class Hand(msgspec.Struct, frozen=True, tag="hand", tag_field="t"):
    """Her hand goes up or down."""

    is_up: bool


class Caption(msgspec.Struct, frozen=True, tag="caption", tag_field="t", omit_defaults=True):
    """What is being typed for those who read along. by: the seat, "" for the host.

    is_done: it is finished, and becomes a line.
    """

    text: Annotated[str, Meta(max_length=MAX_CAPTION)]
    is_done: bool = False
    by: Id = ""


class Begin(msgspec.Struct, frozen=True, tag="begin", tag_field="t"):
    """The conversation. seat, role: whom it is told to; first: the number of what follows."""

    epoch: Id
    seat: Id
    role: Annotated[str, Meta(max_length=20)]
    first: Number


class Line(msgspec.Struct, frozen=True, tag="line", tag_field="t"):
    """A line. no: its number; by: the seat, "" for the host; role: "" for the counsellor.

    at: Unix seconds by the host's clock; own, n: as its author counted it; is_caption: it was
    typed as a caption; number: which of the role its author is, from 1.
    """

    no: Number
    by: Id
    role: Annotated[str, Meta(max_length=20)]
    at: int
    text: Text
    own: Id = ""
    n: Number = 0
    is_caption: bool = False
    number: Annotated[int, Meta(ge=1, le=99)] = 1


class Hands(msgspec.Struct, frozen=True, tag="hands", tag_field="t"):
    """The seats whose hands are up, the first to rise first."""

    up: Annotated[tuple[Id, ...], Meta(max_length=40)]


class Hold(msgspec.Struct, frozen=True, tag="hold", tag_field="t"):
    """The counsellor is away for a moment: nobody sends sound or picture."""

    is_on: bool


class Point(msgspec.Struct, frozen=True):
    """A point of the agenda, in the patient's language."""

    words: Annotated[str, Meta(max_length=200)]
    is_done: bool = False


class Agenda(msgspec.Struct, frozen=True, tag="agenda", tag_field="t"):
    """What is shared of the agenda, and the time in minutes; None for no time that was planned.

    left_minutes: from the moment this is sent, below 0 when it is over: clocks differ.
    """

    points: Annotated[tuple[Point, ...], Meta(max_length=40)] = ()
    planned_minutes: int | None = None
    left_minutes: float | None = None


class Kind(StrEnum):
    """What a file is, by its first bytes."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"


class Offer(msgspec.Struct, frozen=True, tag="offer", tag_field="t"):
    """A file is offered. id: drawn by who offers it; name: hers, shown but never used as a path."""

    id: Number
    name: Annotated[str, Meta(max_length=200)]
    kind: Kind
    size: Annotated[int, Meta(ge=1, le=MAX_FILE_BYTES)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Take(msgspec.Struct, frozen=True, tag="take", tag_field="t"):
    """It is wanted, from a byte on: all that was before has come."""

    id: Number
    start: Size


class Got(msgspec.Struct, frozen=True, tag="got", tag_field="t"):
    """So many bytes have come: more may follow."""

    id: Number
    size: Size


class End(StrEnum):
    """How the hand-over of a file ended."""

    DONE = "done"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BROKEN = "broken"  # other bytes than were offered


class Over(msgspec.Struct, frozen=True, tag="over", tag_field="t"):
    """The hand-over of a file is over."""

    id: Number
    end: End


OfFiles: TypeAlias = Offer | Take | Got | Over
FromPage: TypeAlias = Here | Say | Hand | Caption | OfFiles
ToPage: TypeAlias = Begin | Line | Hands | Hold | Agenda | Caption | OfFiles

_FROM_PAGE: Final[msgspec.json.Decoder[FromPage]] = msgspec.json.Decoder(FromPage)
_TO_PAGE: Final[msgspec.json.Decoder[ToPage]] = msgspec.json.Decoder(ToPage)


def said(word: FromPage | ToPage) -> str:
    """Write a word as JSON."""
    return msgspec.json.encode(word).decode()


def read_from_page(message: object) -> FromPage | None:
    """Read what a page said; None when it is not to be understood."""
    return _read(message, _FROM_PAGE)


def read_to_page(message: object) -> ToPage | None:
    """Read what the host said; None when it is not to be understood."""
    return _read(message, _TO_PAGE)


def clean(text: str) -> str:
    """Return plain words: no controls, nothing that turns directions, no half letters."""
    whole = text.encode(errors="replace").decode()
    return _UNHEARD.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_name(name: str, kind: Kind) -> str:
    """Return a file's name as it may be shown and written: no path, no direction, our ending."""
    stem = _UNPRINTED.sub(" ", clean(name.replace("\t", " ")))
    stem = re.sub(r"\.(pdf|png|jpe?g)\s*$", "", stem, flags=re.IGNORECASE)
    stem = " ".join(stem.split()).strip(". ")[:80].strip(". ")
    return f"{stem or 'file'}.{'jpg' if kind is Kind.JPEG else kind.value}"


def _read(message: object, decoder: msgspec.json.Decoder[_Word]) -> _Word | None:
    if not isinstance(message, str) or len(message) > MAX_HEARD:
        return None
    try:
        return outside.read(decoder, message)
    except ValueError:
        return None
