"""What the counsellor does in the talk, as values that a desk or a command hands to its call."""

from dataclasses import dataclass, field
from typing import TypeAlias

from counselling.call.talk.talk_words import Point


@dataclass(frozen=True, slots=True)
class Write:
    """Say a line to all."""

    text: str


@dataclass(frozen=True, slots=True)
class TypeCaption:
    """Show what is being typed; is_done: it is finished, and becomes a line."""

    text: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class LowerHand:
    """Take a seat's hand down."""

    seat: str


@dataclass(frozen=True, slots=True)
class PutOnHold:
    """Be away for a moment, or back."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class ShareAgenda:
    """Share points of the agenda, and how many minutes are planned; left_minutes: from now."""

    points: tuple[Point, ...] = ()
    planned_minutes: int | None = None
    left_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class OfferFile:
    """Offer a file to a seat. name: shown to her. file: the id to know it by, drawn by who asks."""

    seat: str
    file: int
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakeFile:
    """Take a file that a seat offers."""

    seat: str
    file: int


@dataclass(frozen=True, slots=True)
class EndFile:
    """Decline a file that is offered, or break off one that goes or comes."""

    seat: str
    file: int


TalkOrder: TypeAlias = (
    Write | TypeCaption | LowerHand | PutOnHold | ShareAgenda | OfferFile | TakeFile | EndFile
)
