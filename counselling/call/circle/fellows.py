"""The other guests in the room, as one of them sees them: lines, who is there, who speaks alone."""

import asyncio
import contextlib
from typing import Final, Protocol

from counselling.call.circle.fellow import Fellow
from counselling.call.line import circle_words as words
from counselling.call.line.events import CallEvent, FellowGone, MediaServed, PrivateTalk
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.chores import Chores
from counselling.call.media.devices import Devices
from counselling.call.media.ladder import Rung
from counselling.call.media.rtc import DataChannel

_LOOK_SECONDS: Final = 1.0
_PARTING_SECONDS: Final = 8.0


class GuestOfFellows(Protocol):
    """What the lines to others need of the guest whose they are."""

    studio: Studio
    turn: TurnWatch

    @property
    def seat(self) -> str:
        """Our own seat; "" before the server told it."""
        ...

    def tell(self, event: CallEvent) -> None:
        """Tell whoever reads the events."""
        ...

    def hush_host(self, *, is_hushed: bool) -> None:
        """Send the host silence in place of our sound, or our sound again."""
        ...


class Fellows:
    """All lines to other guests. They are ours, and outlast the line to the host.

    room: its name; members: who is in the room besides us, by seat; alone: who speak with each
    other only; is_served: what we send each other goes over the clinic's media server.
    """

    def __init__(self, guest: GuestOfFellows, devices: Devices, *, room: str) -> None:
        self.studio, self.turn, self.tell = guest.studio, guest.turn, guest.tell
        self.room = room
        self.members: dict[str, str] = {}
        self.alone: tuple[str, ...] = ()
        self.is_served = False
        self._guest = guest
        self._devices = devices
        self._speaks_to = words.SpeaksTo.ALL
        self._channel: DataChannel | None = None
        self._made: dict[str, Fellow] = {}
        self._coming: dict[str, Fellow] = {}
        self._rungs: dict[str, Rung] = {}
        self._own_rung = Rung.FULL
        self._is_over = False
        self._ending = asyncio.Event()
        self._chores = Chores()
        self._partings = Chores()

    @property
    def standing(self) -> tuple[Fellow, ...]:
        """The lines that stand."""
        return tuple(self._made.values())

    @property
    def lines(self) -> dict[str, str]:
        """The lines that stand: peer and name."""
        return {peer: fellow.name for peer, fellow in self._made.items()}

    def take(self, channel: DataChannel) -> None:
        """Take the channel over which the host introduces; one from before is forgotten."""
        if self._is_over:  # the session ended while the line was made
            return
        if self._channel is None:
            self._chores.start(self._watch())
        self._channel = channel
        channel.on("message", lambda message: self._heard(channel, message))
        for peer in list(self._coming):
            self._drop(self._coming.pop(peer))
        self.say(words.Here(self.lines))

    def speak_to(self, speaks_to: words.SpeaksTo) -> None:
        """Choose to whom we speak; for an interpreter."""
        self._speaks_to = speaks_to
        self._hush()

    def end_private(self) -> None:
        """Want to be heard by all again, and hear all."""
        self.say(words.EndPrivate())

    def is_hushed(self, peer: str) -> bool:
        """Tell whether a peer is to hear nothing of us now."""
        role = words.SERVER if peer == words.SERVER else self.members.get(peer, "")
        is_meant = words.is_spoken_to(role, self._speaks_to)
        return not (is_meant and words.is_hearing(self._guest.seat, peer, self.alone))

    def narrow(self, rung: Rung) -> None:
        """Send to nobody more than our own line out bears."""
        self._own_rung = rung
        for fellow in (*self._made.values(), *self._coming.values()):
            self._narrow(fellow)

    async def close(self) -> None:
        """Hang up on all."""
        self._is_over = True
        self._ending.set()
        await _finished(self._chores)
        for fellows in (self._made, self._coming):
            for peer in list(fellows):
                self._drop(fellows.pop(peer))
        await _finished(self._partings)

    # What lines say (fellow.FellowOwner).

    def say(self, word: words.FromSeat) -> None:
        """Say something to the host; unheard while there is no line to it."""
        channel = self._channel
        if channel is not None and channel.readyState == "open":
            channel.send(words.write(word))

    def made(self, fellow: Fellow) -> None:
        """Take a line in place of the one before."""
        if self._coming.get(fellow.peer) is fellow:
            del self._coming[fellow.peer]
            self._drop(self._made.pop(fellow.peer, None))
            self._made[fellow.peer] = fellow
            self.say(words.Made(fellow.name))

    def broken(self, fellow: Fellow) -> None:
        """Ask to be introduced anew; while a newer line is made already, that one counts."""
        is_ours = True
        if self._coming.get(fellow.peer) is fellow:
            del self._coming[fellow.peer]
        elif self._made.get(fellow.peer) is fellow:
            del self._made[fellow.peer]
            self._tell_gone(fellow)
        else:
            is_ours = False
        if is_ours:
            self._drop(fellow)
            self.say(words.Broken(fellow.name))

    # What the host says.

    def _heard(self, channel: DataChannel, message: object) -> None:
        if channel is not self._channel or self._is_over:
            return
        match words.read_from_host(message):
            case words.Circle() as circle:
                self._gather(circle)
            case words.Introduce() as introduced:
                self._meet(introduced)
            case words.Carried(line, word):
                for fellow in (*self._coming.values(), *self._made.values()):
                    if fellow.name == line:
                        fellow.hear(word)
            case words.Part(peer):
                self._part(peer)
            case words.Narrow(peer, rung) if rung.upper() in Rung.__members__:
                self._rungs[peer] = Rung[rung.upper()]
                for fellow in _of(peer, self._made, self._coming):
                    self._narrow(fellow)

    def _gather(self, circle: words.Circle) -> None:
        self.members = {member.seat: member.role for member in circle.members}
        is_news, self.alone = circle.alone != self.alone, circle.alone
        self._hush()
        if is_news:
            self.tell(PrivateTalk(self.alone))
        if circle.is_served is not self.is_served:
            self.is_served = circle.is_served
            self.tell(MediaServed(self.is_served))

    def _tell_gone(self, fellow: Fellow) -> None:
        if not fellow.is_server:
            self.tell(FellowGone(fellow.peer))

    def _meet(self, introduced: words.Introduce) -> None:
        peer = introduced.peer
        devices = self._devices
        incoming = Incoming(devices.screen(peer), devices.speaker(peer))
        self.members.setdefault(peer, introduced.role)
        self._drop(self._coming.pop(peer, None))
        self._coming[peer] = fellow = Fellow(self, introduced, incoming=incoming)
        fellow.hush(is_hushed=self.is_hushed(peer))
        self._narrow(fellow)
        self._partings.start(fellow.attend())  # never broken off, but ended by close()

    def _part(self, peer: str) -> None:
        self._drop(self._coming.pop(peer, None))
        if (fellow := self._made.pop(peer, None)) is not None:
            self._drop(fellow)
            self._tell_gone(fellow)

    def _hush(self) -> None:
        self._guest.hush_host(is_hushed=self.is_hushed(words.HOST))
        for fellow in (*self._made.values(), *self._coming.values()):
            fellow.hush(is_hushed=self.is_hushed(fellow.peer))

    def _narrow(self, fellow: Fellow) -> None:
        fellow.narrow(min(self._own_rung, self._rungs.get(fellow.peer, Rung.FULL)))

    def _drop(self, fellow: Fellow | None) -> None:
        if fellow is not None:
            self._partings.start(fellow.close())

    async def _watch(self) -> None:
        while not self._is_over:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), _LOOK_SECONDS)
            for fellow in (*self._made.values(), *self._coming.values()):
                await fellow.look()


async def _finished(chores: Chores) -> None:
    """Let chores end by themselves, but not for ever: an engine may forget to answer."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(chores.finish(), _PARTING_SECONDS)
    await chores.stop()


def _of(peer: str, *fellows: dict[str, Fellow]) -> list[Fellow]:
    return [each[peer] for each in fellows if peer in each]
