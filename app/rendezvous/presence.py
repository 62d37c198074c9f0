"""Who is at which place, as far as this process has somebody there; moved by notes alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from app.rendezvous.bus import (
    HostCame,
    HostWent,
    Note,
    SeatTaken,
    ToHost,
    ToSeat,
    Unseat,
    process_of,
)
from app.rendezvous.line import Line
from counselling.call.server import wire


@dataclass(slots=True)
class _Present:
    """host, seats: lines of this process; mark: which host is there, wherever its line is.

    elsewhere: at which process a seat's line is, for our host; known: whether a note or the other
    processes told us of the host already.
    """

    host: Line | None = None
    mark: str = ""
    is_known: bool = False
    seats: dict[str, Line] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)


class Presence:
    """All places of this process. process: its own id."""

    def __init__(self, process: str) -> None:
        self._process = process
        self._places: dict[str, _Present] = {}

    def mark(self, line: Line) -> str:
        """Return the mark of a host of this process."""
        return f"{self._process}:{line.id}"

    def enter_host(self, place: str, line: Line) -> None:
        """Take a host in; one that was here before is sent away."""
        present = self._places.setdefault(place, _Present())
        before, present.host = present.host, line
        if before is not None:
            before.hang_up()

    def enter_seat(self, place: str, seat: str, line: Line) -> None:
        """Take a visitor in; the same browser's older line is over."""
        present = self._places.setdefault(place, _Present())
        before = present.seats.get(seat)
        present.seats[seat] = line
        if before is not None:
            before.hang_up()

    def greet(self, place: str, seat: str, line: Line, mark: str) -> None:
        """Tell a visitor that the knock was right, and whether a host is there.

        mark: as the other processes had it; what a note told meanwhile is newer.
        """
        present = self._places[place]
        if not present.is_known:
            present.mark, present.is_known = mark, True
        line.told = present.mark
        line.say(wire.Waiting(seat, is_host_here=bool(present.mark)))

    def is_new(self, place: str) -> bool:
        """Tell whether this process has to ask who the host of a place is."""
        return not self._places[place].is_known

    def leave_host(self, place: str, line: Line) -> bool:
        """Let a host go; tells whether it was still the one that counts."""
        present = self._places.get(place)
        if present is None or present.host is not line:
            return False
        present.host = None
        present.elsewhere.clear()
        return True

    def leave_seat(self, place: str, seat: str, line: Line) -> bool:
        """Let a visitor go; tells whether it was still the one that counts."""
        present = self._places.get(place)
        if present is None or present.seats.get(seat) is not line:
            return False
        del present.seats[seat]
        return True

    def is_empty(self, place: str) -> bool:
        """Forget a place where nobody is any more; tells whether it was so."""
        present = self._places.get(place)
        if present is not None and (present.host is not None or present.seats):
            return False
        self._places.pop(place, None)
        return True

    def deliver(self, place: str, note: Note) -> None:
        """Do what a note asks, for those who are here."""
        present = self._places.get(place)
        if present is None:
            return
        match note:
            case ToHost(seat, at, text) if present.host is not None:
                _note_seat(present, seat, at if at != self._process else "")
                present.host.say_text(text)
            case ToSeat(seat, text) if seat in present.seats:
                present.seats[seat].say_text(text)
            case SeatTaken(seat, line):
                _settle_seat(present, seat, line)
            case HostCame(mark):
                self._settle_host(present, mark)
            case HostWent(mark):
                _host_went(present, mark)
            case Unseat(seat):
                _unseat(present, seat)

    def without(self, dead: Collection[str]) -> None:
        """Take it that the processes named are no more, and whoever was with them is gone."""
        for present in self._places.values():
            if process_of(present.mark) in dead:
                _host_went(present, present.mark)
            for seat, at in list(present.elsewhere.items()):
                if at in dead:
                    del present.elsewhere[seat]
                    if present.host is not None:
                        present.host.say(wire.Gone(seat))

    def others(self) -> set[str]:
        """Return the other processes on whose life something depends here."""
        found = {at for present in self._places.values() for at in present.elsewhere.values()}
        found |= {process_of(present.mark) for present in self._places.values() if present.mark}
        return found - {self._process}

    def count(self) -> tuple[int, int]:
        """Return how many hosts and how many visitors are with this process."""
        hosts = sum(present.host is not None for present in self._places.values())
        return hosts, sum(len(present.seats) for present in self._places.values())

    def drain(self) -> Iterator[Line]:
        """Forget everybody, and yield their lines."""
        places, self._places = self._places, {}
        for present in places.values():
            if present.host is not None:
                yield present.host
            yield from present.seats.values()

    def _settle_host(self, present: _Present, mark: str) -> None:
        present.mark, present.is_known = mark, True
        host = present.host
        if host is not None:
            if self.mark(host) == mark:
                host.is_seated = True
            elif host.is_seated:  # it came before this one; one that came after is told later
                present.host = None
                host.hang_up()
        for line in present.seats.values():
            if line.told is not None and line.told != mark:
                line.told = mark
                line.say(wire.HostHere(is_here=True))


def _note_seat(present: _Present, seat: str, elsewhere: str) -> None:
    if elsewhere:
        present.elsewhere[seat] = elsewhere
    else:
        present.elsewhere.pop(seat, None)


def _settle_seat(present: _Present, seat: str, line: str) -> None:
    ours = present.seats.get(seat)
    if ours is None:
        return
    if ours.id == line:
        ours.is_seated = True
    elif ours.is_seated:
        del present.seats[seat]
        ours.hang_up()


def _host_went(present: _Present, mark: str) -> None:
    if present.mark == mark:
        present.mark = ""
    for line in present.seats.values():
        if line.told == mark and mark:
            line.told = ""
            line.say(wire.HostHere(is_here=False))


def _unseat(present: _Present, seat: str) -> None:
    for each in [seat] if seat else list(present.seats):
        line = present.seats.get(each)
        if line is not None:
            line.hang_up()
