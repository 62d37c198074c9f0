"""The relay in the page's check: real browsers ask a real coturn, before anybody lets them in."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.turn import NO_TURN, TurnServer
from counselling.call.line.events import Knocked
from counselling.call.link.before_call import Finding
from counselling.call.media.engine import Engine
from tests.browser.test_before_call import says, shown
from tests.call.bad_line import ROOT, Weather, bad_line, why_not
from tests.call.conftest import Counsellor, counsellor
from tests.call.coturn import SECRET, Coturn, coturn, find_coturn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine"),
]
OF_RELAYS = {Finding.RELAY_BLOCKED, Finding.RELAY_REFUSED}
HOUR = 3600


def own_address() -> str:
    """This machine's address among others: Firefox asks no relay on loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.254", 9))  # nothing is sent
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory):
    address = own_address()
    if address.startswith("127."):
        pytest.skip("this machine has no network")
    with coturn(tmp_path_factory.mktemp("coturn"), address=address) as running:
        yield running


@pytest.fixture
def clinic(options: ServerOptions, engine: Engine):
    """An async context: a counsellor at a server with a TURN server, whose clock may go behind."""

    @asynccontextmanager
    async def meet(turn: TurnServer, *, behind: float = 0) -> AsyncIterator[Counsellor]:
        async with (
            start_server(replace(options, turn=turn), now=lambda: time.time() - behind) as server,
            counsellor(server, engine) as host,
        ):
            yield host

    return meet


def test_relay_is_found_over_each_way_and_nothing_is_told_of_it(
    run, clinic, browser, relay: Coturn
) -> None:
    async def check() -> None:
        turn = TurnServer(relay.urls("udp", "tcp"), SECRET)
        async with clinic(turn) as host, browser() as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait(says("found-relay", "check.relay_good"))
            ways = "document.getElementById('found-relay').dataset.ways"
            assert await patient.evaluate(ways) == "UDP, TCP"
            await patient.press("knock")
            assert not OF_RELAYS & set((await host.wait(Knocked)).found)

    run(check())


@pytest.mark.parametrize(("secret", "behind"), [("not ours", 0), (SECRET, HOUR)])
def test_credentials_that_are_wrong_or_expired_are_named_to_her_and_at_the_door(
    run, clinic, browser, relay: Coturn, secret: str, behind: float
) -> None:
    dead = f"turn:{relay.address}:{unused_port(relay)}?transport=tcp"

    async def check() -> None:
        turn = TurnServer((dead, *relay.urls("udp")), secret)
        async with clinic(turn, behind=behind) as host, browser() as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait(says("found-relay", "check.relay_refused"), seconds=40)
            await patient.press("knock")
            assert Finding.RELAY_REFUSED in (await host.wait(Knocked)).found

    run(check())


def test_relay_that_is_away_is_told_from_one_that_refuses(
    run, clinic, browser, relay: Coturn
) -> None:
    port = unused_port(relay)
    dead = tuple(f"turn:{relay.address}:{port}?transport={each}" for each in ("udp", "tcp"))

    async def check() -> None:
        async with clinic(TurnServer(dead, SECRET)) as host, browser() as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait(says("found-relay", "check.relay_blocked"), seconds=40)
            await patient.press("knock")
            assert Finding.RELAY_BLOCKED in (await host.wait(Knocked)).found

    run(check())


def test_clinic_without_a_relay_says_nothing_of_one(run, clinic, browser) -> None:
    async def check() -> None:
        async with clinic(NO_TURN) as host, browser() as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait(says("found-line", "check.line_good"), seconds=40)
            tried = "import('/page/relay.js').then(({ tryRelay }) => tryRelay("
            none = "{ room: '', keys: { joinToken: '' }, seatKey: '' }"
            assert await patient.evaluate(f"{tried}{none}))") is None
            assert not await patient.evaluate(shown("found-relay"))
            await patient.press("knock")
            assert not OF_RELAYS & set((await host.wait(Knocked)).found)

    run(check())


@pytest.mark.journey
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here")
@pytest.mark.parametrize(("name", "ways"), [("chromium", "TCP, TLS"), ("firefox", "TCP")])
def test_network_without_udp_still_finds_the_relay(
    tmp_path: Path, request: pytest.FixtureRequest, name: str, ways: str
) -> None:
    if name == "chromium":
        request.getfixturevalue("chromium")  # or this is skipped
    with bad_line(Weather(no_udp=True)) as line:
        line.listen_to_all()  # Firefox asks over its way to everywhere, and there must be one
        address, around = line.address(line.a), ("ip", "netns", "exec", line.a)
        with coturn(tmp_path, address=address, around=around, tls_port=443) as relay:
            urls = relay.urls("udp", "tcp", "tls")
            command = [sys.executable, "-m", "tests.browser.relay_end", name, SECRET, *urls]
            there = ("ip", "netns", "exec", line.b)
            done = subprocess.run(
                [*there, *command], cwd=ROOT, capture_output=True, text=True, timeout=90
            )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"said": "check.relay_good", "ways": ways}


def unused_port(relay: Coturn) -> int:
    with socket.socket() as probe:
        probe.bind((relay.address, 0))
        return int(probe.getsockname()[1])
