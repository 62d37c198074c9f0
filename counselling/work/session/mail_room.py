"""The clinic's server as appointments need it: links made known and withdrawn, mail fetched."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias

from counselling.call.link.plan import ServerAddress
from counselling.call.link.ticket import Ticket, read_ticket
from counselling.call.server.mailbox import Arrived, Box, Letter, announce, box_of, withdraw
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Appointment
from counselling.records.vault.vault import Vault
from counselling.work.session.fetch_mail import BoxId, Kept, MailRounds, Round

# Raises CallError("call.no_clinic_server") where there is none.
FindServer: TypeAlias = Callable[[], Awaitable[ServerAddress]]


class MailRoom:
    """find_server: finds the clinic's server, its page compared with this release's."""

    def __init__(self, find_server: FindServer) -> None:
        self._find_server = find_server

    async def announce(self, ticket: Ticket, *, seconds: float) -> None:
        """Make a room's links work for so long. Raises CallError."""
        box = box_of(ticket, await self._find_server())
        await announce(box, opens_in=0.0, closes_in=seconds)

    async def withdraw(self, ticket: Ticket) -> None:
        """Let a room's links die. Raises CallError."""
        await withdraw(box_of(ticket, await self._find_server()))

    async def fetch(self, vault: Vault, *, heard: Callable[[float], None] | None = None) -> Round:
        """Fetch what was left in all rooms of a vault. Raises CallError, VaultError, StorageError.

        heard: told how much is done, 0..1. What cannot be kept here stays on the server.
        """
        tray = _VaultTray(vault, await self._find_server())
        return await MailRounds(tray).go_round(heard=heard)


class _VaultTray:
    """The rooms of a vault as boxes at one server."""

    def __init__(self, vault: Vault, server: ServerAddress) -> None:
        self._vault, self._server = vault, server

    def boxes(self) -> Sequence[Kept]:
        """Return a box for each room at this server."""
        url = self._server.url.rstrip("/")
        return [
            Kept(f"{each.family} {each.id}", self._box(each), dict(each.taken))
            for each in appointments.every(self._vault)
            if each.room.server == url
        ]

    def keep(self, box: BoxId, arrived: Arrived) -> None:
        """Keep a letter in its family; of what was spoilt there is nothing to keep."""
        if isinstance(arrived, Letter):
            family, appointment = box.split(" ")
            seat, number, message = arrived.seat, arrived.number, arrived.message
            keep = partial(appointments.keep_mail, self._vault, family, appointment)
            keep(seat=seat, number=number, message=message)

    def _box(self, appointment: Appointment) -> Box:
        return box_of(read_ticket(appointment.room.ticket), self._server)
