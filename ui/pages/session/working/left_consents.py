"""Consents signed on the page before the session: shown, taken into the record, or not."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.hearing_work import SignedBeforeWork
from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.exchange_state import LeftPaper

if TYPE_CHECKING:
    from counselling.work.session.take_signed import Left


class LeftConsents(QObject):
    """changed: carries a tuple of LeftPaper. taken: one is in the record now."""

    changed = Signal(object)
    taken = Signal()

    def __init__(self, work: SignedBeforeWork, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._reading, self._deciding = jobs.lane(self), jobs.lane(self)
        self._family = self._person = self._session = ""
        self.papers: tuple[LeftPaper, ...] = ()

    def begin(self, family: str, person: str, session: str) -> None:
        """Begin a session with a patient; what waits is asked for when all was fetched."""
        self._family, self._person, self._session = family, person, session
        self._become(())

    def end(self) -> None:
        """The session is over: what nobody decided waits for the next one."""
        self._reading.cancel()
        self._family = self._person = self._session = ""
        self._become(())

    def load(self) -> None:
        """Look what waits."""
        if self._family:
            work = partial(self._work.waiting, self._family)
            self._reading.ask(work, done=self._came, failed=self._unread)

    def veil(self) -> None:
        """Show nothing: the desk locks. All of it is in the vault."""
        self._reading.cancel()
        self._become(())

    def take(self, name: str) -> None:
        """Take one into the record."""
        person, session = self._person, self._session or None
        taking = partial(self._work.take, self._family, person=person, session=session)
        self._decide(name, lambda left: partial(taking, left))

    def set_aside(self, name: str) -> None:
        """Do not take one."""
        self._decide(name, lambda left: partial(self._work.set_aside, self._family, left))

    def _decide(self, name: str, work: "Callable[[Left], Callable[[], object]]") -> None:
        paper = next((each for each in self.papers if each.left.id == name), None)
        if paper is not None and not any(each.is_busy for each in self.papers):
            self._change(name, is_busy=True, failure=None)
            done, failed = partial(self._decided, name), partial(self._refused, name)
            self._deciding.keep(work(paper.left), done=done, failed=failed)

    def _came(self, waiting: "tuple[Left, ...]") -> None:
        self._become(tuple(map(_paper, waiting)))

    def _unread(self, _: Failure) -> None:
        """Show nothing more: it waits in the vault and is asked for in the next session."""

    def _decided(self, name: str, _: object) -> None:
        self._become(tuple(each for each in self.papers if each.left.id != name))
        self.taken.emit()

    def _refused(self, name: str, failure: Failure) -> None:
        self._change(name, is_busy=False, failure=failure)

    def _change(self, name: str, *, is_busy: bool, failure: Failure | None) -> None:
        changed = (
            replace(each, is_busy=is_busy, failure=failure) if each.left.id == name else each
            for each in self.papers
        )
        self._become(tuple(changed))

    def _become(self, papers: tuple[LeftPaper, ...]) -> None:
        if papers != self.papers:
            self.papers = papers
            self.changed.emit(papers)


def _paper(left: "Left") -> LeftPaper:
    refused = left.refused
    return LeftPaper(left, failure=None if refused is None else failure_of(refused))
