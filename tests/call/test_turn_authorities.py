"""By whose certificates a TURN server is believed over TLS: each engine has its own way.

What is red here after a newer wrtc is good news, for docs/rendezvous.md and decision 93.
"""

import asyncio
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from counselling.call.link.verdict import Verdict
from counselling.call.media.engine import EngineName, load_engine
from counselling.call.server.reach import Reach
from counselling.call.server.turn_check import check
from tests.call.coturn import Coturn, coturn, find_coturn
from tests.call.libwebrtc_roots import FILE, compiled_in, text_of

pytestmark = pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine")


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coturn]:
    with coturn(tmp_path_factory.mktemp("coturn")) as running:
        yield running


@pytest.fixture
def believed(relay: Coturn, monkeypatch: pytest.MonkeyPatch) -> Coturn:
    """A relay with a certificate that this process believes."""
    monkeypatch.setenv("SSL_CERT_FILE", str(relay.certificate))
    return relay


def relayed(relay: Coturn, name: EngineName, kind: str) -> int:
    """Return how many ways over the relay an engine finds."""

    async def looked() -> int:
        connection: Any = load_engine(name).connect([relay.server(*relay.urls(kind))])
        is_over = asyncio.Event()

        def heard() -> None:
            if connection.iceGatheringState == "complete":
                is_over.set()

        connection.on("icegatheringstatechange", heard)
        try:
            connection.createDataChannel("any")
            await connection.setLocalDescription(await connection.createOffer())
            heard()
            await asyncio.wait_for(is_over.wait(), 20)
            sdp: str = connection.localDescription.sdp
            return sdp.count(" typ relay ")
        finally:
            await connection.close()

    return asyncio.run(looked())


def test_aiortc_believes_whom_this_computer_believes(believed: Coturn) -> None:
    assert relayed(believed, EngineName.AIORTC, "tls") > 0


def test_libwebrtc_believes_its_own_list_whatever_this_computer_does(believed: Coturn) -> None:
    assert relayed(believed, EngineName.WRTC, "tcp") > 0
    assert relayed(believed, EngineName.WRTC, "tls") == 0


def verdicts(relay: Coturn, name: EngineName) -> list[Verdict]:
    """Return what the desk says of the relay over TCP and TLS before a call with an engine."""
    reach = Reach(roots=load_engine(name).roots)
    server = relay.server(*relay.urls("tcp", "tls"))
    return [each.verdict for each in asyncio.run(check(server, reach))]


def test_check_says_of_tls_what_the_engine_in_use_will_make_of_it(believed: Coturn) -> None:
    assert verdicts(believed, EngineName.AIORTC) == [Verdict.WORKS, Verdict.WORKS]
    assert verdicts(believed, EngineName.WRTC) == [Verdict.WORKS, Verdict.UNTRUSTED]


def test_check_believes_who_is_on_an_engines_list_and_only_by_its_name(relay: Coturn) -> None:
    engine_with_it = Reach(roots=relay.certificate.read_text())
    tls = relay.server(*relay.urls("tls"))
    other_name = relay.server(*(url.replace("127.0.0.1", "localhost") for url in tls.urls))
    found = [asyncio.run(check(each, engine_with_it))[0].verdict for each in (tls, other_name)]
    assert found == [Verdict.WORKS, Verdict.UNTRUSTED]


def test_list_that_the_check_goes_by_is_libwebrtcs_own() -> None:
    compiled = compiled_in()
    assert len(compiled) == 36
    assert FILE.read_text("utf-8") == text_of(compiled)
    assert load_engine(EngineName.WRTC).roots == FILE.read_text("utf-8")


def test_libwebrtcs_list_has_the_authorities_that_we_advise_and_not_the_best_known() -> None:
    spec = find_spec("wrtc")
    assert spec is not None
    assert spec.origin is not None
    library = Path(spec.origin).read_bytes()
    for name in (b"GTS Root R1", b"GTS Root R4", b"USERTrust RSA Certification Authority"):
        assert name in library
    assert b"ISRG Root" not in library  # Let's Encrypt
