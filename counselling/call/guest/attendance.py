"""One knock of an invited person, from the server's answer to the end of that socket.

The steps and their order are in messages.py.
"""

import asyncio
import contextlib
from typing import Final, Protocol

from counselling.call.line.answerer import Answerer, AnswererOwner
from counselling.call.line.events import (
    Admitted,
    CallEvent,
    Connected,
    TurnedAway,
    Waiting,
)
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.before_call import Finding
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import IceServer
from counselling.call.link.proof import Handshake, is_committed
from counselling.call.link.sealing import End, SealedLine
from counselling.call.server import messages, wire
from counselling.call.server.signalling import Signalling
from counselling.errors import ConnectionLost, LinkRefused, PeerNotProven

_NONCE_BYTES: Final = 16
_DOUBT_S: Final = 10.0  # a host that woke answers each knock, old ones first


class AttendanceOwner(AnswererOwner, Protocol):
    """What an attendance needs of the guest that it is one of."""

    invitation: Invitation
    language: str
    seat_key: str
    found: tuple[Finding, ...]
    studio: Studio
    incoming: Incoming
    turn: TurnWatch

    @property
    def is_heard(self) -> bool:
        """Whether a line stands and is not silent."""
        ...

    def tell(self, event: CallEvent) -> None:
        """Tell whoever reads the events."""
        ...

    def over(self) -> None:
        """The host ended the session, or turned us away."""
        ...

    def connected(self, event: Connected) -> None:
        """The host is proven and the line is made."""
        ...

    def take_over(self, line: Answerer, proof: messages.Proof) -> None:
        """Take a line whose host was proven in place of the one before.

        What it says of a private talk and a hold holds until the host tells more.
        """
        ...

    def part_with(self, line: Answerer | None) -> None:
        """Hang up a line that is not the guest's any more, or never was."""
        ...


class Attendance:
    """One socket's worth of a visit."""

    def __init__(self, owner: AttendanceOwner, socket: Signalling) -> None:
        self.seat = ""
        self.is_host_away = False
        self._owner = owner
        self._socket = socket
        self._keys = owner.invitation.keys
        self._sealed: SealedLine | None = None
        self._nonces = ("", "")
        self._commitment = ""
        self._line: Answerer | None = None
        self._is_proven = False
        self._is_same_host = True
        self._admitted_at = 0.0
        self._is_doubtful = False  # something came that did not open, and no welcome since

    async def attend(self) -> None:
        """Knock, and do what is asked, until the session is over.

        Raises ConnectionLost, LinkRefused("call.link_refused"), PeerNotProven.
        """
        owner = self._owner
        knock = wire.Knock(owner.invitation.room, self._keys.join_token, owner.seat_key)
        await self._socket.send(knock)
        while True:
            match await self._next():
                case wire.Waiting(seat, is_host_here):
                    self.seat = seat
                    await self._host_here(is_here=is_host_here)
                case wire.HostHere(is_here):
                    self._is_same_host = False  # it may have been started anew
                    await self._host_here(is_here=is_here)
                case wire.Sealed(body):
                    if await self._hear(body):
                        return
                case wire.Refused():
                    raise LinkRefused("call.link_refused")

    async def _next(self) -> wire.FromServer:
        try:
            async with asyncio.timeout(_DOUBT_S if self._is_doubtful else None):
                return await self._socket.receive()
        except TimeoutError:  # it answered no earlier knock: it was meant for another one
            raise PeerNotProven("call.sealed") from None

    async def ask_again(self) -> None:
        """Ask for a new way for the line that stands, of the host that it stands with."""
        if self._is_proven and self._is_same_host:
            with contextlib.suppress(ConnectionLost):  # then it is knocked, on another socket
                await self._say(messages.Again())

    async def leave(self) -> None:
        """Say that we leave."""
        if self._sealed is not None:
            with contextlib.suppress(ConnectionLost):
                await self._say(messages.Left())

    def close(self) -> None:
        """End this attempt; a line that was proven is the guest's and stays."""
        if not self._is_proven:
            self._owner.part_with(self._line)
        self._line = None

    def since_admission(self) -> float:
        """Return the milliseconds since we were let in."""
        return round((self._owner.studio.clock() - self._admitted_at) * 1000, 1)

    async def _host_here(self, *, is_here: bool) -> None:
        self.is_host_away = not is_here
        self._owner.tell(Waiting(self.seat, is_here))
        if is_here and not (self._is_proven and self._owner.is_heard):
            await self._greet()

    async def _greet(self) -> None:
        self.close()
        random, room = self._owner.studio.random, self._owner.invitation.room
        nonce = random(_NONCE_BYTES).hex()
        self._is_same_host = True
        self._nonces = (nonce, "")
        self._is_proven = False
        key = self._keys.signalling
        self._sealed = SealedLine(key, room=room, seat=self.seat, end=End.SEAT, random=random)
        check = messages.DeviceCheck.CAMERA_AND_SOUND
        await self._say(messages.Hello(nonce, self._owner.language, check, self._owner.found))
        self._sealed.bind(nonce)

    async def _hear(self, body: str) -> bool:
        """Take the host's next message; True when nothing follows."""
        if self._sealed is None:
            raise PeerNotProven("call.order")
        try:
            opened = self._sealed.open(body)
        except PeerNotProven:
            if self._nonces[1]:
                raise
            self._is_doubtful = True
            return False  # before the welcome: it answers a knock before this one
        match messages.read_from_host(opened):
            case messages.Welcome(nonce, commitment):
                self._nonces = (self._nonces[0], nonce)
                self._is_doubtful = False
                self._commitment = commitment
                self._sealed.bind(nonce)
            case messages.Offer() as offer:
                await self._answer(offer)
            case messages.Proof() as proof:
                await self._prove(proof)
            case messages.Addresses(found):
                for address in found if self._line is not None else ():
                    await self._line_now().add_address(address)
            case messages.Refused():
                self._owner.tell(TurnedAway(self.seat))
                self._owner.over()
                return True
            case messages.Ended() | messages.Freed():
                self._owner.over()
                return True
        return False

    async def _answer(self, offer: messages.Offer) -> None:
        if not offer.again:
            await self._begin(offer)
        line = self._line_now()
        if offer.again and not line.can_restart:
            return  # it stays as it is; when it falls silent it is made anew
        sdp = await line.answer(offer)
        if sdp and line.handshake is not None:
            tag = line.handshake.tag(self._keys.fingerprint, End.SEAT)
            await self._say(messages.Answer(sdp, tag))

    async def _begin(self, offer: messages.Offer) -> None:
        owner = self._owner
        self.close()
        self._is_proven = False
        self._admitted_at = owner.studio.clock()
        owner.tell(Admitted(self.seat, is_back=False))
        lent = tuple(IceServer(s.urls, s.username, s.credential) for s in offer.servers)
        takes_one = owner.studio.engine.takes_one_server
        servers = await owner.turn.usable(lent, takes_one=takes_one)
        self._line = Answerer(
            owner.studio,
            owner,
            incoming=owner.incoming,
            offer=offer,
            servers=servers,
            facts=self._facts,
        )

    async def _prove(self, proof: messages.Proof) -> None:
        line = self._line_now()
        handshake = line.handshake
        if handshake is None or not is_committed(self._commitment, proof.revealed):
            raise PeerNotProven("call.fingerprint")
        handshake.check(self._keys.fingerprint, End.HOST, proof.proof)
        if self._is_proven:
            return  # a new way of the same line
        self._is_proven = True
        self._owner.take_over(line, proof)
        line.begin()
        words = handshake.safety_words(proof.revealed)
        self._owner.connected(Connected(self.seat, words, self.since_admission()))

    def _facts(self, seat_print: str, host_print: str) -> Handshake:
        return Handshake(
            room=self._owner.invitation.room,
            seat=self.seat,
            seat_nonce=self._nonces[0],
            host_nonce=self._nonces[1],
            seat_print=seat_print,
            host_print=host_print,
        )

    def _line_now(self) -> Answerer:
        if self._line is None:
            raise PeerNotProven("call.order")
        return self._line

    async def _say(self, message: messages.FromSeat) -> None:
        if self._sealed is not None:
            body = self._sealed.seal(messages.write(message))
            await self._socket.send(wire.Sealed(body, to=wire.TO_HOST))
