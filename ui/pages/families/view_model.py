"""What the list of families knows, and what can be done with it."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from counselling.language.marks import N_
from ui.desk import FamiliesWork
from ui.kit.failures import Failure
from ui.kit.jobs import Jobs
from ui.kit.view_model import ViewModel
from ui.summaries import FamilySummary, ImportReport

NO_NAME: Final = Failure(N_("error.families.no_name"))


@dataclass(frozen=True, slots=True)
class FamiliesState:
    """State of the list.

    families: all of them, None while they were never read. wanted: what was typed to find one.
    is_naming: the field for a new family's name is open. report: what became of the last file,
    until it is put away; file: its name.
    """

    families: tuple[FamilySummary, ...] | None = None
    wanted: str = ""
    chosen: str | None = None
    is_naming: bool = False
    is_busy: bool = False
    report: ImportReport | None = None
    file: str = ""
    failure: Failure | None = None

    @property
    def found(self) -> tuple[FamilySummary, ...]:
        """The families whose name or proband holds every word typed."""
        words = self.wanted.casefold().split()
        return tuple(
            family
            for family in self.families or ()
            if all(word in f"{family.name} {family.proband}".casefold() for word in words)
        )

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
        """Take the families of a file in."""
        self._become(replace(self.state, is_busy=True, failure=None, report=None, file=path.name))
        work = partial(self._work.import_file, path)
        self._doing.keep(work, done=self._imported, failed=self._failed)

    def add_demo(self) -> None:
        """Take the demo families in."""
        self._become(replace(self.state, is_busy=True, failure=None, report=None, file=""))
        self._doing.keep(self._work.add_demo, done=self._imported, failed=self._failed)

    def put_report_away(self) -> None:
        """Show the last file's report no more."""
        self._become(replace(self.state, report=None))

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
