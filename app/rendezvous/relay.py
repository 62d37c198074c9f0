"""The sockets: takes knocks and hands sealed messages from one end of a room to the other."""

import asyncio
import contextlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import WSMsgType, web

from app.rendezvous.limits import Rate
from app.rendezvous.rooms import MAX_SEATS, Rooms
from counselling.call import wire
from counselling.errors import CallError

KNOCKS_A_MINUTE: Final = 10  # for one address
MESSAGES_A_SECOND: Final = 20  # for one socket
_FIRST_WORD_SECONDS: Final = 60.0
_SEND_SECONDS: Final = 5.0
_HEARTBEAT_SECONDS: Final = 15.0
_SWEEP_SECONDS: Final = 30.0


@dataclass(slots=True)
class _Present:
    """Who is at a room now."""

    host: web.WebSocketResponse | None = None
    seats: dict[str, web.WebSocketResponse] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _HostEntry:
    """A host that may open this room."""

    room: str


@dataclass(frozen=True, slots=True)
class _SeatEntry:
    """A visitor that may take this seat."""

    room: str
    seat: str


class Relay:
    """All sockets of one server. now: Unix seconds; host_key: who may open rooms."""

    def __init__(self, *, host_key: str, now: Callable[[], float]) -> None:
        self._host_key_hash = wire.token_hash(host_key)
        self._now = now
        self._rooms = Rooms()
        self._present: dict[str, _Present] = {}
        self._knocks = Rate(KNOCKS_A_MINUTE, 60.0)
        self._sockets: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.Request, address: str) -> web.WebSocketResponse:
        """Serve one socket from its first word to its end; address: whom to count knocks for."""
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_SECONDS, max_msg_size=wire.MAX_MESSAGE_BYTES, compress=False
        )
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            with contextlib.suppress(CallError, TimeoutError):
                async with asyncio.timeout(_FIRST_WORD_SECONDS):
                    entry = await self._enter(socket, address)
                match entry:
                    case _HostEntry(room):
                        await self._serve_host(socket, room)
                    case _SeatEntry(room, seat):
                        await self._serve_seat(socket, room, seat)
                    case None:
                        await _send(socket, wire.Refused())
        finally:
            self._sockets.discard(socket)
            await socket.close()
        return socket

    async def sweep(self) -> None:
        """Forget what is over, again and again, until cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            await self.forget()

    async def forget(self) -> None:
        """Forget the rooms, locks and rates whose time is over."""
        now = self._now()
        busy = {name for name, present in self._present.items() if present.host is not None}
        for name in self._rooms.expire(now, kept=busy):
            await self._dismiss(name)
        self._knocks.forget(now)

    async def close(self) -> None:
        """Close every socket."""
        for socket in list(self._sockets):
            await socket.close()

    async def _enter(
        self, socket: web.WebSocketResponse, address: str
    ) -> _HostEntry | _SeatEntry | None:
        """Hear the first word and check it. Keys and tokens are forgotten with this frame."""
        match await _read(socket):
            case wire.Open() as opening:
                is_known = hmac.compare_digest(
                    wire.token_hash(opening.host_key), self._host_key_hash
                )
                is_open = is_known and self._rooms.open(opening, self._now())
                return _HostEntry(opening.room) if is_open else None
            case wire.Knock() as knock:
                now = self._now()
                is_allowed = self._knocks.allow(address, now)
                seat = self._rooms.knock(knock, now) if is_allowed else None
                return None if seat is None else _SeatEntry(knock.room, seat)
        raise CallError("call.message")

    async def _serve_host(self, socket: web.WebSocketResponse, name: str) -> None:
        present = self._present.setdefault(name, _Present())
        before, present.host = present.host, socket
        if before is not None:
            await before.close()
        await _send(socket, wire.Opened())
        await _tell_seats(present, wire.HostHere(is_here=True))
        try:
            await self._hear_host(socket, name, present)
        finally:
            if present.host is socket:
                present.host = None
                await _tell_seats(present, wire.HostHere(is_here=False))
                self._tidy(name)

    async def _hear_host(self, socket: web.WebSocketResponse, name: str, present: _Present) -> None:
        rate = Rate(MESSAGES_A_SECOND * MAX_SEATS, 1.0)
        while rate.allow("", self._now()):
            match await _read(socket):
                case wire.Sealed(body, seat) if seat in present.seats:
                    await _send(present.seats[seat], wire.Sealed(body, from_=wire.TO_HOST))
                case wire.Release(seat):
                    self._rooms.release(name, seat)
                    if seat in present.seats:
                        await present.seats[seat].close()
                case wire.Close():
                    self._rooms.close(name)
                    await self._dismiss(name)
                    return

    async def _serve_seat(self, socket: web.WebSocketResponse, name: str, seat: str) -> None:
        present = self._present.setdefault(name, _Present())
        before = present.seats.get(seat)
        present.seats[seat] = socket
        if before is not None:
            await before.close()
        await _send(socket, wire.Waiting(seat, is_host_here=present.host is not None))
        await _tell_host(present, wire.Knocked(seat))
        try:
            await self._hear_seat(socket, seat, present)
        finally:
            if present.seats.get(seat) is socket:
                del present.seats[seat]
                await _tell_host(present, wire.Gone(seat))
                self._tidy(name)

    async def _hear_seat(self, socket: web.WebSocketResponse, seat: str, present: _Present) -> None:
        rate = Rate(MESSAGES_A_SECOND, 1.0)
        while rate.allow("", self._now()):
            match await _read(socket):
                case wire.Sealed(body):
                    await _tell_host(present, wire.Sealed(body, from_=seat))
                case _:
                    return  # a visitor has nothing else to say here

    async def _dismiss(self, name: str) -> None:
        """Close the sockets of a room that is over."""
        present = self._present.pop(name, _Present())
        for socket in list(present.seats.values()):
            await socket.close()

    def _tidy(self, name: str) -> None:
        present = self._present.get(name)
        if present is not None and present.host is None and not present.seats:
            del self._present[name]


async def _tell_host(present: _Present, message: wire.FromServer) -> None:
    if present.host is not None:
        await _send(present.host, message)


async def _tell_seats(present: _Present, message: wire.FromServer) -> None:
    for socket in list(present.seats.values()):
        await _send(socket, message)


async def _read(socket: web.WebSocketResponse) -> wire.ToServer:
    """Read the next envelope. Raises CallError when there is none or it is none."""
    message = await socket.receive()
    if message.type is not WSMsgType.TEXT:
        raise CallError("call.message")
    return wire.read_at_server(message.data)


async def _send(socket: web.WebSocketResponse, message: wire.FromServer) -> None:
    """Send an envelope; a socket that does not take it in time is closed."""
    try:
        async with asyncio.timeout(_SEND_SECONDS):
            await socket.send_str(wire.write(message))
    except (TimeoutError, ConnectionError, RuntimeError):
        await socket.close()
