"""A server, a counsellor's call and its events, and a run that fails when anything is left over."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.host.call import Call
from counselling.call.host.visit import Visit
from counselling.call.line.events import CallEvent, Ended, LinkReady
from counselling.call.link.plan import Invited, MediaServer, Plan, ServerAddress
from counselling.call.link.room import Role
from counselling.call.media.devices import AudioBlock, Devices, VideoFrame
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.ladder import Ladder, Report, Rung

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
E = TypeVar("E", bound=CallEvent)


@dataclass
class Counsellor:
    """A call with a reader of its events, and what its screen showed and its speaker played."""

    call: Call
    events: list[CallEvent] = field(default_factory=list)
    pictures: list[VideoFrame] = field(default_factory=list)
    blocks: list[AudioBlock] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.came = asyncio.Event()

    async def listen(self) -> None:
        async for event in self.call.events():
            self.events.append(event)
            self.came.set()

    async def wait(self, kind: type[E], count: int = 1) -> E:
        """Wait for the count-th event of a kind."""
        async with asyncio.timeout(20):
            while len(found := [e for e in self.events if isinstance(e, kind)]) < count:
                assert kind is Ended or not any(isinstance(e, Ended) for e in self.events)
                self.came.clear()
                await self.came.wait()
        return found[count - 1]

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def link(self, count: int = 1) -> str:
        return (await self.wait(LinkReady, count)).link

    def show(self, frame: VideoFrame) -> None:
        self.pictures.append(frame)
        self.came.set()

    def play(self, block: AudioBlock) -> None:
        self.blocks.append(block)
        self.came.set()


class Kept(Ladder):
    """A ladder that stays on its rung, whatever this computer has time for."""

    def after(self, report: Report) -> "Kept":
        return self


def keep(visit: Visit, rung: Rung) -> None:
    """Hold a seat's line to a rung, at both ends."""
    visit._care.ladder = Kept(rung)
    visit._peer.narrow(rung)


@asynccontextmanager
async def counsellor(
    server: ServerAddress,
    engine: Engine,
    roles: tuple[Role, ...] = (Role.PATIENT,),
    media: MediaServer | None = None,
) -> AsyncIterator[Counsellor]:
    """A started call, ended at the end."""
    now = time.time()
    people = tuple(Invited(role, "en") for role in roles)
    seen: list[Counsellor] = []
    small = {"width": 160, "height": 120, "per_second": 3}  # of many, for one computer
    usual = {"width": 320, "height": 240, "per_second": 15}
    camera = FakeCamera(**(small if len(roles) > 4 else usual))
    devices = Devices(camera, FakeMicrophone(), lambda _: seen[0], lambda _: seen[0])
    plan = Plan(server, people, now - 60, now + 600, media=media)
    call = Call(plan, engine=engine, devices=devices)
    seen.append(Counsellor(call))
    await call.start()
    listening = asyncio.create_task(seen[0].listen())
    try:
        yield seen[0]
    finally:
        await call.end()
        await listening


@pytest.fixture
def options() -> ServerOptions:
    return ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations")


@pytest.fixture
def meeting(
    options: ServerOptions,
) -> Callable[..., object]:
    """An async context: a server and a counsellor at it."""

    @asynccontextmanager
    async def meet(
        engine: Engine,
        roles: tuple[Role, ...] = (Role.PATIENT,),
        media: MediaServer | None = None,
    ) -> AsyncIterator[Counsellor]:
        async with (
            start_server(options) as server,
            counsellor(server, engine, roles, media) as host,
        ):
            yield host

    return meet


@pytest.fixture(params=list(EngineName))
def engine(request: pytest.FixtureRequest) -> Engine:
    return load_engine(request.param)


@pytest.fixture(scope="session")
def wrtc() -> Engine:
    return load_engine(EngineName.WRTC)


@pytest.fixture(scope="session")
def aiortc() -> Engine:
    return load_engine(EngineName.AIORTC)


@pytest.fixture
def run() -> Callable[[Coroutine[None, None, T]], T]:
    """Run a coroutine on a loop of its own; no task, no thread, no unheard error may be left."""

    def go(work: Coroutine[None, None, T]) -> T:
        errors: list[object] = []

        async def watched() -> T:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda _, context: errors.append(context))
            result = await asyncio.wait_for(work, 120)
            for _ in range(5):  # what is done needs a turn of the loop to be gone
                await asyncio.sleep(0)
            left = asyncio.all_tasks() - {asyncio.current_task()}
            assert not left, left
            return result

        threads = set(threading.enumerate())
        result = asyncio.run(watched())
        assert not errors, errors
        assert not [t for t in set(threading.enumerate()) - threads if t.is_alive()]
        return result

    return go
