"""What the audit's panel knows, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.work.vault.review_audit import (
        AuditLine,
        AuditPage,
        AuditVerdict,
        UnusualLine,
    )

PERIODS: Final = (1, 7, 30, 365, 0)  # days; 0 for all


class AuditWork(Protocol):
    """The audit of the open vault. None of it on the UI thread.

    All raise VaultError("vault.not_allowed") for a role that may not read the audit.
    """

    def look(
        self, *, person: str, family: str, days: int, is_refused: bool, before: int
    ) -> "AuditPage":
        """Return rows, the latest first; before: older than this one, 0 for the latest."""
        ...

    def unusual(self) -> "tuple[UnusualLine, ...]":
        """Return what of the last month should be asked about."""
        ...

    def verify(self, heard: Callable[[float], None]) -> "AuditVerdict":
        """Read the whole chain. heard: called with the share; what it raises ends the reading."""
        ...

    def export(self, path: Path, *, days: int, heard: Callable[[float], None]) -> int:
        """Write the audit as FHIR AuditEvents, whole or not at all; return how many."""
        ...


@dataclass(frozen=True, slots=True)
class AuditState:
    """State of the panel.

    person, family, days, is_refused: what is asked for; lines: what was found, None while it was
    never read. share: of a long work that is done, None while there is none. file: name of the
    export made last, with its rows in `written`.
    """

    person: str = ""
    family: str = ""
    days: int = 7
    is_refused: bool = False
    lines: "tuple[AuditLine, ...] | None" = None
    has_more: bool = False
    staff: tuple[str, ...] = ()
    freshness: str = ""
    unusual: "tuple[UnusualLine, ...]" = ()
    verdict: "AuditVerdict | None" = None
    share: float | None = None
    file: str = ""
    written: int = 0
    failure: Failure | None = None


class AuditModel(ViewModel[AuditState]):
    """Verbs of the panel."""

    def __init__(self, work: AuditWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(AuditState(), parent)
        self._work = work
        self._reading, self._asking = jobs.lane(self), jobs.lane(self)
        self._long = jobs.lane(self)

    def load(self) -> None:
        """Read the rows that are asked for, and what is unusual."""
        self._read()
        self._asking.ask(self._work.unusual, done=self._pointed_out, failed=self._failed)

    def forget(self) -> None:
        """Show no names any more; a long work is stopped."""
        self.give_up()
        state = self.state
        kept = AuditState(days=state.days, is_refused=state.is_refused, verdict=state.verdict)
        self._become(kept)

    def choose_person(self, person: str) -> None:
        """Ask for what one person did; "" for everybody."""
        self._change(replace(self.state, person=person))

    def name_family(self, name: str) -> None:
        """Ask for what was done to families of this name."""
        self._change(replace(self.state, family=name.strip()))

    def choose_days(self, days: int) -> None:
        """Ask for the last days; 0 for all."""
        self._change(replace(self.state, days=days))

    def show_refused(self, *, is_only: bool) -> None:
        """Ask only for what was tried in vain."""
        self._change(replace(self.state, is_refused=is_only))

    def read_more(self) -> None:
        """Read older rows too."""
        if self.state.lines and self.state.has_more:
            work = self._look(self.state.lines[-1].sequence)
            self._reading.ask(work, done=self._more, failed=self._failed)

    def verify(self) -> None:
        """Read the whole chain."""
        if self.state.share is None:
            self._begin()
            work = partial(_verified, self._work)
            self._long.follow(work, done=self._verified, failed=self._failed, told=self._hear)

    def export(self, path: Path) -> None:
        """Write the rows of the chosen time to a file."""
        if self.state.share is None:
            self._begin()
            work = partial(_exported, self._work, path, self.state.days)
            done = partial(self._exported, path.name)
            self._long.follow(work, done=done, failed=self._failed, told=self._hear)

    def give_up(self) -> None:
        """Stop what takes long; nothing is written."""
        self._long.cancel()
        self._become(replace(self.state, share=None))

    def _look(self, before: int = 0) -> "Callable[[], AuditPage]":
        state = self.state
        return partial(
            self._work.look,
            person=state.person,
            family=state.family,
            days=state.days,
            is_refused=state.is_refused,
            before=before,
        )

    def _change(self, state: AuditState) -> None:
        if state != self.state:
            self._become(state)
            self._read()

    def _read(self) -> None:
        self._reading.ask(self._look(), done=self._found, failed=self._failed)

    def _begin(self) -> None:
        self._become(replace(self.state, share=0.0, file="", verdict=None, failure=None))

    def _found(self, page: "AuditPage") -> None:
        self._become(
            replace(
                self.state,
                lines=page.lines,
                has_more=page.has_more,
                staff=page.staff,
                freshness=str(page.freshness),
                failure=None,
            )
        )

    def _more(self, page: "AuditPage") -> None:
        lines = (*(self.state.lines or ()), *page.lines)
        self._become(replace(self.state, lines=lines, has_more=page.has_more))

    def _pointed_out(self, found: "tuple[UnusualLine, ...]") -> None:
        self._become(replace(self.state, unusual=found))

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))

    def _verified(self, verdict: "AuditVerdict") -> None:
        self._become(replace(self.state, share=None, verdict=verdict))
        self._read()

    def _exported(self, file: str, count: int) -> None:
        self._become(replace(self.state, share=None, file=file, written=count))
        self._read()

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, share=None, failure=failure))


def _verified(work: AuditWork, progress: Progress) -> "AuditVerdict":
    return work.verify(progress.report)


def _exported(work: AuditWork, path: Path, days: int, progress: Progress) -> int:
    return work.export(path, days=days, heard=progress.report)
