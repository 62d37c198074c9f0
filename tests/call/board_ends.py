"""Both ends of a call whose board changes, each saying when it had which version.

    python -m tests.call.board_ends host ADDRESS SECONDS ENGINE
    python -m tests.call.board_ends guest LINK SECONDS ENGINE
    python -m tests.call.board_ends browser LINK SECONDS ENGINE

The browser is a Chromium, whatever engine is named. The host gives out its link first. Pictures of
two hundred people come, one every other second, and then a family of whom one fact more is told
twice a second, and taken back when all are. Each line is {"event": "put" or "shown", "version": 7,
"wall": 1.0}: at what Unix time; of what was put also "kind" ("many", "fact", or "" for what is not
looked at) and "bytes", how long its message is. For machines whose ends share a clock.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, cycle

from app.commands.serve import until_stopped
from app.rehearsal.chromium import patient_at_browser
from app.rendezvous.server import ServerOptions, start_server
from benchmarks.calls.browser_end import browser_that_trusts
from counselling.call.board.board import CHANNEL, Board
from counselling.call.board.board_patch import apply
from counselling.call.board.board_picture import board_picture
from counselling.call.board.packing import unpacked, written
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
from counselling.drawing.scene import Scene
from tests.call.board_story import many, told
from tests.conftest import ROOT

BETWEEN_SECONDS = 0.5
SETTLE_SECONDS = 3.0
MANY_TIMES = 5
MANY_SECONDS = 1.0
NOTHING = Scene((), 1, 1)
Step = tuple[str, Scene, float]  # kind, picture, seconds until the next


def story() -> Iterator[Step]:
    """Everything that is put up, without end."""
    facts, people = told(), many()
    whole = [("", NOTHING, MANY_SECONDS), ("many", people, MANY_SECONDS)] * MANY_TIMES
    first = [("", facts[0], 2 * MANY_SECONDS)]
    there, back = facts[1:], facts[-2::-1]
    return chain(whole, first, cycle([("fact", each, BETWEEN_SECONDS) for each in (*there, *back)]))


def say(**words: object) -> None:
    """Print one line; "wall" is now unless it is said."""
    sys.stdout.write(json.dumps({"wall": time.time(), **words}) + "\n")
    sys.stdout.flush()


def devices() -> Devices:
    """Return a small camera and a soft tone."""
    camera = FakeCamera(width=320, height=240)
    return Devices(camera, FakeMicrophone(), lambda _: NullScreen(), lambda _: NullSpeaker())


async def host(address: str, seconds: float, engine: EngineName) -> None:
    """Show one picture after the other."""
    steps = story()  # drawn before anybody waits for it
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
                        showing = asyncio.create_task(show(call, steps))
        if showing is not None:
            showing.cancel()
        await call.end()


async def show(call: Call, steps: Iterator[Step]) -> None:
    """Put up one picture after the other; the lengths are those of a second board beside it."""
    await asyncio.sleep(SETTLE_SECONDS)
    beside = Board()
    for kind, scene, seconds in steps:
        length = sum(map(len, beside.put(board_picture(scene), now=0.0)))
        say(event="put", version=beside.version, kind=kind, bytes=length)
        call.show(scene)
        await asyncio.sleep(seconds)


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
        before = written(self.picture) if self.picture else ""
        message = json.loads(unpacked(packet, before=before))
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
        say(event="shown", version=self.version)
        self._channel.send(json.dumps({"t": "shown", "version": self.version}))


async def guest(link: str, seconds: float, engine: EngineName) -> None:
    """Come, and say what stands when."""
    page = Page()
    came = Guest(
        read_link(link), engine=load_engine(engine), devices=devices(), on_channel=page.take
    )
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(came.run(), seconds)


# Run in the page before she knocks: a page says what it shows once it is drawn.
_WATCH = """
const send = RTCDataChannel.prototype.send;
const shown = [];
globalThis.takeShown = () => shown.splice(0);
RTCDataChannel.prototype.send = function (said) {
  const word = typeof said === "string" ? JSON.parse(said) : {};
  if (word.t === "shown") shown.push([word.version, Date.now() / 1000]);
  return send.call(this, said);
};
"""
_LOOK_SECONDS = 0.2


async def browser(link: str, seconds: float, _: EngineName) -> None:
    """Come at a browser, and say what stood on its screen when."""
    stopped = asyncio.create_task(until_stopped())
    with browser_that_trusts(link) as program:
        async with patient_at_browser(browser=program) as patient:
            await patient.open(link)
            await patient.evaluate(f"(() => {{{_WATCH}}})()")
            await patient.knock()
            async with asyncio.timeout(seconds):
                while not stopped.done():
                    await asyncio.wait({stopped}, timeout=_LOOK_SECONDS)
                    seen = await patient.evaluate("takeShown()")
                    for version, wall in seen if isinstance(seen, list) else ():
                        say(event="shown", version=version, wall=wall)


if __name__ == "__main__":
    role, where, length, name = sys.argv[1:]
    play = {"host": host, "guest": guest, "browser": browser}[role]
    with contextlib.suppress(TimeoutError):
        asyncio.run(play(where, float(length), EngineName(name)))
