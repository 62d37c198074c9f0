"""Keeps the counsellor connected to the rendezvous server, and the room open there."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from counselling.call.line.events import CallEvent, ServerBack, ServerLost
from counselling.call.link.invitation import Random
from counselling.call.link.patience import wait_seconds
from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from counselling.call.server.signalling import Signalling, connect
from counselling.errors import CallError, ConnectionLost, LinkRefused

_FAREWELL_SECONDS: Final = 2.0


class Switchboard:
    """One room's socket, made anew whenever it breaks."""

    def __init__(
        self,
        server: ServerAddress,
        opening: Callable[[], wire.Open],
        *,
        deliver: Callable[[wire.FromServer], None],
        tell: Callable[[CallEvent], None],
        random: Random,
    ) -> None:
        self._server = server
        self._opening = opening
        self._deliver = deliver
        self._tell = tell
        self._random = random
        self._outbox: asyncio.Queue[wire.ToServer] | None = None
        self._is_over = False

    def post(self, message: wire.ToServer) -> None:
        """Send an envelope; dropped while the server is away, for nobody would hear it."""
        if self._outbox is not None:
            self._outbox.put_nowait(message)

    async def close(self) -> None:
        """Close the room. Waits until what was posted has left this machine, but not for long."""
        self._is_over = True
        self.post(wire.Close())
        if self._outbox is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._outbox.join(), _FAREWELL_SECONDS)

    async def run(self, opened: asyncio.Future[None]) -> None:
        """Connect, open the room, deliver what comes; again after each break, until cancelled.

        opened: done when the room is open for the first time, or failed when it cannot be.
        """
        failures = 0
        while True:
            try:
                async with connect(self._server) as line:
                    opening = await self._open(line)
                    if opened.done():
                        self._tell(ServerBack())
                        self._deliver(opening)
                    else:
                        opened.set_result(None)
                    failures = 0
                    await self._converse(line)
            except CallError as error:
                if not opened.done():
                    opened.set_exception(error)
                    return
                if self._is_over:
                    return
                if not failures:
                    self._tell(ServerLost())
            await asyncio.sleep(wait_seconds(failures, self._random))
            failures += 1

    async def _open(self, line: Signalling) -> wire.Opened:
        await line.send(self._opening())
        answer = await line.receive()
        if not isinstance(answer, wire.Opened):
            raise LinkRefused("call.host_key")
        return answer

    async def _converse(self, line: Signalling) -> None:
        outbox: asyncio.Queue[wire.ToServer] = asyncio.Queue()
        self._outbox = outbox
        sender = asyncio.create_task(_send_all(line, outbox))
        try:
            while True:
                self._deliver(await line.receive())
        finally:
            self._outbox = None
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)


async def _send_all(line: Signalling, outbox: asyncio.Queue[wire.ToServer]) -> None:
    while True:
        message = await outbox.get()
        try:
            await line.send(message)
        except ConnectionLost:
            return  # the reader notices as well, and connects again
        finally:
            outbox.task_done()
