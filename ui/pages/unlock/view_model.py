"""What the door knows: the vaults, what is being done, what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from counselling.language.marks import N_
from ui.desk import UnlockWork
from ui.kit.failures import Failure
from ui.kit.jobs import Jobs
from ui.kit.view_model import ViewModel
from ui.summaries import KnownVault

REPEAT_DIFFERS: Final = Failure(N_("error.unlock.repeat_differs"))
BAD_NAME: Final = Failure(N_("error.unlock.bad_name"))
_SUFFIX: Final = ".vault"
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')  # what one of the three systems forbids


class Step(StrEnum):
    """What the door shows."""

    LOOKING = "looking"  # which vaults there are is not known yet
    WELCOME = "welcome"  # there is none
    UNLOCK = "unlock"
    CREATE = "create"


class Task(StrEnum):
    """What is being done right now."""

    NOTHING = "nothing"
    UNLOCKING = "unlocking"
    CREATING = "creating"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class UnlockState:
    """State of the door. home: where a new vault would lie."""

    home: Path
    step: Step = Step.LOOKING
    vaults: tuple[KnownVault, ...] = ()
    chosen: Path | None = None
    task: Task = Task.NOTHING
    failure: Failure | None = None


class UnlockModel(ViewModel[UnlockState]):
    """Verbs of the door. opened: a vault is open now.

    A passphrase passes through on its way to the vault and is kept nowhere.
    """

    opened = Signal()

    def __init__(self, work: UnlockWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(UnlockState(work.home), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Look which vaults there are, unless one is being opened."""
        if self.state.task is not Task.NOTHING:
            return
        self._lane.ask(self._work.vaults, done=self._loaded, failed=self._failed)

    def choose(self, folder: Path) -> None:
        """Take another vault; one that was not in the list comes into it."""
        known = any(vault.folder == folder for vault in self.state.vaults)
        vaults = self.state.vaults if known else (*self.state.vaults, _Found(folder))
        self._become(
            replace(self.state, step=Step.UNLOCK, vaults=vaults, chosen=folder, failure=None)
        )

    def start_creating(self) -> None:
        """Show the form for a new vault."""
        self._become(replace(self.state, step=Step.CREATE, failure=None))

    def put_into(self, folder: Path) -> None:
        """Choose the folder for a new vault."""
        self._become(replace(self.state, home=folder))

    def go_back(self) -> None:
        """Leave the form for a new vault."""
        self._become(replace(self.state, step=_first_step(self.state.vaults), failure=None))

    def unlock(self, passphrase: str) -> None:
        """Open the chosen vault."""
        if self.state.chosen is not None and self.state.task is Task.NOTHING:
            self._do(Task.UNLOCKING)
            self._start(partial(self._work.unlock, self.state.chosen, passphrase))

    def create(self, name: str, passphrase: str, *, repeated: str) -> None:
        """Make a vault and open it."""
        name = name.strip()
        if self.state.task is not Task.NOTHING:
            return
        if not name or name.startswith(".") or _NOT_IN_NAMES & set(name):
            self._failed(BAD_NAME)
        elif passphrase != repeated:
            self._failed(REPEAT_DIFFERS)
        else:
            self._do(Task.CREATING)
            folder = self.state.home / f"{name}{_SUFFIX}"
            self._start(partial(self._work.create, folder, passphrase))

    def open_demo(self) -> None:
        """Make the demo vault and open it."""
        if self.state.task is Task.NOTHING:
            self._do(Task.DEMO)
            self._start(self._work.open_demo)

    def _start(self, work: Callable[[], None]) -> None:
        # last: the vault that was just locked may still be keeping somebody's notes
        self._lane.ask_last(work, done=self._open, failed=self._failed)

    def _do(self, task: Task) -> None:
        step = Step.WELCOME if self.state.step is Step.LOOKING else self.state.step
        self._become(replace(self.state, step=step, task=task, failure=None))

    def _loaded(self, vaults: tuple[KnownVault, ...]) -> None:
        chosen = vaults[0].folder if vaults else None
        step = _first_step(vaults)
        self._become(replace(self.state, vaults=vaults, chosen=chosen, step=step))

    def _open(self, nothing: None) -> None:
        self._become(replace(self.state, task=Task.NOTHING, failure=None))
        self.opened.emit()

    def _failed(self, failure: Failure) -> None:
        step = self.state.step
        if step is Step.LOOKING:
            step = _first_step(self.state.vaults)
        self._become(replace(self.state, task=Task.NOTHING, failure=failure, step=step))


def _first_step(vaults: tuple[KnownVault, ...]) -> Step:
    return Step.UNLOCK if vaults else Step.WELCOME


@dataclass(frozen=True, slots=True)
class _Found:
    """A vault that somebody pointed at."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.stem
