"""TURN with a real coturn: credentials that are lent, refused, and a way when UDP is blocked."""

import asyncio
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from aioice.turn import create_turn_endpoint

from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.turn import TurnServer
from counselling.call.line.events import Admitted, Connected, Knocked, TurnChecked
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.plan import IceServer
from counselling.call.link.verdict import Verdict
from counselling.call.media.engine import Engine
from counselling.call.server import wire
from counselling.call.server.lending import Lending
from counselling.call.server.reach import Reach
from counselling.call.server.turn_check import Checked, check, usable
from tests.call.bad_line import BadLine, Weather, bad_line, why_not
from tests.call.conftest import counsellor
from tests.call.coturn import SECRET, Coturn, coturn, find_coturn
from tests.call.ends import Told, guest_at, host_at, link_of
from tests.call.visitor import Visitor, visitor

pytestmark = pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine")
WAY_AROUND_MS = 5000
DEAD = "turn:127.0.0.1:9?transport=udp"


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory):
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


def verdicts(server: IceServer) -> list[Verdict]:
    return [checked.verdict for checked in asyncio.run(check(server, Reach()))]


def test_each_address_gets_its_own_verdict(relay: Coturn) -> None:
    server = relay.server(*relay.urls("udp", "tcp", "tls"), DEAD, "turn:no:port:here")
    assert verdicts(server) == [
        Verdict.WORKS,
        Verdict.WORKS,
        Verdict.UNTRUSTED,
        Verdict.UNREACHABLE,
        Verdict.UNKNOWN,
    ]


@pytest.mark.parametrize("kind", ["udp", "tcp"])
def test_expired_and_wrong_credentials_are_told_from_a_server_that_is_away(
    relay: Coturn, kind: str
) -> None:
    (url,) = relay.urls(kind)
    assert verdicts(relay.server(url, seconds=-5)) == [Verdict.REFUSED]
    assert verdicts(relay.server(url, secret="not ours")) == [Verdict.REFUSED]


def test_certificate_that_this_computer_trusts_is_taken(
    relay: Coturn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(relay.certificate))
    assert verdicts(relay.server(*relay.urls("tls"))) == [Verdict.WORKS]


def test_engine_that_takes_one_address_gets_one_that_answers(relay: Coturn) -> None:
    told: list[Checked] = []
    server = relay.server(DEAD, *relay.urls("tcp"))
    (chosen,) = asyncio.run(usable([server], told.append, takes_one=True, reach=Reach()))
    assert chosen.urls == relay.urls("tcp")
    assert Verdict.WORKS in {checked.verdict for checked in told}


def test_engine_that_takes_one_gets_none_when_none_answers(relay: Coturn) -> None:
    expired = relay.server(*relay.urls("udp"), seconds=-5)
    stun = IceServer(("stun:127.0.0.1:9",))
    told: list[Checked] = []
    assert asyncio.run(usable([stun, expired], told.append, takes_one=True, reach=Reach())) == (
        stun,
    )
    assert [checked.verdict for checked in told] == [Verdict.REFUSED]


@pytest.mark.parametrize("kind", ["udp", "tcp"])
def test_both_engines_find_a_relay_with_what_was_lent(
    run, relay: Coturn, engine: Engine, kind: str
) -> None:
    async def gather() -> None:
        server = relay.server(DEAD, *relay.urls(kind))
        one = engine.takes_one_server
        servers = await usable([server], lambda _: None, takes_one=one, reach=Reach())
        connection = engine.connect(servers)
        connection.createDataChannel("board")
        await connection.setLocalDescription(await connection.createOffer())
        assert "typ relay" in connection.localDescription.sdp
        await connection.close()

    run(gather())


# What is lent


def test_what_is_lent_is_asked_for_once_and_handed_on(run) -> None:
    async def lend() -> None:
        posted: list[wire.ToServer] = []
        fixed = IceServer(("stun:stun.clinic.example",))
        lending = Lending((fixed,), posted.append)
        both = asyncio.gather(lending.servers("1"), lending.servers("1"))
        await asyncio.sleep(0)
        assert posted == [wire.AskTurn("1")]
        lending.take(wire.Turn("2", ("turn:other.example",), "u", "c", 600))  # another seat's
        lending.take(wire.Turn("1", ("turn:clinic.example",), "user", "word", 600))
        lent = IceServer(("turn:clinic.example",), "user", "word", 600)
        assert await both == [(fixed, lent), (fixed, lent)]

    run(lend())


def test_clinic_without_turn_lends_nothing(run) -> None:
    async def lend() -> None:
        lending = Lending((), lambda message: lending.take(wire.Turn("host")))
        assert await lending.servers("host") == ()

    run(lend())


# With the whole pair, over a line that lets no UDP pass


def serve(line: BadLine, folder: Path, *urls: str) -> Told:
    (folder / "turn.secret").write_text(SECRET)
    (folder / "host.key").write_text("k" * 43)
    settings = folder / "server.toml"
    listed = ", ".join(f'"{url}"' for url in urls)
    settings.write_text(f'[turn]\nurls = [{listed}]\nsecret_file = "{folder / "turn.secret"}"\n')
    words = ["serve", "--json", "--config", str(settings), "--port", "0"]
    own = ["--host", line.address(line.a), "--host-key-file", str(folder / "host.key")]
    told = Told(line.start(line.a, sys.executable, "-m", "app", *words, *own))
    told.wait(lambda server: server.named("serving"), what="no server")
    return told


@pytest.mark.journey
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here")
@pytest.mark.parametrize(("name", "kind"), [("wrtc", "tcp"), ("aiortc", "tcp"), ("aiortc", "tls")])
def test_call_finds_its_way_over_tcp_and_tls_when_udp_is_blocked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with bad_line(Weather(no_udp=True)) as line:
        around = ("ip", "netns", "exec", line.a)
        address = line.address(line.a)
        with coturn(tmp_path, address=address, around=around, tls_port=443) as relay:
            server = serve(line, tmp_path, *relay.urls(kind))
            try:
                url = str(server.named("serving")[0][1]["url"])
                key = str(tmp_path / "host.key")
                engine = ("--engine", name)
                host = host_at(line, "--server", url, "--host-key-file", key, *engine)
                try:
                    guest = guest_at(line, link_of(host), *engine)
                    try:
                        guest.wait(lambda end: len(end.seconds()) > 2, what="no call")
                        (works,) = guest.named("turn_checked")
                        assert works[1]["verdict"] == "works"
                        assert json.dumps(works[1]).count(kind.replace("tls", ":443")) > 0
                        took = [each["milliseconds"] for _, each in guest.named("connected")]
                        assert max(took) < WAY_AROUND_MS  # by its own clock, from the admission
                    finally:
                        guest.stop()
                finally:
                    host.stop()
            finally:
                server.stop()


# What was lent expires


def test_what_was_lent_is_due_when_most_of_its_time_is_over(run) -> None:
    async def watch() -> None:
        now = [100.0]
        turn = TurnWatch("1", lambda _: None, Reach(), lambda: now[0])
        lent = IceServer((DEAD,), "user", "word", 600)
        await turn.usable((IceServer(("stun:127.0.0.1:9",)), lent), takes_one=False)
        now[0] += 479
        assert not turn.is_due()
        now[0] += 2
        assert turn.is_due()
        assert not turn.is_due()  # what came of it is waited for
        now[0] += 31
        assert turn.is_due()
        await turn.stop()

    run(watch())


def test_server_that_is_the_plans_own_is_never_due(run) -> None:
    async def watch() -> None:
        turn = TurnWatch("1", lambda _: None, Reach(), lambda: 1e9)
        await turn.usable((IceServer(("stun:127.0.0.1:9",)),), takes_one=False)
        assert not turn.is_due()
        await turn.stop()

    run(watch())


def test_relay_that_stands_is_kept_open_after_its_credentials_expired(relay: Coturn) -> None:
    """Why a line needs no new relay in a long call, whatever its engine can do."""

    async def refresh() -> bool:
        (url,) = relay.urls("udp")
        server = relay.server(url, seconds=1)
        transport, ear = await create_turn_endpoint(
            Ear, ("127.0.0.1", relay.port), server.username, server.credential, lifetime=4
        )  # aioice asks for more after five sixths of it
        while int(server.username.partition(":")[0]) > time.time() - 4:
            assert not ear.closed.is_set()
            await asyncio.sleep(0.2)
        is_open = not ear.closed.is_set()
        transport.close()
        await ear.closed.wait()
        return is_open

    assert asyncio.run(refresh())
    assert verdicts(relay.server(*relay.urls("udp"), seconds=-4)) == [Verdict.REFUSED]


class Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.closed = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()


def way(guest: Visitor) -> tuple[str, bool]:
    """Return the name of the guest's way through the network, and whether it knows a relay."""
    line = guest.guest.line
    sdp = line._connection.localDescription.sdp if line is not None else "a=ice-ufrag: "
    return sdp.partition("a=ice-ufrag:")[2].split()[0], "typ relay" in sdp


def test_long_call_is_lent_anew_before_it_expires_and_goes_on(
    run, relay: Coturn, options: ServerOptions, wrtc: Engine
) -> None:
    lends = TurnServer(relay.urls("udp"), SECRET, seconds=3)

    async def hold() -> None:
        async with (
            start_server(replace(options, turn=lends)) as server,
            counsellor(server, wrtc) as host,
            visitor(await host.link(), wrtc) as guest,
        ):
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Connected)
            expired, ways = time.time() + 4, {way(guest)}
            while time.time() < expired or len(ways) < 3:
                await asyncio.sleep(0.1)
                ways.add(way(guest))
            seen = len(host.pictures)
            await guest.until(lambda: len(host.pictures) > seen + 5)
            assert way(guest)[1]  # found with what was lent last: the first has expired
            assert len(host.told(Connected)) == len(host.told(Admitted)) == 1
            assert {each.verdict for each in host.told(TurnChecked)} == {Verdict.WORKS}

    run(hold())
