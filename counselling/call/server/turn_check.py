"""Asks a TURN server for what a call would ask of it, and says in which way it fails.

Engines say nothing when a server refuses or is out of reach: the line just has no relay. And
aiortc knows one server only, the first that it is given, dead or not.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aioice import stun, turn

from counselling.call.link import relay_address
from counselling.call.link.plan import IceServer
from counselling.call.link.verdict import Verdict

_PATIENCE_SECONDS: Final = 3.0
_UNAUTHORIZED: Final = 401


@dataclass(frozen=True, slots=True)
class Checked:
    """One address of a TURN server; milliseconds: until it answered, or we gave up."""

    url: str
    verdict: Verdict
    milliseconds: float


async def check(server: IceServer, *, seconds: float = _PATIENCE_SECONDS) -> Sequence[Checked]:
    """Ask a server at each of its TURN addresses, all at once; in the order of its addresses."""
    urls = [url for url in server.urls if not url.startswith("stun")]
    return await asyncio.gather(*(_ask(server, url, seconds) for url in urls))


async def usable(
    servers: Sequence[IceServer], tell: Callable[[Checked], None], *, takes_one: bool
) -> tuple[IceServer, ...]:
    """Return the servers as an engine is to have them; tell: hears of each that was asked.

    takes_one: the engine knows one address only, and gets the first that answers, none when none
    does. Else all that can be read are given at once: asking would only take time.
    """
    if not takes_one:
        return relay_address.readable(servers)
    can_be_read = relay_address.readable(servers)
    stun_only = tuple(s for s in can_be_read if all(url.startswith("stun") for url in s.urls))
    async for server, checked in _answers(servers):
        tell(checked)
        if checked.verdict is Verdict.WORKS:
            return (*stun_only, replace(server, urls=(checked.url,)))
    return stun_only


async def _answers(servers: Sequence[IceServer]) -> AsyncIterator[tuple[IceServer, Checked]]:
    async def ask(server: IceServer, url: str) -> tuple[IceServer, Checked]:
        return server, await _ask(server, url, _PATIENCE_SECONDS)

    asking = [
        asyncio.ensure_future(ask(server, url))
        for server in servers
        for url in server.urls
        if not url.startswith("stun")
    ]
    try:
        for answer in asyncio.as_completed(asking):
            yield await answer
    finally:
        for each in asking:
            each.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


async def _ask(server: IceServer, url: str, seconds: float) -> Checked:
    began = time.monotonic()
    try:
        verdict = await asyncio.wait_for(_verdict(server, url), seconds)
    except TimeoutError:
        verdict = Verdict.UNREACHABLE
    return Checked(url, verdict, round((time.monotonic() - began) * 1000, 1))


async def _verdict(server: IceServer, url: str) -> Verdict:
    found = relay_address.read(url)
    if found is None:
        return Verdict.UNKNOWN
    try:
        transport, ear = await turn.create_turn_endpoint(
            _Ear,
            (found.host, found.port),
            server.username,
            server.credential,
            ssl=found.scheme == "turns" or None,
            transport="tcp" if found.is_over_tcp else "udp",
        )
    except stun.TransactionFailed as failed:
        code, _ = failed.response.attributes.get("ERROR-CODE", (0, ""))
        return Verdict.REFUSED if code == _UNAUTHORIZED else Verdict.UNREACHABLE
    except ssl.SSLError:
        return Verdict.UNTRUSTED
    except (OSError, stun.TransactionError):
        return Verdict.UNREACHABLE
    transport.close()  # and the server forgets us
    await ear.closed.wait()
    return Verdict.WORKS


class _Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.closed = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()
