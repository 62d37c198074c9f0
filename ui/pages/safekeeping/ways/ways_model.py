"""What the panel of one's own ways knows, and what can be done with them.

Passphrases pass through on their way to the vault and are kept nowhere.
"""

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
    from counselling.work.vault.own_ways import OwnWay

REPEAT_DIFFERS: Final = Failure(N_("error.unlock.repeat_differs"))
CODE_DIFFERS: Final = Failure(N_("error.unlock.code_differs"))
CHANGED: Final = N_("ways.changed")
ADDED: Final = N_("ways.added")
TAKEN: Final = N_("ways.taken")
RENEWED: Final = N_("ways.renewed")
CHECKED: Final = 8  # last letters of a code that are typed back from paper

T = TypeVar("T")


class WaysWork(Protocol):
    """The ways of who is in. Slow: none of it on the UI thread.

    All but `listing` ask for the passphrase that opens now, and raise WrongKey for another one.
    """

    def listing(self) -> "tuple[OwnWay, ...]":
        """Return the ways of who is in. Raises VaultError."""
        ...

    def change_passphrase(self, current: str, new: str) -> None:
        """Put a new passphrase in the place of every old one. Raises VaultError."""
        ...

    def add_passphrase(self, current: str, new: str, *, is_for_here: bool) -> None:
        """Add a passphrase for this computer, or for any. Raises VaultError."""
        ...

    def remove(self, current: str, name: str) -> None:
        """Take a way; two stay. Raises VaultError."""
        ...

    def offer_code(self, current: str) -> str:
        """Return a new recovery code; it counts when it was read back. Raises VaultError."""
        ...


class CodeWork(Protocol):
    """What becomes of a code that was offered."""

    def confirm_code(self, code: str) -> None:
        """Let it take the old one's place. Raises StorageError."""
        ...

    def withdraw_code(self, code: str) -> None:
        """Take it back. Raises StorageError."""
        ...

    def save_sheet(self, path: Path, code: str) -> None:
        """Write its sheet. Raises StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class WaysState:
    """State of the panel. ways: None while they were never read; chosen: name of the selected.

    code: a new recovery code until it was read back; is_saved: its sheet was written. done:
    message id of what was done last.
    """

    ways: "tuple[OwnWay, ...] | None" = None
    chosen: str = ""
    code: str = ""
    is_saved: bool = False
    is_busy: bool = False
    done: str = ""
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"WaysState({self.done}, {self.failure})"  # never the code

    @property
    def way(self) -> "OwnWay | None":
        """The way that is selected."""
        return next((way for way in self.ways or () if way.name == self.chosen), None)


class WaysModel(ViewModel[WaysState]):
    """Verbs of the panel."""

    def __init__(
        self, work: WaysWork, codes: CodeWork, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(WaysState(), parent)
        self._work, self._codes = work, codes
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Read the ways."""
        self._lane.ask(self._work.listing, done=self._loaded, failed=self._failed)

    def forget(self) -> None:
        """Keep no code that nobody looks at: the old one opens still."""
        self.withdraw()
        self._become(WaysState(ways=self.state.ways))

    def withdraw(self) -> None:
        """Make no new code after all."""
        if self.state.code:
            work = partial(self._codes.withdraw_code, self.state.code)
            self._become(replace(self.state, code="", is_saved=False, failure=None))
            self._lane.ask(work, done=self._withdrawn, failed=self._failed)

    def choose(self, name: str) -> None:
        """Select a way."""
        if name != self.state.chosen:
            self._become(replace(self.state, chosen=name, done="", failure=None))

    def change_passphrase(self, current: str, new: str, *, repeated: str) -> None:
        """Put a new passphrase in the place of every old one."""
        if new != repeated:
            self._failed(REPEAT_DIFFERS)
            return
        work = partial(self._work.change_passphrase, current, new)
        self._do(work, partial(self._done, CHANGED))

    def add_passphrase(self, current: str, new: str, *, repeated: str, is_for_here: bool) -> None:
        """Add a passphrase for this computer, or for any."""
        if new != repeated:
            self._failed(REPEAT_DIFFERS)
            return
        work = partial(self._work.add_passphrase, current, new, is_for_here=is_for_here)
        self._do(work, partial(self._done, ADDED))

    def remove(self, current: str) -> None:
        """Take the selected way."""
        work = partial(self._work.remove, current, self.state.chosen)
        self._do(work, partial(self._done, TAKEN))

    def renew_code(self, current: str) -> None:
        """Make a new recovery code, to be put on paper."""
        self._do(partial(self._work.offer_code, current), self._offered)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet of the new code."""
        self._do(partial(self._codes.save_sheet, path, self.state.code), self._saved)

    def confirm(self, typed: str) -> None:
        """Let the new code take the old one's place: its last letters were read off paper."""
        if tidy(typed) != tidy(self.state.code)[-CHECKED:]:
            self._failed(CODE_DIFFERS)
            return
        work = partial(self._codes.confirm_code, self.state.code)
        self._do(work, partial(self._done, RENEWED))

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, failure=None, done=""))
            self._lane.ask(work, done=done, failed=self._failed)

    def _loaded(self, ways: "tuple[OwnWay, ...]") -> None:
        self._become(replace(self.state, ways=ways))

    def _offered(self, code: str) -> None:
        self._become(replace(self.state, is_busy=False, code=code, is_saved=False))

    def _withdrawn(self, nothing: None) -> None:
        self.load()

    def _saved(self, nothing: None) -> None:
        self._become(replace(self.state, is_busy=False, is_saved=True))

    def _done(self, message: str, nothing: None) -> None:
        self._become(replace(self.state, is_busy=False, code="", done=message))
        self.load()

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))


def tidy(code: str) -> str:
    """A code as it counts, however it was typed."""
    return "".join(c for c in code.upper() if c.isalnum())
