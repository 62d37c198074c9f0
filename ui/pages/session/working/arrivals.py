"""What the patient told before the session comes into its tray and its notes, and is settled."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.hearing_work import BeforehandWork
from ui.kit.threads.jobs import Jobs

if TYPE_CHECKING:
    from counselling.work.session.take_beforehand import HandedOver


class Arrivals(QObject):
    """offered: a Proposal for the tray. noted: lines for the notes, once in a session.

    fetched: all that was left is in the vault, or cannot be fetched now.
    """

    offered = Signal(object)
    noted = Signal(str)
    fetched = Signal()

    def __init__(self, work: BeforehandWork, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._asking, self._keeping = jobs.lane(self), jobs.lane(self)
        self._family = ""
        self._handed: HandedOver | None = None

    def begin(self, family: str) -> None:
        """Ask for what waits; a vault or a server that gives nothing now is asked the next time."""
        self._family, self._handed = family, None
        self._ask()

    def veil(self) -> None:
        """Let nothing in: the desk locks."""
        self._asking.cancel()

    def unveil(self) -> None:
        """Ask again where nothing had come."""
        if self._family and self._handed is None:
            self._ask()

    def end(self) -> None:
        """The session is over and kept: what was handed over is in the record or in its notes."""
        self._asking.cancel()
        if self._handed is not None and self._handed.told:
            settle = partial(self._work.settle, self._family, self._handed)
            self._keeping.keep(settle, done=self._did, failed=self._did)
        self._family, self._handed = "", None

    def _ask(self) -> None:
        work = partial(self._work.hand_over, self._family)
        self._asking.ask(work, done=self._came, failed=self._unfetched)

    def _came(self, handed: "HandedOver") -> None:
        self._handed = handed
        for proposal in handed.proposals:
            self.offered.emit(proposal)
        if handed.notes:
            self.noted.emit(handed.notes)
        self.fetched.emit()

    def _unfetched(self, _: object) -> None:
        self.fetched.emit()

    def _did(self, _: object) -> None:
        """Need nothing more: what is not settled is handed over again."""
