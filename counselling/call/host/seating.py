"""Who sits where: the seats of one call, the visits to them, and what the server says of both."""

from collections.abc import Callable, Iterator

from counselling.call.board import board_words
from counselling.call.board.board import Board
from counselling.call.circle.introductions import Introductions
from counselling.call.host.places import places_of
from counselling.call.host.sharing import share, shown_to_others
from counselling.call.host.visit import Step, Visit
from counselling.call.line import circle_words
from counselling.call.line.events import (
    BoardSaid,
    CallEvent,
    Failed,
    Freed,
    Knocked,
    Left,
    Lost,
    PictureChanged,
    WentAway,
)
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.link.before_call import Sentence
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import IceServer, Plan
from counselling.call.link.room import Move, Presence
from counselling.call.link.ticket import KeptSeat, Ticket
from counselling.call.media.devices import Devices
from counselling.call.server import messages, wire
from counselling.call.server.lending import Lending
from counselling.call.talk.talk import Room as TalkRoom
from counselling.call.talk.talk import Talk
from counselling.errors import CallError


class Seating:
    """All seats of a call. room: who sits where now; board: the picture that all of them see.

    send: hands an envelope to the server; tell: tells the call's owner; now: Unix seconds.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        studio: Studio,
        devices: Devices,
        send: Callable[[wire.ToServer], None],
        tell: Callable[[CallEvent], None],
        now: Callable[[], float],
        ticket: Ticket | None = None,
    ) -> None:
        self._studio = studio
        self._devices = devices
        self._tell = tell
        self._send = send
        self._chores = Chores()
        self._partings = Chores()
        self._is_over = False
        self._lending = Lending(plan.servers, send)
        self.board = Board()
        self.introductions = Introductions(
            self, random=studio.random, clock=studio.clock, media=plan.media
        )
        self.room, self._places = places_of(plan, ticket, studio.random)
        roles = {seat.id: seat.role for seat in self.room.seats}
        self.talk = Talk(TalkRoom(roles, tell, studio.random, now, studio.clock))

    def kept(self) -> Iterator[KeptSeat]:
        """Yield what takes the seats up again."""
        for seat in self.room.seats:
            yield KeptSeat(seat.id, self.invitation(seat.id).secret, seat.is_let_in)

    def invitation(self, seat_id: str) -> Invitation:
        """Return a seat's invitation."""
        return self._places[seat_id].invitation

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits that count, one a seat at most."""
        return tuple(p.visit for p in self._places.values() if p.visit is not None)

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat. Raises CallError("call.move") when nobody does."""
        self.room = self.room.moved(seat_id, Move.ADMIT)
        visit = self._places[seat_id].visit
        if visit is not None:
            await visit.admit(is_back=False)

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks at a seat. Raises CallError("call.move") when nobody does."""
        self.room = self.room.moved(seat_id, Move.REFUSE)
        place = self._places[seat_id]
        if place.visit is not None:
            place.visit.refuse(sentence)
        self._drop(*place.clear())
        self.introductions.left(seat_id)

    def release(self, seat_id: str) -> None:
        """Free a link from its browser: who comes by another one asks to be let in anew.

        Raises CallError("call.seat") when the room has no such seat.
        """
        self.room.seat(seat_id)
        if (visit := self._places[seat_id].newest) is not None:
            visit.say_goodbye(messages.Freed())
        self._vacate(seat_id)
        self._send(wire.Release(seat_id))
        self._tell(Freed(seat_id))

    def say_goodbye(self) -> None:
        """Tell everybody that the session is over; what they say from now on is of no line."""
        self._is_over = True
        for seat in self.room.seats:
            self.room = self.room.moved(seat.id, Move.END)
            if (visit := self._places[seat.id].newest) is not None:
                visit.say_goodbye()

    async def close(self) -> None:
        """End all visits and wait until nothing of them runs."""
        for place in self._places.values():
            self._drop(*place.clear())
        await self.introductions.close()
        await self._chores.stop()
        await self._partings.finish()

    # What visits ask of their owner (visit.VisitOwner).

    def post(self, visit: Visit, body: str) -> None:
        """Hand a visit's sealed message to the server, as long as her page listens to it."""
        if self._places[visit.seat].newest is visit:
            self._send(wire.Sealed(body, to=visit.seat))

    def tell(self, event: CallEvent) -> None:
        """Tell the call's owner."""
        self._tell(event)
        if isinstance(event, PictureChanged):
            self.introductions.narrowed(event.seat, event.rung)

    def board_said(self, visit: Visit, word: board_words.FromPage) -> None:
        """Tell what a seat's person does on the board: to the call's owner and to the others."""
        if (shown := shown_to_others(word, visit.seat)) is not None:
            self.say(shown, besides=visit.seat)
        self._tell(BoardSaid(visit.seat, word))

    def say(self, word: board_words.ToPage, *, seat: str = "", besides: str = "") -> None:
        """Say something about the board to a seat ("": to all), besides whose word it is."""
        share(self.board, self.visits, word, seat=seat, besides=besides)

    def say_of_circle(self, seat: str, word: circle_words.FromHost) -> None:
        """Tell a seat of the others (introductions.IntroducerOwner)."""
        if (visit := self._places[seat].visit) is not None:
            visit.tell_circle(word)

    def hush(self, seat: str, *, is_hushed: bool) -> None:
        """Send a seat silence in place of our sound, or our sound again."""
        for visit in self._places[seat].visits:
            visit.hush(is_hushed=is_hushed)

    async def servers(self, name: str) -> tuple[IceServer, ...]:
        """Return the servers that a seat, or "host", may ask for a way."""
        return await self._lending.servers(name)

    def proven(self, visit: Visit) -> None:
        """Take the seat as connected; a visit before this one is over."""
        self._drop(*self._places[visit.seat].prove(visit))
        self._move(visit.seat, Move.PROVE)

    def line_closed(self, visit: Visit) -> None:
        """Keep the seat of a line that broke, until its person is back."""
        self._drop(visit)
        if not self._places[visit.seat].lose(visit):
            return
        is_connected = self.room.seat(visit.seat).presence is Presence.CONNECTED
        if is_connected and self._move(visit.seat, Move.LOSE):
            self.introductions.lost(visit.seat)
            self._tell(Lost(visit.seat))

    # What the server says (switchboard.Switchboard).

    def deliver(self, message: wire.FromServer) -> None:
        """Take an envelope of the server."""
        match message:
            case wire.Turn():
                self._lending.take(message)
            case _ if self._is_over:
                return
            case wire.Knocked(seat) if seat in self._places:
                self._places[seat].is_left = False
                self._begin(seat)
            case wire.Sealed(body, _, seat) if seat in self._places:
                place = self._places[seat]
                is_late = place.is_left or self.room.seat(seat).is_let_in
                visit = place.newest or self._begin(seat, is_late=is_late)
                visit.inbox.put_nowait(body)
            case wire.Gone(seat) if seat in self._places:
                if (here := self._places[seat].newest) is not None:
                    here.inbox.put_nowait(None)  # behind what she said before
            case wire.Opened():
                # We lost the server and have it back: who was half-way in begins anew.
                for visit in [p.newest for p in self._places.values() if p.newest]:
                    self._gone(visit)

    def _begin(self, seat_id: str, *, is_late: bool = False) -> Visit:
        place = self._places[seat_id]
        visit = Visit(
            self,
            seat_id,
            invitation=place.invitation,
            studio=self._studio,
            incoming=Incoming(self._devices.screen(seat_id), self._devices.speaker(seat_id)),
        )
        self._drop(*place.receive(visit))
        self._chores.start(self._attend(visit, is_late=is_late))
        return visit

    def _gone(self, visit: Visit) -> None:
        """A page lost the server. A line that stands needs none."""
        seat, place = visit.seat, self._places[visit.seat]
        if place.arriving is visit:
            self._drop(visit)
            place.arriving = None
            self._move(seat, Move.PROVE)
        elif place.visit is visit and visit.step is not Step.PROVEN:
            self._drop(visit)
            place.visit = None
            before = self.room.seat(seat).presence
            if self._move(seat, Move.GO_AWAY) and before is not Presence.RECONNECTING:
                self._tell(WentAway(seat) if before is Presence.KNOCKED else Lost(seat))

    # Visits.

    async def _attend(self, visit: Visit, *, is_late: bool) -> None:
        """Hear a visit. is_late: its first word may be the last one of a line that is over."""
        while True:
            body = await visit.inbox.get()
            if visit.step is Step.OVER:
                return
            if body is None:
                self._gone(visit)
                continue
            try:
                message = await visit.hear(body)
            except CallError as error:
                self._give_up(visit, error, is_late=is_late)
                return
            match message:
                case messages.Hello(_, language, devices, found):
                    await self._greet(visit, Knocked(visit.seat, language, devices, found))
                case messages.Left() if self._vacate(visit.seat):
                    self._tell(Left(visit.seat))

    async def _greet(self, visit: Visit, knocked: Knocked) -> None:
        is_back = self.room.seat(visit.seat).is_let_in
        if not self._move(visit.seat, Move.KNOCK):
            visit.refuse()
        elif is_back:
            await visit.admit(is_back=True)
        else:
            self._tell(knocked)

    def _vacate(self, seat_id: str) -> bool:
        """Have nobody on a seat; tells whether somebody was."""
        was_there = self._move(seat_id, Move.LEAVE)
        self._drop(*self._places[seat_id].clear())
        self.introductions.left(seat_id)
        return was_there

    def _give_up(self, visit: Visit, error: CallError, *, is_late: bool) -> None:
        """End a visit that cannot be trusted. A proven one beside it stays, else all is anew."""
        place = self._places[visit.seat]
        if place.arriving is visit:
            place.arriving = None
            self._move(visit.seat, Move.PROVE)
        elif place.visit is visit:
            place.visit = None
            # Of whom not one word was understood, nothing is taken: she may have been in before.
            is_known = visit.step is not Step.KNOCKED
            self._move(visit.seat, Move.LEAVE if is_known else Move.GO_AWAY)
        else:
            return  # hung up while it was heard
        if not self.room.seat(visit.seat).is_let_in:
            self.introductions.left(visit.seat)
        if visit.step is not Step.KNOCKED or not is_late:
            self._tell(Failed(visit.seat, error))
        self._drop(visit)

    def _drop(self, *visits: Visit) -> None:
        for visit in visits:
            visit.step = Step.OVER  # at once: of knocks that piled up the last is answered
            self._partings.start(visit.close())

    def _move(self, seat_id: str, move: Move) -> bool:
        """Make a move that others cause, where it is possible; tells whether it was."""
        if not self.room.can(seat_id, move):
            return False
        self.room = self.room.moved(seat_id, move)
        return True
