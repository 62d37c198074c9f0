"""What the panel of keeping knows: the rule, the families that are due, and which is chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.records.privacy.retention import Due
    from counselling.work.vault.keep_records import Keeping

NO_NUMBER: Final = Failure(N_("error.keeping.no_number"))
MOST_YEARS: Final = 100
RULE_SET: Final = N_("keeping.rule_set")
KEPT: Final = N_("keeping.kept")
FREED: Final = N_("keeping.freed")


class KeepingWork(Protocol):
    """How long records are kept. Slow: none of it on the UI thread."""

    def state(self) -> "Keeping":
        """Return what is true now. Raises VaultError."""
        ...

    def set_rule(self, country: str, *, years: int, basis: str) -> "Keeping":
        """Let another rule count. Raises VaultError, StorageError."""
        ...

    def keep_longer(self, family: str, *, until: date, reason: str) -> "Keeping":
        """Keep a family longer. Raises VaultError."""
        ...

    def keep_no_longer(self, family: str) -> "Keeping":
        """Let the rule count again for a family. Raises VaultError."""
        ...


@dataclass(frozen=True, slots=True)
class KeepingState:
    """State of the panel. told: None while nobody has looked; chosen: id of the family selected;
    done: message id of what was done last.
    """

    told: "Keeping | None" = None
    chosen: str = ""
    done: str = ""
    is_busy: bool = False
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"KeepingState({self.done}, {self.failure})"  # never a name

    @property
    def rows(self) -> "tuple[Due, ...]":
        """The families that are due, those to be decided about first."""
        return (self.told.due or ()) if self.told is not None else ()

    @property
    def due(self) -> "Due | None":
        """The one that is selected."""
        return next((one for one in self.rows if one.family == self.chosen), None)


class KeepingModel(ViewModel[KeepingState]):
    """Verbs of the panel. now: by this computer's clock."""

    def __init__(
        self,
        work: KeepingWork,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(KeepingState(), parent)
        self._work, self._now = work, now
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Look what is due."""
        self._lane.ask(self._work.state, done=partial(self._told, ""), failed=self._failed)

    def forget(self) -> None:
        """Show no names that nobody looks at."""
        if not self.state.is_busy:
            self._lane.cancel()
            self._become(KeepingState())

    def choose(self, family: str) -> None:
        """Select a family."""
        if family != self.state.chosen:
            self._become(replace(self.state, chosen=family, done="", failure=None))

    def until(self, years: int) -> date:
        """Return the day so many years from now."""
        today = self._now().date()
        last = 28 if (today.month, today.day) == (2, 29) else today.day
        return today.replace(year=today.year + years, day=last)

    def set_rule(self, country: str, *, years: str, basis: str) -> None:
        """Let another rule count. years: as typed, "" for the country's."""
        typed = years.strip() or "0"
        if not typed.isdecimal() or int(typed) > MOST_YEARS:
            self._failed(NO_NUMBER)
            return
        work = partial(self._work.set_rule, country, years=int(typed), basis=basis)
        self._do(work, RULE_SET)

    def keep_longer(self, years: int, reason: str) -> None:
        """Keep the selected family so many years from now."""
        if self.state.due is not None:
            family, until = self.state.chosen, self.until(years)
            self._do(partial(self._work.keep_longer, family, until=until, reason=reason), KEPT)

    def keep_no_longer(self) -> None:
        """Let the rule count again for the selected family."""
        if self.state.due is not None:
            self._do(partial(self._work.keep_no_longer, self.state.chosen), FREED)

    def _do(self, work: "Callable[[], Keeping]", message: str) -> None:
        if not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, failure=None, done=""))
            self._lane.keep(work, done=partial(self._told, message), failed=self._failed)

    def _told(self, message: str, told: "Keeping") -> None:
        self._become(replace(self.state, is_busy=False, told=told, done=message))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
