"""What the panel of requests knows, step by step: which family, who, what for, and what became."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from counselling.language.finding import plain
from counselling.language.marks import N_
from ui.found import found_in
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.work.privacy.answer_requests import Asker, Certificate, Gone

NAME_DIFFERS: Final = Failure(N_("error.privacy.name_differs"))
T = TypeVar("T")


class RequestsWork(Protocol):
    """Requests of people whose facts are kept. Slow: none of it on the UI thread."""

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families. Raises VaultError."""
        ...

    def people(self, family: str) -> "tuple[Asker, ...]":
        """Return who can ask, the whole family first. Raises VaultError."""
        ...

    def disclose(self, family: str, person: str, path: Path) -> int:
        """Write what is kept of a person; return how many facts. Raises VaultError."""
        ...

    def restrict(self, family: str, person: str, *, is_restricted: bool) -> None:
        """Keep records from use, or let them be used again. Raises VaultError."""
        ...

    def preview(self, family: str, person: str) -> "Gone":
        """Say what erasing would take. Raises VaultError."""
        ...

    def erase(self, family: str, person: str) -> "Certificate":
        """Erase a person, or with "" a family. Raises VaultError."""
        ...


@dataclass(frozen=True, slots=True)
class RequestState:
    """State of the panel.

    families: None while they were never read; wanted: what was typed to find one. family: the
    chosen one; askers: who can ask in it; person: who does, "" for the whole family. gone: what
    erasing would take, while that is asked. certificate: that it was done. file, facts: what was
    written for her. freed: her records were restricted (False) or can be used again (True).
    """

    families: tuple[FamilySummary, ...] | None = None
    wanted: str = ""
    family: FamilySummary | None = None
    askers: "tuple[Asker, ...]" = ()
    person: str = ""
    gone: "Gone | None" = None
    certificate: "Certificate | None" = None
    file: str = ""
    facts: int = 0
    freed: bool | None = None
    is_busy: bool = False
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"RequestState({self.is_busy}, {self.failure})"  # never a name

    @property
    def found(self) -> tuple[FamilySummary, ...]:
        """The families whose name or proband holds every word typed."""
        return found_in(self.families or (), self.wanted)

    @property
    def asker(self) -> "Asker | None":
        """Who asks."""
        return next((each for each in self.askers if each.id == self.person), None)

    @property
    def name(self) -> str:
        """What must be typed before something is erased."""
        asker = self.asker
        if asker is not None and (asker.name or asker.id):
            return asker.name or asker.id
        return self.family.id[:8] if self.family is not None else ""


class RequestModel(ViewModel[RequestState]):
    """Verbs of the panel. erased: the id of a family that is no more under it."""

    erased = Signal(str)

    def __init__(self, work: RequestsWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(RequestState(), parent)
        self._work = work
        self._lane = jobs.lane(self)

    def load(self) -> None:
        """Read the families, unless a request is under way."""
        if self.state.family is None:
            self._lane.ask(self._work.families, done=self._listed, failed=self._failed)

    def forget(self) -> None:
        """Show no names that nobody looks at; what was done stays to be read."""
        if not self.state.is_busy:
            self._lane.cancel()
            self._become(RequestState(certificate=self.state.certificate))

    def begin_erasing(self, family: str) -> None:
        """Ask at once what erasing a whole family would take."""
        if not self.state.is_busy:
            self._become(RequestState(is_busy=True))
            work = partial(_looked_at, self._work, family)
            self._lane.ask(work, done=self._looked, failed=self._failed)

    def find(self, words: str) -> None:
        """Show only the families that these words are about."""
        self._become(replace(self.state, wanted=words))

    def choose(self, family: FamilySummary) -> None:
        """Somebody of this family asks."""
        kept = RequestState(self.state.families, self.state.wanted, family)
        self._become(kept)
        self._do(partial(self._work.people, family.id), self._known)

    def choose_another(self) -> None:
        """Somebody of another family asks."""
        self._become(RequestState(self.state.families, self.state.wanted))
        self.load()

    def ask_for(self, person: str) -> None:
        """This person asks; "" for the whole family."""
        kept = replace(self.state, person=person, gone=None, file="", freed=None, failure=None)
        self._become(kept)

    def disclose(self, path: Path) -> None:
        """Write what is kept of her."""
        if self.state.family is not None:
            work = partial(self._work.disclose, self.state.family.id, self.state.person, path)
            self._do(work, partial(self._disclosed, path.name))

    def restrict(self) -> None:
        """Keep her records from use; of whom they are kept so, let them be used again."""
        family, asker = self.state.family, self.state.asker
        if family is not None and asker is not None:
            wanted = not asker.is_restricted
            work = partial(self._work.restrict, family.id, asker.id, is_restricted=wanted)
            self._do(work, partial(self._restricted, wanted))

    def preview(self) -> None:
        """Look what erasing would take."""
        if self.state.family is not None:
            work = partial(self._work.preview, self.state.family.id, self.state.person)
            self._do(work, self._previewed)

    def stop_erasing(self) -> None:
        """Erase nothing."""
        self._become(replace(self.state, gone=None, failure=None))

    def erase(self, typed: str) -> None:
        """Erase, when the name was typed."""
        state = self.state
        if state.family is None or state.gone is None or state.is_busy:
            return
        if _tidy(typed) != _tidy(state.name):
            self._failed(NAME_DIFFERS)
            return
        self._become(replace(state, is_busy=True, failure=None))
        work = partial(self._work.erase, state.family.id, state.person)
        self._lane.keep(work, done=partial(self._erased, state.family.id), failed=self._failed)

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if not self.state.is_busy:
            self._become(
                replace(self.state, is_busy=True, failure=None, file="", freed=None, gone=None)
            )
            self._lane.ask(work, done=done, failed=self._failed)

    def _looked(self, found: RequestState) -> None:
        self._become(found)

    def _listed(self, families: tuple[FamilySummary, ...]) -> None:
        self._become(replace(self.state, families=families))

    def _known(self, askers: "tuple[Asker, ...]") -> None:
        self._become(replace(self.state, is_busy=False, askers=askers))

    def _disclosed(self, file: str, facts: int) -> None:
        self._become(replace(self.state, is_busy=False, file=file, facts=facts))

    def _restricted(self, wanted: bool, nothing: None) -> None:
        askers = tuple(
            replace(each, is_restricted=wanted) if each.id == self.state.person else each
            for each in self.state.askers
        )
        self._become(replace(self.state, is_busy=False, askers=askers, freed=not wanted))

    def _previewed(self, gone: "Gone") -> None:
        self._become(replace(self.state, is_busy=False, gone=gone))

    def _erased(self, family: str, certificate: "Certificate") -> None:
        self._become(RequestState(certificate=certificate))
        self.erased.emit(family)
        self.load()

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))


def _looked_at(work: RequestsWork, family: str) -> RequestState:
    """What is known when a whole family is to be erased. Raises VaultError."""
    families = work.families()
    chosen = next((each for each in families if each.id == family), None)
    if chosen is None:
        return RequestState(families)
    return RequestState(families, "", chosen, work.people(family), gone=work.preview(family, ""))


def _tidy(name: str) -> str:
    return " ".join(plain(name).split())
