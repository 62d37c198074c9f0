"""What the panel of wordings knows: a language, and how each kind of letter stands in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from counselling.language.registry import Language
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.work.letters.review_letters import Reviewed, Wording

_FOR_ALL: Final = "en"  # beside the reader's own language, when it is that one which is read


class WordingWork(Protocol):
    """Reviews of the open vault. Slow, apart from `languages`: none of it on the UI thread."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which letters are written."""
        ...

    def listing(self, language: str) -> "tuple[Reviewed, ...]":
        """Return how every kind of letter stands in a language. Raises VaultError."""
        ...

    def read(self, kind: str, language: str, beside: str) -> "Wording":
        """Return all that a letter can say, beside another language. Raises LetterError."""
        ...

    def sign(self, kind: str, language: str, seen: str) -> "tuple[Reviewed, ...]":
        """Sign a wording off that was read. Raises VaultError, LetterError."""
        ...

    def withdraw(self, kind: str, language: str) -> "tuple[Reviewed, ...]":
        """Take a signature back. Raises VaultError, LetterError."""
        ...


@dataclass(frozen=True, slots=True)
class WordingState:
    """State of the panel.

    letters: every kind in the language, as it stands; chosen: the kind that is looked at. signed,
    withdrawn: the kind that just was. opened: the wording that is being read, beside another
    language, None while the list is shown; read: hashes of all that were opened.
    """

    language: str
    letters: "tuple[Reviewed, ...]" = ()
    chosen: str = ""
    signed: str = ""
    withdrawn: str = ""
    opened: "Wording | None" = field(default=None, repr=False)
    beside: str = ""
    read: frozenset[str] = frozenset()
    is_busy: bool = False
    failure: Failure | None = None

    @property
    def letter(self) -> "Reviewed | None":
        """The letter that is looked at."""
        return next((one for one in self.letters if one.kind == self.chosen), None)

    @property
    def is_read(self) -> bool:
        """Whether exactly these words were opened to be read."""
        return self.letter is not None and self.letter.wording in self.read


class WordingModel(ViewModel[WordingState]):
    """Verbs of the panel. language: the reader's own, which is shown first."""

    def __init__(
        self, work: WordingWork, jobs: Jobs, *, language: str, parent: QObject | None = None
    ) -> None:
        super().__init__(WordingState(language), parent)
        self._work = work
        self._own = language
        self._lane, self._reading = jobs.lane(self), jobs.lane(self)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which letters are written."""
        return self._work.languages

    def load(self) -> None:
        """Read how the letters stand."""
        work = partial(self._work.listing, self.state.language)
        self._lane.ask(work, done=self._listed, failed=self._failed)

    def choose_language(self, language: str) -> None:
        """Show another language."""
        if language != self.state.language and not self.state.is_busy:
            self._lane.cancel()
            self._reading.cancel()
            state = self.state
            self._become(WordingState(language, chosen=state.chosen, read=state.read))
            self.load()

    def choose(self, kind: str) -> None:
        """Look at a kind of letter."""
        if kind != self.state.chosen:
            self._reading.cancel()
            self._become(replace(self._quiet(), chosen=kind))

    def read(self) -> None:
        """Open all that the letter can say, beside the reader's own language."""
        letter = self.state.letter
        if letter is not None:
            beside = self._own if self._own != letter.language else _FOR_ALL
            work = partial(self._work.read, letter.kind, letter.language, beside)
            self._become(self._quiet())
            self._reading.ask(work, done=partial(self._opened, beside), failed=self._failed)

    def close(self) -> None:
        """Go back to the list."""
        self._become(replace(self.state, opened=None))

    def sign(self) -> None:
        """Sign the wording off as it was read; one that nobody opened is not signed."""
        letter = self.state.letter
        if letter is not None and self.state.is_read:
            work = partial(self._work.sign, letter.kind, letter.language, letter.wording)
            self._keep(work, partial(self._signed, letter.kind))

    def withdraw(self) -> None:
        """Take the signature back."""
        letter = self.state.letter
        if letter is not None:
            work = partial(self._work.withdraw, letter.kind, letter.language)
            self._keep(work, partial(self._withdrawn, letter.kind))

    def _keep(
        self,
        work: "Callable[[], tuple[Reviewed, ...]]",
        done: "Callable[[tuple[Reviewed, ...]], None]",
    ) -> None:
        if not self.state.is_busy:
            self._become(replace(self._quiet(), is_busy=True))
            self._lane.keep(work, done=done, failed=self._failed)

    def _quiet(self) -> WordingState:
        return replace(self.state, signed="", withdrawn="", failure=None)

    def _listed(self, letters: "tuple[Reviewed, ...]") -> None:
        chosen = self.state.chosen or letters[0].kind
        self._become(replace(self.state, letters=letters, chosen=chosen, is_busy=False))

    def _opened(self, beside: str, wording: "Wording") -> None:
        read = self.state.read | {wording.wording}
        self._become(replace(self.state, opened=wording, beside=beside, read=read))
        if not self.state.is_read:  # other words by now than those that were listed
            self.load()

    def _signed(self, kind: str, letters: "tuple[Reviewed, ...]") -> None:
        self._listed(letters)
        self._become(replace(self.state, signed=kind, opened=None))

    def _withdrawn(self, kind: str, letters: "tuple[Reviewed, ...]") -> None:
        self._listed(letters)
        self._become(replace(self.state, withdrawn=kind))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, failure=failure))
