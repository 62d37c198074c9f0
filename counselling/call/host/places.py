"""The places of a call: a seat, the invitation to it, and who is on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counselling.call.host.visit import Step, Visit
from counselling.call.link.invitation import Invitation, Random, dialled, invite, new_room
from counselling.call.link.plan import Invited, Plan
from counselling.call.link.room import Presence, Room, Seat
from counselling.call.link.ticket import KeptSeat, Ticket


@dataclass(slots=True)
class Place:
    """A seat's invitation and its visits.

    visit: the one that counts; arriving: a second one by somebody who holds the seat already,
    which takes its place when it is proven. So nobody can break a line by knocking. is_left: who
    was here left, or was sent away, and nobody knocked since.
    """

    invitation: Invitation
    visit: Visit | None = None
    arriving: Visit | None = None
    is_left: bool = False

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Both, as far as there are any."""
        return tuple(filter(None, (self.visit, self.arriving)))

    @property
    def newest(self) -> Visit | None:
        """The one that her page listens to."""
        return self.arriving or self.visit

    def receive(self, visit: Visit) -> tuple[Visit, ...]:
        """Take a new visit; returns those that it takes the place of."""
        if self.visit is not None and self.visit.step is Step.PROVEN:
            gone, self.arriving = self.arriving, visit
            return () if gone is None else (gone,)
        before = self.visits
        self.visit, self.arriving = visit, None
        return before

    def prove(self, visit: Visit) -> tuple[Visit, ...]:
        """Have a proven visit count; returns the one before it."""
        if self.arriving is not visit:
            return ()
        before, self.visit, self.arriving = self.visit, visit, None
        return () if before is None else (before,)

    def lose(self, visit: Visit) -> bool:
        """Forget a visit whose line broke; tells whether it was the one that counts."""
        is_counting = self.visit is visit
        if is_counting:
            self.visit, self.arriving = self.arriving, None
        elif self.arriving is visit:
            self.arriving = None
        return is_counting

    def clear(self) -> tuple[Visit, ...]:
        """Hold nobody; returns who was there."""
        before = self.visits
        self.is_left = True
        self.visit = self.arriving = None
        return before


def places_of(plan: Plan, ticket: Ticket | None, random: Random) -> tuple[Room, dict[str, Place]]:
    """Draw a room with an invitation for everybody, as far as the ticket does not hold them."""
    kept = {seat.id: seat for seat in ticket.seats} if ticket else {}
    name = ticket.room if ticket else new_room(random)
    room = Room(name, tuple(_seats(plan.invited, kept)))

    def invitation(seat: Seat) -> Invitation:
        language, telephone = seat.language, dialled(plan.telephone)
        if seat.id in kept:
            base, secret = plan.server.url.rstrip("/"), kept[seat.id].secret
            return Invitation(base, name, secret, language, telephone=telephone)
        return invite(plan.server.url, name, random=random, language=language, telephone=telephone)

    return room, {seat.id: Place(invitation(seat)) for seat in room.seats}


def _seats(invited: Sequence[Invited], kept: Mapping[str, KeptSeat]) -> Iterator[Seat]:
    """Yield the seats of who is invited; who was let in before the ticket was kept, still is."""
    for number, person in enumerate(invited, start=1):
        seat = Seat(str(number), person.role, person.language)
        was_in = seat.id in kept and kept[seat.id].is_let_in
        yield replace(seat, presence=Presence.RECONNECTING) if was_in else seat
