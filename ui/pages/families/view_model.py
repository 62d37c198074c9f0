"""What the list of families knows, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from counselling.formats.format import Loss
from counselling.language.marks import N_
from ui.desk import FamiliesWork
from ui.found import found_in
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.summaries import FamilySummary, ImportReport

if TYPE_CHECKING:
    from counselling.work.families.families import FoundFile

_FEW: Final = 3  # families of a file that are all ticked at first
NO_NAME: Final = Failure(N_("error.families.no_name"))


@dataclass(frozen=True, slots=True)
class FamiliesState:
    """State of the list.

    families: all of them, None while they were never read. wanted: what was typed to find one.
    is_naming: the field for a new family's name is open. report: what became of the last file,
    until it is put away; file: its name. offered: a file with several families, of which `picked`
    are to be taken in. written: what could not be said of a family that was just exported.
    """

    families: tuple[FamilySummary, ...] | None = None
    wanted: str = ""
    chosen: str | None = None
    is_naming: bool = False
    is_busy: bool = False
    report: ImportReport | None = None
    file: str = ""
    failure: Failure | None = None
    offered: "FoundFile | None" = None
    picked: frozenset[int] = frozenset()
    written: tuple[Loss, ...] | None = None

    @property
    def found(self) -> tuple[FamilySummary, ...]:
        """The families whose name or proband holds every word typed."""
        return found_in(self.families or (), self.wanted)

    @property
    def selected(self) -> FamilySummary | None:
        """The selected family."""
        return next((f for f in self.families or () if f.id == self.chosen), None)


class FamiliesModel(ViewModel[FamiliesState]):
    """Verbs of the list. opened: carries the FamilySummary of a family that was opened."""

    opened = Signal(object)

    def __init__(self, work: FamiliesWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(FamiliesState(), parent)
        self._work = work
        self._reading = jobs.lane(self)
        self._doing = jobs.lane(self)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the files that can be taken in."""
        return self._work.suffixes

    def load(self) -> None:
        """Read the list anew."""
        self._reading.ask(self._work.summaries, done=self._loaded, failed=self._failed)

    def find(self, words: str) -> None:
        """Show only the families that these words are about."""
        self._become(replace(self.state, wanted=words))

    def choose(self, family: FamilySummary) -> None:
        """Select a family."""
        self._become(replace(self.state, chosen=family.id))

    def open(self, family: FamilySummary) -> None:
        """Open a family; that it was opened is written down first."""
        work = partial(self._work.open, family.id)
        self._doing.ask(work, done=self._opened, failed=self._failed)

    def start_naming(self) -> None:
        """Ask for the name of a new family."""
        self._become(replace(self.state, is_naming=True, failure=None))

    def stop_naming(self) -> None:
        """Make no new family."""
        self._become(replace(self.state, is_naming=False, failure=None))

    def create(self, name: str) -> None:
        """Make a family and open it."""
        if not name.strip():
            self._failed(NO_NAME)
            return
        work = partial(self._work.create, name.strip())
        self._doing.keep(work, done=self._opened, failed=self._failed)

    def import_file(self, path: Path) -> None:
        """Take the family of a file in; of several, ask which."""
        self._begin(path.name)
        work = partial(self._work.look_into, path)
        self._doing.ask(work, done=self._looked, failed=self._failed)

    def pick(self, place: int, is_picked: bool) -> None:
        """Take one of the file's families in, or not."""
        others = self.state.picked - {place}
        self._become(replace(self.state, picked=others | {place} if is_picked else others))

    def pick_all(self, *, is_picked: bool) -> None:
        """Take all of the file's families in, or none so far."""
        count = len(self.state.offered.families) if self.state.offered else 0
        self._become(replace(self.state, picked=frozenset(range(count if is_picked else 0))))

    def take_picked(self) -> None:
        """Take the picked families in."""
        if self.state.offered is not None and self.state.picked:
            self._take(self.state.offered, sorted(self.state.picked))

    def leave_offered(self) -> None:
        """Take nothing of the file in."""
        self._become(replace(self.state, offered=None, picked=frozenset()))

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Formats that a family can be written in: name and ending."""
        return self._work.kinds

    def export(self, path: Path) -> None:
        """Write the selected family to a file."""
        if self.state.selected is not None:
            self._begin(path.name)
            work = partial(self._work.export, self.state.selected.id, path)
            self._doing.ask(work, done=self._exported, failed=self._failed)

    def add_demo(self) -> None:
        """Take the demo families in."""
        self._begin("")
        self._doing.keep(self._work.add_demo, done=self._imported, failed=self._failed)

    def put_report_away(self) -> None:
        """Show the last file's report no more."""
        self._become(replace(self.state, report=None, written=None))

    def _begin(self, file: str) -> None:
        """Nothing told of the file before is shown any more."""
        self._become(
            replace(
                self.state,
                is_busy=True,
                failure=None,
                report=None,
                written=None,
                file=file,
                offered=None,
                picked=frozenset(),
            )
        )

    def _looked(self, found: "FoundFile") -> None:
        count = len(found.families)
        if count == 1:
            self._take(found, (0,))
            return
        picked = frozenset(range(count)) if count <= _FEW else frozenset()
        self._become(replace(self.state, is_busy=False, offered=found, picked=picked))

    def _take(self, found: "FoundFile", places: Sequence[int]) -> None:
        self._become(replace(self.state, is_busy=True, offered=None, picked=frozenset()))
        work = partial(self._work.take, found, places)
        self._doing.keep(work, done=self._imported, failed=self._failed)

    def _exported(self, losses: tuple[Loss, ...]) -> None:
        self._become(replace(self.state, is_busy=False, written=losses))

    def _loaded(self, families: tuple[FamilySummary, ...]) -> None:
        ids = [family.id for family in families]
        chosen = self.state.chosen if self.state.chosen in ids else next(iter(ids), None)
        self._become(replace(self.state, families=families, chosen=chosen))

    def _imported(self, report: ImportReport) -> None:
        chosen = report.families[0].id if report.families else self.state.chosen
        self._become(replace(self.state, is_busy=False, report=report, chosen=chosen, wanted=""))
        self.load()

    def _opened(self, family: FamilySummary) -> None:
        self._become(replace(self.state, is_naming=False, failure=None, chosen=family.id))
        self.opened.emit(family)

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
