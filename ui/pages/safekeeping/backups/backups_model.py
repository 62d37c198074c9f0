"""What the panel of backups knows beside what is true of them, and what can be done there.

The passphrase passes through on its way to the backup and is kept nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel


class ProofWork(Protocol):
    """What a backup is asked. Slow: not on the UI thread."""

    def prove(self, stamp: str, passphrase: str) -> None:
        """Open a backup and read all of it. Raises WrongKey, DamagedVault, StorageError."""
        ...


@dataclass(frozen=True, slots=True)
class BackupsState:
    """chosen: stamp of the backup that is selected; proven: of the one that was read whole."""

    chosen: str = ""
    proven: str = ""
    is_busy: bool = False
    failure: Failure | None = None


class BackupsModel(ViewModel[BackupsState]):
    """Verbs of the panel."""

    def __init__(self, work: ProofWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(BackupsState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def choose(self, stamp: str) -> None:
        """Select a backup."""
        if stamp != self.state.chosen:
            self._become(replace(self.state, chosen=stamp, proven="", failure=None))

    def prove(self, passphrase: str) -> None:
        """Open the selected backup and read all of it."""
        stamp = self.state.chosen
        if stamp and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, proven="", failure=None))
            work: Callable[[], None] = partial(self._work.prove, stamp, passphrase)
            self._lane.ask(work, done=partial(self._proven, stamp), failed=self._failed)

    def forget(self) -> None:
        """Nobody looks: what is asked is not waited for."""
        self._lane.cancel()
        self._become(BackupsState(chosen=self.state.chosen))

    def _proven(self, stamp: str, nothing: None) -> None:
        self._become(replace(self.state, is_busy=False, proven=stamp))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
