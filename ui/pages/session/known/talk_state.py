"""What is said beside sound and picture, as the desk shows it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from counselling.call.talk.talk_words import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A line. role: of who wrote it, "" for us; at: Unix seconds; is_kept: it goes to the notes.

    conversation: which one it belongs to: a line that was opened anew begins another.
    """

    conversation: int
    no: int
    role: str
    at: int
    text: str
    is_caption: bool = False
    is_kept: bool = False

    @property
    def time(self) -> str:
        """The time of day, by this desk's clock."""
        return f"{datetime.fromtimestamp(self.at, UTC).astimezone():%H:%M}"


class Stand(StrEnum):
    """How far the hand-over of a file is."""

    OFFERED = "offered"  # by us: she is asked
    COMES = "comes"  # by her: we are asked
    MOVING = "moving"
    KEEPING = "keeping"  # it is here, and being written into the record
    KEPT = "kept"
    UNKEPT = "unkept"  # it is here, and could not be written
    DONE = "done"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BROKEN = "broken"


OPEN_STANDS = frozenset({Stand.OFFERED, Stand.COMES, Stand.MOVING})


@dataclass(frozen=True, slots=True)
class Handed:
    """A file. seat: with whom; came: bytes that have arrived; content: of one not written yet."""

    seat: str
    file: int
    name: str
    size_bytes: int
    stand: Stand
    is_hers: bool
    came: int = 0
    kind: Kind = Kind.PDF
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class TalkState:
    """All of it. unread: lines since the talk was folded away; hands: seats, the first up first.

    captions: what others type for those who read along, by seat. is_shared: agenda and time are
    on the page; minutes: planned.
    """

    lines: tuple[Said, ...] = ()
    is_folded: bool = True
    unread: int = 0
    hands: tuple[str, ...] = ()
    captions: tuple[tuple[str, str], ...] = ()
    is_on_hold: bool = False
    files: tuple[Handed, ...] = ()
    is_shared: bool = False
    minutes: int = 45
