"""The link of an invitation fills itself: that of the appointment of who is invited."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import QObject

from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.letters.state import LettersState
from ui.pages.letters.view_model import LettersModel

_KIND, _BLANK = "invitation", "link"
_AWAY: Final = ("", "")

FindLink: TypeAlias = Callable[[str, PersonId], str]


class LinkFilling(QObject):
    """find_link: of a family's person, "" for none; asked for off the UI thread.

    What somebody typed is never written over; another person's link does not stay.
    """

    def __init__(self, model: LettersModel, find_link: FindLink, jobs: Jobs) -> None:
        super().__init__(model)
        self._model, self._find_link = model, find_link
        self._asking = jobs.lane(self)
        self._whose = _AWAY
        self._filled = ""
        model.changed.connect(self._follow)

    def ask_again(self) -> None:
        """Ask anew: links may have been made meanwhile."""
        self._whose = _AWAY
        self._follow(self._model.state)

    def _follow(self, state: LettersState) -> None:
        family, person = self._model.family_id or "", state.person or ""
        is_asked = state.is_asking and state.kind == _KIND and bool(person)
        whose = (family, person) if is_asked else _AWAY
        if whose == self._whose:
            return
        self._whose = whose
        self._asking.cancel()
        if whose != _AWAY:
            work = partial(self._find_link, family, person)
            self._asking.ask(work, done=self._found, failed=self._not_found)

    def _found(self, link: str) -> None:
        stands = self._model.state.blanks.get(_BLANK, "")
        if stands in ("", self._filled) and stands != link:
            self._model.fill(_BLANK, link)
        self._filled = link

    def _not_found(self, failure: Failure) -> None:
        """Fill nothing in: what is needed is told to be missing when the letter is looked at."""
        self._found("")
