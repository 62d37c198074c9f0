"""`consultand serve`: says where it is, keeps its key, stops when told to."""

import argparse
import io
import json
import os
import signal
import stat
import threading
import urllib.request
from pathlib import Path

import pytest

from app.commands.command import Speaker
from app.commands.serve import COMMAND
from app.rendezvous.key import host_key
from app.words import PSEUDO
from counselling.errors import CallError, PortBusy, StorageError
from counselling.language.pseudo import CODES


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    COMMAND.declare(parser)
    return parser.parse_args(words)


class Stop(io.StringIO):
    """Standard output that fetches the page and then tells the command to stop."""

    status = 0
    languages = b""

    def write(self, text: str) -> int:
        written = super().write(text)
        if text == "\n":
            url = json.loads(self.getvalue())["url"]
            threading.Thread(target=self._fetch, args=(url,)).start()
        return written

    def _fetch(self, url: str) -> None:
        with urllib.request.urlopen(f"{url}/j/x", timeout=10) as answer:
            self.status = answer.status
        with urllib.request.urlopen(f"{url}/words/index.json", timeout=10) as answer:
            self.languages = answer.read()
        os.kill(os.getpid(), signal.SIGTERM)


def test_serve_prints_its_address_and_key_serves_and_ends_on_sigterm() -> None:
    out = Stop()
    assert COMMAND.run(arguments("--port", "0"), Speaker(True, out, io.StringIO())) == 0
    said = json.loads(out.getvalue())
    assert said["event"] == "serving"
    assert len(said["host_key"]) == 43
    assert out.status == 200


def test_serve_offers_no_language_that_nobody_speaks_not_even_to_developers(monkeypatch) -> None:
    monkeypatch.setenv(PSEUDO, "1")
    out = Stop()
    COMMAND.run(arguments("--port", "0"), Speaker(True, out, io.StringIO()))
    offered = {each["code"] for each in json.loads(out.languages)}
    assert "en" in offered
    assert not offered & set(CODES)


def test_key_out_of_a_file_is_not_printed(tmp_path) -> None:
    out = Stop()
    file = tmp_path / "key"
    chosen = arguments("--port", "0", "--host-key-file", str(file))
    COMMAND.run(chosen, Speaker(True, out, io.StringIO()))
    assert file.read_text().strip() not in out.getvalue()
    assert "host_key" not in json.loads(out.getvalue())


def test_key_file_is_made_once_and_for_its_owner_only(tmp_path) -> None:
    file = tmp_path / "key"
    assert host_key(file) == host_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "short", "é" * 43, "k" * 65])
def test_key_file_with_anything_else_in_it_is_one_clear_error(tmp_path, content: str) -> None:
    file = tmp_path / "key"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        host_key(file)
    assert caught.value.message_id == "serve.key_file"


def test_busy_port_is_told_as_such() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(PortBusy):
            COMMAND.run(arguments("--port", port), Speaker(True, io.StringIO(), io.StringIO()))


@pytest.mark.skipif(
    not hasattr(os, "geteuid")
    or os.geteuid() != 0
    or Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text().strip() != "1024",
    reason="needs a root who can become somebody to whom low ports are closed",
)
def test_port_that_is_closed_to_this_user_is_told_as_such() -> None:
    os.seteuid(65534)
    try:
        with pytest.raises(CallError) as caught:
            COMMAND.run(arguments("--port", "81"), Speaker(True, io.StringIO(), io.StringIO()))
    finally:
        os.seteuid(0)
    assert caught.value.message_id == "call.port_forbidden"
