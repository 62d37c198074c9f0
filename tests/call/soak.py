"""A long call of three in one process, which says again and again what it holds.

    python -m tests.call.soak SECONDS ENGINE

Prints one JSON object a line: `sampled()` below. Run by tests.call.test_soak.
"""

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.rendezvous.server import ServerOptions, start_server
from counselling.call.guest.guest import Guest
from counselling.call.host.call import Call
from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.invitation import read_link
from counselling.call.link.plan import Invited, Plan, ServerAddress
from counselling.call.link.room import Role
from counselling.call.media.devices import Devices
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.stopwatch import Stopwatch, percentile

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = 10  # at least; of a long call one every ten seconds
LONGEST_PAUSE_SECONDS = 10.0
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def sampled(began: float, watches: Sequence[Stopwatch]) -> Mapping[str, object]:
    """Return what this process holds, and how old pictures (ms) and sound (ms) arrived."""
    links = [_target(link) for link in Path("/proc/self/fd").iterdir()]
    times = [watch.take() for watch in watches]
    pictures = [age for each in times for age in each.picture_ms]
    sounds = [age for each in times for age in each.sound_ms]
    return {
        "seconds": round(time.monotonic() - began, 1),
        "memory_mb": round(_resident() / 1e6, 1),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "python_threads": threading.active_count(),
        "tasks": len(asyncio.all_tasks()),
        "sockets": sum(link.startswith("socket:") for link in links),
        "files": sum(link.startswith("/") for link in links),
        "pictures": len(pictures),
        "picture_p50_ms": percentile(pictures, 0.5),
        "sound_p50_ms": percentile(sounds, 0.5),
        "freezes": sum(each.freezes for each in times),
    }


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""  # it was the folder that we read


@dataclass
class Three:
    """A counsellor and two guests. watches: the screens and speakers of all, timed."""

    engine: Engine
    watches: list[Stopwatch] = field(default_factory=list)

    async def hold(self, server: ServerAddress, seconds: float) -> None:
        """Hold the call, and print what it holds."""
        now = time.time()
        people = (Invited(Role.PATIENT, "en"), Invited(Role.RELATIVE, "en"))
        plan = Plan(server, people, now - 60, now + seconds + 600)
        call = Call(plan, engine=self.engine, devices=self._devices(440))
        await call.start()
        guests: list[asyncio.Task[None]] = []
        coming = asyncio.create_task(self._let_in(call, guests))
        began = time.monotonic()
        while (time.monotonic() - began) < seconds:
            await asyncio.sleep(min(LONGEST_PAUSE_SECONDS, seconds / SAMPLES))
            sys.stdout.write(json.dumps(sampled(began, self.watches)) + "\n")
            sys.stdout.flush()
        await call.end()
        await asyncio.gather(coming, *guests)

    async def _let_in(self, call: Call, guests: list[asyncio.Task[None]]) -> None:
        async for event in call.events():
            match event:
                case LinkReady(_, _, link):
                    guest = Guest(read_link(link), engine=self.engine, devices=self._devices(880))
                    guests.append(asyncio.create_task(guest.run()))
                    guests.append(asyncio.create_task(_listen(guest)))
                case Knocked(seat):
                    await call.admit(seat)

    def _devices(self, tone_hz: float) -> Devices:
        def watch(_: str) -> Stopwatch:
            self.watches.append(Stopwatch())
            return self.watches[-1]

        camera = FakeCamera(width=320, height=240, is_stamped=True)
        microphone = FakeMicrophone(tone_hz=tone_hz, is_stamped=True)
        return Devices(camera, microphone, watch, watch)


async def _listen(guest: Guest) -> None:
    async for _ in guest.events():
        pass


async def soak(seconds: float, engine: EngineName) -> None:
    """Open a server and hold a call at it."""
    options = ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations")
    async with start_server(options) as server:
        await Three(load_engine(engine)).hold(server, seconds)


if __name__ == "__main__":
    asyncio.run(soak(float(sys.argv[1]), EngineName(sys.argv[2])))
