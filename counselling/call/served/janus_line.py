"""The media server's end of its lines to one guest, for which this program stands.

The guest is told of such a line as of one to another guest, and makes it in the same way. What it
proves differs: the tag says that the counsellor's program vouches for the server's certificate,
which it read over its own line to the server.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from counselling.call.line import circle_words as words
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random, base64url
from counselling.call.link.proof import Handshake, fingerprint
from counselling.call.link.sealing import End
from counselling.call.served.janus_room import Feed, MediaRoom, ServerLine
from counselling.call.server.messages import Address, TurnServer
from counselling.errors import CallError, PeerNotProven

_SECRET_BYTES: Final = 32
_NAME_BYTES: Final = 12
_ALL: Final = (True, True)  # sound, picture


class EndOwner(Protocol):
    """What an end needs of the circle that it is part of."""

    random: Random

    @property
    def name(self) -> str:
        """Name of the call's room."""
        ...

    def say(self, seat: str, word: words.FromHost) -> None:
        """Say something to a seat."""
        ...

    async def lent(self, seat: str) -> tuple[TurnServer, ...]:
        """Return the servers that a seat may ask for a way."""
        ...

    def failed(self, end: "ServerEnd") -> None:
        """The line is over, or was never made."""
        ...


class ServerEnd(ABC):
    """One line to one guest; after close() it is not used again."""

    def __init__(self, owner: EndOwner, room: MediaRoom, seat: str) -> None:
        self.seat = seat
        self.line = owner.random(_NAME_BYTES).hex()
        self.is_over = False
        self._owner = owner
        self._room = room
        self._secret = owner.random(_SECRET_BYTES)
        self._inbox: asyncio.Queue[words.PairWord | None] = asyncio.Queue()
        self._chores = Chores()
        self._server: ServerLine | None = None
        self._handshake: Handshake | None = None
        self._early: list[Address] = []

    def hear(self, word: words.PairWord) -> None:
        """Take a word of the guest's end; they are dealt with in order."""
        self._inbox.put_nowait(word)

    async def attend(self) -> None:
        """Make the line, and do what the guest's end says, until it is closed."""
        try:
            await self._begin()
            while not self.is_over and (word := await self._inbox.get()) is not None:
                await self._take(word)
        except CallError:
            self._fail()

    async def close(self) -> None:
        """Let go of the line."""
        self.is_over = True
        self._inbox.put_nowait(None)
        await self._chores.stop()
        if self._server is not None:
            await self._server.close()

    @abstractmethod
    async def _begin(self) -> None:
        """Make the line at the server's end and introduce it."""

    @abstractmethod
    async def _take(self, word: words.PairWord) -> None:
        """Do what the guest's end says."""

    async def _introduce(self, peer: str, role: str, *, is_offering: bool) -> None:
        lent = await self._owner.lent(self.seat)
        secret = base64url(self._secret)
        self._tell(words.Introduce(peer, role, self.line, secret, is_offering, lent))

    def _carry(self, word: words.PairWord) -> None:
        self._tell(words.Carried(self.line, word))

    def _tell(self, word: words.FromHost) -> None:
        if not self.is_over:
            self._owner.say(self.seat, word)

    async def _add(self, found: Sequence[Address]) -> None:
        if self._server is None:
            self._early.extend(found)
            return
        for address in found:
            await self._server.add_address(address)

    async def _take_line(self, server: ServerLine) -> ServerLine:
        """Take the server's line, and let go of it at once when we are closed meanwhile."""
        if self.is_over:
            await server.close()
            raise PeerNotProven("call.order")
        self._server = server
        self._chores.start(self._until_over(server))
        early, self._early = self._early, []
        await self._add(early)
        return server

    async def _until_over(self, server: ServerLine) -> None:
        await server.over.wait()
        self._fail()

    def _fail(self) -> None:
        if not self.is_over:
            self._owner.failed(self)

    def _facts(self, answering_print: str, offering_print: str) -> Handshake:
        return Handshake(
            room=self._owner.name,
            seat=self.line,
            seat_nonce="",
            host_nonce="",
            seat_print=answering_print,
            host_print=offering_print,
        )


class SendingEnd(ServerEnd):
    """What a guest sends to the server. feed: None until it comes; begun: called when it does."""

    def __init__(
        self,
        owner: EndOwner,
        room: MediaRoom,
        seat: str,
        *,
        begun: Callable[["SendingEnd"], None],
    ) -> None:
        super().__init__(owner, room, seat)
        self.feed: Feed | None = None
        self._begun = begun
        self._is_proven = asyncio.Event()

    async def _begin(self) -> None:
        await self._introduce(words.SERVER, words.SERVER, is_offering=True)

    async def _take(self, word: words.PairWord) -> None:
        match word:
            case words.PairOffer(sdp) if self._handshake is None:
                await self._answer(sdp)
            case words.PairProof(proof) if self._handshake is not None:
                self._handshake.check(self._secret, End.HOST, proof)
                self._is_proven.set()
            case words.PairAddresses(found):
                await self._add(found)
            case _:
                raise PeerNotProven("call.order")

    async def _answer(self, sdp: str) -> None:
        theirs = fingerprint(sdp)
        feed = await self._room.publish(sdp)
        server = await self._take_line(feed.line)
        self._handshake = self._facts(server.print, theirs)
        self._carry(words.PairAnswer(server.sdp, self._handshake.tag(self._secret, End.SEAT)))
        self._chores.start(self._until_begun(feed))

    async def _until_begun(self, feed: Feed) -> None:
        await asyncio.gather(feed.line.up.wait(), self._is_proven.wait())
        self.feed = feed
        self._begun(self)


class ReceivingEnd(ServerEnd):
    """What a guest receives of another, over the server. sender: whose feed it is; role: hers."""

    def __init__(
        self, owner: EndOwner, room: MediaRoom, seat: str, *, sender: SendingEnd, role: str
    ) -> None:
        super().__init__(owner, room, seat)
        self.sender = sender
        self._role = role
        self._passes = _ALL

    async def let_through(self, *, sound: bool, picture: bool) -> None:
        """Have the server pass sound and picture on, or not. Raises CallError, ConnectionLost."""
        if self._passes != (sound, picture):
            self._passes = (sound, picture)
            await self._let_through()

    async def _begin(self) -> None:
        if self.sender.feed is None:
            raise PeerNotProven("call.order")
        server = await self._take_line(await self._room.subscribe(self.sender.feed))
        await self._introduce(self.sender.seat, self._role, is_offering=False)
        self._carry(words.PairOffer(server.sdp))

    async def _take(self, word: words.PairWord) -> None:
        match word:
            case words.PairAnswer(sdp, proof) if self._handshake is None:
                await self._accept(sdp, proof)
            case words.PairAddresses(found):
                await self._add(found)
            case _:
                raise PeerNotProven("call.order")

    async def _accept(self, sdp: str, proof: str) -> None:
        if self._server is None:
            raise PeerNotProven("call.order")
        handshake = self._facts(fingerprint(sdp), self._server.print)
        handshake.check(self._secret, End.SEAT, proof)
        await self._room.start(self._server, sdp)
        self._handshake = handshake
        self._carry(words.PairProof(handshake.tag(self._secret, End.HOST)))
        if self._passes != _ALL:
            await self._let_through()

    async def _let_through(self) -> None:
        sound, picture = self._passes
        if self._server is not None and self._handshake is not None:
            await self._room.let_through(self._server, sound=sound, picture=picture)
