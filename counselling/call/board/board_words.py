"""What is said about the board: pointers, strokes, where to look, cards to be answered.

    both ways      point, stroke, wipe
    host -> page   look                       her view goes to what the counsellor looks at
                   ask_room                   who is with you, and where are you?
                   consent, consent_over      a text to be answered and signed; what came of it
                   heard                      what became of a proposal
    page -> host   propose, room, answer, sign

Lengths and counts are bounded here: what is longer is not heard. Places are points of the picture.
"""

from enum import StrEnum
from typing import Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta

MAX_SAID: Final = 60_000  # characters of one message; a drawn signature is the longest
MAX_STROKES: Final = 60

Id: TypeAlias = Annotated[str, Meta(max_length=64)]
Line: TypeAlias = Annotated[str, Meta(max_length=300)]
Place: TypeAlias = Annotated[float, Meta(ge=-100_000, le=100_000)]
Course: TypeAlias = Annotated[tuple[Place, ...], Meta(max_length=4_000)]  # x, y, x, y ...


class Point(msgspec.Struct, frozen=True, tag="point", tag_field="t", omit_defaults=True):
    """Somebody points at a place; without one she does no more. by: the seat, "" for the host."""

    x: Place | None = None
    y: Place | None = None
    by: Id = ""


class Stroke(msgspec.Struct, frozen=True, tag="stroke", tag_field="t", omit_defaults=True):
    """A piece of a freehand line: what follows of the same id goes on where this ends.

    by: the seat whose line it is, "" for the host.
    """

    id: Annotated[int, Meta(ge=0, lt=1_000_000)]
    at: Course
    by: Id = ""


class Wipe(msgspec.Struct, frozen=True, tag="wipe", tag_field="t"):
    """All freehand lines go."""


class Look(msgspec.Struct, frozen=True, tag="look", tag_field="t"):
    """Bring her here: this part of the picture fills her view."""

    x: Place
    y: Place
    w: Place
    h: Place


class AskRoom(msgspec.Struct, frozen=True, tag="ask_room", tag_field="t"):
    """Ask who is in the room with her and where she is. telephone: where we call if the line fails.

    is_answered: she has answered before; then only the telephone number is shown.
    """

    telephone: str = ""
    is_answered: bool = False


class Asked(msgspec.Struct, frozen=True):
    """One question of a consent; is_yes: as it was answered so far."""

    id: str
    words: str
    is_yes: bool | None = None


class ShowConsent(msgspec.Struct, frozen=True, tag="consent", tag_field="t", omit_defaults=True):
    """A text to be agreed to. text_hash: SHA-256 of all its words, which she signs.

    paragraphs: as they are to be read; headings: which of them are, by place; declaration: what the
    signature stands for. direction: "ltr" or "rtl".
    """

    form: str
    version: str
    language: str
    direction: str
    text_hash: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[Asked, ...]
    declaration: str
    headings: tuple[int, ...] = ()


class Outcome(StrEnum):
    """What came of a consent."""

    KEPT = "kept"
    CLOSED = "closed"  # taken off the screen, unsigned
    FAILED = "failed"  # it could not be written down; she may sign again


class ConsentOver(msgspec.Struct, frozen=True, tag="consent_over", tag_field="t"):
    """A consent was kept, or is not asked for any more."""

    form: str
    outcome: Outcome


class Fate(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ASIDE = "aside"


class Heard(msgspec.Struct, frozen=True, tag="heard", tag_field="t"):
    """What became of a proposal of hers."""

    id: str
    fate: Fate


class Kind(StrEnum):
    """What a proposal says of somebody."""

    ILLNESS = "illness"
    DEATH = "death"
    MISSING = "missing"  # a relative of this person is not on the drawing
    WRONG = "wrong"
    OTHER = "other"


class Propose(msgspec.Struct, frozen=True, tag="propose", tag_field="t"):
    """Something that she wants to add. who: the subject she chose on the drawing, "" for nobody.

    text: in her words; language: of her page. id: hers, so that one sent twice counts once.
    """

    id: Id
    who: Id
    kind: Kind
    text: Annotated[str, Meta(max_length=500)]
    language: Annotated[str, Meta(max_length=12)]


class Room(msgspec.Struct, frozen=True, tag="room", tag_field="t"):
    """Who is with her, where she is (for an ambulance), and by which telephone she is reached."""

    company: Line
    place: Line
    telephone: Annotated[str, Meta(max_length=60)]


class ConsentAnswer(msgspec.Struct, frozen=True, tag="answer", tag_field="t"):
    """One question of a consent was answered."""

    form: Id
    question: Id
    is_yes: bool


class Sign(msgspec.Struct, frozen=True, tag="sign", tag_field="t"):
    """She signs: by her name alone, or with strokes drawn within a box of 1000 units of width."""

    form: Id
    text_hash: Id
    name: Line
    strokes: Annotated[tuple[Course, ...], Meta(max_length=MAX_STROKES)] = ()


ToPage: TypeAlias = Point | Stroke | Wipe | Look | AskRoom | ShowConsent | ConsentOver | Heard
FromPage: TypeAlias = Point | Stroke | Wipe | Propose | Room | ConsentAnswer | Sign


def said(word: ToPage) -> str:
    """Write a word as JSON."""
    return msgspec.json.encode(word).decode()
