"""A server that sends the desk elsewhere is refused: nobody else hears of its keys."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from counselling.call.link.plan import MediaServer, ServerAddress
from counselling.call.served.janus import speaking
from counselling.call.server.signalling import connect
from counselling.errors import ConnectionLost

Redirect = type[web.HTTPRedirection]


@asynccontextmanager
async def listening(
    path: str, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_get(path, handler)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def rendezvous(place: str) -> None:
    async with connect(ServerAddress(f"http://{place}", "host key")):
        raise AssertionError("not reached")


async def media_server(place: str) -> None:
    async with speaking(MediaServer(f"ws://{place}/ws"), random=bytes):
        raise AssertionError("not reached")


@pytest.mark.parametrize(
    "redirect", [web.HTTPMovedPermanently, web.HTTPFound, web.HTTPTemporaryRedirect]
)
@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (rendezvous, "call.server_unreachable"),
        (media_server, "call.media_server_unreachable"),
    ],
)
def test_nobody_is_asked_whom_a_server_names_in_its_place(
    ask: Callable[[str], Awaitable[None]], error: str, redirect: Redirect
) -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        raise web.HTTPNotFound

    async def session() -> None:
        async with listening("/elsewhere", elsewhere) as other:

            async def away(_: web.Request) -> web.StreamResponse:
                raise redirect(f"http://{other}/elsewhere")

            async with listening("/ws", away) as place:
                await ask(place)

    with pytest.raises(ConnectionLost) as caught:
        asyncio.run(session())
    assert caught.value.message_id == error
    assert asked == []
