"""How the drawn family is looked at: branches folded away, and a better order found meanwhile."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from counselling.pedigree.branches import Fold
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.pages.pedigree.kept.ledger import Ledger
from ui.pages.pedigree.kept.view import Eye, Seen
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily

T = TypeVar("T")


class Owner(Protocol):
    """Who keeps families, and shows them."""

    def show_anew(self, ledger: Ledger, work: "Callable[[], ShownFamily]") -> None:
        """Have the same family looked at anew."""
        ...


class Looking:
    """The first drawing is the one that comes at once; a better order is looked for behind it."""

    def __init__(self, owner: Owner, work: PedigreesWork, jobs: Jobs, parent: QObject) -> None:
        self._owner = owner
        self._work = work
        self._eye = Eye(work)
        self._seeking = jobs.lane(parent)
        self._sought: Ledger | None = None

    def see(self, ledger: Ledger, work: Callable[[], T]) -> Seen[T]:
        """Do a work, and look at what has come of it: off the UI thread."""
        return self._eye.see(ledger, work)

    def fold(self, ledger: Ledger, change: Callable[[tuple[Fold, ...]], tuple[Fold, ...]]) -> None:
        """Fold branches away or out."""
        self._owner.show_anew(ledger, partial(self._eye.fold, ledger, change))

    def seek(self, ledger: Ledger, shown: "ShownFamily") -> None:
        """Look for a better order of a family that was drawn afresh; once."""
        if self._sought is ledger:
            return
        self._sought = ledger
        if shown.drawing.layout.crossings:
            work = partial(_better, self._work, shown)
            done = partial(self._take, ledger, shown)
            self._seeking.follow(work, done=done, failed=self._let_be, told=self._hear)

    @property
    def is_seeking(self) -> bool:
        """Whether a better order is looked for."""
        return self._seeking.is_busy

    def give_up(self) -> None:
        """Look no longer: the family is edited, or another is opened."""
        self._seeking.cancel()

    def begin_afresh(self) -> None:
        """Look again after the next drawing."""
        self._sought = None

    def _take(self, ledger: Ledger, shown: "ShownFamily", better: "ShownFamily | None") -> None:
        if better is not None:
            self._owner.show_anew(ledger, partial(ledger.take, shown, better))

    def _let_be(self, failure: Failure) -> None:
        """Say nothing: the first drawing stands."""

    def _hear(self, share: float) -> None:
        """Say nothing: nobody waits for it."""


def _better(work: PedigreesWork, shown: "ShownFamily", progress: Progress) -> "ShownFamily | None":
    return work.better(shown, progress.check)
