"""A loop whose clock is set forward by hand, and a socket that is not answered for by a library."""

import asyncio
import base64
import os
import struct
from collections.abc import Coroutine
from dataclasses import dataclass

_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class Hurried(asyncio.SelectorEventLoop):
    """What waits for a time waits for less when the clock is set forward."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


def set_forward(seconds: float) -> None:
    """Set the running loop's clock forward; what is due then runs in its next turns."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Hurried)
    loop.ahead += seconds


def hurried(work: Coroutine[object, object, None]) -> None:
    """Run to the end on such a loop."""
    with asyncio.Runner(loop_factory=Hurried) as runner:
        runner.run(work)


@dataclass
class Bare:
    """A WebSocket in plain octets: it answers no ping unless it is told to."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def at(cls, url: str) -> "Bare":
        """Connect and ask for a WebSocket."""
        host, _, port = url.removeprefix("http://").partition(":")
        bare = cls(*await asyncio.open_connection(host, int(port)))
        key = base64.b64encode(os.urandom(16)).decode()
        bare.writer.write(
            f"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert b" 101 " in await bare.reader.readuntil(b"\r\n\r\n")
        return bare

    def say(self, text: str) -> None:
        """Send a text."""
        self._send(_TEXT, text.encode())

    async def hear(self) -> str:
        """Return the next text; "ping" for a ping, "" when it is closed."""
        async with asyncio.timeout(20):
            try:
                head, length = await self.reader.readexactly(2)
                if length == 126:
                    (length,) = struct.unpack("!H", await self.reader.readexactly(2))
                body = await self.reader.readexactly(length)
            except (asyncio.IncompleteReadError, ConnectionError):
                return ""
        kind = head & 15
        return {_PING: "ping", _CLOSE: ""}.get(kind, body.decode())

    def answer_ping(self) -> None:
        """Say that somebody is here."""
        self._send(_PONG, b"")

    def _send(self, kind: int, body: bytes) -> None:
        length = struct.pack("!B", 128 | len(body))
        if len(body) > 125:
            length = struct.pack("!BH", 128 | 126, len(body))
        self.writer.write(bytes([128 | kind]) + length + bytes(4) + body)  # masked with nothing
