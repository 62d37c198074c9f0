"""Who sits where in a session, as a value: which seat waits, knocks, is let in, is lost, is back.

                 knock             admit               prove
    WAITING  ----------->  KNOCKED  ----->  ADMITTED  ------->  CONNECTED
       ^  ^-----------------/                  ^                 |     |
       |     leave, go away, refuse            | knock again     | lose|
       |                                       |                 v     |
       |                                       `-----------  RECONNECTING
       `------------------- leave ----------------------------------'

From everywhere the session's end leads to ENDED. Who is refused may knock again: it may have been a
slip of the hand, nobody comes in without being let in, and a new link keeps her out.

Being let in is remembered: who comes back to a seat after a lost line, a reload or a flat battery
is not asked to wait again. Who leaves by the button, is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from counselling.errors import CallError


class Role(StrEnum):
    """What somebody is in the room for. Known to the counsellor's program only."""

    PATIENT = "patient"
    RELATIVE = "relative"
    NURSE = "nurse"
    INTERPRETER = "interpreter"


# Who may be invited to a session, by seat; the first is the patient's. Who is not sent her link is
# simply not there.
SEATED: Final = (*Role, Role.RELATIVE, Role.RELATIVE)


def counted(roles: Sequence[Role]) -> Iterator[tuple[Role, int]]:
    """Yield each role and which of its kind it is, from 1, in the order of the seats."""
    for place, role in enumerate(roles):
        yield role, roles[: place + 1].count(role)


class Presence(StrEnum):
    """How far the person of a seat has come."""

    WAITING = "waiting"  # invited, not here
    KNOCKED = "knocked"  # in the waiting room
    ADMITTED = "admitted"  # let in, the line is being made
    CONNECTED = "connected"  # proven; heard and seen
    RECONNECTING = "reconnecting"  # was connected, the line is lost
    ENDED = "ended"  # the session is over


class Move(StrEnum):
    """What can happen to a seat."""

    KNOCK = "knock"
    GO_AWAY = "go_away"  # the page lost the server, without a word
    ADMIT = "admit"
    REFUSE = "refuse"
    PROVE = "prove"
    LOSE = "lose"
    LEAVE = "leave"
    END = "end"


@dataclass(frozen=True, slots=True)
class Seat:
    """One invited person's place. id: how the server knows it; it says nothing of the person."""

    id: str
    role: Role
    language: str = ""
    presence: Presence = Presence.WAITING

    @property
    def is_let_in(self) -> bool:
        """Whether the counsellor has let this person in, for this visit or an earlier one."""
        return self.presence in _LET_IN


_LET_IN: Final = frozenset({Presence.ADMITTED, Presence.CONNECTED, Presence.RECONNECTING})

_NEXT: Final[Mapping[tuple[Presence, Move], Presence]] = {
    (Presence.WAITING, Move.KNOCK): Presence.KNOCKED,
    (Presence.KNOCKED, Move.KNOCK): Presence.KNOCKED,
    (Presence.KNOCKED, Move.GO_AWAY): Presence.WAITING,
    (Presence.KNOCKED, Move.LEAVE): Presence.WAITING,
    (Presence.KNOCKED, Move.ADMIT): Presence.ADMITTED,
    (Presence.KNOCKED, Move.REFUSE): Presence.WAITING,
    (Presence.ADMITTED, Move.KNOCK): Presence.ADMITTED,
    (Presence.ADMITTED, Move.PROVE): Presence.CONNECTED,
    (Presence.ADMITTED, Move.LOSE): Presence.RECONNECTING,
    (Presence.ADMITTED, Move.GO_AWAY): Presence.RECONNECTING,
    (Presence.ADMITTED, Move.LEAVE): Presence.WAITING,
    (Presence.CONNECTED, Move.KNOCK): Presence.ADMITTED,
    (Presence.CONNECTED, Move.LOSE): Presence.RECONNECTING,
    (Presence.CONNECTED, Move.GO_AWAY): Presence.CONNECTED,  # media needs no server
    (Presence.CONNECTED, Move.LEAVE): Presence.WAITING,
    (Presence.RECONNECTING, Move.KNOCK): Presence.ADMITTED,
    (Presence.RECONNECTING, Move.GO_AWAY): Presence.RECONNECTING,
    (Presence.RECONNECTING, Move.LOSE): Presence.RECONNECTING,
    (Presence.RECONNECTING, Move.LEAVE): Presence.WAITING,
    **{(presence, Move.END): Presence.ENDED for presence in Presence},
}


@dataclass(frozen=True, slots=True)
class Room:
    """All seats of a session."""

    name: str
    seats: tuple[Seat, ...]

    def seat(self, seat_id: str) -> Seat:
        """Return a seat. Raises CallError("call.seat") when the room has none of that id."""
        for seat in self.seats:
            if seat.id == seat_id:
                return seat
        raise CallError("call.seat")

    def number(self, seat_id: str) -> int:
        """Return which of its role a seat is, from 1. Raises CallError("call.seat")."""
        ids = [seat.id for seat in self.seats]
        numbers = (number for _, number in counted([seat.role for seat in self.seats]))
        return dict(zip(ids, numbers, strict=True))[self.seat(seat_id).id]

    def moved(self, seat_id: str, move: Move) -> "Room":
        """Return the room after a move. Raises CallError("call.move") when it cannot be now."""
        seat = self.seat(seat_id)
        presence = _NEXT.get((seat.presence, move))
        if presence is None:
            raise CallError("call.move", move=move, presence=seat.presence)
        moved = replace(seat, presence=presence)
        return replace(self, seats=tuple(moved if s is seat else s for s in self.seats))

    def can(self, seat_id: str, move: Move) -> bool:
        """Tell whether a move is possible now."""
        return (self.seat(seat_id).presence, move) in _NEXT
