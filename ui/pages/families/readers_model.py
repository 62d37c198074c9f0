"""Who reads a family: what the card knows, and what can be chosen there."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.work.sharing.name_readers import Readership


class ReadersWork(Protocol):
    """Who reads a family. Slow: none of it on the UI thread."""

    def look(self, family: str) -> "Readership":
        """Return who reads it. Raises VaultError."""
        ...

    def name(self, family: str, readers: frozenset[str]) -> "Readership":
        """Let only these read it. Raises VaultError."""
        ...


@dataclass(frozen=True, slots=True)
class ReadersState:
    """family: whose readers are shown, None while the card is closed; known: None while they were
    not read. chosen: the names that are ticked, and the keys of those outside.
    """

    family: FamilySummary | None = None
    known: "Readership | None" = None
    chosen: frozenset[str] = frozenset()
    is_busy: bool = False
    failure: Failure | None = None


class ReadersModel(ViewModel[ReadersState]):
    """Verbs of the card. named: other people read a family now."""

    named = Signal()

    def __init__(self, work: ReadersWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(ReadersState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def ask(self, family: FamilySummary) -> None:
        """Show who reads a family."""
        self._become(ReadersState(family))
        self._lane.ask(partial(self._work.look, family.id), done=self._known, failed=self._failed)

    def leave(self) -> None:
        """Change nothing."""
        self._lane.cancel()
        self._become(ReadersState())

    def tick(self, place: int, is_chosen: bool) -> None:
        """Let a user read it, or not; whoever chooses always reads it herself."""
        known = self.state.known
        if known is not None:
            name = (known.users + known.outside)[place]
            others = self.state.chosen - {name}
            chosen = others | {name} if is_chosen or name == known.me else others
            self._become(replace(self.state, chosen=chosen))
            if name == known.me and not is_chosen:
                self.changed.emit(self.state)  # the box that was emptied is to be ticked again

    def everybody(self) -> None:
        """Let everybody read it."""
        known = self.state.known
        if known is not None:
            self._become(replace(self.state, chosen=frozenset(known.users + known.outside)))

    def save(self) -> None:
        """Seal the family to those who are ticked."""
        state = self.state
        if state.family is not None and state.known is not None and not state.is_busy:
            self._become(replace(state, is_busy=True, failure=None))
            work = partial(self._work.name, state.family.id, state.chosen)
            self._lane.keep(work, done=self._named, failed=self._failed)

    def _known(self, known: "Readership") -> None:
        self._become(replace(self.state, known=known, chosen=known.readers.union(known.outside)))

    def _named(self, known: "Readership") -> None:
        self._become(ReadersState())
        self.named.emit()

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
