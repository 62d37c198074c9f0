"""One meeting as it goes on: how far it is, who is in the room, what is still to be said.

    PLANNED  -- start -->  OPEN  -- end -->  ENDED

A meeting that ended is not opened again: what follows is another one. What is kept of it is the
records' business; this is the state that the session's screen shows and moves.
"""

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from counselling.call.link.room import Role
from counselling.errors import CallError
from counselling.session.agenda import Agenda

CAME: Final = "came"  # among a session's figures: the roles of who was in the room


class Stage(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who was in the room; left is None while she is."""

    role: Role
    came: datetime.datetime
    left: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with a family."""

    agenda: Agenda = field(default_factory=Agenda)
    started: datetime.datetime | None = None
    ended: datetime.datetime | None = None
    attendances: tuple[Attendance, ...] = ()

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.ended is not None:
            return Stage.ENDED
        return Stage.PLANNED if self.started is None else Stage.OPEN

    @property
    def came_in(self) -> str:
        """The roles of who was in the room, each once, as the figures of a session keep them."""
        return " ".join(dict.fromkeys(each.role.value for each in self.attendances))

    @property
    def present(self) -> tuple[Attendance, ...]:
        """Who is in the room now."""
        return tuple(a for a in self.attendances if a.left is None)

    def start(self, now: datetime.datetime) -> "Meeting":
        """Return the meeting as begun. Raises CallError("session.stage") unless it was planned."""
        self._expect(Stage.PLANNED)
        return replace(self, started=now)

    def came(self, role: Role, now: datetime.datetime) -> "Meeting":
        """Return the meeting with one more in the room. Raises CallError("session.stage")."""
        self._expect(Stage.OPEN)
        return replace(self, attendances=(*self.attendances, Attendance(role, now)))

    def left(self, role: Role, now: datetime.datetime) -> "Meeting":
        """Return the meeting after the last to come in a role left; with nobody there, as it is."""
        leaving = next((a for a in reversed(self.present) if a.role is role), None)
        gone = (replace(a, left=now) if a is leaving else a for a in self.attendances)
        return replace(self, attendances=tuple(gone))

    def end(self, now: datetime.datetime) -> "Meeting":
        """Return the meeting as over, the room empty. Raises CallError("session.stage")."""
        self._expect(Stage.OPEN)
        over = tuple(replace(a, left=a.left or now) for a in self.attendances)
        return replace(self, ended=now, attendances=over)

    def _expect(self, stage: Stage) -> None:
        if self.stage is not stage:
            raise CallError("session.stage", stage=self.stage.value)
