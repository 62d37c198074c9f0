"""What a session wants to get through, in order, and how far it has come."""

import datetime
from dataclasses import dataclass, replace
from typing import Final

from counselling.language.marks import N_


@dataclass(frozen=True, slots=True)
class Topic:
    """One point. words: a message id (domain ui), or the counsellor's own words."""

    words: str
    is_message: bool = True
    done_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The points of a session."""

    topics: tuple[Topic, ...] = ()

    @property
    def done(self) -> int:
        """How many points are done."""
        return sum(topic.done_at is not None for topic in self.topics)

    @property
    def next(self) -> Topic | None:
        """The first point that is not done."""
        return next((topic for topic in self.topics if topic.done_at is None), None)

    def ticked(self, place: int, at: datetime.datetime | None) -> "Agenda":
        """Return the agenda with one point done, or with None open again."""
        topics = list(self.topics)
        topics[place] = replace(topics[place], done_at=at)
        return Agenda(tuple(topics))


PRE_TEST: Final = Agenda(
    (
        Topic(N_("agenda.who_is_here")),
        Topic(N_("agenda.family_history")),
        Topic(N_("agenda.what_a_test_can_say")),
        Topic(N_("agenda.consent")),
        Topic(N_("agenda.next_steps")),
    )
)

POST_TEST: Final = Agenda(
    (
        Topic(N_("agenda.who_is_here")),
        Topic(N_("agenda.result")),
        Topic(N_("agenda.what_it_means")),
        Topic(N_("agenda.relatives")),
        Topic(N_("agenda.next_steps")),
    )
)
