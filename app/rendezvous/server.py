"""Starts and stops the rendezvous server: inside the program, or alone on a clinic's host."""

import asyncio
import errno
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import web

from app.rendezvous.page import Page, headers, read_page
from app.rendezvous.relay import Relay
from counselling.call import wire
from counselling.call.plan import ServerAddress
from counselling.errors import CallError, PortBusy

HOST_KEY_BYTES: Final = 32
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How a server is to run.

    port: 0 for any free one; page, translations: folders of the program; host_key: who holds it
    may open rooms; url: how visitors reach the server when something stands in front of it;
    is_behind_proxy: believe the last address in X-Forwarded-For, which the proxy wrote.
    """

    page: Path
    translations: Path
    host: str = "127.0.0.1"
    port: int = 0
    host_key: str = field(default_factory=lambda: secrets.token_urlsafe(HOST_KEY_BYTES), repr=False)
    url: str = ""
    is_behind_proxy: bool = False


@asynccontextmanager
async def start_server(
    options: ServerOptions, *, now: Callable[[], float] = time.time
) -> AsyncIterator[ServerAddress]:
    """Run a server while the context is open; yields where it is and the key to open rooms.

    Raises PortBusy("call.port_busy", port) when another program listens there, CallError
    ("call.port_forbidden", port) when this user may not listen there, CallError("call.address",
    host) when this machine does not have the address, StorageError when the page's files are
    missing.
    """
    relay = Relay(host_key=options.host_key, now=now)
    page = read_page(options.page, options.translations)
    # No access log: it would hold who opened which room, and when.
    runner = web.AppRunner(_application(page, relay, options), access_log=None)
    await runner.setup()
    try:
        port = await _listen(runner, options)
        sweeper = asyncio.create_task(relay.sweep())
        try:
            yield ServerAddress(options.url or _url(options.host, port), options.host_key)
        finally:
            sweeper.cancel()
            await asyncio.gather(sweeper, return_exceptions=True)
            await relay.close()
    finally:
        await runner.cleanup()


def _application(page: Page, relay: Relay, options: ServerOptions) -> web.Application:
    async def index(_: web.Request) -> web.StreamResponse:
        return page.index()

    async def file(request: web.Request) -> web.StreamResponse:
        return page.file(request.match_info["name"])

    async def words(request: web.Request) -> web.StreamResponse:
        return page.language(request.match_info["code"])

    async def socket(request: web.Request) -> web.StreamResponse:
        return await relay.serve(
            request, _address(request, is_behind_proxy=options.is_behind_proxy)
        )

    async def guard(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(headers(request.host))
        response.headers.pop("Server", None)

    application = web.Application()
    application.on_response_prepare.append(guard)
    application.router.add_get("/j/{room}", index)
    application.router.add_get("/page/{name}", file)
    application.router.add_get("/words/{code}.json", words)
    application.router.add_get(wire.SOCKET_PATH, socket)
    return application


async def _listen(runner: web.AppRunner, options: ServerOptions) -> int:
    site = web.TCPSite(runner, options.host, options.port)
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


def _address(request: web.Request, *, is_behind_proxy: bool) -> str:
    forwarded = request.headers.get("X-Forwarded-For", "") if is_behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or request.remote or ""
