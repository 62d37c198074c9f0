"""A whole call of a real browser through a network that lets nothing out but TLS to port 443."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.call.bad_line import ROOT, Weather, bad_line, why_not
from tests.call.coturn import NAME, SECRET, coturn, find_coturn
from tests.call.ends import Told, host_at, link_of

WAY_AROUND_MS = 5000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.skipif(find_coturn() is None, reason="no coturn on this machine"),
    pytest.mark.skipif(shutil.which("certutil") is None, reason="no certutil (libnss3-tools)"),
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here"),
]


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_call_goes_over_tls_when_udp_and_the_relays_own_port_are_blocked(
    tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    if name == "chromium":
        request.getfixturevalue("chromium")  # or this is skipped
    with bad_line(Weather(no_udp=True)) as line:
        line.listen_to_all()  # Firefox asks over its way to everywhere, and there must be one
        address, around = line.address(line.a), ("ip", "netns", "exec", line.a)
        with coturn(tmp_path, address=address, around=around, tls_port=443) as relay:
            line.block(line.b, port=relay.port)
            urls = relay.urls("udp", "tcp", "tls")
            if name == "firefox":  # it asks no relay over TLS that has an address and no name
                urls += (f"turns:{NAME}:443?transport=tcp",)
            # beside the browser, on loopback: it takes no camera from another plain server
            server, key = serve(line, tmp_path, urls)
            try:
                port = str(server.named("serving")[0][1]["url"]).rpartition(":")[2]
                outside = f"http://{line.address(line.b)}:{port}"
                host = host_at(line, "--server", outside, "--host-key-file", str(key))
                try:
                    link = link_of(host).replace(outside, f"http://127.0.0.1:{port}")
                    words = (name, link, str(relay.certificate), address)
                    there = ("ip", "netns", "exec", line.b, sys.executable)
                    done = subprocess.run(
                        [*there, "-m", "tests.browser.turn_end", *words],
                        cwd=ROOT,
                        capture_output=True,
                        text=True,
                        timeout=120,
                    )
                    assert done.returncode == 0, done.stderr
                    found = json.loads(done.stdout)
                    assert (found["type"], found["protocol"]) == ("relay", "tls")
                    assert min(found["seen"], found["sent"]) > 20
                    assert any(each["received_fps"] for each in host.seconds())
                    assert len(host.named("admitted")) == 1
                    (made,) = host.named("connected")
                    if name == "chromium":  # the other end looks in vain for Firefox's name
                        assert made[1]["milliseconds"] < WAY_AROUND_MS  # from the admission
                finally:
                    host.stop()
            finally:
                server.stop()


def serve(line, folder: Path, urls: tuple[str, ...]) -> tuple[Told, Path]:
    """Start the rendezvous server where the browser is; the other end reaches it too."""
    (folder / "turn.secret").write_text(SECRET)
    key = folder / "host.key"
    key.write_text("k" * 43)
    settings = folder / "server.toml"
    listed = ", ".join(f'"{url}"' for url in urls)
    settings.write_text(f'[turn]\nurls = [{listed}]\nsecret_file = "{folder / "turn.secret"}"\n')
    words = ["serve", "--json", "--config", str(settings), "--port", "0", "--host", "0.0.0.0"]
    program = [sys.executable, "-m", "app", *words, "--host-key-file", str(key)]
    told = Told(line.start(line.b, *program))
    told.wait(lambda server: server.named("serving"), what="no server")
    return told, key
