"""One end of a line between two guests, whom the host introduced to each other.

As with the host: who offers checks the other's tag before it applies the answer, who answers
attaches and shows nothing before it checked the tag of who offered. The key is drawn for one line,
so that no nonces are needed.
"""

import asyncio
import base64
from collections.abc import Callable, Sequence
from typing import Final

from counselling.call.line import circle_words as words
from counselling.call.line.media_line import Incoming, LineOwner, MediaLine, Studio
from counselling.call.line.peer import without_streams
from counselling.call.link.plan import IceServer
from counselling.call.link.proof import Handshake, fingerprint, with_one_fingerprint
from counselling.call.link.sealing import End
from counselling.call.media.ladder import Rung
from counselling.call.media.rtc import Track
from counselling.call.server.messages import Address
from counselling.errors import CallError, PeerNotProven

_ATTACHING_SECONDS: Final = 1.0
_ONE_WAY: Final = "a=sendonly"

Say = Callable[[words.PairWord], None]


class PairLine(MediaLine):
    """One line. say: carries a word to the other end; room: name of the room."""

    def __init__(
        self,
        studio: Studio,
        owner: LineOwner,
        *,
        incoming: Incoming,
        servers: tuple[IceServer, ...],
        introduced: words.Introduce,
        room: str,
        say: Say,
    ) -> None:
        super().__init__(studio, owner, incoming=incoming, servers=servers)
        self.name = introduced.line
        self.peer = introduced.peer
        self.is_proven = False
        self._key = base64.urlsafe_b64decode(introduced.secret + "=")
        self._room = room
        self._say = say
        self._our_print = ""
        self._handshake: Handshake | None = None
        self._is_one_way = False
        self._early: list[Track] = []
        self._addresses: list[Address] = []
        self._rung = Rung.FULL
        self._attaching: set[asyncio.Task[object]] = set()

    async def offer(self) -> None:
        """Describe our end; nothing of it is sent before the answer is proven and applied."""
        for track in self._subscribe():
            self._connection.addTrack(track)
        await self._while_open(self._set_offer())
        if self._is_closed:
            return
        sdp = without_streams(with_one_fingerprint(self._connection.localDescription.sdp))
        self._our_print = fingerprint(sdp)
        self._say(words.PairOffer(sdp))

    async def hear(self, word: words.PairWord) -> None:
        """Take the next word of the other end.

        Raises PeerNotProven when it is not who was introduced, or says things out of order;
        CallError("call.description") when the engine can make nothing of them.
        """
        match word:
            case words.PairOffer(sdp) if not self._our_print:
                await self._answer(sdp)
            case words.PairAnswer(sdp, proof) if self._our_print and self._handshake is None:
                await self._accept(sdp, proof)
            case words.PairProof(proof) if self._handshake is not None and not self.is_proven:
                self._handshake.check(self._key, End.HOST, proof)
                self._begin()
            case words.PairAddresses(found):
                await self._add(found)
            case _:
                raise PeerNotProven("call.order")

    def narrow(self, rung: Rung) -> None:
        """Send as much as a rung allows; before there is a line, from its begin on."""
        self._rung = rung
        super().narrow(rung)

    async def close(self) -> None:
        """Hang up and wait until nothing of this line runs."""
        if self._attaching:
            # libwebrtc never ends one that is overtaken by the end of its connection
            await asyncio.wait(self._attaching, timeout=_ATTACHING_SECONDS)
        await super().close()

    async def _answer(self, sdp: str) -> None:
        theirs = fingerprint(sdp)
        self._is_one_way = _ONE_WAY in sdp
        await self._apply(sdp, "offer")
        if self._is_closed:
            return
        for transceiver in self._connection.getTransceivers():
            transceiver.direction = "sendrecv"
        await self._while_open(self._set_answer())
        if self._is_closed:
            return
        ours = without_streams(with_one_fingerprint(self._connection.localDescription.sdp))
        self._our_print = fingerprint(ours)
        self._handshake = self._facts(self._our_print, theirs)
        self._say(words.PairAnswer(ours, self._handshake.tag(self._key, End.SEAT)))
        await self._add_early()

    async def _accept(self, sdp: str, proof: str) -> None:
        handshake = self._facts(fingerprint(sdp), self._our_print)
        handshake.check(self._key, End.SEAT, proof)
        self._handshake = handshake
        self.is_proven = True
        self._say(words.PairProof(handshake.tag(self._key, End.HOST)))
        await self._apply(sdp, "answer")
        self.narrow(self._rung)
        await self._add_early()

    def _begin(self) -> None:
        """Send and show, now that who offered is proven."""
        self.is_proven = True
        if not self._is_one_way:
            self._attach()
        early, self._early = self._early, []
        for track in early:
            super()._receive(track)
        self.narrow(self._rung)
        if self._connection.connectionState == "connected":
            self._owner.line_opened()

    def _attach(self) -> None:
        ours = {track.kind: track for track in self._subscribe()}
        before = asyncio.all_tasks()
        for transceiver in self._connection.getTransceivers():
            transceiver.sender.replaceTrack(ours[transceiver.kind])
        self._attaching = asyncio.all_tasks() - before

    def _receive(self, track: Track) -> None:
        if self.is_proven:
            super()._receive(track)
        else:
            self._early.append(track)

    async def _add(self, found: Sequence[Address]) -> None:
        if self._handshake is None:
            self._addresses.extend(found)
            return
        for address in found:
            await self.add_address(address)

    async def _add_early(self) -> None:
        early, self._addresses = self._addresses, []
        await self._add(early)

    async def _apply(self, sdp: str, kind: str) -> None:
        try:
            await self._while_open(self._take_description(sdp, kind))
        except self._studio.engine.failures:
            raise CallError("call.description") from None

    async def _set_offer(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createOffer())

    async def _set_answer(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createAnswer())

    def _facts(self, answering_print: str, offering_print: str) -> Handshake:
        return Handshake(
            room=self._room,
            seat=self.name,
            seat_nonce="",
            host_nonce="",
            seat_print=answering_print,
            host_print=offering_print,
        )
