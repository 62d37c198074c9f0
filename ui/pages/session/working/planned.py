"""What was arranged before the call: the links of a family's appointments, and what was left."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.pedigree.person import PersonId
from ui.appointments_work import AppointmentsWork
from ui.kit.threads.courier import Courier, Newest
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop

if TYPE_CHECKING:
    from counselling.work.session.appointments import Standing
    from counselling.work.session.fetch_mail import Round


@dataclass(frozen=True, slots=True)
class PlannedState:
    """standing: None while it was not read. person: for whom links would be made, "" for nobody.

    waiting: how much was left and comes into the next session. is_busy: links are made or die.
    share: how much of the fetching is done, 0..1, None while nothing is fetched. came: what the
    last one brought, out_of_reach: of how many rooms the server told nothing; None before.
    """

    family: str = ""
    person: PersonId = ""
    standing: "tuple[Standing, ...] | None" = None
    waiting: int = 0
    is_busy: bool = False
    share: float | None = None
    came: int | None = None
    out_of_reach: int = 0
    failure: Failure | None = None

    @property
    def hers(self) -> "Standing | None":
        """The appointment that a new link would take the place of."""
        found = (each for each in self.standing or () if each.person == self.person)
        return next(found, None)


class Planned(QObject):
    """changed: carries the PlannedState. A verb at a wrong moment does nothing."""

    changed = Signal(object)

    def __init__(
        self,
        work: AppointmentsWork | None,
        jobs: Jobs,
        *,
        loop: Loop,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._reading = jobs.lane(self)
        self._arranging, self._fetching = loop.lane(self), loop.lane(self)
        self._courier = courier
        self._heard: Newest[float] | None = None
        self.state = PlannedState()

    @property
    def is_offered(self) -> bool:
        """Whether links can be made before the call."""
        return self._work is not None and self._work.has_server

    def read(self, family: str, person: PersonId) -> None:
        """Read what a family's appointments are. person: who is looked at, "" for nobody."""
        if family != self.state.family:
            self.forget()
        if self._work is not None and self._work.has_server:
            self._become(replace(self.state, family=family, person=person))
            work = partial(_read, self._work, family)
            self._reading.ask(work, done=self._was_read, failed=self._fail)

    def draw(self, language: str) -> None:
        """Make links for who is looked at; older ones of hers are dead then."""
        if self._work is not None:
            draw = partial(self._work.draw, self.state.family, person=self.state.person)
            self._arrange(partial(draw, language=language))

    def end(self, appointment: str) -> None:
        """Let an appointment's links die."""
        if self._work is not None:
            self._arrange(partial(self._work.cancel, self.state.family, appointment))

    def fetch(self) -> None:
        """Fetch what was left in all rooms."""
        if self._work is None or not self.state.family or self.state.share is not None:
            return
        self._become(replace(self.state, share=0.0, came=None, out_of_reach=0, failure=None))
        self._heard = Newest(self._courier, self._show_share)
        work = partial(self._work.fetch, self._heard.put)
        self._fetching.ask(work, done=self._fetched, failed=self._fail)

    def stop_fetching(self) -> None:
        """Fetch no more: what is not here stays at the server."""
        self._stop()
        self._become(replace(self.state, share=None))
        self._read_again()

    def forget(self) -> None:
        """Keep nothing: another family is opened, or the desk locks."""
        self._reading.cancel()
        self._arranging.cancel()
        self._stop()
        self._become(PlannedState())

    def _arrange(self, work: Callable[[], Coroutine[object, object, object]]) -> None:
        if self.state.family and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True, failure=None))
            self._arranging.ask(work, done=self._arranged, failed=self._fail)

    def _stop(self) -> None:
        self._fetching.cancel()
        if self._heard is not None:
            self._heard.close()

    def _show_share(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))

    def _arranged(self, _: object) -> None:
        self._become(replace(self.state, is_busy=False))
        self._read_again()

    def _fetched(self, brought: "Round") -> None:
        self._stop()
        came, failed = brought.letters + brought.spoilt, len(brought.failed)
        self._become(replace(self.state, share=None, came=came, out_of_reach=failed))
        self._read_again()

    def _read_again(self) -> None:
        if self.state.family:
            self.read(self.state.family, self.state.person)

    def _was_read(self, told: "tuple[tuple[Standing, ...], int]") -> None:
        standing, waiting = told
        self._become(replace(self.state, standing=standing, waiting=waiting))

    def _fail(self, failure: Failure) -> None:
        self._stop()
        self._become(replace(self.state, is_busy=False, share=None, failure=failure))

    def _become(self, state: PlannedState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def _read(work: AppointmentsWork, family: str) -> "tuple[tuple[Standing, ...], int]":
    return work.standing(family), work.waiting(family)
