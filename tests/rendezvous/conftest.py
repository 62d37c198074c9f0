"""A real server on loopback, its clock in the hand, and a plain client."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.invitation import Invitation, invite, new_room
from counselling.call.link.plan import ServerAddress
from counselling.call.server import wire
from tests.rendezvous.redis_process import RedisProcess, has_redis, running_redis
from tests.rendezvous.stores import OpenStore, local, on_redis

ROOT = Path(__file__).resolve().parents[2]
PHONE, LAPTOP = "p" * 22, "l" * 22


@dataclass
class Client:
    """Sockets to one server; each is a visitor of its own."""

    server: ServerAddress
    session: aiohttp.ClientSession
    sockets: list[aiohttp.ClientWebSocketResponse] = field(default_factory=list)

    async def socket(self) -> aiohttp.ClientWebSocketResponse:
        socket = await self.session.ws_connect(f"{self.server.url}/ws")
        self.sockets.append(socket)
        return socket

    async def open_room(
        self,
        invitation: Invitation,
        *,
        owner: str = "owner",
        opens_in: float = 0,
        closes_in: float = 1e9,
    ) -> aiohttp.ClientWebSocketResponse:
        """Open a room with one seat, as a host does; the first answer is read."""
        socket = await self.socket()
        seats = (wire.SeatPass("1", wire.token_hash(invitation.keys.join_token)),)
        opening = wire.Open(
            self.server.host_key, invitation.room, owner, seats, opens_in, closes_in
        )
        await socket.send_str(wire.write(opening))
        assert await hear(socket) == {"type": "opened"}
        return socket

    async def knock(
        self, invitation: Invitation, *, key: str = PHONE, token: str = "", room: str = ""
    ) -> tuple[aiohttp.ClientWebSocketResponse, dict[str, object]]:
        socket = await self.socket()
        token = token or invitation.keys.join_token
        await socket.send_str(wire.write(wire.Knock(room or invitation.room, token, key)))
        return socket, await hear(socket)


async def hear(socket: aiohttp.ClientWebSocketResponse) -> dict[str, object]:
    """The next envelope, {} when the socket is closed."""
    message = await asyncio.wait_for(socket.receive(), 10)
    return json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options() -> ServerOptions:
    return ServerOptions(
        ROOT / "assets" / "patient_page", ROOT / "translations", refusal_seconds=0.0
    )


@pytest.fixture
def running(options: ServerOptions, clock: Clock):
    """An async context: a running server and a client of it."""

    @asynccontextmanager
    async def run() -> AsyncIterator[Client]:
        async with (
            start_server(options, now=clock) as server,
            aiohttp.ClientSession() as session,
        ):
            client = Client(server, session)
            yield client
            for socket in client.sockets:
                await socket.close()

    return run


@pytest.fixture
def invitation() -> Invitation:
    draw = iter(range(1, 100))
    room = new_room(lambda count: bytes(next(draw) for _ in range(count)))
    return invite("http://x", room, random=lambda count: bytes(range(count)))


@pytest.fixture
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """A redis-server of this test alone."""
    if not has_redis():
        pytest.skip("no redis-server on this machine (Debian's package redis-server)")
    with running_redis(tmp_path_factory.mktemp("redis")) as process:
        yield process


@pytest.fixture(params=["memory", "disk", "redis"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> OpenStore:
    """Opens what a server remembers; each test with this runs with all three."""
    if request.param == "redis":
        process: RedisProcess = request.getfixturevalue("redis")
        return on_redis(process.url)
    return local(tmp_path / "store" if request.param == "disk" else None)
