"""Two guests who are introduced to each other, and what introductions need of the call."""

from dataclasses import dataclass, field
from typing import Protocol

from counselling.call.line import circle_words as words
from counselling.call.line.events import CallEvent
from counselling.call.link.plan import IceServer
from counselling.call.link.room import Room
from counselling.call.media.ladder import Rung


class IntroducerOwner(Protocol):
    """What introductions need of the call that they are part of."""

    room: Room

    def say_of_circle(self, seat: str, word: words.FromHost) -> None:
        """Say something to a seat."""
        ...

    def hush(self, seat: str, *, is_hushed: bool) -> None:
        """Send a seat silence in place of the counsellor's sound, or the sound again."""
        ...

    async def servers(self, name: str) -> tuple[IceServer, ...]:
        """Return the servers that a seat may ask for a way."""
        ...

    def tell(self, event: CallEvent) -> None:
        """Tell the call's owner."""
        ...


@dataclass(slots=True)
class Pair:
    """Two seats, the one who offers first, and their line. made: who said that it stands."""

    seats: tuple[str, str]
    line: str
    began: float
    tries: int = 0
    made: set[str] = field(default_factory=set)
    rung: Rung | None = None


def in_order(peers: frozenset[str]) -> tuple[str, str]:
    """Return two seats, the one who offers first."""
    first, second = sorted(peers)
    return first, second


def other_of(pair: Pair, seat: str) -> str:
    """Return the pair's other seat."""
    first, second = pair.seats
    return second if seat == first else first
