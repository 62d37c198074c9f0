"""Use cases of the session, as its page needs them."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

from counselling.call.media.devices import Devices
from counselling.errors import Field
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from ui.appointments_work import AppointmentsWork

if TYPE_CHECKING:
    from counselling.records.papers.sessions import Notes, Session
    from counselling.work.session.sessions import Line


class SessionsWork(Protocol):
    """Use cases of the session. Apart from the first two they use the vault: not on the UI
    thread.
    """

    @property
    def page_languages(self) -> tuple[Language, ...]:
        """Languages in which a patient can read her page."""
        ...

    @property
    def open_line(self) -> Callable[[str, Devices], "AbstractAsyncContextManager[Line]"]:
        """Open a line, on the asyncio thread: the patient's language and our devices."""
        ...

    @property
    def appointments(self) -> AppointmentsWork | None:
        """Links before the call; asks no vault."""
        ...

    def cut_off(self) -> str:
        """Return the family of a session that this program was killed in, "" for none.

        Not one that goes on here. Raises VaultError.
        """
        ...

    def begin(self, family_id: str, *, person: PersonId = "") -> str:
        """Begin a session and return its id. Raises VaultError, StorageError."""
        ...

    def unfinished(self, family_id: str) -> str:
        """Return the session that this program was killed in, "" for none. Raises VaultError."""
        ...

    def has_notes(self, session: str) -> bool:
        """Whether `begin` took up that session, with its notes; asks no vault."""
        ...

    def listing(self, family_id: str) -> "tuple[Session, ...]":
        """Return a family's sessions, the last one first. Raises VaultError."""
        ...

    def notes(self, session: str) -> "Notes":
        """Return a session's notes. Raises VaultError."""
        ...

    def save_notes(self, session: str, text: str) -> "Notes":
        """Save the notes as they stand. Raises VaultError, StorageError."""
        ...

    def keep_figures(self, session: str, figures: Mapping[str, Field]) -> None:
        """Keep the figures of a call that goes on. Raises VaultError, StorageError."""
        ...

    def end(self, session: str, *, figures: Mapping[str, Field]) -> "Session":
        """End a session with the figures of its call. Raises VaultError, StorageError."""
        ...
