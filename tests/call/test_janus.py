"""The desk's line to a media server, with a real Janus and the configuration that we hand out."""

import asyncio
import os
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from counselling.call.link.plan import MediaServer
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.served.janus import Handle, Janus, speaking
from counselling.call.served.janus_room import open_room
from counselling.call.server.messages import Address
from counselling.errors import CallError, ConnectionLost
from tests.call.janus_server import ADMIN_KEY, API_SECRET, JanusProcess, find_janus, janus
from tests.call.media_ends import receiving, sending

pytestmark = pytest.mark.skipif(find_janus() is None, reason="no Janus on this machine")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory):
    with janus(tmp_path_factory.mktemp("janus")) as running:
        yield running


@asynccontextmanager
async def a_room(server: MediaServer):
    async with speaking(server, random=os.urandom) as session:
        room = await open_room(session, server, people=8, random=os.urandom)
        yield room
        await room.close()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("wrtc", "wrtc"), ("aiortc", "wrtc"), ("wrtc", "aiortc"), ("aiortc", "aiortc")],
)
def test_what_one_sends_another_sees_and_hears(run, clinic: JanusProcess, ours, theirs) -> None:
    async def session() -> None:
        one, other = load_engine(EngineName(ours)), load_engine(EngineName(theirs))
        async with (
            a_room(clinic.server) as room,
            sending(room, one) as feed,
            receiving(room, feed, other) as seen,
        ):
            await seen.until(pictures=15, blocks=40)
            assert (seen.pictures[-1].width, seen.pictures[-1].height) == (320, 240)
            assert any(max(block.samples) for block in seen.blocks)
            assert len(feed.line.print) == 95

    run(session())


def test_who_stops_sending_is_gone_for_the_desk(run, clinic: JanusProcess, wrtc: Engine) -> None:
    async def session() -> None:
        async with a_room(clinic.server) as room:
            async with sending(room, wrtc) as feed:
                await asyncio.wait_for(feed.line.up.wait(), 20)
                await feed.line.add_address(Address("", None, None))
            await asyncio.wait_for(feed.line.over.wait(), 20)
            await feed.line.close()

    run(session())


def refusal(server: MediaServer) -> CallError:
    async def ask() -> None:
        async with a_room(server):
            pass

    with pytest.raises(CallError) as caught:
        asyncio.run(ask())
    return caught.value


def test_wrong_secrets_open_nothing(clinic: JanusProcess) -> None:
    for wrong in ({"api_secret": "guess"}, {"api_secret": ""}):
        error = refusal(replace(clinic.server, **wrong))
        assert (error.message_id, error.fields) == ("call.media_server", {"code": 403})
    for key in ("guess", ""):
        error = refusal(replace(clinic.server, admin_key=key))
        assert error.message_id == "call.media_server"
    assert refusal(replace(clinic.server, url="ws://127.0.0.1:9")).message_id == (
        "call.media_server_unreachable"
    )


def test_certificate_that_nobody_vouches_for_is_not_spoken_to(clinic: JanusProcess) -> None:
    server = replace(clinic.server, url=f"wss://127.0.0.1:{clinic.tls_port}")
    assert refusal(server).message_id == "call.media_server_unreachable"


def test_certificate_that_the_clinic_vouches_for_is_spoken_to(run, clinic: JanusProcess) -> None:
    roots = (clinic.folder / "fullchain.pem").read_text()
    url = f"wss://127.0.0.1:{clinic.tls_port}"

    async def session() -> None:
        async with a_room(replace(clinic.server, url=url, roots=roots)) as room:
            assert room

    run(session())


@pytest.mark.parametrize(
    "url",
    ["ws://media.clinic.example:8188", "http://127.0.0.1", "ws://10.0.0.1", "wss://", "", "ws:/x"],
)
def test_line_that_others_could_write_on_is_refused(url: str) -> None:
    with pytest.raises(CallError, match="media_server_url"):
        MediaServer(url)


def test_secrets_are_in_no_repr_and_in_no_log(run, clinic: JanusProcess, wrtc: Engine) -> None:
    async def session() -> None:
        async with a_room(clinic.server) as room, sending(room, wrtc) as feed:
            await asyncio.wait_for(feed.line.up.wait(), 20)

    run(session())
    for text in (repr(clinic.server), clinic.log()):
        assert API_SECRET not in text
        assert ADMIN_KEY not in text
        assert "VideoRoom" not in text


def test_room_needs_its_own_secrets(run, clinic: JanusProcess) -> None:
    """Who may speak with the server, and guesses a room, neither joins it nor takes it down."""

    async def session() -> None:
        async with speaking(clinic.server, random=os.urandom) as ours:
            room = await open_room(ours, clinic.server, people=8, random=os.urandom)
            async with speaking(clinic.server, random=os.urandom) as others:
                handle = await others.attach("janus.plugin.videoroom")
                where = {"room": room._number}
                for body in (
                    {"request": "join", "ptype": "publisher", **where},
                    {"request": "destroy", **where},
                    {"request": "listparticipants", "room": 1},
                ):
                    with pytest.raises(CallError, match="media_server"):
                        await handle.ask(body)
                listed = await handle.ask({"request": "list"})
                assert listed.data["list"] == []
            await room.close()

    run(session())


def test_description_that_is_none_is_refused(run, clinic: JanusProcess) -> None:
    async def session() -> None:
        async with a_room(clinic.server) as room:
            for offer in ("", "v=0\r\n", "no description"):
                with pytest.raises(CallError, match="media_server"):
                    await room.publish(offer)

    run(session())


def test_server_that_is_killed_is_noticed_and_asked_nothing(run, tmp_path, wrtc: Engine) -> None:
    async def session() -> None:
        with janus(tmp_path) as clinic:
            async with speaking(clinic.server, random=os.urandom) as ours:
                room = await open_room(ours, clinic.server, people=8, random=os.urandom)
                clinic.kill()
                await asyncio.wait_for(ours.lost.wait(), 20)
                with pytest.raises(ConnectionLost):
                    await room.publish("v=0")

    run(session())


def test_words_that_nobody_asked_for_change_nothing() -> None:
    session = Janus(MediaServer("ws://localhost:1"), None, os.urandom)
    handle = Handle(session, 7)
    session._handles[7] = handle
    over: list[int] = []
    handle.on_hangup = lambda: over.append(1)
    hear = session._read
    for words in ("", "[]", '{"janus": 3}', '{"janus": "success", "transaction": "x"}', "\x00"):
        hear(words)
    hear('{"janus": "hangup", "sender": 8}')
    assert over == []
    hear('{"janus": "hangup", "sender": 7}')
    assert over == [1]
    assert not session.lost.is_set()
    hear('{"janus": "timeout"}')
    assert session.lost.is_set()
