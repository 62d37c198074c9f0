"""What a call tells its owner, as values: one kind an event, each about one seat."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from counselling.call.board.board_words import FromPage
from counselling.call.link.before_call import Finding
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Role
from counselling.call.link.verdict import Verdict
from counselling.call.media.ladder import Rung
from counselling.call.media.statistics import Second
from counselling.call.server.messages import DeviceCheck
from counselling.call.talk.talk_news import TalkEvent
from counselling.errors import CounsellingError


class Media(StrEnum):
    """What a first frame was of."""

    VIDEO = "video"
    AUDIO = "audio"


class Quality(StrEnum):
    """How the line is."""

    GOOD = "good"
    POOR = "poor"  # nothing came for two seconds
    LOST = "lost"  # nothing came for five


@dataclass(frozen=True, slots=True)
class LinkReady:
    """A seat's link works now."""

    seat: str
    role: Role
    link: str


@dataclass(frozen=True, slots=True)
class Knocked:
    """Somebody who holds the link is in the waiting room.

    language: what the page is read in; found: what its check found not to be as it should.
    """

    seat: str
    language: str
    devices: DeviceCheck
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """We are in the waiting room; is_host_here: somebody hears us now. (The invited end's.)"""

    seat: str
    is_host_here: bool


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The counsellor did not let us in. (The invited end's.)"""

    seat: str


@dataclass(frozen=True, slots=True)
class WentAway:
    """Who was in the waiting room is gone."""

    seat: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The seat was let in; is_back: without asking, because it had been before."""

    seat: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class TurnChecked:
    """What came of asking a TURN server that was lent for this line, at one of its addresses."""

    seat: str
    url: str
    verdict: Verdict
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Connected:
    """The other end is proven and the line is made; the words are on both screens."""

    seat: str
    safety_words: SafetyWords
    milliseconds: float  # since the seat was let in


@dataclass(frozen=True, slots=True)
class FirstFrame:
    """The first picture or sound of this line."""

    seat: str
    media: Media
    milliseconds: float  # since the seat was let in


@dataclass(frozen=True, slots=True)
class Statistics:
    """One second of one line."""

    seat: str
    second: Second


@dataclass(frozen=True, slots=True)
class LineChanged:
    """The line got better or worse."""

    seat: str
    quality: Quality


@dataclass(frozen=True, slots=True)
class PictureChanged:
    """The line bears less picture than before, or more again."""

    seat: str
    rung: Rung


@dataclass(frozen=True, slots=True)
class BoardShown:
    """The shared picture stands on the seat's screen; milliseconds: since it was sent."""

    seat: str
    version: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class BoardSaid:
    """A seat's person points, draws, proposes, answers or signs on the board."""

    seat: str
    word: FromPage


@dataclass(frozen=True, slots=True)
class PairMade:
    """Two guests see and hear each other. milliseconds: since they were introduced."""

    seats: tuple[str, str]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class PairBroken:
    """The line between two guests broke; they are introduced anew."""

    seats: tuple[str, str]


@dataclass(frozen=True, slots=True)
class PrivateTalk:
    """These two speak with each other only ("host": the counsellor); nobody: all hear all."""

    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MediaServed:
    """What guests send each other goes over the clinic's media server, or no longer does."""

    is_served: bool


@dataclass(frozen=True, slots=True)
class FellowJoined:
    """We see and hear another guest; her end is proven. (The invited end's.)"""

    seat: str
    role: str
    milliseconds: float  # since we were introduced


@dataclass(frozen=True, slots=True)
class FellowGone:
    """The line to another guest is over, or broken. (The invited end's.)"""

    seat: str


@dataclass(frozen=True, slots=True)
class FellowSecond:
    """One second of the line to another guest. (The invited end's.)"""

    seat: str
    second: Second


@dataclass(frozen=True, slots=True)
class Lost:
    """The line broke; the seat is kept and comes back without a new admission."""

    seat: str


@dataclass(frozen=True, slots=True)
class Left:
    """The seat's person left by the button."""

    seat: str


@dataclass(frozen=True, slots=True)
class Freed:
    """The seat's link is bound to no browser any more; who opens it asks to be let in."""

    seat: str


@dataclass(frozen=True, slots=True)
class ServerLost:
    """The rendezvous server is out of reach: calls go on, nobody new can knock; we keep trying."""


@dataclass(frozen=True, slots=True)
class ServerBack:
    """The rendezvous server is back."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Something went wrong with a seat ("" for the whole call); the error says what to tell."""

    seat: str
    error: CounsellingError


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over; no event follows."""


CallEvent: TypeAlias = (
    LinkReady
    | Knocked
    | Waiting
    | TurnedAway
    | WentAway
    | Admitted
    | TurnChecked
    | Connected
    | FirstFrame
    | Statistics
    | LineChanged
    | PictureChanged
    | BoardShown
    | BoardSaid
    | TalkEvent
    | PairMade
    | PairBroken
    | PrivateTalk
    | MediaServed
    | FellowJoined
    | FellowGone
    | FellowSecond
    | Lost
    | Left
    | Freed
    | ServerLost
    | ServerBack
    | Failed
    | Ended
)
