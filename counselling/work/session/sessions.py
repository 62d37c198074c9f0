"""Use case: hold a session: the line, the notes that are never lost, what was shown."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Protocol

from counselling.call.board.board_words import ToPage
from counselling.call.line.events import CallEvent
from counselling.call.link.before_call import Sentence
from counselling.call.media.devices import Devices
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import TalkOrder
from counselling.drawing.scene import Scene
from counselling.errors import CounsellingError, Field, VaultError
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from counselling.records.papers import sessions
from counselling.records.papers.sessions import Notes, Session, SessionId
from counselling.records.vault.acts import Act, Action
from counselling.session.quality import joined
from counselling.work.session.appointments import Appointments, Held
from counselling.work.session.shared_line import PlainLine, shared
from counselling.work.vault.door import Door


class Line(Protocol):
    """The counsellor's end of a call; lives on the loop that opened it."""

    def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last. For one reader."""
        ...

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat."""
        ...

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks at a seat."""
        ...

    def let_know(self, seat_id: str, note: Note) -> None:
        """Let one who waits know something."""
        ...

    async def show(self, scene: Scene) -> None:
        """Write down that a picture is shared, and put it up for everybody in the room.

        Raises VaultError, StorageError; then it is not shown.
        """
        ...

    def say(self, word: ToPage, *, seat: str = "") -> None:
        """Say something about the board, to one seat or to everybody in the room."""
        ...

    def talk(self, order: TalkOrder) -> None:
        """Do something in the talk: write, hold, hand over. Raises CallError."""
        ...

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of the counsellor is sent."""
        ...

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": the counsellor); nobody: all with all."""
        ...

    def release(self, seat_id: str) -> None:
        """Free a link from its browser: another one may open it. Raises CallError."""
        ...

    async def end(self) -> None:
        """End the session for everybody."""
        ...


class OpenLine(Protocol):
    """Opens a line with its links ready, closed when the block is left.

    language: of the patient's page; held: the room of an appointment, None for a new one.
    """

    def __call__(
        self, language: str, devices: Devices, *, held: Held | None = None
    ) -> AbstractAsyncContextManager[PlainLine]:
        """Open it."""
        ...


class Sessions:
    """Sessions of the vault's families. The vault's part is slow enough to stay off the UI thread.

    open_line: opens a line with a server of its own or the clinic's. languages: of the patient's
    page. appointments: rooms that outlive this program, None where there are none.
    """

    def __init__(
        self,
        door: Door,
        *,
        open_line: OpenLine,
        languages: Callable[[], tuple[Language, ...]],
        appointments: Appointments | None = None,
    ) -> None:
        self._door = door
        self.appointments = appointments
        self._open_line = open_line
        self._languages = languages
        self._running: tuple[SessionId, str] | None = None  # and its family: ids, no name
        self._person: PersonId = ""
        self._taken_up: SessionId = ""
        self._earlier: Mapping[str, Field] = {}  # measured before this program was killed

    @property
    def page_languages(self) -> tuple[Language, ...]:
        """Languages in which a patient can read her page."""
        return self._languages()

    def open_line(self, language: str, devices: Devices) -> AbstractAsyncContextManager[Line]:
        """Open a line for the session that was begun last; what it shows is written down.

        It is held in the room of the person's appointment, where the clinic has a server.
        """
        if self.appointments is None or not self.appointments.has_server or not self._running:
            return shared(self._open_line(language, devices), self._write_down_share)
        return self._held(self.appointments, self._running, language, devices)

    @asynccontextmanager
    async def _held(
        self,
        rooms: Appointments,
        running: tuple[SessionId, str],
        language: str,
        devices: Devices,
    ) -> AsyncIterator[Line]:
        session, family = running
        take = partial(rooms.take, family, session, person=self._person, language=language)
        taken = await asyncio.to_thread(take)
        if taken is None:
            raise VaultError("vault.no_such_appointment")
        room, held = taken
        opening = self._open_line(language, devices, held=held)
        async with shared(opening, self._write_down_share, partial(rooms.keep, family, room)) as it:
            try:
                yield it
            finally:
                # a locked vault keeps a room whose links are dead, until its time is over
                with contextlib.suppress(CounsellingError):
                    await asyncio.to_thread(rooms.over, family, room)

    def unfinished(self, family_id: str) -> SessionId:
        """Return the session that this program was killed in, "" for none."""
        found = self.appointments.unfinished(family_id) if self.appointments else ""
        return found if found and self._get(found).ended_at is None else ""

    def cut_off(self) -> str:
        """Return the family of a session that this program was killed in, "" for none.

        One that was begun here, and may go on, is none.
        """
        found = self.appointments.cut_off() if self.appointments else ()
        here = self._running[0] if self._running else ""
        others = [(family, session) for family, session in found if session != here]
        left = (family for family, session in others if self._get(session).ended_at is None)
        return next(left, "")

    def has_notes(self, session: SessionId) -> bool:
        """Whether a session was taken up again: its notes are to be shown before one types."""
        return session == self._taken_up

    def _get(self, session: SessionId) -> Session:
        return sessions.get(self._door.vault, session)

    def _write_down_share(self) -> None:
        session, family = self._running or ("", None)
        act = Act(Action.SHARE, f"session/{session}/board", family)
        self._door.vault.note_act(act)

    def begin(self, family_id: str, *, person: PersonId = "") -> SessionId:
        """Begin a session with a family, or take up the one that this program was killed in.

        person: who is invited.
        """
        if found := self.unfinished(family_id):
            begun = self._get(found)
            self._running, self._person, self._taken_up = (found, family_id), begun.person, found
            self._earlier = begun.figures
            return found
        session = sessions.begin(self._door.vault, family_id, person=person)
        self._running, self._person, self._earlier = (session, family_id), person, {}
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

    def keep_figures(self, session: SessionId, figures: Mapping[str, Field]) -> None:
        """Keep the figures of a call that goes on, so that a kill costs the last ones only.

        Raises VaultError, StorageError.
        """
        whole = self._with_earlier(session, figures)
        sessions.keep_figures(self._door.vault, session, figures=whole)

    def end(self, session: SessionId, *, figures: Mapping[str, Field]) -> Session:
        """End a session with the figures of its call, without any content."""
        whole = self._with_earlier(session, figures)
        return sessions.end(self._door.vault, session, figures=whole)

    def _with_earlier(
        self, session: SessionId, figures: Mapping[str, Field]
    ) -> Mapping[str, Field]:
        return joined(self._earlier, figures) if session == self._taken_up else figures
