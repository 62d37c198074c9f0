"""Our end of the line to one other guest, from the introduction to its end."""

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Final, Protocol

from counselling.call.circle.pair_line import PairLine
from counselling.call.line import circle_words as words
from counselling.call.line.events import CallEvent, FellowJoined, FellowSecond, FirstFrame, Media
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.plan import IceServer
from counselling.call.media.ladder import Rung
from counselling.call.media.statistics import Second
from counselling.errors import CallError

_MAKING_SECONDS: Final = 30.0  # a machine that is busy with all of them takes its time
_LOST_SECONDS: Final = 8.0  # no packet for so long
_SETTLING_SECONDS: Final = 2.0


class FellowOwner(Protocol):
    """What a line to another guest needs of the guest that we are."""

    studio: Studio
    turn: TurnWatch
    room: str

    def tell(self, event: CallEvent) -> None:
        """Tell whoever reads the events."""
        ...

    def say(self, word: words.FromSeat) -> None:
        """Say something to the host."""
        ...

    def made(self, fellow: "Fellow") -> None:
        """The line stands, and its other end is proven."""
        ...

    def broken(self, fellow: "Fellow") -> None:
        """The line is lost, was never made, or its other end was not proven."""
        ...


class Fellow:
    """One line to one guest; after close() it is not used again."""

    def __init__(
        self, owner: FellowOwner, introduced: words.Introduce, *, incoming: Incoming
    ) -> None:
        self.introduced = introduced
        self.is_made = False
        self.is_hushed = False
        self.rung = Rung.FULL
        self._owner = owner
        self._incoming = incoming
        self._inbox: asyncio.Queue[words.PairWord | None] = asyncio.Queue()
        self._line: PairLine | None = None
        self._began = owner.studio.clock()
        self._is_over = False
        self._looking = asyncio.Lock()
        self._is_settled = asyncio.Event()  # nothing more is asked of the line

    @property
    def peer(self) -> str:
        """Whose line it is."""
        return self.introduced.peer

    @property
    def name(self) -> str:
        """The line's name."""
        return self.introduced.line

    @property
    def is_server(self) -> bool:
        """Whether this is what we send to the media server."""
        return self.peer == words.SERVER

    def hear(self, word: words.PairWord) -> None:
        """Take a word of the other end; they are dealt with in order."""
        self._inbox.put_nowait(word)

    def hush(self, *, is_hushed: bool) -> None:
        """Send her silence in place of our sound, or our sound again."""
        self.is_hushed = is_hushed
        if self._line is not None:
            self._line.hush(is_hushed=is_hushed)

    def narrow(self, rung: Rung) -> None:
        """Send her as much picture as a rung allows."""
        if rung is not self.rung:
            self.rung = rung
            if self._line is not None:
                self._line.narrow(rung)

    async def attend(self) -> None:
        """Make the line, and do what the other end says, until it is closed."""
        failures: tuple[type[Exception], ...] = (CallError, *self._owner.studio.engine.failures)
        try:
            line = self._line = await self._made_line()
            if self._is_over:  # closed meanwhile
                await line.close()
            elif self.introduced.is_offering:
                await line.offer()
            while not self._is_over and (word := await self._inbox.get()) is not None:
                await line.hear(word)
        except failures:
            self._owner.broken(self)
        finally:
            self._is_settled.set()

    async def look(self) -> None:
        """Look whether the line lives, and tell what passed in the last second."""
        line, age = self._line, self._owner.studio.clock() - self._began
        if self._is_over:
            return  # close() keeps the lock
        async with self._looking:
            second = None if line is None or self._is_over else await _soon(line.second())
        if second is None or self._is_over:
            return
        if self.is_made and not self.is_server:
            self._owner.tell(FellowSecond(self.peer, second))
        # to the server we send only: it says itself when that is over
        is_silent = second.silent_seconds >= _LOST_SECONDS and not self.is_server
        if is_silent if self.is_made else age >= _MAKING_SECONDS:
            self._owner.broken(self)

    async def close(self) -> None:
        """Hang up, after what is under way: libwebrtc never ends what its end overtakes."""
        self._is_over = True
        self._inbox.put_nowait(None)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._is_settled.wait(), _SETTLING_SECONDS)
            await asyncio.wait_for(self._looking.acquire(), _SETTLING_SECONDS)
        if self._line is not None:
            await self._line.close()

    # What the line says (media_line.LineOwner).

    def first_frame(self, media: Media) -> None:
        """Tell of the line's first picture or sound."""
        self._owner.tell(FirstFrame(self.peer, media, self._since_introduction()))
        self.line_opened()  # some engines say so only after the first frames

    def line_opened(self) -> None:
        """The line is made when it stands and is proven."""
        if self._line is None or self.is_made or self._is_over or not self._line.is_proven:
            return
        self.is_made = True
        if not self.is_server:
            role, milliseconds = self.introduced.role, self._since_introduction()
            self._owner.tell(FellowJoined(self.peer, role, milliseconds))
        self._owner.made(self)

    def line_closed(self) -> None:
        """The line broke."""
        if not self._is_over:
            self._owner.broken(self)

    async def _made_line(self) -> PairLine:
        owner = self._owner
        lent = tuple(
            IceServer(each.urls, each.username, each.credential) for each in self.introduced.servers
        )
        takes_one = owner.studio.engine.takes_one_server
        line = PairLine(
            owner.studio,
            self,
            incoming=self._incoming,
            servers=await owner.turn.usable(lent, takes_one=takes_one),
            introduced=self.introduced,
            room=owner.room,
            say=self._carry,
        )
        line.hush(is_hushed=self.is_hushed)
        line.narrow(self.rung)
        return line

    def _carry(self, word: words.PairWord) -> None:
        self._owner.say(words.Carry(self.name, word))

    def _since_introduction(self) -> float:
        return round((self._owner.studio.clock() - self._began) * 1000, 1)


async def _soon(work: Awaitable[Second | None]) -> Second | None:
    """Wait, but not for what libwebrtc forgot when the line closed under it."""
    try:
        return await asyncio.wait_for(work, _SETTLING_SECONDS)
    except TimeoutError:
        return None
