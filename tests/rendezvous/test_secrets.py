"""A whole visit and a letter over a real server; then its disk, its logs and Redis are searched."""

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from counselling.call.line.events import Connected, Knocked
from counselling.call.link.invitation import Invitation, base64url, invite, new_room, read_link
from counselling.call.link.plan import ServerAddress
from counselling.call.media.engine import EngineName, load_engine
from counselling.call.server import wire
from counselling.call.server.mailbox import Box, announce, leave
from tests.call.conftest import counsellor
from tests.call.seat import Seat
from tests.rendezvous.processes import served
from tests.rendezvous.redis_process import RedisProcess

NAME = "Amina Probandin"
PHONE = "phone-key-that-nobody-may-keep"
OWNER = "owner-key-that-nobody-may-keep"


async def visit(server: ServerAddress) -> tuple[Invitation, Invitation]:
    """A call with one patient, and a letter left for another room; returns both invitations."""
    letterbox = invite(server.url, new_room(os.urandom), random=os.urandom)
    box = Box(server, OWNER, {"1": letterbox})
    await announce(box, opens_in=0, closes_in=3600)
    await leave(letterbox, f"{NAME}: my aunt too".encode(), seat_key=PHONE, random=os.urandom)
    engine = load_engine(EngineName.WRTC)
    async with (
        counsellor(server, engine) as host,
        Seat(await host.link(), engine, seat_key=PHONE) as seat,
    ):
        await seat.come()
        await host.wait(Knocked)
        await host.call.admit("1")
        await host.wait(Connected)
        return read_link(await host.link()), letterbox


def told_by(invitations: Iterable[Invitation]) -> set[bytes]:
    """Everything that must be found nowhere."""
    words = {NAME, PHONE, OWNER, "my aunt", "a=fingerprint", "a=candidate", "v=0\r\n", '"sdp"'}
    octets: set[bytes] = {NAME.encode("utf-16-le")}
    for invitation in invitations:
        keys = invitation.keys
        words |= {base64url(invitation.secret), keys.join_token, invitation.room}
        octets |= {invitation.secret, keys.signalling, keys.fingerprint, keys.mailbox}
    return octets | {word.encode() for word in words}


def kept_in(folder: Path) -> bytes:
    """All bytes of a folder, but for the file that the key to open rooms is kept in."""
    files = [f for f in folder.rglob("*") if f.is_file() and f.name != "host.key"]
    assert files
    return b"\0".join(file.read_bytes() for file in files)


def search(kept: bytes, invitations: tuple[Invitation, Invitation], host_key: str) -> None:
    # the right place was searched: of the letter's room there is what may be there
    assert wire.token_hash(invitations[1].keys.join_token).encode() in kept
    for secret in {*told_by(invitations), host_key.encode()}:
        assert secret not in kept, secret


def test_disk_and_logs_hold_no_secret_no_name_and_nothing_that_was_said(tmp_path: Path) -> None:
    with served(tmp_path, "--store", str(tmp_path / "store")) as server:
        invitations = asyncio.run(visit(server.address))
        search(kept_in(tmp_path), invitations, server.address.host_key)
        server.kill()
        search(kept_in(tmp_path), invitations, server.address.host_key)


def test_redis_and_its_files_hold_none_either(redis: RedisProcess, tmp_path: Path) -> None:
    from redis import Redis

    with served(tmp_path, "--redis", redis.url) as server:
        invitations = asyncio.run(visit(server.address))
        client = Redis.from_url(redis.url)
        held = b"\0".join(bytes(key) + (client.dump(key) or b"") for key in client.keys("*"))
        client.close()
        search(
            held + kept_in(redis.folder) + kept_in(tmp_path), invitations, server.address.host_key
        )


@pytest.mark.parametrize("secret", [NAME, PHONE])
def test_search_finds_what_is_there(tmp_path: Path, secret: str) -> None:
    (tmp_path / "kept").write_text(f"x{secret}x")
    nobody = Invitation("x", "a" * 26, bytes(32))
    assert any(word in kept_in(tmp_path) for word in told_by((nobody,)))
