"""Load for a WebSocket server, from a process of its own: thousands of sockets, one knock each.

    python -m tests.rendezvous.load MODE HOST PORT FIRST COUNT KNOCKS RUSH RATE HOST_KEY

Reads a word a stage from standard input and answers with one line of JSON: `open` (rooms for all),
`wait` (COUNT visitors come and stay), `knock` (KNOCKS more, RATE a second, each gone when it has
its answer), `rush` (RUSH more, twice as many a second), `here` (how many of those who came to stay
are still there). MODE `echo` is for a server that answers what it hears.
A plain protocol and a mask of zeros, so that the load costs less than what it measures.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from app.rendezvous.files import allow_many_files
from counselling.call.server import wire

_UPGRADE = (
    "GET /ws HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "X-Forwarded-For: 10.{a}.{b}.{c}\r\n\r\n"
)
_PACE = 250  # a second, while those who stay come in
_PATIENCE = 120.0


class Socket(asyncio.Protocol):
    """One socket: says a text when it is open, and hears one; pings are answered."""

    def __init__(self, upgrade: bytes, text: bytes) -> None:
        self._upgrade, self._text = upgrade, text
        self._heard = b""
        self._is_open = False
        self.is_lost = False
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._upgrade)

    def data_received(self, octets: bytes) -> None:
        self._heard += octets
        if not self._is_open:
            head, end, rest = self._heard.partition(b"\r\n\r\n")
            if not end:
                return
            assert b" 101 " in head.partition(b"\r\n")[0], head
            self._is_open, self._heard = True, rest
            self._send(1, self._text)
        while (frame := self._frame()) is not None:
            opcode, content = frame
            if opcode == 9:
                self._send(10, content)
            elif opcode == 1 and not self.answer.done():
                self.answer.set_result(content)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        if not self.answer.done():
            self.answer.set_result(f"lost: {error!r}".encode())

    def _frame(self) -> tuple[int, bytes] | None:
        heard = self._heard
        if len(heard) < 2:
            return None
        length, at = heard[1], 2
        if length == 126:
            length, at = int.from_bytes(heard[2:4], "big"), 4
        if len(heard) < at + length:
            return None
        self._heard = heard[at + length :]
        return heard[0] & 15, heard[at : at + length]

    def _send(self, opcode: int, content: bytes) -> None:
        size = len(content)
        head = bytes((128 | opcode, 128 | size)) if size < 126 else None
        head = head or bytes((128 | opcode, 128 | 126)) + size.to_bytes(2, "big")
        assert self.transport is not None
        self.transport.write(head + bytes(4) + content)


@dataclass(frozen=True)
class Load:
    """What one process does. first: number of its first room."""

    mode: str
    host: str
    port: int
    first: int
    count: int
    knocks: int
    rush: int
    rate: float
    host_key: str
    stayed: list[Socket] = field(default_factory=list)

    async def open(self) -> dict[str, object]:
        """Open a room for everybody; hosts go again."""
        if self.mode == "echo":
            return {}
        numbers = range(self.first, self.first + self.count + self.knocks + self.rush)
        await _paced(numbers, _PACE, self._open_one)
        return {"rooms": len(numbers)}

    async def wait(self) -> dict[str, object]:
        """Come and stay."""
        numbers = range(self.first, self.first + self.count)
        took = await _paced(numbers, _PACE, self._come)
        return {"took_ms": sorted(took)}

    async def knock(self) -> dict[str, object]:
        """Knock at a steady rate; each is counted from the moment at which it was due."""
        first = self.first + self.count
        took = await _paced(range(first, first + self.knocks), self.rate, self._knock)
        return {"took_ms": sorted(took)}

    async def hurry(self) -> dict[str, object]:
        """Knock at twice the rate."""
        first = self.first + self.count + self.knocks
        took = await _paced(range(first, first + self.rush), 2 * self.rate, self._knock)
        return {"took_ms": sorted(took)}

    async def here(self) -> dict[str, object]:
        """Count those who came to stay and are still there."""
        return {"here": sum(not socket.is_lost for socket in self.stayed)}

    async def _open_one(self, number: int) -> bool:
        seats = (wire.SeatPass("1", wire.token_hash(_token(number))),)
        opening = wire.Open(self.host_key, _room(number), "owner", seats, 0.0, 7200.0)
        socket = await self._ask(number, wire.write(opening), b'"opened"')
        assert socket is not None
        assert socket.transport is not None
        socket.transport.abort()
        return True

    async def _come(self, number: int) -> bool:
        socket = await self._ask(number, *self._word(number))
        if socket is not None:
            self.stayed.append(socket)
        return socket is not None

    async def _knock(self, number: int) -> bool:
        socket = await self._ask(number, *self._word(number))
        if socket is not None and socket.transport is not None:
            socket.transport.abort()
        return socket is not None

    def _word(self, number: int) -> tuple[str, bytes]:
        knock = wire.write(wire.Knock(_room(number), _token(number), f"{number:022d}"))
        return knock, b'"knock"' if self.mode == "echo" else b'"waiting"'

    async def _ask(self, number: int, text: str, expected: bytes) -> Socket | None:
        """Say a word; None where the answer is another than expected, or none comes."""
        a, b, c = number >> 16 & 255, number >> 8 & 255, number & 255
        upgrade = _UPGRADE.format(host=self.host, a=a, b=b, c=c).encode()
        try:
            async with asyncio.timeout(_PATIENCE):
                _, socket = await asyncio.get_running_loop().create_connection(
                    lambda: Socket(upgrade, text.encode()), self.host, self.port
                )
                return socket if expected in await socket.answer else None
        except OSError:  # TimeoutError is one
            return None


async def _paced(
    numbers: Sequence[int], rate: float, work: Callable[[int], Awaitable[bool]]
) -> list[float]:
    """Start one after the other at a steady rate, whatever the earlier ones do.

    Returns the milliseconds of those that came to their end.
    """
    clock = asyncio.get_running_loop().time
    start = clock()
    took: list[float] = []

    async def one(number: int, due: float) -> None:
        await asyncio.sleep(max(0.0, due - clock()))
        if await work(number):
            took.append(round((clock() - due) * 1000, 2))

    await asyncio.gather(
        *(one(number, start + place / rate) for place, number in enumerate(numbers))
    )
    return took


def _room(number: int) -> str:
    return f"room{number:022d}"


def _token(number: int) -> str:
    return f"token{number:038d}"


async def main(words: Sequence[str]) -> None:
    mode, host, port, first, count, knocks, rush, rate, key = words
    numbers = (int(each) for each in (port, first, count, knocks, rush))
    load = Load(mode, host, *numbers, float(rate), key)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    stages = {
        "open": load.open,
        "wait": load.wait,
        "knock": load.knock,
        "rush": load.hurry,
        "here": load.here,
    }
    while stage := (await reader.readline()).decode().strip():
        sys.stdout.write(json.dumps(await stages[stage]()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    allow_many_files()
    asyncio.run(main(sys.argv[1:]))
