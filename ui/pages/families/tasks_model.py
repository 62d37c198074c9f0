"""What the card of tasks knows: what is due, and what will be soon."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.records.papers.tasks import Task
    from counselling.work.vault.tasks import Agenda


_MOST: Final = 4


class TasksWork(Protocol):
    """What is to be done in the open vault. Slow: none of it on the UI thread."""

    def waiting(self) -> "Agenda":
        """Return what is to be done. Raises VaultError."""
        ...

    def finish(self, family: str, task: str) -> "Agenda":
        """Write down that a reminder is done. Raises VaultError."""
        ...


@dataclass(frozen=True, slots=True)
class TasksState:
    """State of the card. agenda: None while it was never read; chosen: the id of a task."""

    agenda: "Agenda | None" = None
    chosen: str = ""
    is_busy: bool = False
    failure: Failure | None = None

    @property
    def tasks(self) -> "tuple[Task, ...]":
        """What is due, or will be soon, the next first: a few, so that families stay in sight."""
        return self.agenda.soon[:_MOST] if self.agenda is not None else ()

    @property
    def later(self) -> int:
        """How many more there are."""
        return len(self.agenda.tasks) - len(self.tasks) if self.agenda is not None else 0

    @property
    def task(self) -> "Task | None":
        """The chosen one, else the first."""
        found = (one for one in self.tasks if one.id == self.chosen)
        return next(found, next(iter(self.tasks), None))


class TasksModel(ViewModel[TasksState]):
    """Verbs of the card."""

    def __init__(self, work: TasksWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(TasksState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Read anew what is to be done."""
        self._lane.ask(self._work.waiting, done=self._known, failed=self._failed)

    def choose(self, place: int) -> None:
        """Choose a task."""
        if 0 <= place < len(self.state.tasks):
            self._become(replace(self.state, chosen=self.state.tasks[place].id))

    def finish(self) -> None:
        """Write down that the chosen reminder is done."""
        task = self.state.task
        if task is not None and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, failure=None))
            work = partial(self._work.finish, task.family, task.id)
            self._lane.keep(work, done=self._known, failed=self._failed)

    def forget(self) -> None:
        """Show no names that nobody looks at."""
        if not self.state.is_busy:
            self._lane.cancel()
            self._become(TasksState())

    def _known(self, agenda: "Agenda") -> None:
        self._become(replace(self.state, agenda=agenda, is_busy=False, failure=None))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
