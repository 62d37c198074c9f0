"""What to ask next at the drawn family: one question at a time, off until it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pedigree_work import InterviewsWork

if TYPE_CHECKING:
    from counselling.interview.questions import Question
    from counselling.shorthand.reading import Reading
    from counselling.work.history.ask_next import Asked, Plan


@dataclass(frozen=True, slots=True)
class InterviewState:
    """State of the interview.

    asked: None while it is off, while the next question is looked for, and when none is left.
    progress: how far each side is, in words. is_complete: nothing is left to ask.
    """

    is_on: bool = False
    asked: "Asked | None" = None
    progress: tuple[str, ...] = ()
    is_complete: bool = False


class InterviewModel(ViewModel[InterviewState]):
    """Verbs of the interview. A question selects the person whom it is about, and no more.

    now: the time, for notes. put: a question, to be said once.
    """

    put = Signal(str)

    def __init__(
        self,
        pedigree: PedigreeModel,
        work: InterviewsWork,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(InterviewState(), parent)
        self._pedigree = pedigree
        self.work = work
        self.now = now
        self._looking = jobs.lane(self)
        self._family: Family | None = None
        self._family_id: str | None = None
        self._last: PersonId | None = None
        self._later: frozenset[tuple[PersonId, Topic, str, int]] = frozenset()
        self._is_wanted = False  # the next question shall select its person
        pedigree.changed.connect(self._follow)

    @property
    def answered(self) -> "Asked | None":
        """The question that the line answers: while whom it is about is selected."""
        asked = self.state.asked
        is_hers = asked is not None and asked.question.gap.person == self._pedigree.state.chosen
        return asked if is_hers else None

    def turn(self, is_on: bool) -> None:
        """Begin to ask, or stop; what was put off is asked again at the next beginning."""
        if is_on != self.state.is_on:
            self._later = frozenset()
            self._become(InterviewState(is_on=is_on))
            self._looking.cancel()
            if is_on:
                self._ask(is_wanted=True)

    def want(self) -> None:
        """Ask the next question now, or say again what is asked."""
        if not self.state.is_on:
            self.turn(True)
        elif self.state.asked is not None:
            self._put(self.state.asked)

    def put_off(self) -> None:
        """Ask this question after all others."""
        if self.state.asked is not None:
            self._later |= {self.state.asked.question.gap.key}
            self._ask(is_wanted=True)

    def take(self, question: "Question", reading: "Reading") -> None:
        """Go on after a line that answered a question. reading: of that line."""
        if not reading.edits:
            self.put_off()
            return
        self._last = reading.current or question.gap.person
        self._ask(is_wanted=True)

    # Looking

    def _follow(self) -> None:
        if self._pedigree.family_id != self._family_id:
            self._family_id, self._family = self._pedigree.family_id, None
            self._last, self._later = None, frozenset()
            self._looking.cancel()
            if self.state.asked is not None:
                self._become(InterviewState(is_on=self.state.is_on))
        if self.state.is_on and self._pedigree.state.coming != self._family:
            self._ask(is_wanted=self._is_wanted)
        elif self.state.asked is not None:
            self.changed.emit(self.state)  # whether the line answers it depends on the selection

    def _ask(self, *, is_wanted: bool) -> None:
        """Look for the next question. Till it is there nothing typed is taken for an answer."""
        family = self._family = self._pedigree.state.coming
        self._is_wanted = is_wanted
        if family is None or family.focus is None:
            return
        self._become(replace(self.state, asked=None, is_complete=False))
        plan = partial(self.work.plan, family, last=self._last, later=self._later)
        self._looking.ask(plan, done=self._planned, failed=self._not_planned)

    def _planned(self, plan: "Plan") -> None:
        asked = plan.next
        self._become(
            replace(self.state, asked=asked, progress=plan.progress, is_complete=asked is None)
        )
        if asked is not None and self._is_wanted:
            self._put(asked)
        self._is_wanted = False

    def _put(self, asked: "Asked") -> None:
        self._pedigree.choose(asked.question.gap.person)
        self.put.emit(asked.words)

    def _not_planned(self, failure: Failure) -> None:
        """Ask no more: the family itself says what is wrong with it."""
        self._become(InterviewState())
