"""What the session's page knows, as values, and what each event of the line makes of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from counselling.call.line.circle_words import Listening
from counselling.call.line.events import (
    Admitted,
    CallEvent,
    Connected,
    Ended,
    Failed,
    FirstFrame,
    Freed,
    Knocked,
    Left,
    LineChanged,
    LinkReady,
    Lost,
    Media,
    PictureChanged,
    PrivateTalk,
    Quality,
    ServerBack,
    ServerLost,
    WentAway,
)
from counselling.call.link.before_call import Finding
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Presence, Role
from counselling.call.media.ladder import Rung
from counselling.call.server.messages import DeviceCheck
from counselling.drawing.scene import Scene
from counselling.session.agenda import PRE_TEST
from counselling.session.session import Meeting
from ui.kit.devices.inventory import Inventory
from ui.kit.standing.navigator import OpenFamily
from ui.kit.threads.failures import Failure, failure_of
from ui.pages.session.known.equipment import Lack
from ui.pages.session.known.exchange_state import ExchangeState
from ui.pages.session.known.people import People, people_after

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document
    from counselling.records.papers.sessions import Session


class Stage(StrEnum):
    """How far the session is."""

    IDLE = "idle"  # none runs
    OPENING = "opening"  # it is being begun in the vault
    OPEN = "open"
    ENDING = "ending"


class Picture(StrEnum):
    """What the board can show."""

    PEDIGREE = "pedigree"
    RISK = "risk"  # by age
    AHEAD = "ahead"
    CARRIERS = "carriers"
    COMPARED = "compared"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class CallState:
    """The line to the patient.

    is_opening: a line was asked for and its link is not there yet. presence: how far the patient
    has come, None while there is no line. check, found: what her check found. has_left: she left by
    the button; is_freed: her link was freed for another device since. rung: how much picture the
    line bears. is_broken: the line broke and she is not back yet. lacks: what this computer does
    not have; inventory: what can be chosen, and is. people: all who are invited, the patient too.
    alone: the seats that speak with each other only. listening: what we hear of the others while an
    interpreter is there.
    """

    is_opening: bool = False
    seat: str = ""
    link: str = ""
    presence: Presence | None = None
    language: str = ""
    check: DeviceCheck | None = None
    found: tuple[Finding, ...] = ()
    safety_words: SafetyWords | None = None
    quality: Quality = Quality.GOOD
    rung: Rung = Rung.FULL
    has_picture: bool = False
    has_left: bool = False
    is_freed: bool = False
    is_server_lost: bool = False
    is_camera_on: bool = True
    is_microphone_on: bool = True
    lacks: tuple[Lack, ...] = ()
    people: People = ()
    alone: tuple[str, ...] = ()
    listening: Listening = Listening.BOTH
    inventory: Inventory = field(default_factory=Inventory)

    def is_hers(self, event: CallEvent) -> bool:
        """Tell whether an event is of the patient, or of the line as a whole."""
        if isinstance(event, LinkReady):
            return event.role is Role.PATIENT
        return getattr(event, "seat", "") in ("", self.seat) or not self.seat

    @property
    def is_knocked(self) -> bool:
        """Whether anybody waits at the door."""
        knocking = (self.presence, *(each.presence for each in self.people))
        return Presence.KNOCKED in knocking

    @property
    def is_there(self) -> bool:
        """Whether there is a line."""
        return self.presence is not None

    @property
    def is_connected(self) -> bool:
        """Whether the patient is heard and seen."""
        return self.presence is Presence.CONNECTED

    @property
    def is_broken(self) -> bool:
        """Whether the line broke and the patient is not back yet."""
        return self.presence is Presence.RECONNECTING


@dataclass(frozen=True, slots=True)
class BoardState:
    """The board. picture: which one is looked at; scenes: as drawn for the patient's eyes.

    can_compare: a result was supposed, so that there is a picture of before and after. shared:
    what was pushed to her, None before; pushed: that picture as it was pushed; is_seen: it stands
    on her screen. page, pages: of the letter, from 0; no pages while none was read; letter: which
    one, letters: all that may be shown. has_names: the family is drawn with names.
    """

    picture: Picture = Picture.PEDIGREE
    scenes: tuple[tuple[Picture, Scene], ...] = ()
    can_compare: bool = False
    shared: Picture | None = None
    pushed: Scene | None = None
    is_seen: bool = False
    page: int = 0
    pages: int = 0
    letter: str = ""
    letters: "tuple[Document, ...]" = ()
    has_names: bool = False
    failure: Failure | None = None

    @property
    def scene(self) -> Scene | None:
        """The picture that is looked at."""
        return self.drawn(self.picture)

    @property
    def is_shared(self) -> bool:
        """Whether the patient has what is looked at, just as it is."""
        return self.shared is self.picture and self.scene == self.pushed

    def drawn(self, picture: Picture) -> Scene | None:
        """Return one of the pictures; None while it is not drawn."""
        return dict(self.scenes).get(picture)


@dataclass(frozen=True, slots=True)
class NotesState:
    """The notes on the screen. failure: why the last save did not work; it is tried again.

    is_away: the desk was locked, and they have not been read from the vault again.
    """

    text: str = ""
    is_saved: bool = True
    is_away: bool = False
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class PastState:
    """Sessions that are over. sessions: None while never read; picked: whose notes are read."""

    unfinished: str = ""  # the one that this program was killed in
    sessions: "tuple[Session, ...] | None" = None
    chosen: str | None = None
    picked: "Session | None" = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """State of the page.

    family: whose sessions are shown; while one runs, whose it is. is_elsewhere: another family
    was opened meanwhile. language: of the patient's page. started: when the session began.
    """

    family: OpenFamily | None = None
    is_elsewhere: bool = False
    language: str = ""
    stage: Stage = Stage.IDLE
    started: datetime | None = None
    call: CallState = field(default_factory=CallState)
    board: BoardState = field(default_factory=BoardState)
    notes: NotesState = field(default_factory=NotesState)
    past: PastState = field(default_factory=PastState)
    exchange: ExchangeState = field(default_factory=ExchangeState)
    meeting: Meeting = field(default_factory=lambda: Meeting(PRE_TEST))
    failure: Failure | None = None

    @property
    def is_running(self) -> bool:
        """Whether a session began and is not kept as ended yet."""
        return self.stage in (Stage.OPEN, Stage.ENDING)


def heard(call: CallState, event: CallEvent) -> CallState:
    """Return the line's state after an event, of whomever it tells."""
    is_hers = call.is_hers(event)
    call = replace(call, people=people_after(call.people, event))
    if isinstance(event, PrivateTalk):
        return replace(call, alone=event.seats)
    return _heard_of_patient(call, event) if is_hers else call


def _heard_of_patient(call: CallState, event: CallEvent) -> CallState:
    match event:
        case LinkReady():
            return replace(
                call,
                is_opening=False,
                seat=event.seat,
                link=event.link,
                presence=Presence.WAITING,
            )
        case Knocked():
            return replace(
                call,
                seat=event.seat,
                presence=Presence.KNOCKED,
                check=event.devices,
                found=event.found,
                language=event.language,
                has_left=False,
                is_freed=False,
            )
        case Admitted():
            return replace(call, presence=Presence.ADMITTED)
        case Connected():
            return replace(
                call,
                presence=Presence.CONNECTED,
                safety_words=event.safety_words,
                quality=Quality.GOOD,
                rung=Rung.FULL,
            )
        case FirstFrame(_, Media.VIDEO):
            return replace(call, has_picture=True)
        case LineChanged():
            return replace(call, quality=event.quality)
        case PictureChanged():
            return replace(call, rung=event.rung)
        case ServerLost():
            return replace(call, is_server_lost=True)
        case ServerBack():
            return replace(call, is_server_lost=False)
        case _:
            return _gone(call, event)


def _gone(call: CallState, event: CallEvent) -> CallState:
    """Return the line's state after one of the events by which somebody is there no more."""
    away = replace(call, has_picture=False, safety_words=None)
    match event:
        case WentAway():
            return replace(away, presence=Presence.WAITING)
        case Lost():
            return replace(away, presence=Presence.RECONNECTING)
        case Left():
            return replace(away, presence=Presence.WAITING, has_left=True)
        case Freed():
            return replace(away, presence=Presence.WAITING, is_freed=True, has_left=False)
        case Failed() if call.presence in (Presence.KNOCKED, Presence.ADMITTED):
            return replace(away, presence=Presence.WAITING)
        case Ended():
            return CallState(lacks=call.lacks)
        case _:
            return call


def failure_in(event: CallEvent) -> Failure | None:
    """Return what an event says went wrong."""
    return failure_of(event.error) if isinstance(event, Failed) else None
