"""The choice of the engine, and what both must keep."""

import asyncio
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from counselling.call.link.plan import IceServer
from counselling.call.link.proof import fingerprint, with_one_fingerprint
from counselling.call.media.engine import Engine, EngineName, load_engine, traffic
from counselling.call.media.statistics import Traffic
from counselling.errors import CallError


def test_libwebrtc_is_the_engine_when_nobody_chooses() -> None:
    assert load_engine().name is EngineName.WRTC


def test_without_libwebrtc_the_other_engine_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "webrtc.aiortc", None)
    assert load_engine().name is EngineName.AIORTC


def test_without_any_engine_there_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("webrtc.aiortc", "aiortc"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CallError) as caught:
        load_engine()
    assert caught.value.message_id == "call.no_engine"


async def offer(engine: Engine, servers: tuple[IceServer, ...] = ()) -> str:
    connection = engine.connect(servers)
    connection.createDataChannel("board")
    await connection.setLocalDescription(await connection.createOffer())
    sdp = connection.localDescription.sdp
    await connection.close()
    return sdp


def test_nobody_is_asked_for_our_address_unless_the_clinic_says_whom(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **_: asked.append(names) or [])
    sdp = asyncio.run(offer(engine))
    assert asked == []
    assert "typ host" in sdp
    assert "typ srflx" not in sdp


def test_list_of_servers_given_to_libwebrtc_is_empty_and_not_its_own(wrtc: Engine) -> None:
    async def servers() -> object:
        connection = wrtc.connect(())
        given = connection._native.get_configuration().ice_servers
        await connection.close()
        return given

    assert not asyncio.run(servers())


def test_description_that_leaves_us_has_one_fingerprint(engine: Engine) -> None:
    assert fingerprint(with_one_fingerprint(asyncio.run(offer(engine))))


def test_address_that_is_none_is_refused_in_a_known_way(engine: Engine) -> None:
    for line in ("", "candidate:", "candidate:1 1 udp x y z typ host", "rubbish"):
        with pytest.raises(engine.failures):
            engine.candidate(line, "0", 0)


def test_counters_are_read_out_of_a_report() -> None:
    report = {
        "a": SimpleNamespace(type="transport", bytesSent=10, bytesReceived=20),
        "b": SimpleNamespace(type="inbound-rtp", packetsReceived=5, packetsLost=1),
        "c": SimpleNamespace(type="inbound-rtp", packetsReceived=7, packetsLost=None),
        "d": SimpleNamespace(type="remote-inbound-rtp", roundTripTime=0.012),
        "e": SimpleNamespace(type="certificate"),
    }
    assert traffic(report) == Traffic(10, 20, 12, 1, 12.0)
    assert traffic({}) == Traffic()


@pytest.mark.parametrize(
    "module",
    [
        "link.invitation",
        "link.room",
        "link.plan",
        "link.proof",
        "server.messages",
        "media.devices",
        "board.board",
        "line.events",
    ],
)
def test_value_modules_load_neither_engine_nor_socket_library_nor_numpy(module: str) -> None:
    heavy = ("wrtc", "webrtc", "aiortc", "av", "aiohttp", "numpy")
    code = (
        f"import sys, counselling.call.{module}; "
        f"sys.exit(any(name in sys.modules for name in {heavy!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
