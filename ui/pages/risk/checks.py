"""How the asked model was checked: asked only when somebody wants to see it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.risk.live import LiveModel
from ui.risk_work import RisksWork

if TYPE_CHECKING:
    from counselling.work.risk.check_model import CheckedModel


@dataclass(frozen=True, slots=True)
class ChecksState:
    """model, country: what is asked about, "" for nothing. checked: the answer to just that."""

    model: str = ""
    country: str = ""
    is_open: bool = False
    is_busy: bool = False
    checked: "CheckedModel | None" = None
    failure: Failure | None = None


class ChecksModel(ViewModel[ChecksState]):
    """Verbs. live: the chart of carriers beside print."""

    def __init__(self, risks: RisksWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(ChecksState(), parent)
        self._risks = risks
        self._asking = jobs.lane(self)
        self.live = LiveModel(risks, jobs, self)

    def concern(self, model: str, country: str) -> None:
        """Be about another answer's model and country; what is open is asked anew."""
        if (model, country) != (self.state.model, self.state.country):
            self._asking.cancel()
            self.live.show(None)
            self._become(ChecksState(model, country, is_open=self.state.is_open))
            self._ask()

    def open(self, *, is_open: bool) -> None:
        """Show it, or hide it again; it is worked out once."""
        self._become(replace(self.state, is_open=is_open))
        self._ask()

    def _ask(self) -> None:
        state = self.state
        if state.is_open and state.model and state.checked is None and not state.is_busy:
            self._become(replace(state, is_busy=True, failure=None))
            work = partial(self._risks.check, state.model, country=state.country)
            self._asking.ask(work, done=self._answered, failed=self._failed)

    def _answered(self, checked: "CheckedModel") -> None:
        self.live.show(checked.carriers)
        self._become(replace(self.state, checked=checked, is_busy=False))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, failure=failure, is_busy=False))
