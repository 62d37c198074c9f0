"""Use case: an appointment has its room and its link before the call, and is taken up after a kill.

The letter, the copied link and the call are the same room and the same seat. What the patient
leaves there is fetched into the vault, and deleted on the server when it is durable here.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from counselling.call.link import form
from counselling.call.link.form import Beforehand
from counselling.call.link.invitation import Invitation, Random, dialled
from counselling.call.link.room import Role
from counselling.call.link.ticket import Ticket, new_ticket, read_ticket, role_at, write_ticket
from counselling.errors import LetterError, PeerNotProven
from counselling.pedigree.person import PersonId
from counselling.records.papers import appointments, consents, gates
from counselling.records.papers.appointments import Appointment, AppointmentId, Mail, Room
from counselling.records.papers.notes import SessionId
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

if TYPE_CHECKING:
    from counselling.work.session.fetch_mail import Round

DAYS: Final = 30.0
_DAY: Final = 86_400.0
_CALL_SECONDS: Final = 3 * 3600.0
_FAMILY: Final = (Role.PATIENT, Role.RELATIVE)


class Post(Protocol):
    """The clinic's server. Raises CallError("call.no_clinic_server") where there is none."""

    async def announce(self, ticket: Ticket, *, seconds: float) -> None:
        """Make a room's links work for so long."""
        ...

    async def withdraw(self, ticket: Ticket) -> None:
        """Let a room's links die."""
        ...

    async def fetch(self, vault: Vault, *, heard: Callable[[float], None] | None = None) -> "Round":
        """Fetch what was left in all rooms of a vault. heard: told how much is done, 0..1."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """An appointment that is not over.

    link: the patient's; links: hers, and those of who comes along. closes: Unix seconds until
    which they work. session: the one that was begun in its room, "" before.
    """

    id: AppointmentId
    family: FamilyId
    person: PersonId
    link: str = field(repr=False)
    closes: float
    session: SessionId = ""
    links: tuple[tuple[Role, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What a patient left, and as what it was read; None when it is no form of the page."""

    mail: Mail
    form: Beforehand | None


@dataclass(frozen=True, slots=True)
class Held:
    """The room that a session is held in. closes: Unix seconds."""

    ticket: Ticket
    closes: float


class Appointments:
    """vault: the open one, asked for each time. post: the clinic's server. now: Unix seconds.

    telephone: the clinic's, which links carry; "" for none.

    What is not a coroutine reads or writes the vault: neither on a loop nor on the UI thread.
    """

    def __init__(
        self,
        vault: Callable[[], Vault],
        *,
        post: Callable[[], Post],
        server_url: str,
        random: Random,
        now: Callable[[], float],
        telephone: str = "",
    ) -> None:
        self._vault, self._post, self._telephone = vault, post, dialled(telephone)
        self._url = server_url.rstrip("/")
        self._random, self._now = random, now

    @property
    def has_server(self) -> bool:
        """Whether links can be made before the call: the clinic has a server of its own."""
        return bool(self._url)

    def standing(self, family: FamilyId) -> tuple[Standing, ...]:
        """Return a family's appointments whose links work. Raises as `open_family`."""
        found = appointments.standing(self._vault(), family)
        return tuple(self._standing(each) for each in found if self._is_open(each.room))

    async def draw(
        self, family: FamilyId, *, person: PersonId = "", language: str = "", days: float = DAYS
    ) -> Standing:
        """Make a link for somebody; an older one of hers is dead then.

        Raises LetterError("letter.video_withdrawn") for who wants no such talk,
        CallError("call.no_clinic_server"), ConnectionLost, LinkRefused, PageChanged, VaultError,
        StorageError.
        """
        await asyncio.to_thread(self._demand_wanted, family, person)
        for old in await asyncio.to_thread(self.standing, family):
            if old.person == person:
                await self.cancel(family, old.id)
        closes = self._now() + days * _DAY
        room = self._new(person, language, closes)
        await self._post().announce(read_ticket(room.ticket), seconds=days * _DAY)
        made = await asyncio.to_thread(appointments.make, self._vault(), family, room)
        return self._standing(Appointment(made, family, room, {}))

    def _demand_wanted(self, family: FamilyId, person: PersonId) -> None:
        """A link is an invitation: it is for whom a letter with it would be for."""
        told = consents.last_words(consents.recorded(self._vault(), family))
        if not gates.is_open(told, person, gates.Purpose.VIDEO_TALK):
            raise LetterError("letter.video_withdrawn")

    async def cancel(self, family: FamilyId, appointment: AppointmentId) -> None:
        """End an appointment before its time: its link is dead. Raises as `draw`."""
        room = await asyncio.to_thread(self._room, family, appointment)
        if room is not None:
            await self._post().withdraw(read_ticket(room.ticket))
            await asyncio.to_thread(appointments.end, self._vault(), family, appointment)

    # Mail

    async def fetch(self, heard: Callable[[float], None] | None = None) -> "Round":
        """Fetch what patients left in all rooms. Raises VaultError, StorageError, CallError.

        heard: told how much is done, 0..1, on this loop. What cannot be kept here stays on the
        server, and so does what was not fetched yet when this is cancelled.
        """
        return await self._post().fetch(self._vault(), heard=heard)

    def waiting(self, family: FamilyId) -> int:
        """Count what was left and nobody has taken over yet. Raises as `open_family`."""
        return appointments.waiting(self._vault(), family)

    def told(self, family: FamilyId) -> tuple[Told, ...]:
        """Show what was left and is not taken over yet. Raises as `open_family`."""
        return tuple(Told(mail, _form(mail)) for mail in appointments.mail(self._vault(), family))

    def settle(self, family: FamilyId, told: Sequence[Told]) -> None:
        """Write down that this is in the record or the notes now. Raises StorageError."""
        appointments.settle(self._vault(), family, tuple(each.mail for each in told))

    def link(self, family: FamilyId, person: PersonId) -> str:
        """Return the link of somebody's appointment, "" where she has none. Raises as `standing`.

        That of an appointment for nobody in particular is hers where she has no other.
        """
        found = [each for each in self.standing(family) if each.person in (person, "")]
        found.sort(key=lambda each: each.person != person)
        return found[0].link if found else ""

    # The call

    def cut_off(self) -> tuple[tuple[FamilyId, SessionId], ...]:
        """Return the sessions of all families whose room is still open. Raises VaultError."""
        found = (x for x in appointments.every(self._vault()) if self._is_open(x.room))
        return tuple((each.family, each.room.session) for each in found if each.room.session)

    def unfinished(self, family: FamilyId) -> SessionId:
        """Return the session that was begun in a room that is still open, "" for none."""
        found = (each.session for each in self.standing(family) if each.session)
        return next(found, "")

    def take(
        self, family: FamilyId, session: SessionId, *, person: PersonId, language: str
    ) -> tuple[AppointmentId, Held] | None:
        """Return the room that a session is held in; None where there is no server for one.

        That of the session itself, that of the person's appointment, or a new one. An appointment
        for nobody in particular is anybody's; where nobody was chosen, the only one is meant.
        """
        if not self.has_server:
            return None
        vault = self._vault()
        found = [x for x in appointments.standing(vault, family) if self._is_open(x.room)]
        its_own = [each for each in found if each.room.session == session]
        hers = _of(person, [each for each in found if not each.room.session])
        closes = self._now() + _CALL_SECONDS
        for each in (*its_own, *hers)[:1]:
            room = replace(each.room, session=session, closes=max(each.room.closes, closes))
            appointments.change(vault, family, each.id, room)
            return each.id, Held(read_ticket(room.ticket), room.closes)
        room = replace(self._new(person, language, closes), session=session)
        made = appointments.make(vault, family, room)
        return made, Held(read_ticket(room.ticket), closes)

    def keep(self, family: FamilyId, appointment: AppointmentId, ticket: Ticket) -> None:
        """Keep what takes the room up again as it is now. Raises VaultError, StorageError."""
        room = self._room(family, appointment)
        if room is not None:
            room = replace(room, ticket=write_ticket(ticket))
            appointments.change(self._vault(), family, appointment, room)

    def over(self, family: FamilyId, appointment: AppointmentId) -> None:
        """Forget a room whose session is over. Raises VaultError, StorageError."""
        appointments.end(self._vault(), family, appointment)

    def _new(self, person: PersonId, language: str, closes: float) -> Room:
        ticket = write_ticket(new_ticket(self._random))
        return Room(person, language, self._url, ticket, self._now(), closes)

    def _standing(self, appointment: Appointment) -> Standing:
        room = appointment.room
        links = tuple(_links(room, self._telephone))
        place = (appointment.id, appointment.family, room.person)
        return Standing(*place, links[0][1], room.closes, room.session, links)

    def _room(self, family: FamilyId, appointment: AppointmentId) -> Room | None:
        found = appointments.standing(self._vault(), family)
        return next((each.room for each in found if each.id == appointment), None)

    def _is_open(self, room: Room) -> bool:
        return room.server == self._url and self._now() < room.closes


def _links(room: Room, telephone: str) -> Iterator[tuple[Role, str]]:
    """Yield the link of each seat; who comes along professionally reads the browser's language."""
    ticket = read_ticket(room.ticket)
    for seat in ticket.seats:
        role = role_at(seat.id)
        if role is not None:
            language = room.language if role in _FAMILY else ""
            invitation = Invitation(
                room.server, ticket.room, seat.secret, language, telephone=telephone
            )
            yield role, invitation.link


def _of(person: PersonId, found: Sequence[Appointment]) -> list[Appointment]:
    """Return the appointments that may be meant, the likeliest first."""
    if not person and len(found) == 1:
        return list(found)
    hers = [each for each in found if each.room.person == person]
    return hers + [each for each in found if person and not each.room.person]


def _form(mail: Mail) -> Beforehand | None:
    try:
        return form.read(mail.message)
    except PeerNotProven:
        return None
