"""The places of a call: a seat, the invitation to it, and who is on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counselling.call.host.visit import Visit
from counselling.call.link.invitation import Invitation, Random, invite, new_room
from counselling.call.link.plan import Invited, Plan
from counselling.call.link.room import Presence, Room, Seat
from counselling.call.link.ticket import KeptSeat, Ticket


@dataclass(slots=True)
class Place:
    """A seat's invitation and its visits.

    visit: the one that counts; arriving: a second one by somebody who holds the seat already,
    which takes its place when it is proven. So nobody can break a line by knocking.
    """

    invitation: Invitation
    visit: Visit | None = None
    arriving: Visit | None = None


def places_of(plan: Plan, ticket: Ticket | None, random: Random) -> tuple[Room, dict[str, Place]]:
    """Draw a room with an invitation for everybody, as far as the ticket does not hold them."""
    kept = {seat.id: seat for seat in ticket.seats} if ticket else {}
    name = ticket.room if ticket else new_room(random)
    room = Room(name, tuple(_seats(plan.invited, kept)))

    def invitation(seat: Seat) -> Invitation:
        if seat.id in kept:
            base = plan.server.url.rstrip("/")
            return Invitation(base, name, kept[seat.id].secret, seat.language)
        return invite(plan.server.url, name, random=random, language=seat.language)

    return room, {seat.id: Place(invitation(seat)) for seat in room.seats}


def _seats(invited: Sequence[Invited], kept: Mapping[str, KeptSeat]) -> Iterator[Seat]:
    """Yield the seats of who is invited; who was let in before the ticket was kept, still is."""
    for number, person in enumerate(invited, start=1):
        seat = Seat(str(number), person.role, person.language)
        was_in = seat.id in kept and kept[seat.id].is_let_in
        yield replace(seat, presence=Presence.RECONNECTING) if was_in else seat
