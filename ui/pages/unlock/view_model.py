"""What the door knows: the vaults, what is being done, what went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from counselling.language.marks import N_
from ui.desk import UnlockWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.unlock.vault_name import is_vault_name
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

T = TypeVar("T")

if TYPE_CHECKING:
    from counselling.work.vault.door import Arrival, Users


class Step(StrEnum):
    """What the door shows."""

    LOOKING = "looking"  # which vaults there are is not known yet
    WELCOME = "welcome"  # there is none
    UNLOCK = "unlock"
    RECOVER = "recover"  # by a code on paper
    JOIN = "join"  # by two of the clinic's sheets
    CREATE = "create"
    TAKE_UP = "take up"  # somebody came by an invitation, and makes a passphrase of her own
    CODE = "code"  # a new code is there to be written down
    LOST = "lost"  # the vault is open, and older than what was in it here


_INSIDE: Final = (Step.CODE, Step.LOST, Step.TAKE_UP)  # the vault is open behind the door


class Task(StrEnum):
    """What is being done right now."""

    NOTHING = "nothing"
    UNLOCKING = "unlocking"
    CREATING = "creating"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class UnlockState:
    """State of the door. home: where a new vault would lie.

    users: who may enter the chosen vault, and user who of them is at the door; has_sheets: it
    opens by the clinic's sheets too. code: the recovery code that was just made, until it is known
    to be put away; is_saved: its sheet was written; is_renewed: it takes the place of another.
    """

    home: Path
    step: Step = Step.LOOKING
    vaults: tuple[KnownVault, ...] = ()
    chosen: Path | None = None
    users: tuple[str, ...] = ()
    user: str = ""
    has_sheets: bool = False
    task: Task = Task.NOTHING
    failure: Failure | None = None
    code: str = ""
    is_saved: bool = False
    is_renewed: bool = False

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
        self._arrival: Arrival | None = None

    def load(self) -> None:
        """Look which vaults there are, unless one is being opened or its code is shown."""
        if self.state.task is not Task.NOTHING or self.state.step in _INSIDE:
            return
        self._lane.ask(self._work.vaults, done=self._loaded, failed=self._failed)

    def choose(self, folder: Path) -> None:
        """Take another vault; one that was not in the list comes into it."""
        known = any(vault.folder == folder for vault in self.state.vaults)
        vaults = self.state.vaults if known else (*self.state.vaults, _Found(folder))
        state = replace(self.state, step=Step.UNLOCK, vaults=vaults, chosen=folder, failure=None)
        self._become(replace(state, users=(), user="", has_sheets=False))
        self._look_who(folder)

    def choose_user(self, name: str) -> None:
        """Say who is at the door."""
        self._become(replace(self.state, user=name, failure=None))

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
        user = self.state.user
        self._come_in(partial(self._work.unlock, passphrase=passphrase, user=user))

    def start_recovering(self) -> None:
        """Ask for the code on paper instead of the passphrase."""
        self._become(replace(self.state, step=Step.RECOVER, failure=None))

    def recover(self, code: str) -> None:
        """Open the chosen vault by the code on paper."""
        self._come_in(partial(self._work.recover, code=code))

    def start_joining(self) -> None:
        """Ask for two of the clinic's sheets instead of the passphrase."""
        self._become(replace(self.state, step=Step.JOIN, failure=None))

    def join(self, first: str, second: str) -> None:
        """Open the chosen vault by two of the clinic's sheets."""
        self._come_in(partial(self._work.join, sheets=(first, second)))

    def take_up(self, passphrase: str, *, repeated: str) -> None:
        """Make a passphrase of her own for who came by an invitation."""
        if self.state.task is not Task.NOTHING:
            return
        if passphrase != repeated:
            self._failed(REPEAT_DIFFERS)
            return
        self._do(Task.UNLOCKING)
        self._start(partial(self._work.take_up, passphrase), self._arrived)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet with the code of the vault that was just made."""
        work = partial(self._work.save_sheet, path, self.state.code)
        self._lane.ask(work, done=self._saved, failed=self._failed)

    def confirm(self, typed: str) -> None:
        """Go in, now that the code is on paper: its last letters were read from there."""
        if _tidy(typed) != _tidy(self.state.code)[-CHECKED:]:
            self._failed(CODE_DIFFERS)
        elif self.state.task is Task.NOTHING:
            self._do(Task.UNLOCKING)
            self._start(partial(self._work.confirm_code, self.state.code), self._open)

    def create(self, name: str, passphrase: str, *, repeated: str, owner: str = "") -> None:
        """Make a vault and open it. owner: the first user's name."""
        name = name.strip()
        if self.state.task is not Task.NOTHING:
            return
        if not is_vault_name(name):
            self._failed(BAD_NAME)
        elif passphrase != repeated:
            self._failed(REPEAT_DIFFERS)
        else:
            self._do(Task.CREATING)
            folder = self.state.home / f"{name}{_SUFFIX}"
            work = partial(self._work.create, folder, passphrase, owner=owner.strip())
            self._start(work, self._created)

    def open_demo(self) -> None:
        """Make the demo vault and open it."""
        if self.state.task is Task.NOTHING:
            self._do(Task.DEMO)
            self._start(self._work.open_demo, self._open)

    def go_on(self) -> None:
        """Work with the vault all the same, although something of it is lost."""
        if self._arrival is not None:
            self._settle(self._arrival)

    def leave(self) -> None:
        """Lock the vault again that has lost something: somebody else must look at it first."""
        self._start(self._work.lock, self._left)

    def leave_inside(self) -> None:
        """Lock the vault if it is open behind the door: nobody is there."""
        if self.state.step in _INSIDE:
            self.leave()

    def _left(self, nothing: None) -> None:
        self._become(replace(self.state, step=Step.UNLOCK, failure=None, code=""))

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
        if chosen is not None:
            self._look_who(chosen)

    def _look_who(self, folder: Path) -> None:
        done = partial(self._known, folder)
        self._lane.ask(partial(self._work.users, folder), done=done, failed=self._failed)

    def _known(self, folder: Path, users: "Users") -> None:
        if folder == self.state.chosen:
            known = replace(self.state, users=users.names, user=users.last)
            self._become(replace(known, has_sheets=users.has_sheets))

    def _come_in(self, work: "Callable[[Path], Arrival]") -> None:
        if self.state.chosen is not None and self.state.task is Task.NOTHING:
            self._do(Task.UNLOCKING)
            self._start(partial(work, self.state.chosen), self._arrived)

    def _arrived(self, arrival: "Arrival") -> None:
        self._arrival = arrival
        lost = LOST.get(arrival.freshness)
        if lost is None:
            self._settle(arrival)
        else:
            self._become(replace(self.state, step=Step.LOST, task=Task.NOTHING, failure=lost))

    def _settle(self, arrival: "Arrival") -> None:
        """Do what is to be done before work begins."""
        if arrival.is_invited:
            self._become(replace(self.state, step=Step.TAKE_UP, task=Task.NOTHING, failure=None))
        elif arrival.is_code_due:
            self._start(self._work.offer_code, self._offered)
        else:
            self._open(None)

    def _created(self, code: str) -> None:
        made = replace(self.state, step=Step.CODE, task=Task.NOTHING, failure=None)
        self._become(replace(made, code=code, is_saved=False, is_renewed=False))

    def _offered(self, code: str) -> None:
        self._created(code)
        self._become(replace(self.state, is_renewed=True))

    def _saved(self, nothing: None) -> None:
        self._become(replace(self.state, is_saved=True, failure=None))

    def _open(self, nothing: None) -> None:
        self._arrival = None
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
