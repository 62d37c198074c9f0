"""What the door knows while a vault is brought back from a backup.

The passphrase or code passes through on its way to the backup and then to the vault; it is kept
nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel
from ui.pages.unlock.vault_name import is_vault_name
from ui.pages.unlock.view_model import BAD_NAME

if TYPE_CHECKING:
    from counselling.records.copies.backups import Backup
    from counselling.work.vault.bring_back import Found


class RestoreWork(Protocol):
    """Bringing a vault back. Slow: none of it on the UI thread."""

    def find(self, folder: Path) -> "tuple[Found, ...]":
        """Return the backups in a folder, the newest first. Raises VaultError, StorageError."""
        ...

    def restore(
        self,
        backup: "Backup",
        name: str,
        *,
        passphrase: str = "",
        code: str = "",
        watch: Callable[[float], None],
    ) -> Path:
        """Bring one back, whole or not at all. Raises WrongKey, VaultError, StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class RestoreState:
    """is_open: this is what the door shows. folder: where the backups lie, None until chosen.

    is_by_code: by the code on paper, else by a passphrase. share: how far it is, 0..1, None while
    nothing is brought back.
    """

    is_open: bool = False
    folder: Path | None = None
    found: "tuple[Found, ...]" = ()
    chosen: "Found | None" = None
    is_by_code: bool = True
    share: float | None = None
    failure: Failure | None = None


class RestoreModel(ViewModel[RestoreState]):
    """Verbs. restored: the vault's folder, what opened it, and whether that is a code."""

    restored = Signal(object, str, bool)

    def __init__(self, work: RestoreWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(RestoreState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def start(self) -> None:
        """Show the form."""
        self._become(RestoreState(is_open=True))

    def leave(self) -> None:
        """Bring nothing back; what has begun is stopped, and nothing of it is left."""
        self._lane.cancel()
        self._become(RestoreState())

    def give_up(self) -> None:
        """Stop what has begun."""
        self._lane.cancel()
        self._become(replace(self.state, share=None))

    def look(self, folder: Path) -> None:
        """Look for backups in a folder."""
        self._become(replace(self.state, folder=folder, found=(), chosen=None, failure=None))
        self._lane.ask(partial(self._work.find, folder), done=self._looked, failed=self._failed)

    def choose(self, found: "Found") -> None:
        """Take one of the backups."""
        self._become(replace(self.state, chosen=found))

    def open_by(self, *, is_code: bool) -> None:
        """Open it by the code on paper, or by a passphrase."""
        self._become(replace(self.state, is_by_code=is_code))

    def restore(self, name: str, secret: str) -> None:
        """Bring the chosen one back under this name."""
        state, name = self.state, name.strip()
        if state.chosen is None or state.share is not None:
            return
        if not is_vault_name(name):
            self._failed(BAD_NAME)
            return
        self._become(replace(state, share=0.0, failure=None))
        by = {"code" if state.is_by_code else "passphrase": secret}
        work = partial(_restored, self._work, state.chosen.backup, name, by)
        done = partial(self._restored, secret, state.is_by_code)
        self._lane.follow(work, done=done, failed=self._failed, told=self._hear)

    def _looked(self, found: "tuple[Found, ...]") -> None:
        self._become(replace(self.state, found=found, chosen=found[0]))

    def _restored(self, secret: str, is_code: bool, folder: Path) -> None:
        self._become(RestoreState())
        self.restored.emit(folder, secret, is_code)

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, share=None, failure=failure))


def _restored(
    work: RestoreWork, backup: "Backup", name: str, by: dict[str, str], progress: Progress
) -> Path:
    return work.restore(backup, name, watch=progress.report, **by)
