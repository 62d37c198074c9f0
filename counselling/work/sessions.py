"""Use case: hold a session: the line, the notes that are never lost, what was shown."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeAlias

from counselling.call.board_words import ToPage
from counselling.call.devices import Devices
from counselling.call.events import CallEvent
from counselling.drawing.scene import Scene
from counselling.errors import Field
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from counselling.records.papers import sessions
from counselling.records.papers.sessions import Notes, Session, SessionId
from counselling.records.vault.acts import Act, Action
from counselling.work.door import Door
from counselling.work.shared_line import PlainLine, shared


class Line(Protocol):
    """The counsellor's end of a call; lives on the loop that opened it."""

    def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last. For one reader."""
        ...

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat."""
        ...

    async def refuse(self, seat_id: str) -> None:
        """Turn away who knocks at a seat."""
        ...

    async def show(self, scene: Scene) -> None:
        """Write down that a picture is shared, and put it up for everybody in the room.

        Raises VaultError, StorageError; then it is not shown.
        """
        ...

    def say(self, word: ToPage, *, seat: str = "") -> None:
        """Say something about the board, to one seat or to everybody in the room."""
        ...

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of the counsellor is sent."""
        ...

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": the counsellor); nobody: all with all."""
        ...

    async def end(self) -> None:
        """End the session for everybody."""
        ...


# language of the patient's page -> a line with one link ready, closed when the block is left
OpenLine: TypeAlias = Callable[[str, Devices], AbstractAsyncContextManager[PlainLine]]


class Sessions:
    """Sessions of the vault's families. The vault's part is slow enough to stay off the UI thread.

    open_line: opens a line with a server of its own or the clinic's. languages: of the patient's
    page.
    """

    def __init__(
        self, door: Door, *, open_line: OpenLine, languages: Callable[[], tuple[Language, ...]]
    ) -> None:
        self._door = door
        self._open_line = open_line
        self._languages = languages
        self._running: tuple[SessionId, str] | None = None  # and its family: ids, no name

    @property
    def page_languages(self) -> tuple[Language, ...]:
        """Languages in which a patient can read her page."""
        return self._languages()

    def open_line(self, language: str, devices: Devices) -> AbstractAsyncContextManager[Line]:
        """Open a line for the session that was begun last; what it shows is written down."""
        return shared(self._open_line(language, devices), self._write_down_share)

    def _write_down_share(self) -> None:
        session, family = self._running or ("", None)
        act = Act(Action.SHARE, f"session/{session}/board", family)
        self._door.vault.note_act(act)

    def begin(self, family_id: str, *, person: PersonId = "") -> SessionId:
        """Begin a session with a family; person: who is invited."""
        session = sessions.begin(self._door.vault, family_id, person=person)
        self._running = (session, family_id)
        return session

    def listing(self, family_id: str) -> tuple[Session, ...]:
        """Return a family's sessions, the first first."""
        return sessions.listing(self._door.vault, family_id)

    def notes(self, session: SessionId) -> Notes:
        """Return a session's notes as they were last saved."""
        return sessions.notes(self._door.vault, session)

    def save_notes(self, session: SessionId, text: str) -> Notes:
        """Save the notes; what stood there before is kept too. Raises VaultError, StorageError."""
        return sessions.save_notes(self._door.vault, session, text=text)

    def end(self, session: SessionId, *, figures: Mapping[str, Field]) -> Session:
        """End a session with the figures of its call, without any content."""
        return sessions.end(self._door.vault, session, figures=figures)
