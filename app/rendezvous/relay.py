"""The sockets: takes knocks and hands sealed messages from one end of a room to the other."""

import asyncio
import contextlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from aiohttp import WSCloseCode, web

from app.rendezvous import mailroom
from app.rendezvous.bus import Bus, HostCame, HostWent, SeatTaken, ToHost, ToSeat, Unseat
from app.rendezvous.limits import Rate
from app.rendezvous.line import Line
from app.rendezvous.presence import Presence
from app.rendezvous.rooms import MAX_SEATS, Rooms, TooOften, place
from app.rendezvous.store import Store, StoreLost
from app.rendezvous.tally import Tally
from app.rendezvous.turn import NO_TURN, TurnServer
from counselling.call.server import wire
from counselling.errors import CallError

MESSAGES_A_SECOND: Final = 20  # for one socket
REFUSAL_SECONDS: Final = 0.2
_FIRST_WORD_SECONDS: Final = 60.0
_HEARTBEAT_SECONDS: Final = 15.0
_SWEEP_SECONDS: Final = 30.0
_LIFE_SECONDS: Final = 2.0

_FromVisitor: TypeAlias = wire.Knock | wire.Letterbox | wire.TryTurn


@dataclass(frozen=True, slots=True)
class Back:
    """What stands behind the sockets: what is remembered, and the other processes."""

    store: Store
    bus: Bus
    presence: Presence


class Relay:
    """All sockets of one process. now: Unix seconds; host_key: who may open rooms.

    refusal_seconds: when a visitor's refusal leaves, counted from her word. It is the same for
    every reason and longer than any of them takes to find, so that the time tells none of them.
    """

    def __init__(
        self,
        back: Back,
        *,
        host_key: str,
        now: Callable[[], float],
        turn: TurnServer = NO_TURN,
        refusal_seconds: float = REFUSAL_SECONDS,
    ) -> None:
        self.tally = Tally()
        self._back = back
        self._rooms = Rooms(back.store)
        self._host_key_hash = wire.token_hash(host_key)
        self._now = now
        self._turn = turn
        self._refusal_seconds = refusal_seconds
        self._lines: set[Line] = set()

    async def serve(self, request: web.Request, visitor: str) -> web.WebSocketResponse:
        """Serve one socket from its first word to its end; visitor: whom to count knocks for."""
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_SECONDS, max_msg_size=wire.MAX_MESSAGE_BYTES, compress=False
        )
        await socket.prepare(request)
        line, code = Line(socket, request.transport), WSCloseCode.OK
        self._lines.add(line)
        try:
            await self._converse(line, visitor)
        except (StoreLost, TooOften):
            code = WSCloseCode.TRY_AGAIN_LATER  # no answer to a knock: her page tries again, later
        except (CallError, TimeoutError):
            pass  # hung up, silent for too long, or said what is none: this socket is over
        finally:
            self._lines.discard(line)
            await line.close(code=code)
        return socket

    async def sweep(self) -> None:
        """Forget what is over, again and again, until cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self._rooms.forget(self._now())
            with contextlib.suppress(StoreLost):
                await self._back.store.forget(self._now())

    async def watch(self) -> None:
        """Notice when another process dies, until cancelled."""
        while True:
            await asyncio.sleep(_LIFE_SECONDS)
            with contextlib.suppress(StoreLost):
                await self.look_after_others()

    async def look_after_others(self) -> None:
        """Tell those who are here of everybody who was with a process that is no more."""
        others = self._back.presence.others()
        dead = await self._back.bus.dead(others) if others else ()
        self._back.presence.without(dead)

    async def send_all_away(self, *, code: int = WSCloseCode.OK) -> None:
        """Close every socket. Whoever needs one comes back, here or at another process."""
        lines = [*self._lines]
        await asyncio.gather(*(line.close(code=code) for line in lines))

    async def _converse(self, line: Line, visitor: str) -> None:
        async with asyncio.timeout(_FIRST_WORD_SECONDS):
            word = await line.read()
            began = asyncio.get_running_loop().time()
        match word:
            case wire.Open():
                await self._serve_host(line, word)
            case wire.Collect():
                is_owner = self._is_host(word.host_key) and await self._rooms.is_owner(word)
                if not is_owner:
                    line.say(wire.Refused())
                    return
                where, now = place(word.room), self._now
                del word
                await mailroom.hand_out(line, self._back.store, where, now=now)
            case wire.Knock() | wire.Letterbox() | wire.TryTurn():
                await self._serve_visitor(line, word, visitor, began)
            case _:
                raise CallError("call.message")

    def _is_host(self, host_key: str) -> bool:
        return hmac.compare_digest(wire.token_hash(host_key), self._host_key_hash)

    # Visitors

    async def _serve_visitor(
        self, line: Line, word: _FromVisitor, visitor: str, began: float
    ) -> None:
        name, kind, seat = word.room, type(word), await self._seat(word, visitor)
        del word  # tokens and keys are not held while a visitor waits
        if seat is None or kind is not wire.TryTurn:
            self.tally.count_visitor(is_let_in=seat is not None)
        if seat is None:
            # one beat for all reasons
            beat = began + self._refusal_seconds - asyncio.get_running_loop().time()
            await asyncio.sleep(max(0.0, beat))
            line.say(wire.Refused())
        elif kind is wire.Knock:
            await self._serve_seat(line, place(name), seat)
        elif kind is wire.TryTurn:
            line.say(self._turn.lend_trial(seat, place(name), self._now()))
        else:
            await mailroom.take_in(line, self._back.store, place(name), seat, now=self._now)

    async def _seat(self, word: _FromVisitor, visitor: str) -> str | None:
        """Return a visitor's seat, None when there is none for her or she asks too often."""
        now, store = self._now(), self._back.store
        if isinstance(word, wire.Knock):
            return await self._rooms.knock(word, now, may_ask=partial(store.allows, visitor, now))
        tries = isinstance(word, wire.TryTurn)
        # trials are counted apart: whoever repeats the check is not kept from knocking by it
        if not await store.allows(f"trial {visitor}" if tries else visitor, now):
            return None
        seat = await self._rooms.beforehand(word, now)
        if seat and tries:  # so often a link, from however many addresses
            is_rare = await store.allows(f"trial {place(word.room)} {seat}", now)
            return seat if is_rare else None
        return seat

    async def _serve_seat(self, line: Line, where: str, seat: str) -> None:
        presence, bus = self._back.presence, self._back.bus
        presence.enter_seat(where, seat, line)
        try:
            await bus.join(where)
            await bus.publish(where, SeatTaken(seat, line.id))
            presence.greet(
                where, seat, line, await bus.host(where) if presence.is_new(where) else ""
            )
            await self._tell_host(where, seat, wire.Knocked(seat))
            await self._hear_seat(line, where, seat)
        finally:
            if presence.leave_seat(where, seat, line):
                with contextlib.suppress(StoreLost):
                    await bus.publish(where, ToHost(seat, "", wire.write(wire.Gone(seat))))
            await self._tidy(where)

    async def _hear_seat(self, line: Line, where: str, seat: str) -> None:
        rate = Rate(MESSAGES_A_SECOND, 1.0)
        while True:
            message = await line.read()
            # a visitor has nothing but sealed messages to say here
            if not isinstance(message, wire.Sealed) or not rate.allow("", self._now()):
                return
            await self._tell_host(where, seat, wire.Sealed(message.body, from_=seat))

    async def _tell_host(self, where: str, seat: str, message: wire.FromServer) -> None:
        bus = self._back.bus
        await bus.publish(where, ToHost(seat, bus.process, wire.write(message)))

    # Hosts

    async def _serve_host(self, line: Line, opening: wire.Open) -> None:
        if not (self._is_host(opening.host_key) and await self._rooms.open(opening, self._now())):
            line.say(wire.Refused())
            return
        name, where = opening.room, place(opening.room)
        del opening
        presence, bus = self._back.presence, self._back.bus
        mark = presence.mark(line)
        presence.enter_host(where, line)
        try:
            await bus.join(where)
            await bus.host_came(where, mark)
            line.say(wire.Opened())
            await bus.publish(where, HostCame(mark))
            await self._hear_host(line, name, where)
        finally:
            if presence.leave_host(where, line):
                with contextlib.suppress(StoreLost):
                    await bus.host_went(where, mark)
                    await bus.publish(where, HostWent(mark))
            await self._tidy(where)

    async def _hear_host(self, line: Line, name: str, where: str) -> None:
        rate, bus = Rate(MESSAGES_A_SECOND * MAX_SEATS, 1.0), self._back.bus
        while True:
            message = await line.read()
            if not rate.allow("", self._now()):
                return
            match message:
                case wire.Sealed(body, seat):
                    text = wire.write(wire.Sealed(body, from_=wire.TO_HOST))
                    await bus.publish(where, ToSeat(seat, text))
                case wire.AskTurn(asked):
                    line.say(self._turn.lend(asked, where, self._now()))
                case wire.Release(seat) if seat:
                    await self._rooms.release(name, seat)
                    await bus.publish(where, Unseat(seat))
                case wire.Close():
                    await self._rooms.close(name, self._now())
                    await bus.publish(where, Unseat())
                    return

    async def _tidy(self, where: str) -> None:
        if self._back.presence.is_empty(where):
            with contextlib.suppress(StoreLost):
                await self._back.bus.leave(where)
