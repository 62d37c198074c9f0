"""A guest in a test: reads its events, keeps what it saw and heard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from counselling.call.guest.guest import Guest
from counselling.call.line.events import CallEvent, Ended
from counselling.call.link.invitation import read_link
from counselling.call.media.devices import AudioBlock, Devices, VideoFrame
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.errors import CallError

E = TypeVar("E", bound=CallEvent)


@dataclass
class Visitor:
    """A guest's events, pictures and blocks; error: what ended it."""

    events: list[CallEvent] = field(default_factory=list)
    pictures: list[VideoFrame] = field(default_factory=list)
    blocks: list[AudioBlock] = field(default_factory=list)
    error: CallError | None = None

    def __post_init__(self) -> None:
        self.came = asyncio.Event()
        self.guest: Guest

    def show(self, frame: VideoFrame) -> None:
        self.pictures.append(frame)
        self.came.set()

    def play(self, block: AudioBlock) -> None:
        self.blocks.append(block)
        self.came.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                self.came.clear()
                await self.came.wait()

    async def wait(self, kind: type[E], count: int = 1) -> E:
        await self.until(lambda: len(self.told(kind)) >= count or self.told(Ended))
        return self.told(kind)[count - 1]

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def listen(self) -> None:
        async for event in self.guest.events():
            self.events.append(event)
            self.came.set()

    async def run(self) -> None:
        try:
            await self.guest.run()
        except CallError as error:
            self.error = error


@asynccontextmanager
async def visitor(link: str, engine: Engine, seat_key: str | None = None) -> AsyncIterator[Visitor]:
    """A guest that comes, and leaves at the end."""
    made = Visitor()
    devices = Devices(
        FakeCamera(width=320, height=240),
        FakeMicrophone(tone_hz=880),
        lambda _: made,
        lambda _: made,
    )
    made.guest = Guest(read_link(link), engine=engine, devices=devices, seat_key=seat_key)
    listening = asyncio.create_task(made.listen())
    running = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        if not running.done():
            await made.guest.leave()
        await running
        await listening
