"""Use cases of appointments, as the session's page and the letters' need them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from counselling.pedigree.person import PersonId

if TYPE_CHECKING:
    from counselling.work.session.appointments import Standing
    from counselling.work.session.fetch_mail import Round


class AppointmentsWork(Protocol):
    """Links before the call. Coroutines ask the clinic's server, the rest but `has_server` the
    vault: not on the UI thread.
    """

    @property
    def has_server(self) -> bool:
        """Whether the clinic has a server of its own, without which there is no link before."""
        ...

    def standing(self, family: str) -> "tuple[Standing, ...]":
        """Return a family's appointments whose links work. Raises VaultError."""
        ...

    def waiting(self, family: str) -> int:
        """Count what a family left and nobody has taken over yet. Raises VaultError."""
        ...

    def link(self, family: str, person: PersonId) -> str:
        """Return the link of somebody's appointment, "" for none. Raises VaultError."""
        ...

    async def draw(self, family: str, *, person: PersonId = "", language: str = "") -> "Standing":
        """Make links; older ones of that person are dead then. Raises CallError, VaultError."""
        ...

    async def cancel(self, family: str, appointment: str) -> None:
        """Let an appointment's links die. Raises CallError, VaultError, StorageError."""
        ...

    async def fetch(self, heard: Callable[[float], None] | None = None) -> "Round":
        """Fetch what was left in all rooms; heard: how much is done, 0..1, on another thread.

        Cancelled, what is not fetched stays at the server. Raises CallError, VaultError.
        """
        ...
