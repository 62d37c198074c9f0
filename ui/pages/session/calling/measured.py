"""What each guest's line was like, second by second, kept while the session goes on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from counselling.call.line.events import CallEvent, Statistics
from counselling.call.link.room import Role, counted
from counselling.call.media.statistics import Second
from counselling.session.quality import line_of, summed_up
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.people import People
from ui.sessions_work import SessionsWork

KEEP_SECONDS: Final = 30.0  # a desk that is killed loses no more of what was measured


class Measured(QObject):
    """One session's lines: figures only, by the role of who is at the other end.

    clock: seconds, monotonic.
    """

    def __init__(
        self,
        work: SessionsWork,
        jobs: Jobs,
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._keeping = jobs.lane(self)
        self._clock = clock
        self._session = ""
        self._kept_at = 0.0
        self._is_veiled = False
        self._lines: dict[str, list[Second]] = {}

    @property
    def lines(self) -> Mapping[str, Sequence[Second]]:
        """What was measured since the session began, by the lines' names."""
        return {line: tuple(seconds) for line, seconds in self._lines.items()}

    def begin(self, session: str) -> None:
        """Measure a session from now on."""
        self._session, self._kept_at, self._lines = session, self._clock(), {}
        self._is_veiled = False

    def hear(self, event: CallEvent, people: People) -> None:
        """Take in an event of the line. people: who is invited."""
        if not self._session or not isinstance(event, Statistics):
            return
        self._lines.setdefault(_line(event.seat, people), []).append(event.second)
        if self._clock() - self._kept_at >= KEEP_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keep now what was measured so far, unless the vault is locked."""
        if self._session and self._lines and not self._is_veiled:
            self._kept_at = self._clock()
            work = partial(_keep, self._work, self._session, self.lines)
            self._keeping.keep(work, done=self._kept, failed=self._not_kept)

    def veil(self) -> None:
        """Keep what there is, and then nothing: the desk locks, and its vault takes nothing."""
        self.keep()
        self._is_veiled = True

    def unveil(self) -> None:
        """Keep again what is measured."""
        self._is_veiled = False

    def stop(self) -> None:
        """The session is over, and its figures were kept with its end."""
        self._session, self._lines = "", {}

    def _kept(self, nothing: None) -> None:
        """Nothing follows from it."""

    def _not_kept(self, failure: Failure) -> None:
        """Figures are kept anew in half a minute; what is full or broken the notes tell."""


def _keep(work: SessionsWork, session: str, lines: Mapping[str, Sequence[Second]]) -> None:
    work.keep_figures(session, summed_up(lines))


def _line(seat: str, people: People) -> str:
    roles = counted([each.role for each in people])
    names = (line_of(*role) for each, role in zip(people, roles, strict=True) if each.seat == seat)
    return next(names, line_of(Role.PATIENT))
