"""What a call tells of the talk beside it, as values; seat "" is the counsellor."""

from dataclasses import dataclass, field
from typing import TypeAlias

from counselling.call.talk.talk_words import End, Kind, Point


@dataclass(frozen=True, slots=True)
class Wrote:
    """A line was written. no: its number; role: "" for the counsellor; at: Unix seconds."""

    seat: str
    no: int
    role: str
    at: int
    text: str
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class Captioned:
    """Somebody types a caption."""

    seat: str
    text: str


@dataclass(frozen=True, slots=True)
class HandMoved:
    """A hand went up or down."""

    seat: str
    is_up: bool


@dataclass(frozen=True, slots=True)
class HoldChanged:
    """The counsellor went away for a moment, or is back."""

    seat: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class AgendaTold:
    """The counsellor shares the agenda and the time, in minutes. (The invited end's.)"""

    seat: str
    points: tuple[Point, ...]
    planned_minutes: int | None
    left_minutes: float | None


@dataclass(frozen=True, slots=True)
class FileOffered:
    """The other end offers a file. file: its id; name: cleaned."""

    seat: str
    file: int
    name: str
    kind: Kind
    size_bytes: int


@dataclass(frozen=True, slots=True)
class FileMoved:
    """So many bytes of a file have come, here or there."""

    seat: str
    file: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class FileCame:
    """A file is here, as it was offered; it is kept nowhere yet."""

    seat: str
    file: int
    name: str
    kind: Kind
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileEnded:
    """The hand-over of a file is over."""

    seat: str
    file: int
    end: End


TalkEvent: TypeAlias = (
    Wrote
    | Captioned
    | HandMoved
    | HoldChanged
    | AgendaTold
    | FileOffered
    | FileMoved
    | FileCame
    | FileEnded
)
