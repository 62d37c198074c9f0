"""What Ctrl+K finds: everything that can be done now, every family, and people of the vault."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from counselling.language.catalogue import Catalogue
from counselling.language.finding import finder, plain
from counselling.pedigree.person import PersonId
from ui.desk import FamiliesWork, PeopleWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.shell.found_people import who, why
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.records.search.search import Hit

# A pause in typing. Each search is written down in the audit: one a word, not one a letter.
PAUSE_MS: Final = 300
_FEWEST_LETTERS: Final = 2
_MOST_PEOPLE: Final = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. beside: its key, whom the family is about, or why a person is here."""

    words: str
    beside: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class FinderState:
    """What was typed, and what is there to find.

    people: whom the vault has found by what was typed; sought: they are for this text, "" while
    nobody has looked yet.
    """

    wanted: str = ""
    entries: tuple[Entry, ...] = ()
    people: tuple[Entry, ...] = ()
    sought: str = ""

    @property
    def found(self) -> tuple[Entry, ...]:
        """Entries that hold every word typed, those that begin with it first; then people."""
        is_meant = finder(self.wanted)
        hits = [e for e in self.entries if is_meant(f"{e.words} {e.beside}")]
        words = plain(self.wanted).split()
        if words:
            hits.sort(key=lambda e: not plain(e.words).startswith(words[0]))
        return (*hits, *self.people)


class Sought(Protocol):
    """The use cases behind what is found."""

    @property
    def families(self) -> FamiliesWork:
        """The list of families."""
        ...

    @property
    def people(self) -> PeopleWork:
        """Everybody in the vault."""
        ...


class Open(Protocol):
    """Opens a family that was found, at somebody."""

    def __call__(self, family: FamilySummary, *, person: PersonId | None = None) -> None:
        """Open it."""
        ...


class Finder(ViewModel[FinderState]):
    """Gathers entries when asked, families as soon as the vault has told them, people as typed."""

    def __init__(
        self,
        desk: Sought,
        jobs: Jobs,
        *,
        words: Catalogue,
        open_family: Open,
        failed: Callable[[Failure], None],
        parent: QObject,
    ) -> None:
        super().__init__(FinderState(), parent)
        self._desk, self._words = desk, words
        self._open_family = open_family
        self._failed = failed
        self._reading = jobs.lane(self)
        self._seeking = jobs.lane(self)
        self._opening = jobs.lane(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._seek)

    def begin(self, actions: Sequence[QAction]) -> None:
        """Start anew with what can be done now."""
        self._become(FinderState("", tuple(_entry(a) for a in actions if _is_offered(a))))
        self._reading.ask(self._desk.families.summaries, done=self._told, failed=self._failed)

    def find(self, wanted: str) -> None:
        """Look for these words: at once in what is here, after a pause in the vault."""
        self._seeking.cancel()  # whom the shorter text found may not be meant any more
        self._become(FinderState(wanted, self.state.entries))
        if len(wanted.strip()) >= _FEWEST_LETTERS:
            self._pause.start()
        else:
            self._pause.stop()

    def end(self) -> None:
        """Keep nothing of what was found."""
        self._pause.stop()
        self._reading.cancel()
        self._seeking.cancel()
        self._become(FinderState())

    def _told(self, families: tuple[FamilySummary, ...]) -> None:
        found = (Entry(f.name, f.proband, partial(self._open, f.id)) for f in families if f.name)
        self._become(replace(self.state, entries=(*self.state.entries, *found)))

    def _seek(self) -> None:
        wanted = self.state.wanted
        work = partial(self._desk.people.find, wanted, limit=_MOST_PEOPLE)
        self._seeking.ask(work, done=partial(self._met, wanted), failed=self._failed)

    def _met(self, wanted: str, hits: "tuple[Hit, ...]") -> None:
        people = tuple(
            Entry(who(hit, self._words), why(hit, self._words), partial(self._open_at, hit))
            for hit in hits
        )
        self._become(replace(self.state, people=people, sought=wanted))

    def _open(self, family_id: str) -> None:
        work = partial(self._desk.families.open, family_id)
        self._opening.ask(work, done=self._open_family, failed=self._failed)

    def _open_at(self, hit: "Hit") -> None:
        work = partial(self._desk.families.open, hit.family)
        at = partial(self._open_family, person=hit.person or None)
        self._opening.ask(work, done=at, failed=self._failed)


def _is_offered(action: QAction) -> bool:
    return action.isEnabled() and action.isVisible() and bool(action.text())


def _entry(action: QAction) -> Entry:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(action.text(), keys, action.trigger)
