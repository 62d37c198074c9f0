"""Goodbyes cross: a word for a line that is over opens nowhere, and is told as nothing."""

from collections.abc import Sequence

from counselling.call.line.events import (
    CallEvent,
    Connected,
    Failed,
    Freed,
    Knocked,
    Left,
    WentAway,
)
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine
from counselling.call.server import messages, wire
from tests.call.conftest import Counsellor
from tests.call.evil import EvilServer, overheard
from tests.call.seat import Seat


async def let_in(host: Counsellor, seat: Seat) -> None:
    """Bring a seat into the room."""
    await seat.come()
    await host.wait(Knocked)
    await host.call.admit("1")
    await host.wait(Connected)


async def all_was_heard(host: Counsellor, link: str) -> Sequence[CallEvent]:
    """Have somebody knock at the second seat, behind all that was said; return what was told."""
    before = len(host.told(Knocked))
    async with Seat(link, host.call._studio.engine) as other:
        await other.come()
        await host.wait(Knocked, before + 1)
    return host.told(Failed)


def test_goodbye_to_a_call_that_is_over_is_no_failure(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await let_in(host, seat)
            seating = host.call._seating
            seating.say_goodbye()
            await seating.close()
            late = seat.line.seal(messages.write(messages.Left()))
            seating.deliver(wire.Sealed(late, from_="1"))
            assert seating.visits == ()  # nobody is left whom the end would have to wait for
            await host.call.end()
            assert (host.told(Failed), host.told(Left)) == ([], [])

    run(session())


def test_word_that_comes_after_the_goodbye_is_no_failure(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc, (Role.PATIENT, Role.RELATIVE)) as host:
            async with Seat(await host.link(), wrtc) as seat:
                await let_in(host, seat)
                await seat.say(messages.Left())
                await seat.say(messages.Again())
                assert await all_was_heard(host, await host.link(2)) == []
            assert len(host.told(Left)) == 1

    run(session())


def test_goodbye_of_whom_we_send_away_is_no_failure(run, options, wrtc: Engine) -> None:
    async def session() -> None:
        evil = EvilServer()
        async with overheard(evil, options, wrtc, (Role.PATIENT, Role.RELATIVE)) as (host, *links):
            async with Seat(links[0], wrtc) as seat:
                await let_in(host, seat)
                evil.awake.clear()
                await seat.say(messages.Left())
                host.call.release("1")
                await seat.until(lambda: messages.Freed() in seat.heard)
                evil.awake.set()
                assert await all_was_heard(host, links[1]) == []
            assert (len(host.told(Freed)), host.told(Left)) == (1, [])

    run(session())


def test_goodbye_is_heard_though_the_page_is_gone_by_then(run, options, wrtc: Engine) -> None:
    async def session() -> None:
        evil = EvilServer()
        async with overheard(evil, options, wrtc, (Role.PATIENT, Role.RELATIVE)) as (host, *links):
            async with Seat(links[0], wrtc) as seat:
                await seat.come()
                await seat.until(lambda: seat.heard)
                evil.awake.clear()
                await seat.say(messages.Left())
            evil.awake.set()
            assert await all_was_heard(host, links[1]) == []
            assert (len(host.told(Left)), host.told(WentAway)) == (1, [])

    run(session())


def test_word_of_a_stranger_who_knocks_is_still_a_failure(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await let_in(host, seat)
            await seat.say(messages.Left())
            await host.wait(Left)
            async with Seat(await host.link(), wrtc, seat_key=seat.seat_key) as again:
                await again.knock()
                await again.send_sealed("AAAA")
                assert (await host.wait(Failed)).error.message_id == "call.sealed"

    run(session())
