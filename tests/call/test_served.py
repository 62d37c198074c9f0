"""More than five people, over the clinic's media server: a real Janus, fake media."""

import asyncio
import os
import secrets
from dataclasses import replace

import pytest

from counselling.call.line import circle_words as words
from counselling.call.line.events import Failed, MediaServed
from counselling.call.link.room import SEATED, Role
from counselling.call.media.engine import EngineName, load_engine
from counselling.call.served.janus import speaking
from counselling.call.served.janus_line import ReceivingEnd, SendingEnd
from counselling.call.served.janus_room import open_room
from tests.call.conftest import Counsellor
from tests.call.gathering import TONES, Member, gathered
from tests.call.janus_server import JanusProcess, find_janus, janus
from tests.call.media_ends import sending

pytestmark = pytest.mark.skipif(find_janus() is None, reason="no Janus on this machine")
# One more than see each other directly. In one process, each end more costs all others.
MANY = int(os.environ.get("CONSULTAND_GUESTS", "5"))
ROLES = (Role.PATIENT, *(Role.RELATIVE,) * (MANY - 2), Role.NURSE)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory):
    with janus(tmp_path_factory.mktemp("janus")) as running:
        yield running


async def is_served(host: Counsellor, *, is_so: bool = True, count: int = 1) -> None:
    """Wait until the desk is told."""
    while (await host.wait(MediaServed, count)).is_served is not is_so:
        count += 1


async def all_see(guests: dict[str, Member]) -> None:
    """Wait until everybody has seen each of the others anew."""
    for guest in guests.values():
        seen = {seat: guest.eyes[seat].count for seat in guests}
        others = set(guests) - {guest.guest.seat}
        await guest.until(
            lambda g=guest, s=seen, o=others: all(g.eyes[seat].count > s[seat] for seat in o)
        )


def test_guests_beyond_five_see_and_hear_each_other_over_the_media_server(
    run, meeting, clinic: JanusProcess
) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName.WRTC)] * MANY  # both engines: test_janus
        async with (
            meeting(engines[0], ROLES, media=clinic.server) as host,
            gathered(host, engines, per_second=3) as guests,
        ):
            await is_served(host)
            for guest in guests.values():
                await guest.until(lambda g=guest: words.SERVER in g.guest.fellows.lines)
                assert guest.told(MediaServed)
            await all_see(guests)
            first, last = guests["1"], guests[str(MANY)]
            await first.hears(str(MANY), TONES[str(MANY)], is_loud=True)
            await last.hears("1", TONES["1"], is_loud=True)
            await two_speak_alone(host, guests)
            await one_leaves(host, guests)
            assert host.told(Failed) == []

    run(session())


async def two_speak_alone(host: Counsellor, guests: dict[str, Member]) -> None:
    """What two say to each other does not pass the media server, and the others hear silence."""
    host.call.speak_alone("1", "2")
    one, two, third = guests["1"], guests["2"], guests["3"]
    await third.hears("1", TONES["1"], is_loud=False)
    await one.hears("2", TONES["2"], is_loud=True)
    await two.hears("1", TONES["1"], is_loud=True)
    await third.hears("4", TONES["4"], is_loud=True)
    host.call.speak_alone()
    await third.hears("1", TONES["1"], is_loud=True)
    await one.hears("2", TONES["2"], is_loud=True)


async def one_leaves(host: Counsellor, guests: dict[str, Member]) -> None:
    """Who are five again see each other directly; the media server has nothing any more."""
    gone = str(MANY)
    await guests[gone].guest.leave()
    rest = {seat: guest for seat, guest in guests.items() if seat != gone}
    await is_served(host, is_so=MANY > 5, count=1 if MANY > 5 else 2)
    for guest in rest.values():
        await guest.until(lambda g=guest: gone not in g.guest.fellows.lines)
        if MANY == 5:
            await guest.until(lambda g=guest: words.SERVER not in g.guest.fellows.lines)
    await all_see(rest)


def test_media_server_that_is_killed_leaves_direct_lines_and_is_used_again_when_it_is_back(
    run, meeting, tmp_path
) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName.WRTC)] * 5
        with janus(tmp_path) as clinic:
            async with (
                meeting(engines[0], ROLES[:5], media=clinic.server) as host,
                gathered(host, engines, per_second=3) as guests,
            ):
                await is_served(host)
                await all_see(guests)
                clinic.kill()
                assert (await host.wait(Failed)).error.message_id == "call.media_server_lost"
                await is_served(host, is_so=False, count=2)
                for guest in guests.values():
                    await guest.until(lambda g=guest: words.SERVER not in g.guest.fellows.lines)
                await all_see(guests)
                await asyncio.to_thread(clinic.start)
                await is_served(host, count=3)
                await all_see(guests)

    run(session())


def test_media_server_that_refuses_is_told_of_once_and_lines_are_direct(
    run, meeting, clinic: JanusProcess
) -> None:
    async def session() -> None:
        wrong = replace(clinic.server, admin_key="guess")
        engines = [load_engine(EngineName.WRTC)] * 5
        async with (
            meeting(engines[0], ROLES[:5], media=wrong) as host,
            gathered(host, engines, per_second=3) as guests,
        ):
            await host.wait(Failed)
            server = host.call._seating.introductions._server
            while server._failures < 3:  # it goes on trying
                host.came.clear()
                await host.came.wait()
            await all_see(guests)
            assert [told.error.message_id for told in host.told(Failed)] == ["call.media_server"]
            assert host.told(MediaServed) == []

    run(session())


@pytest.mark.parametrize("invited", [ROLES[:4], SEATED])  # not all come
def test_five_people_never_speak_with_the_media_server(run, meeting, invited) -> None:
    """Nobody listens at that address: whoever asked there would be told that it is away."""

    async def session() -> None:
        nobody = JanusProcess("", 9, 9).server
        engines = [load_engine(EngineName.WRTC)] * 2
        async with (
            meeting(engines[0], invited, media=nobody) as host,
            gathered(host, engines, per_second=3) as guests,
        ):
            await all_see(guests)
            assert host.told(Failed) == host.told(MediaServed) == []

    run(session())


# A guest's end that is not who was introduced


class Circle:
    """Takes what the ends of the media server's say, and that they failed."""

    name = "room"
    random = staticmethod(secrets.token_bytes)

    def __init__(self) -> None:
        self.said: list[words.FromHost] = []
        self.failures: list[object] = []
        self.came = asyncio.Event()

    def say(self, seat: str, word: words.FromHost) -> None:
        self.said.append(word)
        self.came.set()

    async def lent(self, seat: str) -> tuple[()]:
        return ()

    def failed(self, end: object) -> None:
        self.failures.append(end)
        self.came.set()


@pytest.mark.parametrize(
    "word",
    [
        words.PairProof("00" * 32),
        words.PairAnswer("v=0", "00" * 32),
        words.PairOffer("no description"),
        words.PairOffer("v=0\r\na=fingerprint:sha-1 AB\r\n"),
    ],
)
def test_guest_who_says_things_out_of_order_sends_nothing_to_the_server(run, word) -> None:
    async def session() -> None:
        circle = Circle()
        end = SendingEnd(circle, None, "1", begun=lambda _: None)
        attending = asyncio.create_task(end.attend())
        end.hear(word)
        await attending
        assert circle.failures == [end]
        assert [type(said) for said in circle.said] == [words.Introduce]
        await end.close()

    run(session())


def test_nothing_is_passed_on_of_who_does_not_send(run) -> None:
    async def session() -> None:
        circle = Circle()
        sender = SendingEnd(circle, None, "1", begun=lambda _: None)
        end = ReceivingEnd(circle, None, "2", sender=sender, role="patient")
        await end.attend()
        assert circle.failures == [end]
        assert circle.said == []

    run(session())


def test_answer_without_the_secret_gets_nothing_from_the_server(
    run, clinic: JanusProcess, wrtc
) -> None:
    """Somebody answers for a guest and does not know the secret that was drawn for the line."""

    async def session() -> None:
        async with speaking(clinic.server, random=os.urandom) as ours:
            room = await open_room(ours, clinic.server, people=2, random=os.urandom)
            async with sending(room, wrtc) as feed:
                circle = Circle()
                sender = SendingEnd(circle, room, "1", begun=lambda _: None)
                sender.feed = feed
                end = ReceivingEnd(circle, room, "2", sender=sender, role="patient")
                attending = asyncio.create_task(end.attend())
                async with asyncio.timeout(30):
                    while not any(isinstance(said, words.Carried) for said in circle.said):
                        circle.came.clear()
                        await circle.came.wait()
                    offer = circle.said[-1].word.sdp
                    end.hear(words.PairAnswer(offer, "00" * 32))
                    await attending
                assert circle.failures == [end]
                assert not any(
                    isinstance(said, words.Carried) and isinstance(said.word, words.PairProof)
                    for said in circle.said
                )
                await end.close()
            await room.close()

    run(session())
