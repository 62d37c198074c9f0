"""Starts and stops the rendezvous server: inside the program, or alone on a clinic's host."""

import asyncio
import errno
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import WSCloseCode, web

from app.rendezvous import watching
from app.rendezvous.back import Ground, on_its_own, on_redis
from app.rendezvous.key import new_host_key
from app.rendezvous.log import failures
from app.rendezvous.page import Page, headers, read_page
from app.rendezvous.relay import REFUSAL_SECONDS, Relay
from app.rendezvous.turn import NO_TURN, TurnServer
from app.rendezvous.visitors import Visitors, networks
from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from counselling.call.server.page_check import MANIFEST_PATH
from counselling.errors import CallError, PortBusy

_BACKLOG: Final = 2048  # after a restart everybody comes back at once
_LAST_ANSWERS_SECONDS: Final = 5.0  # of a server that ends; the library would wait two minutes
_IDLE_SECONDS: Final = 60.0  # for who connects and asks nothing; the library would wait an hour
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How a server is to run.

    port: 0 for any free one; page, translations: folders of the program; host_key: who holds it
    may open rooms; url: how visitors reach the server when something stands in front of it;
    proxies: addresses and networks whose X-Forwarded-For is believed; store: folder in which it
    remembers rooms and parcels, None for memory alone; redis: address of what several processes
    share, instead; turn: the clinic's TURN server; with_pseudo: for developers, the page can be
    read in the languages that nobody speaks (counselling/language/pseudo).
    """

    page: Path
    translations: Path
    host: str = "127.0.0.1"
    port: int = 0
    host_key: str = field(default_factory=new_host_key, repr=False)
    url: str = ""
    proxies: tuple[str, ...] = ()
    store: Path | None = None
    redis: str = ""
    redis_password: str = field(default="", repr=False)
    turn: TurnServer = NO_TURN
    refusal_seconds: float = REFUSAL_SECONDS
    with_pseudo: bool = False


@asynccontextmanager
async def start_server(
    options: ServerOptions, *, now: Callable[[], float] = time.time
) -> AsyncIterator[ServerAddress]:
    """Run a server while the context is open; yields where it is and the key to open rooms.

    Raises PortBusy("call.port_busy", port) when another program listens there, CallError
    ("call.port_forbidden", port) when this user may not listen there, CallError("call.address",
    host) when this machine does not have the address, StorageError when the page's files are
    missing, or the store cannot be used.
    """
    page = read_page(options.page, options.translations, with_pseudo=options.with_pseudo)
    relay: Relay

    async def lost() -> None:
        await relay.send_all_away(code=WSCloseCode.TRY_AGAIN_LATER)

    async with _ground(options, lost) as ground:
        relay = Relay(
            ground.back,
            host_key=options.host_key,
            now=now,
            turn=options.turn,
            refusal_seconds=options.refusal_seconds,
        )
        # No access log: it would hold who opened which room, and when.
        application = _application(page, relay, ground, options)
        runner = web.AppRunner(
            application,
            access_log=None,
            logger=failures(),
            keepalive_timeout=_IDLE_SECONDS,
            shutdown_timeout=_LAST_ANSWERS_SECONDS,
        )
        await runner.setup()
        try:
            port = await _listen(runner, options)
            chores = [asyncio.create_task(relay.sweep()), asyncio.create_task(relay.watch())]
            try:
                yield ServerAddress(options.url or _url(options.host, port), options.host_key)
            finally:
                for chore in chores:
                    chore.cancel()
                await asyncio.gather(*chores, return_exceptions=True)
                for site in tuple(runner.sites):  # who is sent away would come back in at once
                    await site.stop()
                await relay.send_all_away(code=WSCloseCode.GOING_AWAY)
        finally:
            await runner.cleanup()


def _ground(
    options: ServerOptions, lost: Callable[[], Awaitable[None]]
) -> AbstractAsyncContextManager[Ground]:
    if options.redis:
        return on_redis(options.redis, options.redis_password, lost=lost)
    return on_its_own(options.store)


def _application(
    page: Page, relay: Relay, ground: Ground, options: ServerOptions
) -> web.Application:
    key = hashlib.sha256(f"visitors {options.host_key}".encode()).digest()
    visitors = Visitors(networks(options.proxies), key)

    async def index(request: web.Request) -> web.StreamResponse:
        return page.index(_accepts(request))

    async def file(request: web.Request) -> web.StreamResponse:
        return page.file(request.match_info["name"], _accepts(request))

    async def words(request: web.Request) -> web.StreamResponse:
        return page.language(request.match_info["code"], _accepts(request))

    async def manifest(_: web.Request) -> web.StreamResponse:
        return page.manifest()

    async def socket(request: web.Request) -> web.StreamResponse:
        if not ground.is_up():
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "2"})
        forwarded = request.headers.getall("X-Forwarded-For", ())
        return await relay.serve(request, visitors.counted(request.remote or "", forwarded))

    async def health(_: web.Request) -> web.StreamResponse:
        return watching.health(ground.is_up)

    async def metrics(request: web.Request) -> web.StreamResponse:
        return await watching.metrics(request, ground, relay.tally)

    async def guard(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers(request.host))
        response.headers.pop("Server", None)

    application = web.Application()
    application.on_response_prepare.append(guard)
    for path, handler in (
        ("/j/{room}", index),
        ("/page/{name}", file),
        ("/words/{code}.json", words),
        (MANIFEST_PATH, manifest),
        (wire.SOCKET_PATH, socket),
        ("/health", health),
        ("/metrics", metrics),
    ):
        application.router.add_get(path, handler)
    return application


async def _listen(runner: web.AppRunner, options: ServerOptions) -> int:
    site = web.TCPSite(runner, options.host, options.port, backlog=_BACKLOG)
    try:
        await site.start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            # as text: a catalogue would write 8,710
            raise PortBusy("call.port_busy", port=str(options.port)) from None
        if error.errno in (errno.EACCES, errno.EPERM):
            raise CallError("call.port_forbidden", port=str(options.port)) from None
        raise CallError("call.address", host=options.host) from None
    port: int = runner.addresses[0][1]
    return port


def _url(host: str, port: int) -> str:
    shown = _ANYWHERE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _accepts(request: web.Request) -> str:
    return request.headers.get("Accept-Encoding", "")
