"""The notes as they are typed, saved at every pause of the keys, never lost."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from counselling.call.media.statistics import Second
from counselling.session.notes import Unsaved, typed
from counselling.session.quality import summed_up
from counselling.session.session import CAME
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.state import NotesState
from ui.sessions_work import SessionsWork

if TYPE_CHECKING:
    from counselling.records.papers.sessions import Notes, Session

RETRY_SECONDS: Final = 5.0


class Notebook(QObject):
    """One session's notes. changed: carries the NotesState. clock: seconds, monotonic.

    timer: runs out when the notes are due, or when a save that failed is tried again.
    """

    changed = Signal(object)

    def __init__(
        self,
        work: SessionsWork,
        jobs: Jobs,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._keeping = jobs.lane(self)
        self._reading = jobs.lane(self)
        self._held: str | None = None  # what the vault had not taken when the desk locked
        self._clock = clock
        self._session = ""
        self._unsaved: Unsaved | None = None
        self.state = NotesState()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._save_if_due)

    def open(self, session: str, *, has_notes: bool = False) -> None:
        """Begin the notes of a session; has_notes: it goes on with those that it has."""
        self._session, self._unsaved = session, None
        self._become(NotesState(is_away=has_notes))
        self.fetch()

    def close(self) -> None:
        """Take the notes off the screen: they are in the vault."""
        self.timer.stop()
        self.open("")

    def type(self, text: str) -> None:
        """Take over what stands on the screen now."""
        if self._session and not self.state.is_away and text != self.state.text:
            self._unsaved = typed(self._unsaved, self._clock())
            self._become(replace(self.state, text=text, is_saved=False))
            self._wait()

    def save(self) -> None:
        """Save now what is not saved yet."""
        if self._session and self._unsaved is not None:
            self._unsaved = None
            self.timer.stop()
            session, text = self._session, self.state.text
            self._keeping.keep(
                partial(self._work.save_notes, session, text),
                done=partial(self._saved, session, text),
                failed=partial(self._not_saved, session),
            )

    def put_away(self) -> None:
        """Save, and show nothing any more: the desk locks. What is not saved yet is still held."""
        if self._session and not self.state.is_away:
            self.save()
            self.timer.stop()
            self._held = None if self.state.is_saved else self.state.text
            self._become(NotesState(is_away=True))

    def fetch(self) -> None:
        """Show again what was put away, as the vault has it."""
        if not self.state.is_away:
            return
        if self._held is not None:
            text, self._held = self._held, None
            self._unsaved = typed(None, self._clock())
            self._become(NotesState(text, is_saved=False))
            self._wait()
        else:
            self._reading.ask(
                partial(self._work.notes, self._session),
                done=partial(self._fetched, self._session),
                failed=partial(self._not_fetched, self._session),
            )

    def hand_over(self) -> str:
        """Return the text to whoever ends the session, and saves it with that."""
        self._unsaved = None
        self.timer.stop()
        return self.state.text

    def take_back(self) -> None:
        """Go on saving: the session could not be ended."""
        if not self.state.is_saved:
            self._unsaved = typed(None, self._clock())
            self.timer.start(round(1000 * RETRY_SECONDS))

    def _wait(self) -> None:
        if self._unsaved is not None:
            seconds = max(self._unsaved.due - self._clock(), 0.0)
            self.timer.start(round(1000 * seconds))

    def _save_if_due(self) -> None:
        if self._unsaved is not None and self._clock() < self._unsaved.due:
            self._wait()
        else:
            self.save()

    def _saved(self, session: str, text: str, notes: "Notes") -> None:
        if session != self._session:
            return
        if self.state.is_away:
            self._held = None if text == self._held else self._held
        else:
            is_all = text == self.state.text
            self._become(replace(self.state, is_saved=is_all, failure=None))

    def _not_saved(self, session: str, failure: Failure) -> None:
        if session == self._session and not self.state.is_away:
            self._unsaved = typed(self._unsaved, self._clock())
            self._become(replace(self.state, is_saved=False, failure=failure))
            self.timer.start(round(1000 * RETRY_SECONDS))

    def _fetched(self, session: str, notes: "Notes") -> None:
        if session == self._session and self.state.is_away:
            self._become(NotesState(notes.text))

    def _not_fetched(self, session: str, failure: Failure) -> None:
        if session == self._session:
            self._become(replace(self.state, failure=failure))

    def _become(self, state: NotesState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def finish(
    work: SessionsWork,
    session: str,
    text: str,
    lines: Mapping[str, Sequence[Second]],
    *,
    came: str,
) -> "Session":
    """Save the notes, then end: a session whose notes are not in the vault is not over.

    lines: what was measured, by the lines' names. came: the roles of who was in the room.
    """
    work.save_notes(session, text)
    there = {CAME: came} if came else {}
    return work.end(session, figures={**summed_up(lines), **there})
