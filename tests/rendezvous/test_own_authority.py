"""A clinic that signs its servers itself: believed where its certificates are given alone."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.rendezvous.page import published_hash
from app.roots import read_roots
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import ServerAddress
from counselling.call.server.mailbox import Box, announce
from counselling.call.server.page_check import check_page
from counselling.call.server.relay_trial import try_relay
from counselling.errors import CallError, ConnectionLost
from tests.rendezvous.processes import ROOT, served
from tests.rendezvous.proxies import PROXIES, Proxy


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("clinic")
    with (
        served(folder, "--trusted-proxy", "127.0.0.1") as server,
        PROXIES["nginx"](folder, server.address) as found,
    ):
        yield found


def compared(url: str, roots: str) -> None:
    asyncio.run(check_page(url, expected=published_hash(), random=os.urandom, roots=roots))


def said(home: Path, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CONSULTAND_HOME": str(home)}
    command = [sys.executable, "-m", "app", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment, input=text, capture_output=True, text=True, check=False
    )


def test_its_page_is_compared_and_its_rooms_are_opened_and_entered(
    clinic: Proxy, invitation: Invitation
) -> None:
    roots = read_roots(clinic.roots)
    compared(clinic.url, roots)
    hers = Invitation(clinic.url, invitation.room, invitation.secret, roots=roots)
    box = Box(ServerAddress(clinic.url, clinic.key, roots), "owner" * 5, {"1": hers})

    async def session() -> None:
        await announce(box, opens_in=0.0, closes_in=600.0)
        assert await try_relay(hers, "p" * 22) == []

    asyncio.run(session())


def test_without_its_certificates_nothing_is_said_to_it(clinic: Proxy) -> None:
    with pytest.raises(ConnectionLost):
        compared(clinic.url, "")

    async def session() -> None:
        stranger = Invitation(clinic.url, "a" * 26, b"s" * 32)
        box = Box(ServerAddress(clinic.url, clinic.key), "owner" * 5, {"1": stranger})
        with pytest.raises(ConnectionLost):
            await announce(box, opens_in=0.0, closes_in=600.0)
        with pytest.raises(ConnectionLost):
            await try_relay(stranger, "p" * 22)

    asyncio.run(session())


def test_another_authority_and_another_name_are_not_believed(clinic: Proxy, tmp_path: Path) -> None:
    with pytest.raises(ConnectionLost):
        compared(f"https://127.0.0.1:{clinic.port}", read_roots(clinic.roots))
    with PROXIES["nginx"](tmp_path, ServerAddress("http://127.0.0.1:9", "key")) as other:
        foreign = read_roots(other.roots)
    with pytest.raises(ConnectionLost):
        compared(clinic.url, foreign)


def test_commands_take_its_certificates(clinic: Proxy, tmp_path: Path) -> None:
    key, box = tmp_path / "host.key", tmp_path / "box"
    key.write_text(clinic.key)
    own = ("--ca-file", str(clinic.roots))
    server = ("--host-key-file", str(key))
    made = said(tmp_path, "mailbox", "make", str(box), "--server", clinic.url, *server, *own)
    link = made.stdout.strip()
    assert link.startswith(clinic.url), made.stderr
    assert said(tmp_path, "mailbox", "leave", link, *own, text="hello").stdout == "1\n"
    fetched = said(tmp_path, "mailbox", "fetch", str(box), *server, *own)
    assert json.loads(fetched.stdout.splitlines()[0])["message"] == "hello"
    tried = said(tmp_path, "join", link, "--check", *own)
    assert (tried.returncode, json.loads(tried.stdout)["state"]) == (0, "none")
    assert said(tmp_path, "join", link, "--check").returncode == 2


def test_a_file_gives_its_certificates_and_nothing_else(clinic: Proxy, tmp_path: Path) -> None:
    pem = clinic.roots.read_text()
    file = tmp_path / "roots.pem"
    file.write_text(f"# Universitätsklinik\n{pem}{(clinic.folder / 'roots.key').read_text()}{pem}")
    assert read_roots(file) == f"{pem.strip()}\n{pem.strip()}"
    assert read_roots(None) == ""


@pytest.mark.parametrize("content", [b"", b"nothing", b"\xff\xfe", None])
def test_a_file_without_certificates_is_told_by_its_name(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "roots.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CallError) as caught:
        read_roots(file)
    assert (caught.value.message_id, caught.value.fields) == ("call.ca_file", {"file": file.name})


def test_a_spoilt_certificate_is_told_too(clinic: Proxy, tmp_path: Path) -> None:
    file = tmp_path / "roots.pem"
    lines = clinic.roots.read_text().splitlines()
    file.write_text("\n".join([*lines[:2], *lines[4:]]))
    with pytest.raises(CallError):
        read_roots(file)
