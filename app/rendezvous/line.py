"""One socket: reads envelopes in order, and says things without making anybody wait.

What is said waits in a short queue that is emptied by a task which lives no longer than that: ten
thousand who wait in silence cost no task each. Who does not take in what is said is cut off.
"""

import asyncio
import contextlib
import secrets
from collections import deque
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web

from counselling.call.server import wire
from counselling.errors import CallError

_SEND_SECONDS: Final = 5.0
_MOST_WAITING: Final = 400  # envelopes; a host hears eight seats at 20 a second each
_CLOSE_SECONDS: Final = 5.0


class Line:
    """One visitor's or host's socket. id: drawn, to tell it from another of the same seat.

    is_seated: the other processes have heard that this line is here. told: which host the
    visitor was told of, None before anything was said.
    transport: what the socket speaks over; None once the visitor is gone.
    """

    __slots__ = (
        "_emptying",
        "_goodbye",
        "_outbox",
        "_socket",
        "_transport",
        "id",
        "is_seated",
        "told",
    )

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.id = secrets.token_hex(8)
        self.is_seated = False
        self.told: str | None = None
        self._socket = socket
        self._transport = transport
        self._outbox: deque[str] = deque()
        self._emptying: asyncio.Task[None] | None = None
        self._goodbye: asyncio.Task[None] | None = None

    async def read(self) -> wire.ToServer:
        """Read the next envelope. Raises CallError when there is none or it is none."""
        message = await self._socket.receive()
        if message.type is not WSMsgType.TEXT:
            raise CallError("call.message")
        return wire.read_at_server(message.data)

    def say(self, message: wire.FromServer) -> None:
        """Send an envelope, soon; in the order in which they were said."""
        self.say_text(wire.write(message))

    def say_text(self, text: str) -> None:
        """Send an envelope that is written already."""
        if self._goodbye is not None:
            return
        self._outbox.append(text)
        if len(self._outbox) > _MOST_WAITING:
            self._outbox.clear()
            self.hang_up()
        elif self._emptying is None:
            self._emptying = asyncio.create_task(self._empty())

    def hang_up(self, code: int = WSCloseCode.OK) -> None:
        """Close the socket, soon, after what was said before; its reader ends with it.

        The first code counts: a reader that wakes up by it closes as well.
        """
        if self._goodbye is None:
            self._goodbye = asyncio.create_task(self._say_goodbye(code))

    async def close(self, *, code: int = WSCloseCode.OK) -> None:
        """Say what is left to be said, close the socket, and wait until both are done.

        All who close wait for the one goodbye: the transport must not end before it.
        """
        self.hang_up(code)
        if self._goodbye is not None:
            await asyncio.shield(self._goodbye)

    async def _empty(self) -> None:
        try:
            while self._outbox:
                async with asyncio.timeout(_SEND_SECONDS):
                    await self._socket.send_str(self._outbox.popleft())
        except (TimeoutError, ConnectionError, RuntimeError):
            self._outbox.clear()
            self._cut_off()
        finally:
            self._emptying = None

    def _cut_off(self) -> None:
        """End the line of who takes in nothing: a goodbye would wait behind what she has not read.

        Closed in the ordinary way it would keep that for her until she reads, perhaps for ever.
        """
        if self._transport is not None:
            self._transport.abort()
        self.hang_up()

    async def _say_goodbye(self, code: int) -> None:
        if self._emptying is not None:
            await asyncio.wait({self._emptying})
        with contextlib.suppress(TimeoutError, ConnectionError, RuntimeError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._socket.close(code=code)
