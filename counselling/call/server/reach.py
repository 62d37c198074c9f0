"""Which of the clinic's STUN and TURN servers can be reached, as far as one end of a call knows.

An engine that is given a name which the DNS does not answer for waits five seconds for it, whatever
its other servers say; so names are looked up first. What did not answer is not waited for again.
"""

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from counselling.call.link import relay_address
from counselling.call.link.plan import IceServer
from counselling.call.server.trust import trusting_only

LookUp: TypeAlias = Callable[[str], bool]

_NAME_SECONDS: Final = 1.5
_ANSWER_SECONDS: Final = 3.0
_AGAIN_SECONDS: Final = 0.5  # for one that was silent before: it may be back


def in_dns(name: str) -> bool:
    """Look a name up; holds its thread for as long as the computer's resolver takes."""
    try:
        return bool(socket.getaddrinfo(name, None))
    except (OSError, UnicodeError):
        return False


class Reach:
    """One end's knowledge, for all lines of its call.

    look_up: tells whether a name is known; roots: the certificates (PEM) that this end's engine
    believes over TLS, "" where it believes whom this computer does.
    """

    def __init__(self, look_up: LookUp = in_dns, *, roots: str = "") -> None:
        self.trust = trusting_only(roots) if roots else True
        self._look_up = look_up
        self._answers: dict[str, asyncio.Future[bool]] = {}
        self._late: set[str] = set()
        self._silent: set[str] = set()

    async def knows(self, host: str) -> bool:
        """Tell whether a name can be found; an address always can.

        The first who asks waits 1.5 seconds at most. One that took longer is asked for again beside
        the call, and nobody waits for it until it is found.
        """
        if _is_address(host):
            return True
        answer = self._answers.get(host)
        if answer is None or (answer.done() and not answer.result()):
            answer = self._answers[host] = self._asked(host)
        if host not in self._late:
            await asyncio.wait({answer}, timeout=_NAME_SECONDS)
        if not answer.done():
            self._late.add(host)
            return False
        self._late.discard(host)
        return answer.result()

    async def findable(self, servers: Sequence[IceServer]) -> tuple[IceServer, ...]:
        """Return the servers with those of their addresses that can be read and found."""
        read = relay_address.readable(servers)
        urls = [url for server in read for url in server.urls]
        known = await asyncio.gather(*(self._finds(url) for url in urls))
        found = {url for url, is_known in zip(urls, known, strict=True) if is_known}
        kept = ((each, tuple(url for url in each.urls if url in found)) for each in read)
        return tuple(replace(each, urls=urls) for each, urls in kept if urls)

    def seconds(self, url: str) -> float:
        """Return how long an answer of a server is waited for."""
        return _AGAIN_SECONDS if url in self._silent else _ANSWER_SECONDS

    def note(self, url: str, *, is_silent: bool) -> None:
        """Remember whether a server answered, in whatever way."""
        (self._silent.add if is_silent else self._silent.discard)(url)

    async def _finds(self, url: str) -> bool:
        address = relay_address.read(url)
        return address is not None and await self.knows(address.host)

    def _asked(self, host: str) -> "asyncio.Future[bool]":
        """Look a name up in a thread of its own: one that hangs must not hold up the end."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bool] = loop.create_future()

        def ask() -> None:
            is_known = self._look_up(host)
            with contextlib.suppress(RuntimeError):  # the loop is over, and so is the question
                loop.call_soon_threadsafe(_settle, answer, is_known)

        threading.Thread(target=ask, name="names", daemon=True).start()
        return answer


def _settle(answer: "asyncio.Future[bool]", is_known: bool) -> None:
    if not answer.done():
        answer.set_result(is_known)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
