"""The places of a call: a seat, the invitation to it, and who is on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counselling.call.invitation import Invitation
from counselling.call.plan import Invited
from counselling.call.room import Presence, Seat
from counselling.call.ticket import KeptSeat
from counselling.call.visit import Visit


@dataclass(slots=True)
class Place:
    """A seat's invitation and its visits.

    visit: the one that counts; arriving: a second one by somebody who holds the seat already,
    which takes its place when it is proven. So nobody can break a line by knocking.
    """

    invitation: Invitation
    visit: Visit | None = None
    arriving: Visit | None = None


def seats_of(invited: Sequence[Invited], kept: Mapping[str, KeptSeat]) -> Iterator[Seat]:
    """Yield the seats of who is invited; who was let in before the ticket was kept, still is."""
    for number, person in enumerate(invited, start=1):
        seat = Seat(str(number), person.role, person.language)
        was_in = seat.id in kept and kept[seat.id].is_let_in
        yield replace(seat, presence=Presence.RECONNECTING) if was_in else seat
