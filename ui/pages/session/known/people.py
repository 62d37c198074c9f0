"""Who is invited to a session's room, as values, and what each event of the line makes of them."""

from dataclasses import dataclass, replace
from datetime import datetime

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
    LinkReady,
    Lost,
    Media,
    WentAway,
)
from counselling.call.link.proof import SafetyWords
from counselling.call.link.room import Presence, Role
from counselling.call.server.messages import DeviceCheck
from counselling.session.session import Meeting

_ON_THE_WAY = (Presence.KNOCKED, Presence.ADMITTED)
_AWAY = (Presence.WAITING, Presence.ADMITTED, Presence.RECONNECTING)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is invited.

    check: what her device check found; has_picture: she is seen. safety_words: on her screen too,
    None while she is not connected. is_bound: her link works in the browser that opened it only.
    """

    seat: str
    role: Role
    link: str
    presence: Presence = Presence.WAITING
    check: DeviceCheck | None = None
    has_picture: bool = False
    safety_words: SafetyWords | None = None
    is_bound: bool = False

    @property
    def is_connected(self) -> bool:
        """Whether she is heard and seen."""
        return self.presence is Presence.CONNECTED

    @property
    def may_change_device(self) -> bool:
        """Whether a browser holds her link that is not in the room: it can be freed for another."""
        return self.is_bound and self.presence in _AWAY


People = tuple[Person, ...]


def person_at(people: People, seat: str) -> Person | None:
    """Return who sits at a seat."""
    return next((each for each in people if each.seat == seat), None)


def is_interpreted(people: People) -> bool:
    """Whether somebody interprets in the room."""
    return any(each.role is Role.INTERPRETER and each.is_connected for each in people)


def people_after(people: People, event: CallEvent) -> People:
    """Return who is invited after an event."""
    match event:
        case LinkReady(seat, role, link):
            others = tuple(each for each in people if each.seat != seat)
            return (*others, Person(seat, role, link))
        case Ended():
            return ()
    seat = getattr(event, "seat", "")
    return tuple(_after(each, event) if each.seat == seat else each for each in people)


def attended(meeting: Meeting, event: CallEvent, now: datetime, *, people: People) -> Meeting:
    """Return the meeting after an event of the line: who is there now."""
    person = person_at(people, getattr(event, "seat", ""))
    role = person.role if person else Role.PATIENT
    is_another_here = any(each.role is role and each.is_connected for each in people)
    match event:
        case Connected() if role not in [each.role for each in meeting.present]:
            return meeting.came(role, now)
        case Left() | Freed() if not is_another_here:
            return meeting.left(role, now)
    return meeting


def _after(person: Person, event: CallEvent) -> Person:
    away = replace(person, has_picture=False, safety_words=None)
    match event:
        case Knocked():
            knocking = replace(person, presence=Presence.KNOCKED, check=event.devices)
            return replace(knocking, is_bound=True)
        case Admitted():
            return replace(person, presence=Presence.ADMITTED, is_bound=True)
        case Connected(_, words):
            return replace(person, presence=Presence.CONNECTED, safety_words=words)
        case FirstFrame(_, Media.VIDEO):
            return replace(person, has_picture=True)
        case Lost():
            return replace(away, presence=Presence.RECONNECTING)
        case WentAway() | Left():
            return replace(away, presence=Presence.WAITING)
        case Freed():
            return replace(away, presence=Presence.WAITING, is_bound=False)
        case Failed() if person.presence in _ON_THE_WAY:
            return replace(away, presence=Presence.WAITING)
        case _:
            return person
