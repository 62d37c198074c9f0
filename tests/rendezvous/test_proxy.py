"""Behind a real nginx and a real Caddy with TLS, by the files that a clinic copies."""

import asyncio
from collections.abc import Iterator

import pytest

from app.rendezvous.store import KNOCKS_A_MINUTE
from counselling.call.link.invitation import Invitation
from counselling.call.server import wire
from tests.rendezvous.conftest import LAPTOP, PHONE
from tests.rendezvous.processes import served
from tests.rendezvous.proxies import PROXIES, Proxy


@pytest.fixture(scope="module", params=PROXIES)
def proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxy")
    with (
        served(folder, "--trusted-proxy", "127.0.0.1") as server,
        PROXIES[request.param](folder, server.address) as found,
    ):
        yield found


def test_rooms_are_opened_and_entered_through_it(proxy: Proxy, invitation: Invitation) -> None:
    async def session() -> None:
        async with proxy.client() as client:
            host = await client.open_room(invitation, closes_in=600)
            seat, answer = await client.knock(invitation, key=PHONE)
            assert answer["type"] == "waiting"
            await seat.send_str(wire.write(wire.Sealed("x" * 60_000, to="host")))
            assert (await host.receive_json())["type"] == "knocked"
            assert len((await host.receive_json())["body"]) == 60_000

    asyncio.run(session())


def test_page_comes_with_its_headers_and_those_of_tls(proxy: Proxy) -> None:
    async def session() -> None:
        async with (
            proxy.client() as client,
            client.session.get(f"{client.server.url}/j/{'a' * 26}") as page,
        ):
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert page.headers["Strict-Transport-Security"]

    asyncio.run(session())


def test_visitors_are_counted_one_by_one_whatever_they_write_themselves(proxy: Proxy) -> None:
    async def knocked(source: str, written: str) -> str:
        async with proxy.client(source) as client:
            headers = {"X-Forwarded-For": written}
            room = f"room of {source} {written}"  # each her first knock: who comes back is free
            async with client.session.ws_connect(
                f"{client.server.url}/ws", headers=headers
            ) as line:
                seats = (wire.SeatPass("1", wire.token_hash("t" * 43)),)
                key = proxy.key
                opening = wire.Open(key, room, "owner", seats, 0.0, 600.0)
                await line.send_str(wire.write(opening))
                assert (await line.receive_json())["type"] == "opened"
            async with client.session.ws_connect(
                f"{client.server.url}/ws", headers=headers
            ) as line:
                await line.send_str(wire.write(wire.Knock(room, "t" * 43, LAPTOP)))
                return str((await line.receive_json())["type"])

    async def session() -> None:
        one = [await knocked("127.0.0.2", f"10.0.0.{n}") for n in range(KNOCKS_A_MINUTE + 1)]
        assert one == ["waiting"] * KNOCKS_A_MINUTE + ["refused"]
        assert await knocked("127.0.0.3", "10.0.0.1") == "waiting"

    asyncio.run(session())


def test_counts_are_not_shown_through_it_and_it_writes_down_no_visit(proxy: Proxy) -> None:
    async def session() -> None:
        async with (
            proxy.client() as client,
            client.session.get(f"{client.server.url}/metrics") as counts,
            client.session.get(f"{client.server.url}/health") as health,
        ):
            assert (counts.status, health.status) == (404, 200)
            async with client.session.get(f"{proxy.direct}/metrics") as direct:
                assert "consultand_up 1" in await direct.text()

    asyncio.run(session())
    assert b"/j/" not in proxy.written()


@pytest.mark.parametrize("name", PROXIES)
def test_who_comes_while_the_server_is_away_is_not_written_down(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("away")
    with served(folder) as server:
        address = server.address
    with PROXIES[name](folder, address) as proxy:

        async def session() -> int:
            async with (
                proxy.client("127.0.0.77") as client,
                client.session.get(f"{client.server.url}/j/{'a' * 26}") as page,
            ):
                return page.status

        assert asyncio.run(session()) in {502, 503}
    assert b"/j/" not in proxy.written()
    assert b"127.0.0.77" not in proxy.written()
