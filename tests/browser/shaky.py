"""A line that loses single files: stands between a browser and the true server."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from counselling.call.link.plan import ServerAddress
from tests.call.answering import answering

_PARTING_S = 0.5  # a page that is gone answers no goodbye
_NOT_OURS = frozenset({"connection", "content-length", "date", "server", "transfer-encoding"})


class ShakyLine:
    """Hands everything on but the files in `lost`, as often as is told there: times by path."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    @asynccontextmanager
    async def before(self, server: ServerAddress) -> AsyncIterator[str]:
        """Yield its own URL for a browser."""
        async with aiohttp.ClientSession(auto_decompress=False) as session:

            async def hand_on(request: web.Request) -> web.StreamResponse:
                self.asked[request.path] += 1
                if self.lost[request.path] > 0:
                    self.lost[request.path] -= 1
                    return web.Response(status=503)
                url = f"{server.url}{request.path}"
                if request.path == "/ws":
                    return await _relay(request, session, url)
                told = {"Host": request.host}  # older browsers are told which sockets are its own
                async with session.request(request.method, url, headers=told) as answer:
                    said = {k: v for k, v in answer.headers.items() if k.lower() not in _NOT_OURS}
                    return web.Response(body=await answer.read(), headers=said)

            async with answering(hand_on) as url:
                yield url


async def _relay(
    request: web.Request, session: aiohttp.ClientSession, url: str
) -> web.WebSocketResponse:
    seat = web.WebSocketResponse(timeout=_PARTING_S)
    await seat.prepare(request)
    parting = aiohttp.ClientWSTimeout(ws_close=_PARTING_S)
    async with session.ws_connect(url, timeout=parting) as true:

        async def inwards() -> None:
            async for message in seat:
                await true.send_str(message.data)
            await true.close()

        writing = asyncio.create_task(inwards())
        async for message in true:
            await seat.send_str(message.data)
        await seat.close()
        await writing
    return seat
