"""The sessions that are over, and the notes of the one that was picked."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.state import PastState
from ui.sessions_work import SessionsWork

if TYPE_CHECKING:
    from counselling.records.papers.sessions import Notes, Session


class PastSessions(QObject):
    """changed: carries the PastState. Notes are read on asking only: the vault writes it down."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, work: SessionsWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._listing = jobs.lane(self)
        self._reading = jobs.lane(self)
        self._family = ""
        self.state = PastState()

    def read(self, family_id: str) -> None:
        """Read a family's sessions anew."""
        if family_id != self._family:
            self._family = family_id
            self._reading.cancel()
            self._become(PastState())
        work = partial(_read, self._work, family_id)
        self._listing.ask(work, done=self._listed, failed=self._fail)

    def choose(self, session: "Session") -> None:
        """Select one."""
        self._become(replace(self.state, chosen=session.id))

    def pick(self, session: "Session") -> None:
        """Read one's notes."""
        self._become(replace(self.state, chosen=session.id, picked=session, notes=None))
        work = partial(self._work.notes, session.id)
        self._reading.ask(work, done=self._read, failed=self._fail)

    def put_away(self) -> None:
        """Show no notes any more."""
        self._reading.cancel()
        self._become(replace(self.state, picked=None, notes=None))

    def forget(self) -> None:
        """Keep nothing: the desk locks."""
        self._listing.cancel()
        self._reading.cancel()
        self._become(PastState())

    def _listed(self, told: "tuple[tuple[Session, ...], str]") -> None:
        sessions, unfinished = told
        ids = [session.id for session in sessions]
        chosen = self.state.chosen if self.state.chosen in ids else next(iter(ids), None)
        self._become(replace(self.state, sessions=sessions, chosen=chosen, unfinished=unfinished))

    def _read(self, notes: "Notes") -> None:
        self._become(replace(self.state, notes=notes.text))

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _become(self, state: PastState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def _read(work: SessionsWork, family: str) -> "tuple[tuple[Session, ...], str]":
    return work.listing(family), work.unfinished(family)
