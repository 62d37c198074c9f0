"""Both ends of a call whose board changes twice a second, each saying when it had which version.

    python -m tests.call.board_ends host ADDRESS SECONDS ENGINE
    python -m tests.call.board_ends guest LINK SECONDS ENGINE

The host gives out its link first. Each line is {"event": "put" or "shown", "version": 7, "wall":
1.0, "bytes": 90}: at what Unix time, and with how long a message.
For machines whose ends share a clock.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.board.board import CHANNEL
from counselling.call.board.board_patch import apply
from counselling.call.board.packing import unpacked
from counselling.call.guest.guest import Guest
from counselling.call.host.call import Call
from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.invitation import read_link
from counselling.call.link.plan import Invited, Plan
from counselling.call.link.room import Role
from counselling.call.media.devices import Devices, NullScreen, NullSpeaker
from counselling.call.media.engine import EngineName, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.rtc import DataChannel
from counselling.drawing.scene import Circle, Group, Scene, Text
from tests.conftest import ROOT

BETWEEN_SECONDS = 0.5
SETTLE_SECONDS = 3.0


def scene(number: int) -> Scene:
    """Return a picture of twenty people of whom one has grown older."""
    people = tuple(
        Group(
            (
                Circle(at * 60.0, 40, 17),
                Text(at * 60.0, 70, f"{40 + (number if at == number % 20 else 0)} y"),
            ),
            f"p{at}",
            label=f"II-{at}: woman",
        )
        for at in range(20)
    )
    return Scene(people, 1200, 100)


def say(**told: object) -> None:
    """Print one line."""
    sys.stdout.write(json.dumps({**told, "wall": time.time()}) + "\n")
    sys.stdout.flush()


def devices() -> Devices:
    """Return a small camera and a soft tone."""
    camera = FakeCamera(width=320, height=240)
    return Devices(camera, FakeMicrophone(), lambda _: NullScreen(), lambda _: NullSpeaker())


async def host(address: str, seconds: float, engine: EngineName) -> None:
    """Show one picture after the other."""
    options = ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations")
    async with start_server(replace(options, host=address)) as server:
        now = time.time()
        plan = Plan(server, (Invited(Role.PATIENT, "en"),), now - 60, now + 3600)
        call = Call(plan, engine=load_engine(engine), devices=devices())
        await call.start()
        showing: asyncio.Task[None] | None = None
        async with asyncio.timeout(seconds):
            async for event in call.events():
                match event:
                    case LinkReady(_, _, link):
                        say(event="link", link=link)
                    case Knocked(seat):
                        await call.admit(seat)
                        showing = asyncio.create_task(show(call))
        if showing is not None:
            showing.cancel()
        await call.end()


async def show(call: Call) -> None:
    """Put a picture up twice a second."""
    await asyncio.sleep(SETTLE_SECONDS)
    for number in range(10_000):
        await asyncio.sleep(BETWEEN_SECONDS)
        say(event="put", version=number + 1)
        call.show(scene(number))


@dataclass
class Page:
    """The board of a guest."""

    picture: Mapping[str, object] | None = None
    version: int = 0
    pieces: str = ""

    def take(self, channel: DataChannel) -> None:
        """Take one of the line's channels."""
        if channel.label == CHANNEL:
            self._channel = channel
            channel.on("message", self.hear)

    def hear(self, packet: str | bytes) -> None:
        """Do what a page does, but for drawing."""
        message = json.loads(unpacked(packet))
        match message["t"]:
            case "patch" if self.picture is not None and message["base"] == self.version:
                self.picture = apply(message, self.picture)
            case "patch":
                self._channel.send(json.dumps({"t": "resync"}))
                return
            case "snapshot":
                self.pieces = (self.pieces if message["part"] else "") + message["text"]
                if message["part"] + 1 < message["parts"]:
                    return
                self.picture = json.loads(self.pieces)
            case _:
                return
        self.version = message["version"]
        say(event="shown", version=self.version, bytes=len(packet))
        self._channel.send(json.dumps({"t": "shown", "version": self.version}))


async def guest(link: str, seconds: float, engine: EngineName) -> None:
    """Come, and say what stands when."""
    page = Page()
    came = Guest(
        read_link(link), engine=load_engine(engine), devices=devices(), on_channel=page.take
    )
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(came.run(), seconds)


if __name__ == "__main__":
    role, where, length, name = sys.argv[1:]
    work = {"host": host, "guest": guest}[role](where, float(length), EngineName(name))
    with contextlib.suppress(TimeoutError):
        asyncio.run(work)
