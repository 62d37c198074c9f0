"""A computer that sleeps in the middle of a call, until the other end has given its line up.

That is some eighteen seconds with this engine; in shorter ones the line stays (test_recovery).
The server is a process of its own and stays awake, as a clinic's does. Who waits knocks again and
again meanwhile, and the counsellor's computer hears all these knocks at once when it wakes.
"""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from counselling.call.line.events import Admitted, Connected, Ended, Failed, Knocked, Lost
from counselling.call.media.engine import Engine, EngineName
from counselling.call.server import messages
from counselling.errors import PeerNotProven
from tests.call.ends import Ends, Told, link_of
from tests.call.evil import EarlierAnswer, EvilServer, overheard
from tests.call.seat import Seat
from tests.call.test_join import start
from tests.call.visitor import visitor

FAKE = ("--fake-media", "--engine", EngineName.WRTC.value)


@contextmanager
def process(*words: str) -> Iterator[Told]:
    """One of our commands, ended at the end whether it sleeps or not."""
    told = Told(start(*words))
    try:
        yield told
    finally:
        told.process.send_signal(signal.SIGCONT)
        told.stop()


@contextmanager
def calls(folder: Path, count: int) -> Iterator[list[Ends]]:
    """So many calls of two at one server, each with pictures going both ways."""
    key = str(folder / "host.key")
    with ExitStack() as running:

        def begin(*words: str) -> Told:
            return running.enter_context(process(*words))

        server = begin("serve", "--json", "--port", "0", "--host-key-file", key)
        server.wait(lambda end: end.named("serving"), what="no server")
        own = ("--server", str(server.named("serving")[0][1]["url"]), "--host-key-file", key)
        hosts = [begin("host", "--json", "--admit-all", *own, *FAKE) for _ in range(count)]
        made: list[Ends] = []
        for host in hosts:
            host.wait(lambda end: end.named("link"), seconds=90, what="no link")
            made.append(Ends(host, begin("join", link_of(host), *FAKE)))
        for call in made:
            for end in (call.host, call.guest):
                end.wait(lambda told: len(told.seconds()) > 1, seconds=60, what="no call")
        yield made


def has_given_up(end: Told) -> bool:
    return bool(end.named("lost"))


def sees_again(end: Told) -> bool:
    """Whether pictures came on the last line that was made, and it is not the first."""
    connected = end.named("connected")
    return len(connected) > 1 and any(
        each["received_fps"] for each in end.seconds(connected[-1][0])
    )


@pytest.mark.journey
def test_who_slept_is_back_in_the_same_seat_and_nobody_is_asked_anything(tmp_path: Path) -> None:
    with calls(tmp_path, 2) as (counsellor_sleeps, patient_sleeps):
        slept = (
            (counsellor_sleeps.host, counsellor_sleeps.guest),
            (patient_sleeps.guest, patient_sleeps.host),
        )
        for sleeper, _ in slept:
            sleeper.process.send_signal(signal.SIGSTOP)
        for sleeper, waiting in slept:
            waiting.wait(has_given_up, seconds=60, what="never given up")
            sleeper.process.send_signal(signal.SIGCONT)
        for call in (counsellor_sleeps, patient_sleeps):
            for end in (call.guest, call.host):
                end.wait(sees_again, seconds=60, what="never back")
            assert len(call.host.named("knocked")) == 1  # the first time
            assert {each["seat"] for _, each in call.guest.named("waiting")} == {"1"}
            assert all(each["is_back"] for _, each in call.host.named("admitted")[1:])
            for end in (call.guest, call.host):
                assert [end.named(name) for name in ("failed", "ended", "left")] == [[], [], []]


def test_answer_to_an_earlier_knock_does_not_end_a_guests_visit(run, options, wrtc) -> None:
    run(_visit(options, wrtc, EarlierAnswer(before=1)))


def test_word_that_does_not_open_ends_it_once_the_host_was_heard(run, options, wrtc) -> None:
    with pytest.raises(PeerNotProven):
        run(_visit(options, wrtc, EarlierAnswer(before=2)))


async def _visit(options, engine: Engine, lie: EarlierAnswer) -> None:
    evil = EvilServer(slander=lie)
    async with (
        overheard(evil, options, engine) as (host, link),
        visitor(link, engine) as guest,
    ):
        await host.wait(Knocked)
        await host.call.admit("1")
        await guest.until(lambda: guest.told(Connected) or guest.told(Ended))
        assert lie.is_told
        if guest.error is not None:
            raise guest.error


def test_only_the_last_of_several_knocks_is_answered(run, meeting, wrtc: Engine) -> None:
    """Whatever an earlier one asked for: her page could open none of it."""

    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await seat.come()
            await host.wait(Knocked)
            before = host.call._seating._places["1"].visit
            async with Seat(await host.link(), wrtc, seat_key=seat.seat_key) as again:
                await again.come()
                await host.wait(Knocked, 2)
                assert before is not None
                before.refuse()
                await host.call.admit("1")
                await host.wait(Connected)
                assert [type(word).__name__ for word in again.heard][:3] == [
                    "Welcome", "Offer", "Proof"]  # fmt: skip

    run(session())


def test_last_word_of_a_line_that_was_given_up_is_no_failure(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await seat.come()
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Connected)
            visit = host.call._seating._places["1"].visit
            assert visit is not None
            host.call._seating.line_closed(visit)  # as its engine does when nothing came for long
            await seat.say(messages.Again())
            async with Seat(await host.link(), wrtc, seat_key=seat.seat_key) as again:
                await again.come()
                await host.wait(Connected, 2)
            assert host.told(Failed) == []

    run(session())


def test_of_all_knocks_that_piled_up_one_is_let_in_and_told(run, options, wrtc: Engine) -> None:
    async def session() -> None:
        evil = EvilServer()
        async with overheard(evil, options, wrtc) as (host, link):
            async with Seat(link, wrtc) as seat:
                await seat.come()
                await host.wait(Knocked)
                await host.call.admit("1")
                await host.wait(Connected)
                evil.awake.clear()
            for _ in range(4):
                async with Seat(link, wrtc, seat_key=seat.seat_key) as stale:
                    await stale.come()
            async with Seat(link, wrtc, seat_key=seat.seat_key) as last:
                await last.come()
                evil.awake.set()
                await host.wait(Connected, 2)
            assert [each.is_back for each in host.told(Admitted)] == [False, True]
            assert host.told(Failed) == []
            assert len(host.told(Lost)) <= 1  # whether it is noticed before she is back

    run(session())
