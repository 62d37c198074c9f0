"""What the card of a new vault key knows: how far it is, the new recovery code, what may go.

The passphrase passes through on its way to the vault and is kept nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal

from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel
from ui.pages.safekeeping.ways.ways_model import CHECKED, CODE_DIFFERS, CodeWork, tidy

if TYPE_CHECKING:
    from counselling.work.vault.back_up import BackupState

RENEWED: Final = N_("vault_key.renewed")
STOPPED: Final = N_("vault_key.stopped")
WITHOUT_SHEET: Final = N_("vault_key.without_sheet")
GONE: Final = N_("vault_key.gone")


class KeyWork(Protocol):
    """A new key of the open vault. Slow: none of it on the UI thread."""

    def renew_key(self, passphrase: str, watch: Callable[[float], None]) -> str:
        """Back up, give the vault a new key, return a new recovery code.

        Raises WrongKey, VaultError, StorageError: the vault is then as it was, and open.
        """
        ...

    def let_earlier_go(self) -> "BackupState":
        """Remove the backups under earlier keys. Raises VaultError, StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class KeyState:
    """share: how far a new key is, 0..1, None while none is made; is_stopping: it is taken back.

    code: a new recovery code until it was read back; is_saved: its sheet was written. done: message
    id of what was done last.
    """

    share: float | None = None
    is_stopping: bool = False
    code: str = ""
    is_saved: bool = False
    is_busy: bool = False
    done: str = ""
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"KeyState({self.share}, {self.done}, {self.failure})"  # never the code

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.share is None and not self.is_busy


class KeyModel(ViewModel[KeyState]):
    """Verbs of the card. changed_backups: there are other backups than before."""

    changed_backups = Signal()

    def __init__(
        self, work: KeyWork, codes: CodeWork, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(KeyState(), parent)
        self._work, self._codes = work, codes
        self._lane, self._after = jobs.lane(self), jobs.lane(self)

    def renew(self, passphrase: str) -> None:
        """Back up, and give the vault a new key; what is to be kept waits for it meanwhile."""
        if self.state.is_idle:
            self._become(KeyState(share=0.0))
            work = partial(_renewed, self._work, passphrase)
            self._lane.keep_following(
                work, done=self._renewed, failed=self._failed, told=self._hear
            )

    def stop(self) -> None:
        """Take it back; said when the vault is open again as it was."""
        if self.state.share is not None and not self.state.is_stopping:
            self._become(replace(self.state, is_stopping=True))
            self._lane.cancel()
            self._after.keep(_nothing, done=self._stopped, failed=self._failed)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet of the new code."""
        self._do(partial(self._codes.save_sheet, path, self.state.code), self._saved)

    def confirm(self, typed: str) -> None:
        """Let the new code take the old one's place: its last letters were read off paper."""
        if tidy(typed) != tidy(self.state.code)[-CHECKED:]:
            self._failed(CODE_DIFFERS)
            return
        self._do(partial(self._codes.confirm_code, self.state.code), self._confirmed)

    def withdraw(self) -> None:
        """Keep the old sheet: it opens the vault still."""
        if self.state.code:
            work = partial(self._codes.withdraw_code, self.state.code)
            self._become(KeyState(done=WITHOUT_SHEET))
            self._lane.ask(work, done=self._withdrawn, failed=self._failed)

    def let_earlier_go(self) -> None:
        """Remove the backups that an earlier key opens."""
        self._do(self._work.let_earlier_go, self._let_go)

    def forget(self) -> None:
        """Keep no code that nobody looks at; what is under way goes on."""
        self.withdraw()
        if self.state.is_idle:
            self._become(KeyState())

    def _do(self, work: "Callable[[], object]", done: "Callable[[object], None]") -> None:
        if self.state.is_idle:
            self._become(replace(self.state, is_busy=True, done="", failure=None))
            self._lane.ask(work, done=done, failed=self._failed)

    def _renewed(self, code: str) -> None:
        self._become(KeyState(code=code, done=RENEWED))
        self.changed_backups.emit()

    def _stopped(self, nothing: None) -> None:
        self._become(KeyState(done=STOPPED))
        self.changed_backups.emit()

    def _saved(self, nothing: object) -> None:
        self._become(replace(self.state, is_busy=False, is_saved=True))

    def _confirmed(self, nothing: object) -> None:
        self._become(KeyState(done=RENEWED))

    def _withdrawn(self, nothing: None) -> None:
        """Nothing to say: the old sheet is in force, as before."""

    def _let_go(self, told: object) -> None:
        self._become(KeyState(done=GONE))
        self.changed_backups.emit()

    def _failed(self, failure: Failure) -> None:
        state = replace(self.state, share=None, is_stopping=False, is_busy=False)
        self._become(replace(state, failure=failure))

    def _hear(self, share: float) -> None:
        if self.state.share is not None and not self.state.is_stopping:
            self._become(replace(self.state, share=share))


def _renewed(work: KeyWork, passphrase: str, progress: Progress) -> str:
    return work.renew_key(passphrase, progress.report)


def _nothing() -> None:
    """Wait one's turn behind what is kept."""
