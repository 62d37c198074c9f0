"""How the processes of one clinic tell each other who is where, and hand messages over.

A note is about one place (store.py) and reaches every process that has somebody there, the sender
too, in one order for all. With one process nothing leaves it (LocalBus); with several, Redis
carries it (redis_bus.py). Notes hold hashes, seats, the ids of lines and sealed messages.
"""

from collections.abc import Callable, Collection
from typing import Final, Protocol, TypeAlias

import msgspec

from counselling.call.link import outside


class ToHost(msgspec.Struct, frozen=True, tag="to_host"):
    """An envelope for the host, about a seat whose line is at process `at`, "" when it is gone."""

    seat: str
    at: str
    text: str


class ToSeat(msgspec.Struct, frozen=True, tag="to_seat"):
    """An envelope for a seat."""

    seat: str
    text: str


class HostCame(msgspec.Struct, frozen=True, tag="host_came"):
    """A host has the room open. mark: its process and line."""

    mark: str


class HostWent(msgspec.Struct, frozen=True, tag="host_went"):
    """A host's line is gone."""

    mark: str


class SeatTaken(msgspec.Struct, frozen=True, tag="seat_taken"):
    """A line took a seat; any other line at it is over."""

    seat: str
    line: str


class Unseat(msgspec.Struct, frozen=True, tag="unseat"):
    """Whoever is at a seat is sent away; no seat: everybody who is not the host."""

    seat: str = ""


Note: TypeAlias = ToHost | ToSeat | HostCame | HostWent | SeatTaken | Unseat
Deliver: TypeAlias = Callable[[str, Note], None]  # place, note

_NOTE: Final[msgspec.json.Decoder[Note]] = msgspec.json.Decoder(Note)


def write_note(note: Note) -> bytes:
    """Write a note."""
    return msgspec.json.encode(note)


def read_note(octets: bytes) -> Note:
    """Read a note. Raises ValueError when it is none."""
    return outside.read(_NOTE, octets)


def process_of(mark: str) -> str:
    """Return the process in a host's mark."""
    return mark.partition(":")[0]


class Bus(Protocol):
    """What the relay needs. Every method may raise StoreLost.

    process: this one's id, drawn at its start.
    """

    process: str

    async def join(self, place: str) -> None:
        """Hear the notes about a place from now on."""
        ...

    async def leave(self, place: str) -> None:
        """Hear them no longer."""
        ...

    async def publish(self, place: str, note: Note) -> None:
        """Tell everybody who is at a place, this process included."""
        ...

    async def host(self, place: str) -> str:
        """Return the mark of the host that is there now, "" for none."""
        ...

    async def host_came(self, place: str, mark: str) -> None:
        """Write down which host is there."""
        ...

    async def host_went(self, place: str, mark: str) -> None:
        """Take it back, unless another came meanwhile."""
        ...

    async def dead(self, processes: Collection[str]) -> Collection[str]:
        """Return which of these processes are no more."""
        ...


class LocalBus:
    """One process by itself. deliver: takes every note at once."""

    process = "only"

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._hosts: dict[str, str] = {}

    async def join(self, place: str) -> None:
        """Nothing to do: every note is delivered."""

    async def leave(self, place: str) -> None:
        """Nothing to do."""

    async def publish(self, place: str, note: Note) -> None:
        """Deliver a note."""
        self._deliver(place, note)

    async def host(self, place: str) -> str:
        """Return the mark of the host that is there now."""
        return self._hosts.get(place, "")

    async def host_came(self, place: str, mark: str) -> None:
        """Write down which host is there."""
        self._hosts[place] = mark

    async def host_went(self, place: str, mark: str) -> None:
        """Take it back, unless another came meanwhile."""
        if self._hosts.get(place) == mark:
            del self._hosts[place]

    async def dead(self, processes: Collection[str]) -> Collection[str]:
        """Nobody else can be dead."""
        return ()
