"""Several guests in one call: each keeps what it saw and heard of each of the others."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import numpy as np

from counselling.call.guest.guest import Guest
from counselling.call.line.circle_words import SERVER
from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.invitation import read_link
from counselling.call.media.devices import AudioBlock, Devices, VideoFrame
from counselling.call.media.engine import Engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from tests.call.conftest import Counsellor
from tests.call.visitor import Visitor

TONES = {"host": 440.0, **{str(n): 500.0 + 200.0 * n for n in range(1, 8)}}


class Ear:
    """Keeps the last second of what one seat is heard to say."""

    def __init__(self, owner: "Member") -> None:
        self._owner = owner
        self._samples = b""

    def play(self, block: AudioBlock) -> None:
        self._samples = (self._samples + block.samples)[-96_000:]
        self._owner.came.set()

    def forget(self) -> None:
        self._samples = b""

    @property
    def seconds(self) -> float:
        """How much was heard since it was forgotten, one at most."""
        return len(self._samples) / 96_000

    @property
    def peak(self) -> float:
        """The loudest sample, 0..1."""
        samples = np.frombuffer(self._samples, dtype="<i2").astype(float) / 32768
        return float(np.abs(samples).max()) if len(samples) else 0.0

    def loudness(self, hertz: float) -> float:
        """Return how much of a tone, 0..1, is in what was heard."""
        samples = np.frombuffer(self._samples, dtype="<i2").astype(float) / 32768
        turns = np.exp(-2j * np.pi * hertz * np.arange(len(samples)) / 48_000)
        return float(abs(np.mean(samples * turns)) * 2) if len(samples) else 0.0


class Eye:
    """Keeps the last picture of one seat, and counts them."""

    def __init__(self, owner: "Member") -> None:
        self._owner = owner
        self.count = 0
        self.last: VideoFrame | None = None

    def show(self, frame: VideoFrame) -> None:
        self.last = frame
        self.count += 1
        self._owner.came.set()


@dataclass
class Member(Visitor):
    """A guest among others; ears, eyes: by the seat that sound or picture comes from, "" host."""

    ears: dict[str, Ear] = field(default_factory=dict)
    eyes: dict[str, Eye] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.ears = defaultdict(lambda: Ear(self))
        self.eyes = defaultdict(lambda: Eye(self))

    @property
    def fellows(self) -> set[str]:
        """The seats with whom a line stands."""
        return set(self.guest.fellows.lines) - {SERVER}

    async def hears(self, seat: str, hertz: float, *, is_loud: bool) -> None:
        """Wait until half a second heard of a seat is the tone, or is not."""
        await self._until_heard(seat, 0.5, lambda ear: (ear.loudness(hertz) > 0.02) is is_loud)

    async def hears_anything(self, seat: str, *, is_loud: bool) -> None:
        """Wait until a second heard of a seat holds any sound, or none: a browser only beeps."""
        await self._until_heard(seat, 1.0, lambda ear: (ear.peak > 0.02) is is_loud)

    async def _until_heard(self, seat: str, seconds: float, wanted: Callable[[Ear], bool]) -> None:
        ear = self.ears[seat]
        ear.forget()

        def settled() -> bool:
            if ear.seconds < seconds:
                return False
            is_right = wanted(ear)
            if not is_right:
                ear.forget()
            return is_right

        await self.until(settled)


@asynccontextmanager
async def member(
    link: str, engine: Engine, number: str, key: str = "", *, per_second: float = 10
) -> AsyncIterator[Member]:
    """A guest with a tone of its own, who leaves at the end."""
    made = Member()
    devices = Devices(
        FakeCamera(width=160, height=120, per_second=per_second),
        FakeMicrophone(tone_hz=TONES[number]),
        lambda seat: made.eyes[seat],
        lambda seat: made.ears[seat],
    )
    made.guest = Guest(read_link(link), engine=engine, devices=devices, seat_key=key or None)
    listening = asyncio.create_task(made.listen())
    running = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        if not running.done():
            await made.guest.leave()
        await running
        await listening


async def let_in(host: Counsellor, seat: str, count: int = 1) -> None:
    """Let a seat in as soon as it knocked so often."""
    while len([event for event in host.told(Knocked) if event.seat == seat]) < count:
        host.came.clear()
        await host.came.wait()
    await host.call.admit(seat)


@asynccontextmanager
async def gathered(
    host: Counsellor, engines: Sequence[Engine], *, per_second: float = 10
) -> AsyncIterator[dict[str, Member]]:
    """As many guests as engines, in the room and joined to each other."""
    members: dict[str, Member] = {}
    async with AsyncExitStack() as stack:
        for number in range(1, len(engines) + 1):
            await host.wait(LinkReady, number)
        links = {event.seat: event.link for event in host.told(LinkReady)}
        for seat, engine in zip(links, engines, strict=False):
            guest = member(links[seat], engine, seat, per_second=per_second)
            members[seat] = await stack.enter_async_context(guest)
            await let_in(host, seat)
        for each in members.values():
            await each.until(lambda m=each: len(m.fellows) == len(engines) - 1)
        yield members
