"""One person's visit to a seat, from the knock to the end: handshake, admission, line.

The steps and their order are in messages.py. A visit that hears anything out of order, or
anything it cannot open, is over: whoever is honest knocks again.
"""

import asyncio
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from counselling.call.board.board import Message
from counselling.call.board.board_words import FromPage
from counselling.call.host.visit_owner import VisitOwner
from counselling.call.line import circle_words
from counselling.call.line.care import Care
from counselling.call.line.events import (
    Admitted,
    BoardShown,
    Connected,
    FirstFrame,
    Media,
)
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.line.peer import Peer
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.before_call import Sentence
from counselling.call.link.invitation import Invitation
from counselling.call.link.proof import Handshake, SafetyWords, commitment, fingerprint
from counselling.call.link.sealing import End, SealedLine
from counselling.call.server import messages
from counselling.errors import PeerNotProven

_NONCE_BYTES: Final = 16
_OVER: Final = messages.Ended()


class Step(Enum):
    """How far a visit's handshake is."""

    KNOCKED = auto()  # the server let a knock through; nothing was heard yet
    WAITING = auto()  # the seat said hello
    OFFERED = auto()  # let in; our description is on its way
    PROVEN = auto()  # both ends stand for their certificates
    OVER = auto()


class Visit:
    """One visit of one seat. Messages are given to hear() in the order in which they came.

    inbox: where they wait until then; None: her page lost the server.
    """

    def __init__(
        self,
        owner: "VisitOwner[Visit]",
        seat: str,
        *,
        invitation: Invitation,
        studio: Studio,
        incoming: Incoming,
    ) -> None:
        self.seat = seat
        self.step = Step.KNOCKED
        self.inbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._owner = owner
        self._room, self._keys = invitation.room, invitation.keys
        self._studio, self._incoming = studio, incoming
        self._line = SealedLine(
            self._keys.signalling, room=self._room, seat=seat, end=End.HOST, random=studio.random
        )
        self._seat_nonce = ""
        self._host_nonce = studio.random(_NONCE_BYTES).hex()
        self._secret_nonce = studio.random(_NONCE_BYTES).hex()
        self._our_print = ""
        self._handshake: Handshake | None = None
        self._is_answer_due = False
        self._words: SafetyWords | None = None
        self._is_open = False
        self._admitted_at = studio.clock()
        self._early: list[messages.Address] = []
        self._peer: Peer | None = None
        self._care: Care | None = None
        self._turn = TurnWatch(seat, owner.tell, studio.reach, studio.clock)

    async def hear(self, body: str) -> messages.FromSeat:
        """Take the seat's next message and do what it asks; returns it.

        Raises PeerNotProven when it is not from the holder of the link, or not in order: nothing
        of such a visit's media was sent or shown. CallError when the engine cannot use it.
        """
        message = messages.read_from_seat(self._line.open(body))
        match self.step, message:
            case Step.KNOCKED, messages.Hello():
                self._welcome(message)
            case Step.OFFERED, messages.Answer():
                await self._prove(message)
            case Step.PROVEN, messages.Answer():
                await self._prove_again(message)
            case Step.PROVEN, messages.Again():
                await self._offer_again()
            case ((Step.OFFERED | Step.PROVEN), messages.Addresses()):
                await self._add(message.found)
            case ((Step.WAITING | Step.OFFERED | Step.PROVEN), messages.Left()):
                self.step = Step.OVER
            case _:
                raise PeerNotProven("call.order")
        return message

    async def admit(self, *, is_back: bool) -> None:
        """Let the seat in: offer it a line."""
        if self.step is not Step.WAITING:
            return
        self.step = Step.OFFERED
        self._admitted_at = self._studio.clock()
        self._owner.tell(Admitted(self.seat, is_back))
        engine = self._studio.engine
        ours, theirs = await self._turn.lend(self._owner.servers, takes_one=engine.takes_one_server)
        if self.step is Step.OVER:  # closed meanwhile
            return
        self._peer = Peer(
            self._studio,
            self,
            incoming=self._incoming,
            servers=ours,
            talk=self._owner.talk.at(self.seat),
        )
        self._peer.hush(is_hushed=self._owner.introductions.is_hushed(self.seat))
        self._care = Care(self.seat, self._peer, self._owner.tell)
        sdp = await self._peer.offer()
        if not sdp:
            return  # closed as well: the visitor knocks anew, and that visit is let in
        self._our_print = fingerprint(sdp)
        self._say(messages.Offer(sdp, can_restart=engine.restart is not None, servers=theirs))

    def refuse(self, sentence: Sentence = Sentence.NONE) -> None:
        """Do not let the seat in, and say why."""
        self._say(messages.Refused(sentence))

    def tell(self, note: messages.Note) -> None:
        """Let one who waits know something."""
        if self.step is Step.WAITING:
            self._say(note)

    def say_goodbye(self, word: messages.Ended | messages.Freed = _OVER) -> None:
        """Tell the seat that the session is over, here or for all."""
        if self.step not in (Step.KNOCKED, Step.OVER):
            self._say(word)

    def show_board(self) -> None:
        """Send the shared picture; while its channel is not open, board_ready will."""
        self.tell_board(self._owner.board.snapshot(self.seat))

    def tell_board(self, messages: Sequence[Message]) -> None:
        """Tell the page what is new on the board; lost while its channel is not open."""
        if self._peer is not None and self.step is Step.PROVEN:
            self._peer.send_board(messages)

    def point(self, messages: Sequence[Message]) -> None:
        """Show the page where somebody points."""
        if self._peer is not None and self.step is Step.PROVEN:
            for message in messages:
                self._peer.board.point(message)

    def tell_circle(self, word: circle_words.FromHost) -> None:
        """Tell the seat of the others in the room; lost while its channel is not open."""
        if self._peer is not None and self.step is Step.PROVEN:
            self._peer.circle.send(word)

    def hush(self, *, is_hushed: bool) -> None:
        """Send the seat silence in place of our sound, or our sound again."""
        if self._peer is not None:
            self._peer.hush(is_hushed=is_hushed)

    async def measure(self) -> None:
        """Tell what passed in the last second, and whether the line got better or worse."""
        if self._care is not None and self._is_open:
            await self._care.measure()
            if self._studio.engine.restart is None:
                if self._care.stands_still:  # made anew, it begins with a whole picture
                    self._owner.line_closed(self)
            elif self._turn.is_due():
                await self._offer_again()

    async def close(self) -> None:
        """End the visit and its line."""
        self.step = Step.OVER
        self.inbox.put_nowait(None)
        await self._turn.stop()
        if self._peer is not None:
            await self._peer.close()

    # What the line says (peer.PeerOwner).

    def first_frame(self, media: Media) -> None:
        """Tell of the line's first picture or sound."""
        self.line_opened()  # some engines say so only after the first frames
        self._owner.tell(FirstFrame(self.seat, media, self._since_admission()))

    def board_ready(self) -> None:
        """Send the page the whole picture."""
        self.show_board()

    def board_shown(self, version: int) -> None:
        """Tell how long the picture took; an answer to an older one is of no interest."""
        board = self._owner.board
        if version == board.version:
            milliseconds = round((self._studio.clock() - board.since) * 1000, 1)
            self._owner.tell(BoardShown(self.seat, version, milliseconds))

    def board_said(self, word: FromPage) -> None:
        """Tell what the page's person does on the board, here and in the room."""
        self._owner.board_said(self, word)

    def circle_ready(self) -> None:
        """Have the seat introduced to the others."""
        self._owner.introductions.ready(self.seat)

    def circle_said(self, word: circle_words.FromSeat) -> None:
        """Hand on what the seat says of its lines to the others."""
        self._owner.introductions.said(self.seat, word)

    def line_opened(self) -> None:
        """Tell that the line is made; once."""
        if self._words is not None and not self._is_open:
            self._is_open = True
            self._owner.tell(Connected(self.seat, self._words, self._since_admission()))

    def line_closed(self) -> None:
        """Tell the call that the line broke."""
        if self.step is not Step.OVER:
            self._owner.line_closed(self)

    # The steps.

    def _welcome(self, hello: messages.Hello) -> None:
        self.step = Step.WAITING
        self._seat_nonce = hello.nonce
        self._line.bind(hello.nonce)
        self._say(messages.Welcome(self._host_nonce, commitment(self._secret_nonce)))
        self._line.bind(self._host_nonce)

    async def _prove(self, answer: messages.Answer) -> None:
        if self._peer is None or not self._our_print:
            raise PeerNotProven("call.order")
        handshake = Handshake(
            room=self._room,
            seat=self.seat,
            seat_nonce=self._seat_nonce,
            host_nonce=self._host_nonce,
            seat_print=fingerprint(answer.sdp),
            host_print=self._our_print,
        )
        handshake.check(self._keys.fingerprint, End.SEAT, answer.proof)
        self.step = Step.PROVEN
        self._handshake = handshake
        self._words = handshake.safety_words(self._secret_nonce)
        self._owner.proven(self)
        self._say_proof(handshake)
        await self._peer.accept(answer.sdp)
        await self._add(self._early)

    async def _offer_again(self) -> None:
        if self._peer is None or self._is_answer_due:
            return
        self._is_answer_due = True
        ours, theirs = await self._turn.lend(self._owner.servers, takes_one=False)
        sdp = await self._peer.offer_again(ours)
        self._is_answer_due = bool(sdp)
        if sdp:
            self._say(messages.Offer(sdp, again=True, can_restart=True, servers=theirs))

    async def _prove_again(self, answer: messages.Answer) -> None:
        if self._peer is None or self._handshake is None or not self._is_answer_due:
            raise PeerNotProven("call.order")
        self._is_answer_due = False
        if fingerprint(answer.sdp) != self._handshake.seat_print:
            raise PeerNotProven("call.fingerprint")
        self._handshake.check(self._keys.fingerprint, End.SEAT, answer.proof)
        self._say_proof(self._handshake)
        await self._peer.accept(answer.sdp)

    def _say_proof(self, handshake: Handshake) -> None:
        tag = handshake.tag(self._keys.fingerprint, End.HOST)
        is_hushed = self._owner.introductions.is_hushed(self.seat)
        is_held = self._owner.talk.is_on_hold
        self._say(messages.Proof(tag, self._secret_nonce, is_hushed=is_hushed, is_held=is_held))

    async def _add(self, found: Sequence[messages.Address]) -> None:
        if self._peer is None or self.step is Step.OFFERED:
            self._early.extend(found)
            return
        for address in found:
            await self._peer.add_address(address)

    def _say(self, message: messages.FromHost) -> None:
        self._owner.post(self, self._line.seal(messages.write(message)))

    def _since_admission(self) -> float:
        return round((self._studio.clock() - self._admitted_at) * 1000, 1)
