"""Who is invited to a session's room, as values, and what each event of the line makes of them."""

from dataclasses import dataclass, replace

from counselling.call.line.events import (
    Admitted,
    CallEvent,
    Connected,
    Ended,
    Failed,
    FirstFrame,
    Knocked,
    Left,
    LinkReady,
    Lost,
    Media,
    WentAway,
)
from counselling.call.link.room import Presence, Role
from counselling.call.server.messages import DeviceCheck

_ON_THE_WAY = (Presence.KNOCKED, Presence.ADMITTED)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is invited. check: what her device check found; has_picture: she is seen."""

    seat: str
    role: Role
    link: str
    presence: Presence = Presence.WAITING
    check: DeviceCheck | None = None
    has_picture: bool = False

    @property
    def is_connected(self) -> bool:
        """Whether she is heard and seen."""
        return self.presence is Presence.CONNECTED


People = tuple[Person, ...]


def person_at(people: People, seat: str) -> Person | None:
    """Return who sits at a seat."""
    return next((each for each in people if each.seat == seat), None)


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


def _after(person: Person, event: CallEvent) -> Person:
    away = replace(person, has_picture=False)
    match event:
        case Knocked():
            return replace(person, presence=Presence.KNOCKED, check=event.devices)
        case Admitted():
            return replace(person, presence=Presence.ADMITTED)
        case Connected():
            return replace(person, presence=Presence.CONNECTED)
        case FirstFrame(_, Media.VIDEO):
            return replace(person, has_picture=True)
        case Lost():
            return replace(away, presence=Presence.RECONNECTING)
        case WentAway() | Left():
            return replace(away, presence=Presence.WAITING)
        case Failed() if person.presence in _ON_THE_WAY:
            return replace(away, presence=Presence.WAITING)
        case _:
            return person
