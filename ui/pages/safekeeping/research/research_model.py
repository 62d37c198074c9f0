"""What the panel of research exports knows: what a project gets, and what it would hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.work.consents.export_research import Exported

NO_NUMBER: Final = Failure(N_("error.research.no_number"))
_MOST: Final = 1_000_000
_DIGITS: Final = 7


class ResearchWork(Protocol):
    """Exports for research. Slow: none of it on the UI thread.

    project: its name; form: "phenopackets" or "fhir"; smallest: people alike in a group; needs: of
    uses, what it does.
    """

    @property
    def uses(self) -> tuple[str, ...]:
        """What a project may do that asks for a yes of its own, as scopes of consents. Quick."""
        ...

    def preview(
        self,
        project: str,
        form: str,
        smallest: int,
        watch: Callable[[float], None],
        *,
        needs: Sequence[str],
    ) -> "Exported":
        """Say what an export would hold and lose. Raises VaultError, FormatError."""
        ...

    def write(
        self,
        project: str,
        form: str,
        smallest: int,
        folder: Path,
        watch: Callable[[float], None],
        *,
        needs: Sequence[str],
    ) -> "Exported":
        """Write it into a folder, all or nothing. Raises VaultError, FormatError, StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What a project gets: its name, the format, the smallest group, and what it does."""

    project: str
    form: str
    smallest: int
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResearchState:
    """State of the panel.

    order: what was looked at; seen: what it would hold, None before. share: how far the work is,
    0..1, None while there is none. written: the folder's name, when it was written.
    """

    order: Order | None = None
    seen: "Exported | None" = None
    share: float | None = None
    written: str = ""
    failure: Failure | None = None


class ResearchModel(ViewModel[ResearchState]):
    """Verbs of the panel."""

    def __init__(self, work: ResearchWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(ResearchState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    @property
    def uses(self) -> tuple[str, ...]:
        """What a project may do that asks for a yes of its own."""
        return self._work.uses

    def preview(
        self, project: str, form: str, smallest: str, needs: tuple[str, ...] | None = None
    ) -> None:
        """Look what an export would hold. smallest: as typed.

        needs: what the project does, None for all that it may: who did not agree stays out.
        """
        typed = smallest.strip()
        if not typed.isdecimal() or len(typed) > _DIGITS or not 1 <= int(typed) <= _MOST:
            self._failed(NO_NUMBER)
            return
        order = Order(project, form, int(typed), self.uses if needs is None else needs)
        self._become(ResearchState(order, share=0.0))
        work = partial(_previewed, self._work, order)
        self._lane.follow(work, done=self._seen, failed=self._failed, told=self._hear)

    def write(self, folder: Path) -> None:
        """Write what was looked at."""
        state = self.state
        if state.order is not None and state.seen is not None and state.share is None:
            self._become(replace(state, share=0.0, written="", failure=None))
            work = partial(_written, self._work, state.order, folder)
            done = partial(self._done, folder.name)
            self._lane.follow(work, done=done, failed=self._failed, told=self._hear)

    def give_up(self) -> None:
        """Stop; nothing of it is written."""
        self._lane.cancel()
        self._become(replace(self.state, share=None))

    def change(self) -> None:
        """Something else is wanted: what was seen is of another order."""
        if self.state.seen is not None or self.state.failure is not None:
            self._lane.cancel()
            self._become(ResearchState())

    def _seen(self, seen: "Exported") -> None:
        self._become(replace(self.state, seen=seen, share=None))

    def _done(self, folder: str, seen: "Exported") -> None:
        self._become(replace(self.state, seen=seen, share=None, written=folder))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, share=None, failure=failure))

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))


def _previewed(work: ResearchWork, order: Order, progress: Progress) -> "Exported":
    told = progress.report
    return work.preview(order.project, order.form, order.smallest, told, needs=order.needs)


def _written(work: ResearchWork, order: Order, folder: Path, progress: Progress) -> "Exported":
    told = progress.report
    return work.write(order.project, order.form, order.smallest, folder, told, needs=order.needs)
