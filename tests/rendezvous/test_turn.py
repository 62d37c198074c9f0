"""What is lent for the TURN server opens a real coturn, over UDP, TCP and TLS, until it ends."""

import asyncio
import gc
import json
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from aioice import stun
from aioice.turn import create_turn_endpoint

from app.rendezvous.rooms import place
from app.rendezvous.turn import TurnServer
from counselling.call.server import wire
from tests.rendezvous.conftest import hear
from tests.rendezvous.turn_process import SECRET, TurnProcess, has_turn, running_turn

SERVER = TurnServer(("turn:turn.clinic.example:3478",), SECRET)


@pytest.fixture(scope="module")
def coturn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnProcess]:
    if not has_turn():
        pytest.skip("no coturn on this machine (Debian's package coturn)")
    with running_turn(tmp_path_factory.mktemp("turn")) as process:
        yield process


@pytest.mark.parametrize("way", [(), ("-t",)], ids=["UDP", "TCP"])
def test_what_is_lent_opens_coturn(coturn: TurnProcess, way: tuple[str, ...]) -> None:
    lent = SERVER.lend("1", "place", time.time())
    assert coturn.uses(lent.username, lent.credential, *way), coturn.log.read_text()[-2000:]


def test_what_is_lent_opens_coturn_over_tls(coturn: TurnProcess) -> None:
    lent = SERVER.lend("1", "place", time.time())
    assert asyncio.run(coturn.lends_a_relay_by_tls(lent.username, lent.credential))
    gc.collect()  # a socket that was left is found in this test and in no later one


@pytest.mark.parametrize("fault", ["expired", "longer", "another secret"])
def test_what_ended_or_was_changed_does_not(coturn: TurnProcess, fault: str) -> None:
    now = time.time()
    lent = SERVER.lend("1", "place", now - 601 if fault == "expired" else now)
    username, credential = lent.username, lent.credential
    if fault == "longer":
        end, _, word = username.partition(":")
        username = f"{int(end) + 3600}:{word}"
    if fault == "another secret":
        credential = replace(SERVER, secret="guessed").lend("1", "place", now).credential
    assert not coturn.uses(username, credential)


def test_trials_of_a_seat_share_one_quota_and_take_nothing_of_its_calls(
    coturn: TurnProcess,
) -> None:
    async def relays() -> None:
        async def make(lent: wire.Turn) -> None:
            where, pair = ("127.0.0.1", coturn.port), (lent.username, lent.credential)
            transport, ear = await create_turn_endpoint(Ear, where, *pair)
            made.append((transport, ear))

        made: list[tuple[asyncio.BaseTransport, Ear]] = []
        now = time.time()
        for number in range(12):  # user-quota of turnserver.conf; each of another end
            await make(SERVER.lend_trial("1", "place", now + number))
        with pytest.raises(stun.TransactionFailed):
            await make(SERVER.lend_trial("1", "place", now + 12))
        await make(SERVER.lend("1", "place", now))
        for transport, ear in made:
            transport.close()
            await ear.closed.wait()

    asyncio.run(relays())


class Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.closed = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()


def test_name_that_coturn_sees_is_an_end_and_a_hash() -> None:
    lent = SERVER.lend("1", place("room"), 1000.5)
    end, _, word = lent.username.partition(":")
    assert (end, len(word), lent.seconds) == ("1600", 16, 600)
    assert word != SERVER.lend("2", place("room"), 1000.5).username.partition(":")[2]
    assert SECRET not in repr(SERVER)


def test_host_alone_is_lent_something(running, options, invitation, clock) -> None:
    from app.rendezvous.server import start_server
    from tests.rendezvous.conftest import Client

    async def ask() -> None:
        import aiohttp

        async with (
            start_server(replace(options, turn=SERVER), now=clock) as server,
            aiohttp.ClientSession() as session,
        ):
            client = Client(server, session)
            host = await client.open_room(invitation)
            seat, _ = await client.knock(invitation)
            await host.send_str(wire.write(wire.AskTurn("1")))
            assert (await hear(host))["type"] == "knocked"
            lent = await hear(host)
            expected = SERVER.lend("1", place(invitation.room), clock.now)
            assert lent == json.loads(wire.write(expected))
            await seat.send_str(wire.write(wire.AskTurn("1")))
            assert await hear(seat) == {}
            await host.close()

    asyncio.run(ask())
