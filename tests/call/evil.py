"""A rendezvous server that lies, and one that got hold of a sealing key."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from os import urandom

import aiohttp
from aiohttp import web

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.link.room import Role
from counselling.call.link.sealing import End, SealedLine
from counselling.call.media.engine import Engine
from counselling.call.server import messages
from tests.call.answering import answering
from tests.call.conftest import Counsellor, counsellor

Envelope = dict[str, str]
# What an evil server hands on in place of one sealed envelope; an empty list for nothing at all.
Lie = Callable[[Envelope], list[Envelope]]


def honest(envelope: Envelope) -> list[Envelope]:
    return [envelope]


class EvilServer:
    """Stands between the host and the true server, and changes what each is told.

    lie: about what the seat said; slander: about what the host said; awake: cleared, the host
    hears nothing until it is set, and then all that there was, as a computer does that slept.
    """

    def __init__(self, lie: Lie = honest, slander: Lie = honest) -> None:
        self.lie = lie
        self.slander = slander
        self.said_by_host: list[Envelope] = []
        self.awake = asyncio.Event()
        self.awake.set()

    @asynccontextmanager
    async def before(self, server: ServerAddress) -> AsyncIterator[ServerAddress]:
        async with aiohttp.ClientSession() as session:

            async def relay(request: web.Request) -> web.WebSocketResponse:
                host = web.WebSocketResponse()
                await host.prepare(request)
                async with session.ws_connect(f"{server.url}/ws") as true:
                    writing = asyncio.create_task(self._outwards(host, true))
                    async for message in true:
                        await self.awake.wait()
                        for told in _changed(self.lie, json.loads(message.data)):
                            await host.send_str(json.dumps(told))
                    await host.close()
                    await writing
                return host

            async with answering(relay) as url:
                yield replace(server, url=url)

    async def _outwards(
        self, host: web.WebSocketResponse, true: aiohttp.ClientWebSocketResponse
    ) -> None:
        async for message in host:
            said = json.loads(message.data)
            self.said_by_host.append(said)
            for told in _changed(self.slander, said):
                await true.send_str(json.dumps(told))
        await true.close()


@asynccontextmanager
async def overheard(
    evil: EvilServer,
    options: ServerOptions,
    engine: Engine,
    roles: tuple[Role, ...] = (Role.PATIENT,),
) -> AsyncIterator[tuple[Counsellor, *tuple[str, ...]]]:
    """A counsellor whom the evil server stands before, and the links past it, one for each role."""
    async with (
        start_server(options) as true,
        evil.before(true) as false,
        counsellor(false, engine, roles) as host,
    ):
        numbers = range(1, len(roles) + 1)
        yield host, *[(await host.link(n)).replace(false.url, true.url) for n in numbers]


def _changed(lie: Lie, envelope: Envelope) -> list[Envelope]:
    return lie(envelope) if envelope["type"] == "sealed" else [envelope]


class EarlierAnswer:
    """Puts a word that does not open before the n-th that the host says, as for another knock."""

    def __init__(self, *, before: int) -> None:
        self._left = before
        self.is_told = False

    def __call__(self, envelope: Envelope) -> list[Envelope]:
        self._left -= 1
        if self._left:
            return [envelope]
        self.is_told = True
        return [{**envelope, "body": envelope["body"][::-1]}, envelope]


class StolenKey:
    """Opens the host's words with a stolen sealing key and seals them again, changed.

    change: returns what to tell the seat instead, None for nothing.
    """

    def __init__(
        self,
        invitation: Invitation,
        change: Callable[[messages.FromHost], messages.FromHost | None],
    ) -> None:
        def line(end: End) -> SealedLine:
            key = invitation.keys.signalling
            return SealedLine(key, room=invitation.room, seat="1", end=end, random=urandom)

        self._seat_heard = line(End.HOST)
        self._host_heard = line(End.SEAT)
        self._to_seat = line(End.HOST)
        self._change = change

    def watch(self, envelope: Envelope) -> list[Envelope]:
        """Read the seat's hello for its nonce, and pass everything on as it is."""
        message = messages.read_from_seat(self._seat_heard.open(envelope["body"]))
        if isinstance(message, messages.Hello):
            self._bind(message.nonce)
        return [envelope]

    def slander(self, envelope: Envelope) -> list[Envelope]:
        """Change what the host said, or keep it back."""
        message = messages.read_from_host(self._host_heard.open(envelope["body"]))
        changed = self._change(message)
        if changed is None:
            return []
        sealed = self._to_seat.seal(messages.write(changed))
        if isinstance(message, messages.Welcome):
            self._bind(message.nonce)
        return [{**envelope, "body": sealed}]

    def _bind(self, nonce: str) -> None:
        for line in (self._seat_heard, self._host_heard, self._to_seat):
            line.bind(nonce)
