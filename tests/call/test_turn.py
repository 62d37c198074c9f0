"""TURN with a real coturn: credentials that are lent, refused, and a way when UDP is blocked."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from counselling.call import wire
from counselling.call.engine import Engine
from counselling.call.lending import Lending
from counselling.call.plan import IceServer
from counselling.call.turn_check import Checked, check, usable
from counselling.call.verdict import Verdict
from tests.call.bad_line import BadLine, Weather, bad_line, why_not
from tests.call.coturn import SECRET, Coturn, coturn, find_coturn
from tests.call.ends import Told, guest_at, host_at, link_of

pytestmark = pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine")
DEAD = "turn:127.0.0.1:9?transport=udp"


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory):
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


def verdicts(server: IceServer) -> list[Verdict]:
    return [checked.verdict for checked in asyncio.run(check(server, seconds=2.0))]


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
    (chosen,) = asyncio.run(usable([server], told.append, takes_one=True))
    assert chosen.urls == relay.urls("tcp")
    assert Verdict.WORKS in {checked.verdict for checked in told}


def test_engine_that_takes_one_gets_none_when_none_answers(relay: Coturn) -> None:
    expired = relay.server(*relay.urls("udp"), seconds=-5)
    stun = IceServer(("stun:127.0.0.1:9",))
    told: list[Checked] = []
    assert asyncio.run(usable([stun, expired], told.append, takes_one=True)) == (stun,)
    assert [checked.verdict for checked in told] == [Verdict.REFUSED]


@pytest.mark.parametrize("kind", ["udp", "tcp"])
def test_both_engines_find_a_relay_with_what_was_lent(
    run, relay: Coturn, engine: Engine, kind: str
) -> None:
    async def gather() -> None:
        server = relay.server(DEAD, *relay.urls(kind))
        one = engine.takes_one_server
        servers = await usable([server], lambda _: None, takes_one=one)
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
        lent = IceServer(("turn:clinic.example",), "user", "word")
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
                    finally:
                        guest.stop()
                finally:
                    host.stop()
            finally:
                server.stop()
