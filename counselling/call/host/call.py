"""The counsellor's end of a session: opens the room, lets people in, shows and ends.

Everything runs on the loop that start() was called on; events come out of events(). A call owns
its lines and its socket and lets go of both in end(); the devices stay the caller's.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Final

from counselling.call.board.board_picture import board_picture
from counselling.call.board.board_words import ToPage
from counselling.call.host.seating import Seating
from counselling.call.line.events import CallEvent, Ended, LinkReady
from counselling.call.line.media_line import Studio
from counselling.call.line.switchboard import Switchboard
from counselling.call.link.before_call import Sentence
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Random, base64url
from counselling.call.link.plan import Plan
from counselling.call.link.room import Presence, Room
from counselling.call.link.ticket import Ticket
from counselling.call.media.devices import Devices
from counselling.call.media.engine import Engine
from counselling.call.server import wire
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import PutOnHold, TalkOrder
from counselling.drawing.scene import Scene
from counselling.errors import CallError

_OWNER_KEY_BYTES: Final = 32
_MEASURE_SECONDS: Final = 1.0


class Call:
    """A session's line, from the open room to its end.

    random, clock (seconds, monotonic) and now (Unix seconds, as in the plan): the effects it needs.
    ticket: of a room that was open before and is taken up again.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        engine: Engine,
        devices: Devices,
        random: Random = os.urandom,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        ticket: Ticket | None = None,
    ) -> None:
        self._now = now
        self._owner = ticket.owner if ticket else base64url(random(_OWNER_KEY_BYTES))
        self._studio = Studio.furnished(engine, devices, random=random, clock=clock)
        self._events: asyncio.Queue[CallEvent] = asyncio.Queue()
        tell = self._events.put_nowait
        self._seating = Seating(
            plan,
            studio=self._studio,
            devices=devices,
            send=self._send,
            tell=tell,
            now=now,
            ticket=ticket,
        )
        self._switchboard = Switchboard(
            plan.server,
            partial(self._opening, plan),
            deliver=self._seating.deliver,
            tell=tell,
            random=random,
        )
        self._chores = Chores()
        self._is_ended = False
        self._sends = (True, True)  # camera and microphone, as they are wished

    @property
    def room(self) -> Room:
        """Who sits where now."""
        return self._seating.room

    @property
    def ticket(self) -> Ticket:
        """What takes the room up again as it is now, when this program is killed."""
        return Ticket(self.room.name, self._owner, tuple(self._seating.kept()))

    async def start(self) -> None:
        """Open the room; its links work when this returns.

        Raises ConnectionLost when the server is out of reach, LinkRefused("call.host_key") when
        it does not let us open rooms.
        """
        opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._chores.start(self._switchboard.run(opened))
        await opened
        self._chores.start(self._measure())
        self._chores.start(self._look_for_relays())
        for seat in self.room.seats:
            link = self._seating.invitation(seat.id).link
            self._events.put_nowait(LinkReady(seat.id, seat.role, link))

    async def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last. For one reader."""
        while True:
            event = await self._events.get()
            yield event
            if isinstance(event, Ended):
                return

    async def admit(self, seat_id: str) -> None:
        """Let in who knocks at a seat. Raises CallError("call.move") when nobody does."""
        await self._seating.admit(seat_id)

    async def refuse(self, seat_id: str, *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks at a seat; she may knock again. Raises CallError("call.move")."""
        await self._seating.refuse(seat_id, sentence=sentence)

    def let_know(self, seat_id: str, note: Note) -> None:
        """Let one who waits know something. Raises CallError: "call.seat", "call.not_waiting"."""
        if self.room.seat(seat_id).presence is not Presence.KNOCKED:
            raise CallError("call.not_waiting")
        for visit in self._seating.visits:
            if visit.seat == seat_id:
                visit.tell(note)

    def show(self, scene: Scene) -> None:
        """Put a picture up for everybody in the room, now and when they come."""
        board, now = self._seating.board, self._studio.clock()
        news = board.put(board_picture(scene), now=now)
        for visit in self._seating.visits:
            visit.tell_board(news)

    def say(self, word: ToPage, *, seat: str = "") -> None:
        """Say something about the board, to one seat or to everybody in the room.

        Raises CallError("call.seat") when the room has no such seat.
        """
        if seat:
            self.room.seat(seat)
        self._seating.say(word, seat=seat)

    def send(self, *, is_camera_on: bool, is_microphone_on: bool) -> None:
        """Choose what of the counsellor is sent; black and silence stand for what is not."""
        self._sends = (is_camera_on, is_microphone_on)
        is_held = self._seating.talk.is_on_hold
        self._studio.video.is_hidden = is_held or not is_camera_on
        self._studio.audio.is_muted = is_held or not is_microphone_on

    def talk(self, order: TalkOrder) -> None:
        """Do something in the talk; on hold nothing of the counsellor is sent.

        Raises CallError("call.seat") when the room has no such seat, "call.file_kind" and
        "call.file_size" for a file that is not handed over.
        """
        self._seating.talk.order(order)
        if isinstance(order, PutOnHold):
            camera, microphone = self._sends
            self.send(is_camera_on=camera, is_microphone_on=microphone)

    @property
    def alone(self) -> tuple[str, ...]:
        """Who speak with each other only; nobody when all hear all."""
        return self._seating.introductions.alone

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": the counsellor); nobody: all with all.

        The others get silence from both, and both from the others. Whoever of the two leaves, or
        wants to be heard by all again, ends it. Raises CallError("call.private") unless these are
        two who are in the room.
        """
        self._seating.introductions.speak_alone(seats)

    def release(self, seat_id: str) -> None:
        """Free a link from its browser: the patient changes to a phone, and is let in anew.

        Raises CallError("call.seat") when the room has no such seat.
        """
        self._seating.release(seat_id)

    async def end(self) -> None:
        """End the session for everybody. The links are dead; nothing of the call runs on."""
        if self._is_ended:
            return
        self._is_ended = True
        self._seating.say_goodbye()
        await self._switchboard.close()
        await self._seating.close()
        await self._chores.stop()
        await self._studio.stop()
        self._events.put_nowait(Ended())

    def _send(self, message: wire.ToServer) -> None:
        self._switchboard.post(message)

    async def _look_for_relays(self) -> None:
        """Find the names of the clinic's servers before anybody's line would wait for it."""
        await self._studio.reach.findable(await self._seating.servers(wire.TO_HOST))

    async def _measure(self) -> None:
        while True:
            await asyncio.sleep(_MEASURE_SECONDS)
            for visit in self._seating.visits:
                await visit.measure()

    def _opening(self, plan: Plan) -> wire.Open:
        now = self._now()
        passes = tuple(
            wire.SeatPass(
                seat.id, wire.token_hash(self._seating.invitation(seat.id).keys.join_token)
            )
            for seat in self.room.seats
        )
        return wire.Open(
            host_key=plan.server.host_key,
            room=self.room.name,
            owner=self._owner,
            seats=passes,
            opens_in=plan.opens - now,
            closes_in=plan.closes - now,
        )
