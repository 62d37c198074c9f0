"""What the panel of consents knows: which family, who in it, and what was said there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from counselling.session.consent import Explained
from ui.found import found_in
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded
    from counselling.records.papers.handed import Handed
    from counselling.work.consents.consent_evidence import Evidence
    from counselling.work.consents.keep_consents import Ledger


class ConsentsWork(Protocol):
    """The consents of the open vault. Slow: none of it on the UI thread."""

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families. Raises VaultError."""
        ...

    def ledger(self, family: str) -> "Ledger":
        """Return what was said in a family. Raises VaultError."""
        ...

    def record(
        self,
        family: str,
        person: str,
        scope: str,
        *,
        is_given: bool,
        medium: str,
        given_by: str,
        explained: Explained,
    ) -> "Ledger":
        """Write a consent down, or its withdrawal. Raises VaultError, PedigreeError."""
        ...

    def signed(self, family: str) -> "tuple[Evidence, ...]":
        """Return what was signed in a family, each looked at. Raises VaultError, DamagedVault."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """What was written down: of whom, "" for all of the family; what for; whether given."""

    person: str
    scope: str
    is_given: bool


_NOT_SAID: Final = Explained()


@dataclass(frozen=True, slots=True)
class NewWord:
    """What is to be written down. given_by: somebody else, "" for the person herself."""

    person: str
    scope: str
    is_given: bool
    medium: str
    given_by: str = ""
    explained: Explained = _NOT_SAID

    def __repr__(self) -> str:
        return f"NewWord({self.scope}, {self.is_given})"  # never a name


@dataclass(frozen=True, slots=True)
class ConsentsState:
    """State of the panel.

    families: None while they were never read; wanted: what was typed to find one. family: the
    chosen one; ledger: what was said in it; person: of whom it is shown, "" for all of the family.
    is_form: something is about to be written down; said: what was, just now. signed: consents that
    were signed, each looked at; None while nobody has looked.
    """

    families: tuple[FamilySummary, ...] | None = None
    wanted: str = ""
    family: FamilySummary | None = None
    ledger: "Ledger | None" = None
    person: str = ""
    is_form: bool = False
    said: Said | None = None
    signed: "tuple[Evidence, ...] | None" = None
    is_busy: bool = False
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"ConsentsState({self.is_busy}, {self.failure})"  # never a name

    @property
    def found(self) -> tuple[FamilySummary, ...]:
        """The families whose name or proband holds every word typed."""
        return found_in(self.families or (), self.wanted)

    @property
    def words(self) -> "tuple[Recorded, ...]":
        """What concerns the chosen person, the newest first; of the family, everybody's."""
        if self.ledger is None:
            return ()
        said = self.ledger.of(self.person) if self.person else self.ledger.words
        return tuple(reversed(said))

    @property
    def in_spite(self) -> "tuple[Handed, ...]":
        """The exports that hold who does not agree any more; of the family, everybody's."""
        held = self.ledger.in_spite if self.ledger is not None else ()
        return tuple(one for one in held if self.person in ("", one.person))


class ConsentsModel(ViewModel[ConsentsState]):
    """Verbs of the panel."""

    def __init__(self, work: ConsentsWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(ConsentsState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Read the families, unless one is chosen."""
        if self.state.family is None:
            self._lane.ask(self._work.families, done=self._listed, failed=self._failed)

    def forget(self) -> None:
        """Show no names that nobody looks at."""
        if not self.state.is_busy:
            self._lane.cancel()
            self._become(ConsentsState())

    def find(self, words: str) -> None:
        """Show only the families that these words are about."""
        self._become(replace(self.state, wanted=words))

    def choose(self, family: FamilySummary) -> None:
        """Show what was said in a family."""
        self._become(ConsentsState(self.state.families, self.state.wanted, family, is_busy=True))
        work = partial(self._work.ledger, family.id)
        self._lane.ask(work, done=self._known, failed=self._failed)

    def choose_another(self) -> None:
        """Go back to the families."""
        self._become(ConsentsState(self.state.families, self.state.wanted))
        self.load()

    def look_at(self, person: str) -> None:
        """Show what one person said; "" for all of the family."""
        self._become(replace(self.state, person=person, said=None, failure=None))

    def check_signed(self) -> None:
        """Look whether the words of signed consents are those that were signed."""
        state = self.state
        if state.family is not None and not state.is_busy:
            self._become(replace(state, is_busy=True, failure=None))
            work = partial(self._work.signed, state.family.id)
            self._lane.ask(work, done=self._checked, failed=self._failed)

    def open_form(self) -> None:
        """Somebody has said something that is to be written down."""
        if self.state.ledger is not None:
            self._become(replace(self.state, is_form=True, said=None, failure=None))

    def close_form(self) -> None:
        """Write nothing down after all."""
        self._become(replace(self.state, is_form=False, failure=None))

    def record(self, new: NewWord) -> None:
        """Write somebody's consent down, or its withdrawal; her words are shown then."""
        state = self.state
        if state.family is not None and not state.is_busy:
            self._become(replace(state, is_busy=True, said=None, failure=None))
            work: Callable[[], Ledger] = partial(
                self._work.record, state.family.id, new.person, new.scope,
                is_given=new.is_given, medium=new.medium, given_by=new.given_by,
                explained=new.explained,
            )  # fmt: skip
            said = Said(new.person, new.scope, new.is_given)
            self._lane.keep(work, done=partial(self._recorded, said), failed=self._failed)

    def _listed(self, families: tuple[FamilySummary, ...]) -> None:
        self._become(replace(self.state, families=families))

    def _known(self, ledger: "Ledger") -> None:
        self._become(replace(self.state, is_busy=False, ledger=ledger))

    def _checked(self, signed: "tuple[Evidence, ...]") -> None:
        self._become(replace(self.state, is_busy=False, signed=signed))

    def _recorded(self, said: Said, ledger: "Ledger") -> None:
        kept = replace(self.state, is_busy=False, is_form=False, person=said.person)
        self._become(replace(kept, ledger=ledger, said=said))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
