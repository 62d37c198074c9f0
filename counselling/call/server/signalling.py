"""The counsellor's socket to the rendezvous server: envelopes out, envelopes in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final, TypeAlias

import aiohttp

from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from counselling.call.server.redirects import without_redirects
from counselling.call.server.trust import trusting
from counselling.errors import ConnectionLost

Fetch: TypeAlias = Callable[[str], Awaitable[bytes]]

_HEARTBEAT_SECONDS: Final = 15.0
_CONNECT_SECONDS: Final = 10.0
_GOODBYE_SECONDS: Final = 1.0  # for the other end to say that it heard; it may be out of reach
_FETCH_SECONDS: Final = 20.0
_MOST_BYTES: Final = 2 * 1024 * 1024
# As browsers send it: whoever serves another page to patients than to us has to tell us apart.
_AS_A_BROWSER: Final = {"User-Agent": "Mozilla/5.0", "Accept": "*/*"}


class Signalling:
    """An open socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, message: wire.ToServer) -> None:
        """Send an envelope. Raises ConnectionLost("call.server_lost")."""
        try:
            await self._socket.send_str(wire.write(message))
        except (aiohttp.ClientError, ConnectionError, RuntimeError):
            raise ConnectionLost("call.server_lost") from None

    async def receive(self) -> wire.FromServer:
        """Wait for the next envelope. Raises ConnectionLost("call.server_lost")."""
        message = await self._socket.receive()
        if message.type is not aiohttp.WSMsgType.TEXT:
            raise ConnectionLost("call.server_lost")
        return wire.read_from_server(message.data)


@asynccontextmanager
async def connect(server: ServerAddress) -> AsyncIterator[Signalling]:
    """Open a socket to the server. Raises ConnectionLost("call.server_unreachable")."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS)
    # trust_env off: a proxy or a .netrc of this machine is none of the clinic's server's business.
    async with aiohttp.ClientSession(
        timeout=timeout, trust_env=False, trace_configs=[without_redirects()]
    ) as session:
        try:
            socket = await session.ws_connect(
                server.url.rstrip("/") + wire.SOCKET_PATH,
                heartbeat=_HEARTBEAT_SECONDS,
                max_msg_size=wire.MAX_MESSAGE_BYTES,
                timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE_SECONDS),
                ssl=trusting(server.roots),
            )
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
            raise ConnectionLost("call.server_unreachable") from None
        try:
            yield Signalling(socket)
        finally:
            await socket.close()


@asynccontextmanager
async def fetching(server_url: str, *, roots: str = "") -> AsyncIterator[Fetch]:
    """Fetch files of a server as a browser does; what is fetched is its bytes.

    roots: as in ServerAddress.

    Each raises ConnectionLost("call.server_unreachable") when there is no answer, and for any
    other answer than the file itself.
    """
    timeout = aiohttp.ClientTimeout(total=_FETCH_SECONDS, sock_connect=_CONNECT_SECONDS)
    trusted = trusting(roots)
    async with aiohttp.ClientSession(
        timeout=timeout, trust_env=False, headers=_AS_A_BROWSER
    ) as session:

        async def fetch(path: str) -> bytes:
            try:
                url = server_url.rstrip("/") + path
                async with session.get(url, allow_redirects=False, ssl=trusted) as answer:
                    content = await answer.content.read(_MOST_BYTES + 1)
                    while not answer.content.at_eof() and len(content) <= _MOST_BYTES:
                        content += await answer.content.read(_MOST_BYTES + 1)
            except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
                raise ConnectionLost("call.server_unreachable") from None
            if answer.status != HTTPStatus.OK or len(content) > _MOST_BYTES:
                raise ConnectionLost("call.server_unreachable")
            return content

        yield fetch
