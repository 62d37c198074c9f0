"""The invited person's end without a browser, against the counsellor's over the real server."""

import asyncio
import os

import pytest

from counselling.call.line.events import (
    Admitted,
    Connected,
    Ended,
    Failed,
    FirstFrame,
    Knocked,
    Left,
    Lost,
    Media,
    PictureChanged,
    Statistics,
    TurnedAway,
    Waiting,
)
from counselling.call.link.invitation import read_link
from counselling.call.link.proof import fingerprint
from counselling.call.link.room import Presence
from counselling.call.link.sealing import End
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.ladder import Rung
from counselling.call.server import messages
from counselling.errors import PeerNotProven
from tests.call.conftest import Counsellor, keep
from tests.call.evil import EvilServer, StolenKey, overheard
from tests.call.visitor import Visitor, visitor


async def come_in(host: Counsellor, guest: Visitor) -> Connected:
    await host.wait(Knocked)
    await host.call.admit("1")
    await host.wait(Connected)
    return await guest.wait(Connected)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("wrtc", "aiortc"), ("aiortc", "wrtc"), ("wrtc", "wrtc"), ("aiortc", "aiortc")],
)
def test_guest_is_let_in_and_both_see_and_hear_and_measure(run, meeting, ours, theirs) -> None:
    async def session() -> None:
        async with (
            meeting(load_engine(EngineName(ours))) as host,
            visitor(await host.link(), load_engine(EngineName(theirs))) as guest,
        ):
            connected = await come_in(host, guest)
            for count in (1, 2):
                await guest.wait(FirstFrame, count)
                await host.wait(FirstFrame, count)
            assert {first.media for first in guest.told(FirstFrame)} == set(Media)
            assert host.told(Connected)[0].safety_words == connected.safety_words
            await guest.wait(Statistics, 3)
            second = (await host.wait(Statistics, 3)).second
            assert second.page is not None  # the guest tells what it measured
            assert (second.page.received_fps or 0) > 3
            assert [type(e) for e in guest.events[:3]] == [Waiting, Admitted, Connected]
            await guest.guest.leave()
            await host.wait(Left)
            assert host.call.room.seat("1").presence is Presence.WAITING
            assert host.told(Failed) == host.told(Lost) == []

    run(session())


def test_nothing_is_sent_before_the_guest_is_let_in(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await host.wait(Knocked)
            await guest.wait(Waiting)
            assert guest.guest.line is None
            assert host.pictures == guest.pictures == []

    run(session())


def test_guest_who_is_turned_away_is_told_and_stops(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await host.wait(Knocked)
            await host.call.refuse("1")
            await guest.wait(TurnedAway)
            await guest.wait(Ended)

    run(session())


def test_end_of_the_session_is_the_end_for_the_guest(run, meeting, engine: Engine) -> None:
    async def session() -> None:
        async with meeting(engine) as host, visitor(await host.link(), engine) as guest:
            await come_in(host, guest)
            await host.call.end()
            await guest.wait(Ended)
            assert guest.error is None

    run(session())


def test_guest_comes_back_to_the_same_seat_when_the_line_breaks(run, meeting, engine) -> None:
    async def session() -> None:
        async with meeting(engine) as host, visitor(await host.link(), engine) as guest:
            await come_in(host, guest)
            await guest.until(lambda: len(guest.pictures) > 3)
            await host.call._seating._places["1"].visit._peer.close()
            await host.wait(Connected, 2)
            await guest.wait(Connected, 2)
            seen = len(guest.pictures)
            await guest.until(lambda: len(guest.pictures) > seen + 3)
            assert host.told(Admitted)[-1].is_back
            assert len(host.told(Knocked)) == 1

    run(session())


def test_second_guest_with_the_same_link_is_not_let_near(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with visitor(link, wrtc) as guest:
                await come_in(host, guest)
                async with visitor(link, wrtc) as thief:
                    await thief.wait(Ended)
                    assert thief.error is not None
                    assert thief.error.message_id == "call.link_refused"

    run(session())


# A new way for the same line


async def new_way(host: Counsellor, guest: Visitor) -> tuple[str, str]:
    """Have the guest ask for one; returns the host's descriptions before and after."""
    peer = host.call._seating._places["1"].visit._peer
    before = peer._connection.localDescription.sdp
    await guest.guest._attendance.ask_again()
    async with asyncio.timeout(10):
        while peer._connection.localDescription.sdp == before:
            host.came.clear()
            await host.came.wait()  # its pictures come all the while
    return before, peer._connection.localDescription.sdp


def ufrag(sdp: str) -> str:
    return sdp.partition("a=ice-ufrag:")[2].split()[0]


def test_new_way_keeps_the_line_the_seat_and_the_certificate(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await come_in(host, guest)
            await guest.until(lambda: len(guest.pictures) > 3)
            before, after = await new_way(host, guest)
            assert ufrag(before) != ufrag(after)
            assert fingerprint(before) == fingerprint(after)
            seen, shown = len(guest.pictures), len(host.pictures)
            await guest.until(lambda: len(guest.pictures) > seen + 10)
            await host.wait(Statistics, len(host.told(Statistics)) + 2)
            assert len(host.pictures) > shown
            assert host.told(Failed) == host.told(Lost) == []
            assert len(host.told(Connected)) == len(guest.told(Connected)) == 1

    run(session())


def test_engine_that_knows_no_new_way_leaves_the_line_as_it_is(run, meeting, aiortc) -> None:
    async def session() -> None:
        async with meeting(aiortc) as host, visitor(await host.link(), aiortc) as guest:
            await come_in(host, guest)
            assert not guest.guest.line.can_restart
            await guest.guest._attendance.ask_again()
            seen = len(guest.pictures)
            await guest.until(lambda: len(guest.pictures) > seen + 5)
            assert host.told(Failed) == []

    run(session())


def test_answer_to_a_new_way_with_another_certificate_ends_the_visit(
    run, meeting, wrtc: Engine
) -> None:
    """Somebody has the sealing key and answers for the guest, with a certificate of his own."""

    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await come_in(host, guest)
            visit = host.call._seating._places["1"].visit
            await visit._offer_again()
            ours = guest.guest.line._connection.localDescription.sdp
            forged = ours.replace(fingerprint(ours), ":".join(["AB"] * 32))
            key = read_link(await host.link()).keys.fingerprint
            answer = messages.Answer(forged, visit._handshake.tag(key, End.SEAT))
            with pytest.raises(PeerNotProven):
                await visit._prove_again(answer)

    run(session())


def test_answer_that_nobody_asked_for_ends_the_visit(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:
            await come_in(host, guest)
            await guest.guest._attendance._say(messages.Answer("v=0", "00"))
            failed = await host.wait(Failed)
            assert isinstance(failed.error, PeerNotProven)

    run(session())


# A host that is none


def test_guest_shows_and_sends_nothing_to_a_host_that_is_not_proven(
    run, options, wrtc: Engine
) -> None:
    """The relay got the sealing key and stands for a host with a tag of its own making."""

    def forged(message: messages.FromHost) -> messages.FromHost:
        return replace_proof(message) if isinstance(message, messages.Proof) else message

    def replace_proof(proof: messages.Proof) -> messages.Proof:
        return messages.Proof("00" * 32, proof.revealed)

    async def session() -> None:
        evil = EvilServer()
        async with overheard(evil, options, wrtc) as (host, link):
            stolen = StolenKey(read_link(link), forged)
            evil.lie, evil.slander = stolen.watch, stolen.slander
            async with visitor(link, wrtc) as guest:
                await host.wait(Knocked)
                await host.call.admit("1")
                await guest.wait(Ended)
                assert isinstance(guest.error, PeerNotProven)
                assert guest.pictures == guest.blocks == host.pictures == []

    run(session())


# A bad line


def test_both_ends_send_less_when_the_host_says_so_and_tell_it(run, meeting, engine) -> None:
    async def session() -> None:
        async with meeting(engine) as host, visitor(await host.link(), engine) as guest:
            await come_in(host, guest)
            await guest.until(lambda: len(guest.pictures) > 5)
            await host.wait(Statistics)
            visit = host.call._seating._places["1"].visit
            keep(visit, Rung.LEAST)
            assert (await guest.wait(PictureChanged)).rung is Rung.LEAST
            await guest.until(lambda: guest.pictures[-1].height == 180)
            async with asyncio.timeout(20):
                while host.pictures[-1].height != 180:
                    host.came.clear()
                    await host.came.wait()
            keep(visit, Rung.FULL)
            await guest.until(lambda: guest.pictures[-1].height == 240)

    run(session())


JOINS = int(os.environ.get("CONSULTAND_JOINS", "12"))
JOINS_A_ROOM = 6  # a server lets nobody knock more than ten times a minute


@pytest.mark.timeout(60 + 5 * JOINS)
def test_coming_and_going_leaves_nothing_behind(run, meeting, engine: Engine) -> None:
    """No task, thread or socket more than before; `run` looks for tasks and threads at the end."""

    async def room() -> None:
        async with meeting(engine) as host:
            link, key = await host.link(), "the same browser each time"
            for count in range(1, JOINS_A_ROOM + 1):
                async with visitor(link, engine, key) as guest:
                    await host.wait(Knocked, count)
                    await host.call.admit("1")
                    await guest.until(lambda seen=guest.pictures: seen)
                await host.wait(Left, count)

    handles = []
    for _ in range(-(-JOINS // JOINS_A_ROOM)):  # rather one room more
        run(room())
        handles.append(len(os.listdir("/proc/self/fd")))
    assert handles[-1] <= handles[0] + 2, handles
