"""Two processes that share rooms through a real Redis; one is killed, or Redis is."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from counselling.call.line.events import Connected, Knocked, ServerBack, ServerLost
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.server import wire
from tests.call.conftest import counsellor
from tests.call.seat import Seat
from tests.rendezvous.conftest import LAPTOP, PHONE, Client, hear
from tests.rendezvous.processes import Door, Server, served
from tests.rendezvous.redis_process import RedisProcess

PATIENCE = 60  # a process is taken for dead after ten seconds; a busy machine takes longer


@pytest.fixture
def pair(redis: RedisProcess, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    words = ("--redis", redis.url, "--trusted-proxy", "127.0.0.1")
    with served(tmp_path, *words) as one, served(tmp_path, *words) as other:
        yield one, other


@asynccontextmanager
async def clients(*servers: Server) -> AsyncIterator[list[Client]]:
    async with aiohttp.ClientSession() as session:
        made = [Client(server.address, session) for server in servers]
        yield made
        for client in made:
            for socket in client.sockets:
                await socket.close()


async def until(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, object]:
    """Wait for an envelope of a kind, {} when the socket closes first."""
    async with asyncio.timeout(PATIENCE):
        while True:
            message = await socket.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                return {}
            envelope: dict[str, object] = message.json()
            if envelope["type"] == kind:
                return envelope


def test_host_at_one_process_and_visitor_at_the_other_meet(pair, invitation: Invitation) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            host = await one.open_room(invitation)
            seat, answer = await other.knock(invitation)
            assert answer == {"type": "waiting", "seat": "1", "is_host_here": True}
            assert await hear(host) == {"type": "knocked", "seat": "1"}
            for number in range(20):
                await seat.send_str(wire.write(wire.Sealed(f"up {number}", to="host")))
            for number in range(20):
                await host.send_str(wire.write(wire.Sealed(f"down {number}", to="1")))
            assert [(await hear(host))["body"] for _ in range(20)] == [f"up {n}" for n in range(20)]
            assert [(await hear(seat))["body"] for _ in range(20)] == [
                f"down {n}" for n in range(20)
            ]
            await seat.close()
            assert await hear(host) == {"type": "gone", "seat": "1"}

    asyncio.run(session())


def test_link_that_one_process_bound_is_bound_at_the_other(pair, invitation) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            host = await one.open_room(invitation)
            first, _ = await one.knock(invitation, key=PHONE)
            assert (await other.knock(invitation, key=LAPTOP))[1] == {"type": "refused"}
            # the same browser, by the other process: its older socket is over
            _, again = await other.knock(invitation, key=PHONE)
            assert again["type"] == "waiting"
            assert await hear(first) == {}
            assert [await hear(host), await hear(host)] == [{"type": "knocked", "seat": "1"}] * 2

    asyncio.run(session())


def test_host_that_comes_by_the_other_process_takes_the_room_with_it(pair, invitation) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            before = await one.open_room(invitation)
            seat, _ = await one.knock(invitation)
            after = await other.open_room(invitation)
            assert await until(before, "never") == {}
            assert await hear(seat) == {"type": "host_here", "is_here": True}
            await seat.send_str(wire.write(wire.Sealed("hello", to="host")))
            assert (await hear(after))["body"] == "hello"
            await after.send_str(wire.write(wire.Close()))
            assert await until(seat, "never") == {}
            assert (await one.knock(invitation))[1] == {"type": "refused"}

    asyncio.run(session())


def test_bad_tokens_and_knocks_are_counted_together(pair, invitation) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            await one.open_room(invitation)
            for client in (one, other, one, other, one):
                assert (await client.knock(invitation, token="x" * 43))[1] == {"type": "refused"}
            assert (await other.knock(invitation))[1] == {"type": "refused"}

    asyncio.run(session())


def test_killed_process_of_the_host_is_noticed_and_the_host_comes_back_by_the_other(
    pair, invitation
) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            host = await one.open_room(invitation)
            seat, _ = await other.knock(invitation)
            assert (await hear(host))["type"] == "knocked"
            pair[0].kill()
            assert await until(seat, "host_here") == {"type": "host_here", "is_here": False}
            again = await other.open_room(invitation)
            assert await until(seat, "host_here") == {"type": "host_here", "is_here": True}
            await seat.send_str(wire.write(wire.Sealed("hello", to="host")))
            assert (await until(again, "sealed"))["body"] == "hello"

    asyncio.run(session())


def test_killed_process_of_a_visitor_is_noticed_and_she_knocks_at_the_other(
    pair, invitation
) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            host = await one.open_room(invitation)
            await other.knock(invitation)
            assert (await hear(host))["type"] == "knocked"
            pair[1].kill()
            assert await until(host, "gone") == {"type": "gone", "seat": "1"}
            assert (await one.knock(invitation))[1]["type"] == "waiting"
            assert await until(host, "knocked") == {"type": "knocked", "seat": "1"}

    asyncio.run(session())


def test_without_redis_nobody_comes_in_and_all_is_as_before_when_it_is_back(
    pair, redis: RedisProcess, invitation
) -> None:
    async def session() -> None:
        async with clients(*pair) as (one, other):
            host = await one.open_room(invitation)
            seat, _ = await other.knock(invitation, key=PHONE)
            redis.kill()
            ends = await asyncio.gather(until(seat, "never"), until(host, "never"))
            assert ends == [{}, {}]
            assert seat.close_code == host.close_code == aiohttp.WSCloseCode.TRY_AGAIN_LATER
            for server, client in zip(pair, (one, other), strict=True):
                await server.until("store_lost")
                with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                    await client.socket()
                assert caught.value.status == 503
            async with one.session.get(f"{one.server.url}/j/{invitation.room}") as page:
                assert page.status == 200  # the page says what happens, and tries again
            redis.start()
            for server in pair:
                await server.until("ok")
            await other.open_room(invitation)
            # what Redis had on its disk still holds: the link is the phone's
            assert (await one.knock(invitation, key=LAPTOP))[1] == {"type": "refused"}
            assert (await one.knock(invitation, key=PHONE))[1]["is_host_here"] is True

    asyncio.run(session())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine(EngineName.WRTC)


def test_call_goes_on_when_its_process_is_killed_and_the_next_knock_reaches_the_other(
    pair, engine: Engine
) -> None:
    async def session() -> None:
        async with Door(pair).open() as door:
            address = ServerAddress(door.url, pair[0].address.host_key)
            roles = (Role.PATIENT, Role.RELATIVE)
            async with (
                counsellor(address, engine, roles) as host,  # by the first process
                Seat(await host.link(1), engine) as patient,  # by the second
            ):
                await patient.come()
                await host.wait(Knocked)
                await host.call.admit("1")
                await host.wait(Connected)
                pair[0].kill()
                await host.wait(ServerLost)
                shown = len(host.pictures)
                await host.wait(ServerBack)
                async with asyncio.timeout(PATIENCE):
                    while len(host.pictures) <= shown + 10:  # the picture never stopped
                        host.came.clear()
                        await host.came.wait()
                async with Seat(await host.link(2), engine) as relative:
                    await relative.come()
                    assert (await host.wait(Knocked, 2)).seat == "2"

    asyncio.run(asyncio.wait_for(session(), 200))
