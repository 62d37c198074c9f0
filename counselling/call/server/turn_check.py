"""Asks a TURN server for what a call would ask of it, and says in which way it fails.

Engines say nothing when a server refuses or is out of reach: the line just has no relay. And
aiortc knows one server only, the first that it is given, dead or not.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aioice import stun, turn

from counselling.call.link import relay_address
from counselling.call.link.plan import IceServer
from counselling.call.link.verdict import Verdict
from counselling.call.server.reach import Reach

_UNAUTHORIZED: Final = 401


@dataclass(frozen=True, slots=True)
class Checked:
    """One address of a TURN server; milliseconds: until it answered, or we gave up."""

    url: str
    verdict: Verdict
    milliseconds: float


async def check(server: IceServer, reach: Reach) -> Sequence[Checked]:
    """Ask a server at each of its TURN addresses, all at once; in the order of its addresses."""
    urls = [url for url in server.urls if not url.startswith("stun")]
    return await asyncio.gather(*(_ask(server, url, reach) for url in urls))


async def usable(
    servers: Sequence[IceServer],
    tell: Callable[[Checked], None],
    *,
    takes_one: bool,
    reach: Reach,
) -> tuple[IceServer, ...]:
    """Return the servers as an engine is to have them; tell: hears of each that was asked.

    takes_one: the engine knows one address only, and gets the first that answers, none when none
    does. Else all that can be read and found are given at once: asking would only take time.
    """
    if not takes_one:
        return await reach.findable(servers)
    without_turn = [s for s in servers if all(url.startswith("stun") for url in s.urls)]
    stun_only, turn_only = await asyncio.gather(
        reach.findable(without_turn), _first(servers, tell, reach)
    )
    return (*stun_only, *turn_only)


async def _first(
    servers: Sequence[IceServer], tell: Callable[[Checked], None], reach: Reach
) -> tuple[IceServer, ...]:
    async for server, checked in _answers(servers, reach):
        tell(checked)
        if checked.verdict is Verdict.WORKS:
            return (replace(server, urls=(checked.url,)),)
    return ()


async def _answers(
    servers: Sequence[IceServer], reach: Reach
) -> AsyncIterator[tuple[IceServer, Checked]]:
    async def ask(server: IceServer, url: str) -> tuple[IceServer, Checked]:
        return server, await _ask(server, url, reach)

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


async def _ask(server: IceServer, url: str, reach: Reach) -> Checked:
    began = time.monotonic()
    address = relay_address.read(url)
    if address is None:
        verdict = Verdict.UNKNOWN
    elif not await reach.knows(address.host):
        verdict = Verdict.UNREACHABLE
    else:
        verdict = await _within(_verdict(server, address, reach.trust), reach.seconds(url))
        reach.note(url, is_silent=verdict is Verdict.UNREACHABLE)
    return Checked(url, verdict, round((time.monotonic() - began) * 1000, 1))


async def _within(asking: Coroutine[None, None, Verdict], seconds: float) -> Verdict:
    try:
        return await asyncio.wait_for(asking, seconds)
    except TimeoutError:
        return Verdict.UNREACHABLE


async def _verdict(
    server: IceServer, found: relay_address.RelayAddress, trust: ssl.SSLContext | bool
) -> Verdict:
    try:
        transport, ear = await turn.create_turn_endpoint(
            _Ear,
            (found.host, found.port),
            server.username,
            server.credential,
            ssl=trust if found.scheme == "turns" else None,
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
