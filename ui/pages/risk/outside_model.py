"""What the card of other programs' results knows: a text that was read, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.risk_work import OutsideWork

if TYPE_CHECKING:
    from counselling.records.log.families import FamilyRecord
    from counselling.risk.outside.told import OutsideReading


@dataclass(frozen=True, slots=True)
class OutsideState:
    """State of the card. reading: what was read and is not kept yet; failure: why nothing was."""

    reading: "OutsideReading | None" = None
    failure: Failure | None = None
    is_busy: bool = False


class OutsideModel(ViewModel[OutsideState]):
    """Verbs of the card. kept: the family in the records is another one now."""

    kept = Signal()

    def __init__(
        self,
        outside: OutsideWork,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(OutsideState(), parent)
        self._outside, self._now = outside, now
        self._reading = jobs.lane(self)
        self._keeping = jobs.lane(self)
        self._about: tuple[str | None, PersonId | None] = (None, None)

    def ask_about(self, family_id: str | None, person: PersonId | None) -> None:
        """Drop what was read of anybody else: no number ever stands under another name."""
        if (family_id, person) != self._about:
            self._about = (family_id, person)
            self._reading.cancel()
            if self.state != OutsideState():
                self._become(OutsideState())

    def read(self, text: str, person: PersonId) -> None:
        """Read a text; nothing is kept."""
        self._become(OutsideState(is_busy=True))
        work = partial(self._outside.read, text, person=person)
        self._reading.ask(work, done=self._read, failed=self._failed)

    def keep(
        self,
        record: "FamilyRecord",
        person: PersonId,
        *,
        program: str,
        version: str,
        made_on: str,
    ) -> None:
        """Keep what was read, under the names that the user gave it."""
        if self.state.reading is None or self.state.is_busy:
            return
        told = replace(self.state.reading, program=program, version=version, made_on=made_on)
        self._become(replace(self.state, is_busy=True, failure=None))
        work = partial(self._outside.keep, record, person, told, at=self._now())
        self._keeping.keep(work, done=self._done, failed=self._unkept)

    def put_away(self, record: "FamilyRecord", person: PersonId, program: str) -> None:
        """Put a kept result away."""
        self._become(replace(self.state, is_busy=True, failure=None))
        work = partial(self._outside.put_away, record, person, program)
        self._keeping.keep(work, done=self._done, failed=self._unkept)

    def _read(self, reading: "OutsideReading") -> None:
        self._become(OutsideState(reading))

    def _done(self, _: None) -> None:
        self._become(OutsideState())
        self.kept.emit()

    def _failed(self, failure: Failure) -> None:
        self._become(OutsideState(failure=failure))

    def _unkept(self, failure: Failure) -> None:
        """What was read stays on the page: it can be kept once more."""
        self._become(replace(self.state, is_busy=False, failure=failure))
