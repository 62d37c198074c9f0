"""Backups made by themselves while the desk is open, and what is true of them now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.work.vault.back_up import BackupState

LOOK_EVERY_MS: Final = 15 * 60 * 1000


class BackupWork(Protocol):
    """The backups of the open vault. Slow: none of it on the UI thread."""

    def state(self) -> "BackupState":
        """Return what is true now. Raises VaultLocked, StorageError."""
        ...

    def make(self, watch: Callable[[float], None]) -> "BackupState":
        """Make one. Raises VaultError, StorageError, DamagedVault."""
        ...

    def choose(self, folder: Path, watch: Callable[[float], None]) -> "BackupState":
        """Let them go into another folder, and make one there. Raises as `make`."""
        ...


@dataclass(frozen=True, slots=True)
class BackingUpState:
    """told: what is true, None while nobody has looked. share: how far one that is being made is,
    0..1, None while none is. failure: what looking or making ran into.
    """

    told: "BackupState | None" = None
    share: float | None = None
    failure: Failure | None = None

    @property
    def is_late(self) -> bool:
        """Whether somebody should see to it."""
        return self.failure is not None or (self.told is not None and self.told.is_late)


class BackingUp(ViewModel[BackingUpState]):
    """One for the whole desk: looks at the unlock and every quarter of an hour, and makes a backup
    where one is due. The lock stops it at once, and nothing half made is left.
    """

    def __init__(self, work: BackupWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(BackingUpState(), parent)
        self._work = work
        self._lane = jobs.lane(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """The desk is open; said again it changes nothing."""
        if not self._timer.isActive():
            self._timer.start()
            self.look()

    def rest(self) -> None:
        """The desk is locked: stop, and know nothing of what was open."""
        self._timer.stop()
        self._lane.cancel()
        self._become(BackingUpState())

    def look(self) -> None:
        """Look what is true now, and make a backup where one is due."""
        if self.state.share is None:
            self._lane.ask(self._work.state, done=self._looked, failed=self._failed)

    def make(self) -> None:
        """Make a backup now."""
        self._follow(partial(_made, self._work))

    def choose(self, folder: Path) -> None:
        """Let backups go into another folder, and make one there now."""
        self._follow(partial(_chosen, self._work, folder))

    def give_up(self) -> None:
        """Stop the one that is being made; nothing of it is left."""
        if self.state.share is not None:
            self._lane.cancel()
            self._become(replace(self.state, share=None))

    def _follow(self, work: "Callable[[Progress], BackupState]") -> None:
        if self.state.share is None:
            self._become(replace(self.state, share=0.0, failure=None))
            self._lane.follow(work, done=self._done, failed=self._failed, told=self._hear)

    def _looked(self, told: "BackupState") -> None:
        failure = failure_of(told.refused) if told.refused is not None else None
        self._become(replace(self.state, told=told, failure=failure))
        if told.is_due:
            self.make()

    def _done(self, told: "BackupState") -> None:
        self._become(BackingUpState(told))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, share=None, failure=failure))

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))


def _made(work: BackupWork, progress: Progress) -> "BackupState":
    return work.make(progress.report)


def _chosen(work: BackupWork, folder: Path, progress: Progress) -> "BackupState":
    return work.choose(folder, progress.report)
