"""A name that the DNS does not answer for holds up nobody but the first, and her not for long."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from app.rendezvous.server import start_server
from app.rendezvous.turn import TurnServer
from counselling.call.link.plan import IceServer
from counselling.call.link.verdict import Verdict
from counselling.call.media.engine import Engine
from counselling.call.server.reach import Reach
from counselling.call.server.turn_check import Checked, usable
from tests.call.conftest import counsellor
from tests.call.seat import Seat

GOOD, HANGS, ABSENT = "good.example", "hangs.example", "absent.example"
A_WAIT, FOR_EVER = 1.4, 30.0  # seconds: of 1.5, and of the 60 that the name hangs


class Resolver:
    """Knows one name, lacks another at once, and says nothing of the third until it is freed."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.freed = threading.Event()

    def __call__(self, name: str) -> bool:
        self.asked.append(name)
        if name == HANGS:
            self.freed.wait(60)
        return name != ABSENT


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    made = Resolver()
    yield made
    made.freed.set()


def server(*names: str) -> IceServer:
    return IceServer(tuple(f"turn:{name}:3478" for name in names), "user", "word", 600)


def test_server_whose_name_hangs_is_left_out_and_waited_for_once(resolver: Resolver) -> None:
    async def ask() -> None:
        reach = Reach(resolver)
        waits: list[float] = []
        for _ in range(3):
            began = time.monotonic()
            (kept,) = await reach.findable([server(HANGS, GOOD, ABSENT), server(HANGS)])
            waits.append(time.monotonic() - began)
            assert kept.urls == ("turn:good.example:3478",)
        assert A_WAIT < waits[0] < FOR_EVER
        assert max(waits[1:]) < A_WAIT
        assert resolver.asked.count(HANGS) == resolver.asked.count(GOOD) == 1
        assert resolver.asked.count(ABSENT) == 3  # a quick no may be a yes in a minute
        resolver.freed.set()
        assert await reach._answers[HANGS]
        assert await reach.knows(HANGS)

    asyncio.run(ask())


def test_names_are_looked_for_before_anybody_knocks(run, options, wrtc: Engine) -> None:
    lends = TurnServer(("turn:localhost:9?transport=tcp",), "a secret")

    async def session() -> None:
        async with (
            start_server(replace(options, turn=lends)) as server,
            counsellor(server, wrtc) as host,
            Seat(await host.link(), wrtc) as seat,
        ):
            await seat.come()
            await seat.until(lambda: seat.heard)
            assert "localhost" in host.call._studio.reach._answers

    run(session())


def test_addresses_are_looked_up_nowhere_and_what_cannot_be_read_is_out(
    resolver: Resolver,
) -> None:
    urls = ("stun:10.0.0.1", "turn:[2001:db8::1]:3478?transport=tcp", "turn:no:port")
    kept = asyncio.run(Reach(resolver).findable([IceServer(urls)]))
    assert [each.urls for each in kept] == [urls[:2]]
    assert resolver.asked == []


def test_name_that_hangs_holds_up_neither_the_end_of_the_loop_nor_the_program(
    resolver: Resolver,
) -> None:
    began = time.monotonic()
    assert not asyncio.run(Reach(resolver).knows(HANGS))
    assert time.monotonic() - began < FOR_EVER
    (asking,) = [each for each in threading.enumerate() if each.name == "names"]
    assert asking.daemon
    resolver.freed.set()
    asking.join(10)
    assert not asking.is_alive()  # its loop is over, and it minds that as little


def checked(reach: Reach, *servers: IceServer) -> tuple[Sequence[IceServer], list[Checked], float]:
    """Have an engine that takes one server given it; what was told; seconds that it took."""

    async def ask() -> Sequence[IceServer]:
        return await usable(servers, told.append, takes_one=True, reach=reach)

    told: list[Checked] = []
    began = time.monotonic()
    given = asyncio.run(ask())
    return given, told, time.monotonic() - began


def test_engine_that_takes_one_server_waits_a_second_and_a_half_for_a_name(
    resolver: Resolver,
) -> None:
    given, told, took = checked(Reach(resolver), server(HANGS), IceServer((f"stun:{HANGS}",)))
    assert (given, [each.verdict for each in told]) == ((), [Verdict.UNREACHABLE])
    assert A_WAIT < took < FOR_EVER


def test_server_that_was_silent_once_is_waited_for_less(silent: str) -> None:
    async def ask() -> list[float]:
        reach, waits = Reach(), []
        for _ in range(2):
            began = time.monotonic()
            await usable([IceServer((silent,))], lambda _: None, takes_one=True, reach=reach)
            waits.append(time.monotonic() - began)
        return waits

    first, again = asyncio.run(ask())
    assert first > 2.9
    assert again < first - 1


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes lines and says nothing on them."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        yield f"turn:127.0.0.1:{mute.getsockname()[1]}?transport=tcp"
