"""The form says whether the letter's wording was reviewed in its language, by whom, and when."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QObject

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.letters.state import LettersState
from ui.pages.letters.view_model import LettersModel

if TYPE_CHECKING:
    from counselling.work.letters.review_letters import Reviewed

FindReviews: TypeAlias = Callable[[str], "tuple[Reviewed, ...]"]

_SAID: Final = {
    "reviewed": N_("letters.reviewed"),
    "changed": N_("letters.review_changed"),
    "unreviewed": N_("letters.unreviewed"),
}


class ReviewTelling(QObject):
    """find_reviews: how the letters of a language stand; asked for off the UI thread."""

    def __init__(self, model: LettersModel, find_reviews: FindReviews, jobs: Jobs) -> None:
        super().__init__(model)
        self._model, self._find = model, find_reviews
        self._asking = jobs.lane(self)
        self._language = ""
        model.changed.connect(self._follow)

    def ask_again(self) -> None:
        """Ask anew: somebody may have signed meanwhile."""
        self._language = ""
        self._follow(self._model.state)

    def _follow(self, state: LettersState) -> None:
        if state.is_asking and state.language != self._language:
            self._language = state.language
            work = partial(self._find, state.language)
            self._asking.ask(work, done=self._model.tell_reviews, failed=self._not_found)

    def _not_found(self, failure: Failure) -> None:
        """Say what holds either way: the letter itself says whether it was reviewed."""
        self._model.tell_reviews(())


def review_told(review: "Reviewed | None", words: Catalogue) -> str:
    """Say how a wording stands; for None what a letter does that nobody signed off."""
    if review is None:
        return words.say(N_("letters.draft"))
    day = words.date(review.at.astimezone().date()) if review.at is not None else ""
    return words.say(_SAID[review.standing], name=review.reviewer, day=day)
