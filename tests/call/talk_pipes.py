"""Lines for the talk that a test breaks and moves on by hand; both ends are the real ones."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from counselling.call.link.room import Role
from counselling.call.talk.talk import Room, Talk
from counselling.call.talk.talk_line import TalkLine
from counselling.call.talk.talk_news import TalkEvent
from counselling.call.talk.talk_seat import TalkSeat
from counselling.call.talk.talk_words import CHANNEL


class PipeEnd:
    """One end of a channel; what is sent waits until it is delivered, or is lost with the line."""

    label = CHANNEL

    def __init__(self) -> None:
        self.readyState = "connecting"
        self.waiting: deque[str | bytes] = deque()
        self.other: PipeEnd
        self._handlers: dict[str, Callable[..., object]] = {}

    def on(self, event: str, handler: Callable[..., object]) -> None:
        self._handlers[event] = handler

    def send(self, message: str | bytes) -> None:
        assert self.readyState == "open"
        self.other.waiting.append(message)

    def open(self) -> None:
        self.readyState = "open"
        if "open" in self._handlers:
            self._handlers["open"]()

    def deliver(self) -> bool:
        """Hand over the next message that came here; False when there is none."""
        if not self.waiting:
            return False
        self._handlers["message"](self.waiting.popleft())
        return True

    def die(self) -> None:
        self.readyState = "closed"
        self.waiting.clear()


def ends() -> tuple[PipeEnd, PipeEnd]:
    """Return both ends of a channel that is not open yet."""
    here, there = PipeEnd(), PipeEnd()
    here.other, there.other = there, here
    return here, there


_numbers = itertools.count(1)


def drawn(count: int) -> bytes:
    """Draw bytes that were never drawn before."""
    return next(_numbers).to_bytes(count, "big")


@dataclass
class TalkingRoom:
    """A host and its seats. news: what the host told; times: Unix seconds, seconds."""

    roles: dict[str, Role]
    news: list[TalkEvent] = field(default_factory=list)
    heard: dict[str, list[TalkEvent]] = field(default_factory=dict)
    wall: float = 1_700_000_000.0
    clock: float = 0.0

    def __post_init__(self) -> None:
        self.talk = self._talk()
        self.heard = {seat: [] for seat in self.roles}
        self.seats = {
            seat: TalkSeat(random=drawn, tell=self.heard[seat].append) for seat in self.roles
        }
        self.lines: dict[str, tuple[PipeEnd, PipeEnd]] = {}

    def kill_host(self) -> None:
        """Start the host anew: it knows nothing of what was said."""
        for seat in self.roles:
            self.cut(seat)
        self.talk = self._talk()

    def reload(self, seat: str) -> None:
        """Load a seat's page anew."""
        self.cut(seat)
        self.seats[seat] = TalkSeat(random=drawn, tell=self.heard[seat].append)

    def cut(self, seat: str) -> None:
        """Break a seat's line: what is on its way is lost."""
        for end in self.lines.pop(seat, ()):
            end.die()

    def connect(self, seat: str) -> None:
        """Open a new line to a seat."""
        self.cut(seat)
        host, page = self.lines[seat] = ends()
        TalkLine(host, self.talk.at(seat))
        host.open()
        page.readyState = "open"
        assert self.seats[seat].take(page)

    def deliver(self, seat: str, *, to_host: bool) -> bool:
        """Hand over one message of a seat's line."""
        if seat not in self.lines:
            return False
        return self.lines[seat][0 if to_host else 1].deliver()

    def settle(self, *, seats: tuple[str, ...] = ()) -> None:
        """Hand over everything until nothing is on its way."""
        ways = [(seat, way) for seat in seats or tuple(self.roles) for way in (True, False)]
        while sum(self.deliver(seat, to_host=way) for seat, way in ways):
            pass

    def say_raw(self, seat: str, message: str | bytes) -> None:
        """Say something to the host that no page of ours would; ours hears no answer yet."""
        self.lines[seat][1].send(message)
        while self.deliver(seat, to_host=True):
            pass

    def _talk(self) -> Talk:
        return Talk(
            Room(self.roles, self.news.append, drawn, lambda: self.wall, lambda: self.clock)
        )


def two() -> TalkingRoom:
    """A patient and an interpreter, both here."""
    room = TalkingRoom({"1": Role.PATIENT, "2": Role.INTERPRETER})
    for seat in room.roles:
        room.connect(seat)
    room.settle()
    return room
