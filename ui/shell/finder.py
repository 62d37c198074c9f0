"""What Ctrl+K finds: everything that can be done now, and every family."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.desk import FamiliesWork
from ui.kit.failures import Failure
from ui.kit.jobs import Jobs
from ui.kit.view_model import ViewModel
from ui.summaries import FamilySummary


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. beside: its key, or whom the family is about."""

    words: str
    beside: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class FinderState:
    """What was typed, and what is there to find."""

    wanted: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def found(self) -> tuple[Entry, ...]:
        """Entries that hold every word typed, those that begin with it first."""
        words = fold(self.wanted).split()
        hits = [e for e in self.entries if all(w in fold(f"{e.words} {e.beside}") for w in words)]
        if words:
            hits.sort(key=lambda e: not fold(e.words).startswith(words[0]))
        return tuple(hits)


def fold(text: str) -> str:
    """Return the text as a hurried hand types it: no accents, no capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Finder(ViewModel[FinderState]):
    """Gathers entries when asked, families as soon as the vault has told them."""

    def __init__(
        self,
        families: FamiliesWork,
        jobs: Jobs,
        open_family: Callable[[FamilySummary], None],
        failed: Callable[[Failure], None],
        parent: QObject,
    ) -> None:
        super().__init__(FinderState(), parent)
        self._families = families
        self._open_family = open_family
        self._failed = failed
        self._reading = jobs.lane(self)
        self._opening = jobs.lane(self)

    def begin(self, actions: Sequence[QAction]) -> None:
        """Start anew with what can be done now."""
        self._become(FinderState("", tuple(_entry(a) for a in actions if _is_offered(a))))
        self._reading.ask(self._families.summaries, done=self._told, failed=self._failed)

    def find(self, wanted: str) -> None:
        """Look for these words."""
        self._become(FinderState(wanted, self.state.entries))

    def end(self) -> None:
        """Keep nothing of what was found."""
        self._reading.cancel()
        self._become(FinderState())

    def _told(self, families: tuple[FamilySummary, ...]) -> None:
        found = (Entry(f.name, f.proband, partial(self._open, f.id)) for f in families if f.name)
        self._become(FinderState(self.state.wanted, (*self.state.entries, *found)))

    def _open(self, family_id: str) -> None:
        work = partial(self._families.open, family_id)
        self._opening.ask(work, done=self._open_family, failed=self._failed)


def _is_offered(action: QAction) -> bool:
    return action.isEnabled() and action.isVisible() and bool(action.text())


def _entry(action: QAction) -> Entry:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(action.text(), keys, action.trigger)
