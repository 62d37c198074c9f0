"""The guests of a call over the clinic's media server: each sends once, and receives the others.

It takes the place of the lines between guests when there are too many of them. Their lines to the
counsellor stay as they are: what is shown, written and signed never passes the media server.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Final, Protocol

from counselling.call.line import circle_words as words
from counselling.call.line.events import CallEvent, Failed
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random
from counselling.call.link.plan import IceServer, MediaServer
from counselling.call.link.room import Room
from counselling.call.served.janus import Janus, speaking
from counselling.call.served.janus_line import ReceivingEnd, SendingEnd, ServerEnd
from counselling.call.served.janus_room import MediaRoom, open_room
from counselling.call.server.lending import lendable
from counselling.call.server.messages import TurnServer
from counselling.errors import CallError, ConnectionLost

_RETRY_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
_AGAIN_SECONDS: Final = (0.0, 1.0, 2.0, 4.0, 8.0)


class ServedOwner(Protocol):
    """What the circle needs of the call that it is part of."""

    room: Room

    def say_of_circle(self, seat: str, word: words.FromHost) -> None:
        """Say something to a seat."""
        ...

    async def servers(self, name: str) -> tuple[IceServer, ...]:
        """Return the servers that a seat may ask for a way."""
        ...

    def tell(self, event: CallEvent) -> None:
        """Tell the call's owner."""
        ...


class ServerCircle:
    """All lines of the media server's in one call. changed: called when it is there, or gone."""

    def __init__(
        self,
        owner: ServedOwner,
        server: MediaServer,
        *,
        random: Random,
        changed: Callable[[], None],
    ) -> None:
        self.random = random
        self._owner = owner
        self._server = server
        self._changed = changed
        self._room: MediaRoom | None = None
        self._is_looking = False
        self._failures = 0
        self._chores = Chores()
        self._partings = Chores()
        self._sending: dict[str, SendingEnd] = {}
        self._receiving: dict[tuple[str, str], ReceivingEnd] = {}  # who receives, whom
        self._tries: dict[tuple[str, str], int] = {}
        self._narrow: frozenset[str] = frozenset()
        self._alone: frozenset[str] = frozenset()

    @property
    def is_up(self) -> bool:
        """Whether the server can be used now."""
        return self._room is not None

    @property
    def name(self) -> str:
        """Name of the call's room."""
        return self._owner.room.name

    def start(self) -> None:
        """Look for the server from now on, for as long as the call lasts."""
        if not self._is_looking:
            self._is_looking = True
            self._chores.start(self._keep())

    async def close(self) -> None:
        """Let go of everything."""
        self.stop()
        await self._partings.finish()
        await self._chores.stop()

    # Who is there.

    def join(self, seat: str) -> None:
        """Have a guest send to the server, and then receive the others. Again, it begins anew."""
        self._forget(seat)
        if self._room is not None:
            end = SendingEnd(self, self._room, seat, begun=self._begun)
            self._sending[seat] = end
            self._attend(end)

    def leave(self, seat: str) -> None:
        """A guest is gone."""
        self._forget(seat)

    def stop(self) -> None:
        """Nobody sends to the server or receives from it any more."""
        for end in (*self._sending.values(), *self._receiving.values()):
            self._drop(end)
        self._sending.clear()
        self._receiving.clear()
        self._tries.clear()

    def speak_alone(self, seats: tuple[str, ...]) -> None:
        """Pass on to two who speak alone nothing of what the others say.

        Nothing of each other either: two guests have a line of their own then.
        """
        before, self._alone = self._alone, frozenset(seats)
        for pair in [pair for pair in self._receiving if self._are_alone(*pair)]:
            self._drop(self._receiving.pop(pair))
        for pair in _both_ways(before):
            if not self._are_alone(*pair):
                self._receive(*pair)
        self._let_through()

    def narrowed(self, seats: frozenset[str]) -> None:
        """Pass no pictures on to those whose lines bear none."""
        self._narrow = seats
        self._let_through()

    # What guests say.

    def said(self, seat: str, word: words.FromSeat) -> bool:
        """Take what a guest says of a line of the server's; tells whether it was of one."""
        match word:
            case words.Carry(line, carried) if end := self._end(seat, line):
                end.hear(carried)
            case words.Made(line) if end := self._end(seat, line):
                self._tries.pop(_place(end), None)
            case words.Broken(line) if end := self._end(seat, line):
                self.failed(end)
            case _:
                return False
        return True

    # What ends ask of their owner (janus_line.EndOwner).

    def say(self, seat: str, word: words.FromHost) -> None:
        """Say something to a seat."""
        self._owner.say_of_circle(seat, word)

    async def lent(self, seat: str) -> tuple[TurnServer, ...]:
        """Return the servers that a seat may ask for a way."""
        return lendable(await self._owner.servers(seat))

    def failed(self, end: ServerEnd) -> None:
        """Make a line anew that is over, a little later each time."""
        if self._at(_place(end)) is not end:
            return
        self._drop(end)
        if isinstance(end, SendingEnd):
            self._forget(end.seat)
        else:
            del self._receiving[_place(end)]
        tries = self._tries[_place(end)] = self._tries.get(_place(end), -1) + 1
        seconds = _AGAIN_SECONDS[min(tries, len(_AGAIN_SECONDS) - 1)]
        self._chores.start(self._again(end, seconds, self._room))

    # Lines.

    async def _again(self, end: ServerEnd, seconds: float, room: MediaRoom | None) -> None:
        await asyncio.sleep(seconds)
        if self._room is not room or self._at(_place(end)) is not None:
            return
        if isinstance(end, ReceivingEnd):
            self._receive(*_place(end))
        elif self._owner.room.seat(end.seat).is_let_in:
            self.join(end.seat)

    def _begun(self, sender: SendingEnd) -> None:
        """Have all others receive what somebody began to send, and her what they send."""
        for other in list(self._sending):
            self._receive(other, sender.seat)
            self._receive(sender.seat, other)

    def _receive(self, seat: str, peer: str) -> None:
        sender = self._sending.get(peer)
        is_ready = sender is not None and sender.feed is not None and seat in self._sending
        if self._room is None or sender is None or not is_ready:
            return
        if seat == peer or self._are_alone(seat, peer) or (seat, peer) in self._receiving:
            return
        role = self._owner.room.seat(peer).role
        end = ReceivingEnd(self, self._room, seat, sender=sender, role=role)
        self._receiving[seat, peer] = end
        self._attend(end)
        self._let_through()

    def _let_through(self) -> None:
        for (seat, _), end in self._receiving.items():
            sound = seat not in self._alone
            # with neither, the line would be taken for lost
            picture = seat not in self._narrow or not sound
            self._chores.start(self._pass(end, sound=sound, picture=picture))

    async def _pass(self, end: ReceivingEnd, *, sound: bool, picture: bool) -> None:
        try:
            await end.let_through(sound=sound, picture=picture)
        except CallError:
            self.failed(end)

    def _are_alone(self, seat: str, peer: str) -> bool:
        return self._alone == {seat, peer}

    def _end(self, seat: str, line: str) -> ServerEnd | None:
        ends: Iterator[ServerEnd] = iter((*self._sending.values(), *self._receiving.values()))
        return next((end for end in ends if end.line == line and end.seat == seat), None)

    def _at(self, place: tuple[str, str]) -> ServerEnd | None:
        seat, peer = place
        return self._sending.get(seat) if peer == words.SERVER else self._receiving.get(place)

    def _forget(self, seat: str) -> None:
        self._drop(self._sending.pop(seat, None))
        for pair in [pair for pair in self._receiving if seat in pair]:
            self._drop(self._receiving.pop(pair))

    def _attend(self, end: ServerEnd) -> None:
        self._chores.start(end.attend())

    def _drop(self, end: ServerEnd | None) -> None:
        if end is not None and not end.is_over:
            end.is_over = True
            self._partings.start(end.close())

    # The server.

    async def _keep(self) -> None:
        while True:
            try:
                async with speaking(self._server, random=self.random) as janus:
                    await self._use(janus)
            except CallError as error:
                if not self._failures:
                    self._owner.tell(Failed("", error))
            await asyncio.sleep(_RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)])
            self._failures += 1

    async def _use(self, janus: Janus) -> None:
        people = len(self._owner.room.seats)
        room = await open_room(janus, self._server, people=people, random=self.random)
        self._room, self._failures = room, 0
        self._changed()
        try:
            await janus.lost.wait()
        finally:
            self._room = None
            self.stop()
            with contextlib.suppress(CallError):
                await room.close()
        self._changed()
        raise ConnectionLost("call.media_server_lost")


def _place(end: ServerEnd) -> tuple[str, str]:
    return (end.seat, end.sender.seat if isinstance(end, ReceivingEnd) else words.SERVER)


def _both_ways(seats: frozenset[str]) -> Iterator[tuple[str, str]]:
    if len(seats) == 2:
        first, second = sorted(seats)
        yield first, second
        yield second, first
