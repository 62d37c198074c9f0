"""What the door knows: the vaults, what is being done, what went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from counselling.language.marks import N_
from ui.desk import UnlockWork
from ui.kit.failures import Failure
from ui.kit.jobs import Jobs
from ui.kit.view_model import ViewModel
from ui.summaries import KnownVault

REPEAT_DIFFERS: Final = Failure(N_("error.unlock.repeat_differs"))
BAD_NAME: Final = Failure(N_("error.unlock.bad_name"))
CODE_DIFFERS: Final = Failure(N_("error.unlock.code_differs"))
LOST: Final[Mapping[str, Failure]] = {
    "older": Failure(N_("error.vault.older")),
    "forged": Failure(N_("error.vault.head_forged")),
}
CHECKED: Final = 8  # last letters of a code that are typed back from paper
_SUFFIX: Final = ".vault"
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')  # what one of the three systems forbids

T = TypeVar("T")


class Step(StrEnum):
    """What the door shows."""

    LOOKING = "looking"  # which vaults there are is not known yet
    WELCOME = "welcome"  # there is none
    UNLOCK = "unlock"
    RECOVER = "recover"  # by the code on paper
    CREATE = "create"
    CODE = "code"  # a vault was made: its code is there to be written down
    LOST = "lost"  # the vault is open, and older than what was in it here


class Task(StrEnum):
    """What is being done right now."""

    NOTHING = "nothing"
    UNLOCKING = "unlocking"
    CREATING = "creating"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class UnlockState:
    """State of the door. home: where a new vault would lie.

    code: the recovery code of the vault that was just made, until it is known to be put away;
    is_saved: its sheet was written.
    """

    home: Path
    step: Step = Step.LOOKING
    vaults: tuple[KnownVault, ...] = ()
    chosen: Path | None = None
    task: Task = Task.NOTHING
    failure: Failure | None = None
    code: str = ""
    is_saved: bool = False

    def __repr__(self) -> str:
        return f"UnlockState({self.step}, {self.task}, {self.failure})"  # never the code


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
        """Look which vaults there are, unless one is being opened or its code is shown."""
        if self.state.task is not Task.NOTHING or self.state.step in (Step.CODE, Step.LOST):
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
            self._start(partial(self._work.unlock, self.state.chosen, passphrase), self._arrived)

    def start_recovering(self) -> None:
        """Ask for the code on paper instead of the passphrase."""
        self._become(replace(self.state, step=Step.RECOVER, failure=None))

    def recover(self, code: str) -> None:
        """Open the chosen vault by the code on paper."""
        if self.state.chosen is not None and self.state.task is Task.NOTHING:
            self._do(Task.UNLOCKING)
            self._start(partial(self._work.recover, self.state.chosen, code), self._arrived)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet with the code of the vault that was just made."""
        work = partial(self._work.save_sheet, path, self.state.code)
        self._lane.ask(work, done=self._saved, failed=self._failed)

    def confirm(self, typed: str) -> None:
        """Go in, now that the code is on paper: its last letters were read from there."""
        if _tidy(typed) != _tidy(self.state.code)[-CHECKED:]:
            self._failed(CODE_DIFFERS)
            return
        self._open(None)

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
            self._start(partial(self._work.create, folder, passphrase), self._created)

    def open_demo(self) -> None:
        """Make the demo vault and open it."""
        if self.state.task is Task.NOTHING:
            self._do(Task.DEMO)
            self._start(self._work.open_demo, self._open)

    def go_on(self) -> None:
        """Work with the vault all the same, although something of it is lost."""
        self._open(None)

    def leave(self) -> None:
        """Lock the vault again that has lost something: somebody else must look at it first."""
        self._start(self._work.lock, self._left)

    def _left(self, nothing: None) -> None:
        self._become(replace(self.state, step=Step.UNLOCK, failure=None))

    def _start(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        # last: the vault that was just locked may still be keeping somebody's notes
        self._lane.ask_last(work, done=done, failed=self._failed)

    def _do(self, task: Task) -> None:
        step = Step.WELCOME if self.state.step is Step.LOOKING else self.state.step
        self._become(replace(self.state, step=step, task=task, failure=None))

    def _loaded(self, vaults: tuple[KnownVault, ...]) -> None:
        chosen = vaults[0].folder if vaults else None
        step = _first_step(vaults)
        self._become(replace(self.state, vaults=vaults, chosen=chosen, step=step))

    def _arrived(self, freshness: str) -> None:
        lost = LOST.get(freshness)
        if lost is None:
            self._open(None)
        else:
            self._become(replace(self.state, step=Step.LOST, task=Task.NOTHING, failure=lost))

    def _created(self, code: str) -> None:
        made = replace(self.state, step=Step.CODE, task=Task.NOTHING, failure=None)
        self._become(replace(made, code=code, is_saved=False))

    def _saved(self, nothing: None) -> None:
        self._become(replace(self.state, is_saved=True, failure=None))

    def _open(self, nothing: None) -> None:
        self._become(replace(self.state, task=Task.NOTHING, failure=None, code=""))
        self.opened.emit()

    def _failed(self, failure: Failure) -> None:
        step = self.state.step
        if step is Step.LOOKING:
            step = _first_step(self.state.vaults)
        self._become(replace(self.state, task=Task.NOTHING, failure=failure, step=step))


def _tidy(code: str) -> str:
    """A code as it counts, however it was typed."""
    return "".join(c for c in code.upper() if c.isalnum())


def _first_step(vaults: tuple[KnownVault, ...]) -> Step:
    return Step.UNLOCK if vaults else Step.WELCOME


@dataclass(frozen=True, slots=True)
class _Found:
    """A vault that somebody pointed at."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.stem
