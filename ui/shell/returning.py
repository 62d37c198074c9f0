"""Comes back to where one was before the desk locked, where the family may be opened again."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from ui.desk import FamiliesWork
from ui.kit.standing.navigator import Navigator, OpenFamily, Whereabouts
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.summaries import FamilySummary


class Returning(QObject):
    """Remembers a place by ids only; names are read anew, and by whoever unlocked the vault.

    Somebody who may not open that family, or who opened another vault, begins on the first page.
    """

    def __init__(
        self, navigator: Navigator, families: FamiliesWork, jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._families = families
        self._opening = jobs.lane(self)
        self._place: Whereabouts | None = None

    def remember(self, where: Whereabouts) -> None:
        """Remember a place."""
        family = where.family and OpenFamily(where.family.id, "")
        self._place = replace(where, family=family, task="")

    def come_back(self) -> None:
        """Go there again: the vault is open."""
        place, self._place = self._place, None
        if place is None:
            return
        if place.family is None:
            self._navigator.go(place.page)
            return
        work = partial(self._families.open, place.family.id)
        self._opening.ask(work, done=partial(self._arrive, place), failed=self._stay)

    def _arrive(self, place: Whereabouts, family: FamilySummary) -> None:
        if self._navigator.is_locked or self._navigator.state.family is not None:
            return  # meanwhile somebody went elsewhere
        self._navigator.return_to(
            replace(place, family=OpenFamily(family.id, family.name, family.proband))
        )

    def _stay(self, failure: Failure) -> None:
        """Stay on the first page."""
