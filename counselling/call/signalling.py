"""The counsellor's socket to the rendezvous server: envelopes out, envelopes in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp

from counselling.call import wire
from counselling.call.plan import ServerAddress
from counselling.errors import ConnectionLost

_HEARTBEAT_SECONDS: Final = 15.0
_CONNECT_SECONDS: Final = 10.0


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
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
        try:
            socket = await session.ws_connect(
                server.url.rstrip("/") + wire.SOCKET_PATH,
                heartbeat=_HEARTBEAT_SECONDS,
                max_msg_size=wire.MAX_MESSAGE_BYTES,
            )
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
            raise ConnectionLost("call.server_unreachable") from None
        try:
            yield Signalling(socket)
        finally:
            await socket.close()
