"""What the risk's page knows, and what can be asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from counselling.pedigree.person import PersonId
from counselling.risk.supposition import Supposition
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.risk.checks import ChecksModel
from ui.pages.risk.live import LiveModel
from ui.pedigree_work import PedigreesWork
from ui.risk_work import RisksWork

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.risk.compare_risk import ComparedRisk
    from counselling.work.risk.risks import ShownRisk


@dataclass(frozen=True, slots=True)
class RiskState:
    """State of the page.

    shown: the family, None while it was never read. risk: the answer; None while there is none for
    this person and this country: no number ever stands under another name. is_live: the
    interactive chart is wanted; page: that chart, empty until it is made. model: which one is
    asked, "" for the usual one. moves: what moves the answer, None while that is worked out.
    comparing: the result that is being supposed; compared: the last comparison, which belongs to
    the answer only where its `before` is that answer.
    """

    country: str
    shown: "ShownFamily | None" = None
    person: PersonId | None = None
    risk: "ShownRisk | None" = None
    is_live: bool = False
    page: str = ""
    is_busy: bool = False
    failure: Failure | None = None
    model: str = ""
    moves: tuple[str, ...] | None = None
    comparing: Supposition | None = None
    compared: "ComparedRisk | None" = None

    @property
    def asked_model(self) -> str:
        """The model that is asked: the chosen one, else the one that answered; "" for none yet."""
        return self.model or (self.risk.assessment.model if self.risk is not None else "")


class RiskModel(ViewModel[RiskState]):
    """Verbs of the page. live_comparison, checks: of its cards, each with verbs of its own."""

    def __init__(
        self,
        pedigrees: PedigreesWork,
        risks: RisksWork,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(RiskState(risks.country), parent)
        self._pedigrees = pedigrees
        self._risks = risks
        self._reading = jobs.lane(self)
        self._asking = jobs.lane(self)
        self._paging = jobs.lane(self)
        self._moving = jobs.lane(self)
        self._comparing = jobs.lane(self)
        self._family_id: str | None = None
        self.live_comparison = LiveModel(risks, jobs, self)
        self.checks = ChecksModel(risks, jobs, self)

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that can be compared with."""
        return self._risks.countries

    @property
    def models(self) -> tuple[str, ...]:
        """All models that can be asked, the usual one first."""
        return self._risks.models

    @property
    def family_id(self) -> str | None:
        """The family that is shown or being read."""
        return self._family_id

    def open(self, family_id: str, *, person: PersonId | None, country: str) -> None:
        """Ask about a person of a family; None: whom the family is about.

        country: "" for the desk's own.
        """
        country = country or self._risks.country
        if family_id != self._family_id:
            self._family_id = family_id
            self._forget()
            self._become(RiskState(country, person=person))
        else:
            self._put(person=person or self.state.person, country=country)
        work = partial(self._pedigrees.show, family_id)
        self._reading.ask(work, done=self._read, failed=self._failed)

    def choose_person(self, person: PersonId) -> None:
        """Ask about another person."""
        self._put(person=person, country=self.state.country)
        self._ask()

    def choose_country(self, country: str) -> None:
        """Compare with another population."""
        self._put(person=self.state.person, country=country)
        self._ask()

    def choose_model(self, model: str) -> None:
        """Ask another model."""
        if model != self.state.asked_model:
            self._forget()
            asked = replace(self.state, model=model, risk=None, moves=None, failure=None)
            self._become(replace(asked, page="", is_live=False))
            self._ask()

    def make_live(self, *, is_live: bool) -> None:
        """Make the interactive chart, or show the printed one again."""
        chart = self.state.risk.pictures.chart if self.state.risk else None
        self._paging.cancel()
        self._become(replace(self.state, is_live=is_live and chart is not None, page=""))
        if chart is not None and is_live:
            work = partial(self._risks.chart_page, chart)
            self._paging.ask(work, done=self._paged, failed=self._failed)

    def compare(self, what: Supposition) -> None:
        """Answer again as if a test had a result."""
        if self.state.risk is not None and not self.state.is_busy:
            self._become(replace(self.state, comparing=what, failure=None))
            work = partial(self._risks.compare, self.state.risk, what)
            self._comparing.ask(work, done=self._compared, failed=self._uncompared)

    def _put(self, *, person: PersonId | None, country: str) -> None:
        """Change the question; with it the answer goes."""
        state = self.state
        if (person, country) != (state.person, state.country):
            self._forget()
            asked = replace(state, person=person, country=country, is_busy=False)
            self._become(
                replace(asked, risk=None, page="", is_live=False, failure=None, moves=None)
            )

    def _forget(self) -> None:
        """Want no answer to an earlier question any more."""
        self._asking.cancel()
        self._paging.cancel()
        self._moving.cancel()
        self._comparing.cancel()

    def _read(self, shown: "ShownFamily") -> None:
        family, state = shown.record.family, self.state
        person = state.person if state.person in family.by_id else family.focus
        is_answered = state.risk is not None and state.risk.family == family
        if person != state.person or not is_answered:
            state = replace(state, risk=None, page="", is_live=False, failure=None, moves=None)
        self._become(replace(state, shown=shown, person=person))
        if self.state.risk is None:
            self._ask()

    def _ask(self) -> None:
        state = self.state
        if state.shown is None or state.person is None:
            return
        self._become(replace(state, is_busy=True, failure=None))
        family, of = state.shown.record.family, {"country": state.country, "model": state.model}
        estimate = partial(self._risks.estimate, family, person=state.person, **of)
        whole = partial(self._risks.ask, family, person=state.person, **of)
        then = partial(self._estimated, whole)
        self._asking.ask(estimate, done=then, failed=self._failed)

    def _estimated(self, whole: "Callable[[], ShownRisk]", risk: "ShownRisk | None") -> None:
        """Show the estimate, where there is one, until the whole answer is there."""
        if risk is not None:
            self._become(replace(self.state, risk=risk, moves=None, comparing=None))
        self._asking.ask(whole, done=self._answered, failed=self._failed)

    def _answered(self, risk: "ShownRisk") -> None:
        self.checks.concern(risk.assessment.model, risk.assessment.question.country)
        self._become(replace(self.state, risk=risk, is_busy=False, moves=None, comparing=None))
        self._moving.ask(partial(self._risks.moves, risk), done=self._moved, failed=self._unmoved)

    def _moved(self, moves: tuple[str, ...]) -> None:
        self._become(replace(self.state, moves=moves))

    def _unmoved(self, failure: Failure) -> None:
        """The answer stands; that nobody can say what moves it is no failure of it."""
        self._become(replace(self.state, moves=()))

    def _compared(self, compared: "ComparedRisk") -> None:
        self.live_comparison.show(compared.chart)
        self._become(replace(self.state, compared=compared, comparing=None))

    def _uncompared(self, failure: Failure) -> None:
        """The answer stands."""
        self._become(replace(self.state, comparing=None, compared=None, failure=failure))

    def _paged(self, page: str) -> None:
        self._become(replace(self.state, page=page))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
