"""What the panel of users knows, and what can be done with them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject

from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.work.vault.keep_staff import Person, Sheets

SHEETS: Final = 3
SHEET_DIFFERS: Final = Failure(N_("error.staff.sheet_differs"))
INVITED: Final = N_("staff.invited")
CHANGED: Final = N_("staff.changed")
REMOVED: Final = N_("staff.removed")
SHEETS_MADE: Final = N_("staff.sheets_made")

T = TypeVar("T")


class StaffWork(Protocol):
    """The users of the open vault. None of it on the UI thread.

    All but `listing` raise VaultError("vault.not_allowed") for who is no administrator.
    """

    def listing(self) -> "tuple[Person, ...]":
        """Return everybody. Raises VaultError."""
        ...

    def invite(self, name: str, role: str) -> str:
        """Let a colleague in; return the code for her first entry. Raises VaultError."""
        ...

    def save_invitation(self, path: Path, name: str, code: str) -> None:
        """Write the sheet that is handed to her. Raises StorageError."""
        ...

    def change_role(self, name: str, role: str) -> None:
        """Give somebody another role. Raises VaultError."""
        ...

    def remove(self, name: str) -> None:
        """Take somebody's ways. Raises VaultError, StorageError."""
        ...

    def begin_sheets(self) -> "Sheets":
        """Make the clinic's three sheets; nothing opens by them yet."""
        ...

    def save_sheet(self, path: Path, sheets: "Sheets", number: int) -> None:
        """Write one of the three. Raises StorageError."""
        ...

    def take_sheets(self, sheets: "Sheets") -> None:
        """Let the clinic in by sheets that were all read back. Raises VaultError."""
        ...


@dataclass(frozen=True, slots=True)
class StaffState:
    """State of the panel. people: None while they were never read; chosen: whose name is selected.

    code: of an invitation that was just made for `invited`, until it was handed over. sheet: which
    of the clinic's sheets is on its way to paper, 0 for none. is_saved: code or sheet was written.
    done: message id of what was done last, said of `of_whom`.
    """

    people: "tuple[Person, ...] | None" = None
    chosen: str = ""
    is_inviting: bool = False
    code: str = ""
    invited: str = ""
    sheet: int = 0
    is_saved: bool = False
    is_busy: bool = False
    done: str = ""
    of_whom: str = ""
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"StaffState({self.sheet}, {self.done}, {self.failure})"  # never the code

    @property
    def person(self) -> "Person | None":
        """Who is chosen, where she has a way in."""
        living = (one for one in self.people or () if one.until is None)
        return next((one for one in living if one.name == self.chosen), None)

    @property
    def has_sheets(self) -> bool:
        """Whether the vault opens by two of the clinic's sheets."""
        return any(one.is_clinic and one.until is None for one in self.people or ())


class StaffModel(ViewModel[StaffState]):
    """Verbs of the panel. The words of the clinic's sheets stay here until they are on paper."""

    def __init__(self, work: StaffWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(StaffState(), parent)
        self._work = work
        self._lane = jobs.lane(self)
        self._sheets: Sheets | None = None

    def load(self) -> None:
        """Read who there is."""
        self._lane.ask(self._work.listing, done=self._loaded, failed=self._failed)

    def forget(self) -> None:
        """Keep no code that nobody looks at, and half of no sheets."""
        self._sheets = None
        self._become(StaffState(people=self.state.people, chosen=self.state.chosen))

    def choose(self, name: str) -> None:
        """Select somebody."""
        if name != self.state.chosen:
            self._become(replace(self.state, chosen=name, done="", failure=None))

    def start_inviting(self) -> None:
        """Ask who shall come in."""
        self._become(replace(self.state, is_inviting=True, done="", failure=None))

    def stop_inviting(self) -> None:
        """Ask no more."""
        self._become(replace(self.state, is_inviting=False, failure=None))

    def invite(self, name: str, role: str) -> None:
        """Let a colleague in by a code for her first entry."""
        name = name.strip()
        self._do(partial(self._work.invite, name, role), partial(self._invited, name))

    def save_invitation(self, path: Path) -> None:
        """Write the sheet that is handed to her."""
        name, code = self.state.invited, self.state.code
        self._do(partial(self._work.save_invitation, path, name, code), self._saved)

    def hand_over(self) -> None:
        """Show the code no more: it was handed over."""
        told = replace(self.state, code="", is_saved=False, done=INVITED)
        self._become(replace(told, of_whom=self.state.invited, invited=""))

    def change_role(self, role: str) -> None:
        """Give the chosen person another role."""
        name = self.state.chosen
        work = partial(self._work.change_role, name, role)
        self._do(work, partial(self._done, CHANGED, name))

    def remove(self) -> None:
        """Take all ways of the chosen person."""
        name = self.state.chosen
        self._do(partial(self._work.remove, name), partial(self._done, REMOVED, name))

    def begin_sheets(self) -> None:
        """Make three sheets, and begin with the first."""
        self._do(self._work.begin_sheets, self._begun)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet that is on its way."""
        if self._sheets is not None:
            number = self.state.sheet
            self._do(partial(self._work.save_sheet, path, self._sheets, number), self._saved)

    def read_back(self, typed: str) -> None:
        """Go on to the next sheet: the last words of this one were read off paper."""
        if self._sheets is None or self.state.is_busy:
            return
        if not self._sheets.check(self.state.sheet, typed):
            self._failed(SHEET_DIFFERS)
        elif self.state.sheet < SHEETS:
            later = replace(self.state, sheet=self.state.sheet + 1, is_saved=False, failure=None)
            self._become(later)
        else:
            work = partial(self._work.take_sheets, self._sheets)
            self._do(work, partial(self._done, SHEETS_MADE, ""))

    def leave_sheets(self) -> None:
        """Make none: what was printed opens nothing."""
        self._sheets = None
        self._become(replace(self.state, sheet=0, is_saved=False, failure=None))

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, failure=None, done=""))
            self._lane.ask(work, done=done, failed=self._failed)

    def _loaded(self, people: "tuple[Person, ...]") -> None:
        self._become(replace(self.state, people=people, is_busy=False))

    def _invited(self, name: str, code: str) -> None:
        made = replace(self.state, is_busy=False, is_inviting=False, is_saved=False)
        self._become(replace(made, code=code, invited=name, chosen=name))
        self.load()

    def _saved(self, nothing: None) -> None:
        self._become(replace(self.state, is_busy=False, is_saved=True))

    def _begun(self, sheets: "Sheets") -> None:
        self._sheets = sheets
        self._become(replace(self.state, is_busy=False, sheet=1, is_saved=False))

    def _done(self, message: str, name: str, nothing: None) -> None:
        if message == SHEETS_MADE:
            self._sheets = None
        later = replace(self.state, is_busy=False, sheet=0, is_saved=False)
        self._become(replace(later, done=message, of_whom=name))
        self.load()

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
