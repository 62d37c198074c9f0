"""`consultand join LINK`: an invited person without a browser, as lines of JSON."""

import argparse
import asyncio
import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.commands.arguments import seconds
from app.commands.command import Command, Speaker
from app.commands.host import event_json, figures, timed
from app.commands.serve import until_stopped
from app.commands.talk_orders import guest_begins, guest_hears
from app.invited import declare_link, invited
from counselling.call.guest.guest import Guest
from counselling.call.line.events import Ended, Statistics
from counselling.call.link.before_call import Finding
from counselling.call.link.invitation import Invitation, base64url
from counselling.call.media.devices import Devices
from counselling.call.media.engine import Engine, EngineName, engine_named, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.statistics import Second
from counselling.call.media.stopwatch import Stopwatch
from counselling.call.server.relay_trial import found_of, try_relay
from counselling.call.server.turn_check import Checked
from counselling.errors import ConnectionLost, LinkRefused, UsageError

_SEAT_KEY_BYTES: Final = 16


class Join:
    """Tries the relay, knocks, waits, is let in, and says each second how the line is."""

    name = "join"
    summary = "join a session without a browser: events and figures as JSON lines"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        declare_link(parser)
        parser.add_argument(
            "--fake-media", action="store_true", help="a moving picture and a tone; required"
        )
        parser.add_argument(
            "--check", action="store_true", help="only see whether the clinic's relay works"
        )
        parser.add_argument("--seconds", type=seconds, help="leave after so long")
        parser.add_argument(
            "--stamp", action="store_true", help="write the clock into picture and sound"
        )
        parser.add_argument("--say", action="append", default=[], help="write a line to all")
        parser.add_argument("--raise-hand", action="store_true", help="raise the hand")
        parser.add_argument("--hand-over", type=Path, help="offer a file to the counsellor")
        parser.add_argument("--files", type=Path, help="take what is offered, into this folder")
        parser.add_argument("--engine", choices=[name.value for name in EngineName])

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Join until the time is over, the session ends, SIGTERM or Ctrl+C.

        With --check: exit code 1 when the clinic has a relay and it does not work from here.
        """
        if arguments.check:
            key = base64url(os.urandom(_SEAT_KEY_BYTES))
            checked = asyncio.run(try_relay(invited(arguments), key))
            return 1 if _say_tried(checked, speaker) else 0
        if not arguments.fake_media:
            raise UsageError("host.fake_media")
        invitation = invited(arguments)
        engine = load_engine(engine_named(arguments.engine))
        asyncio.run(_join(arguments, invitation, engine, speaker))
        return 0


async def _join(
    arguments: argparse.Namespace, invitation: Invitation, engine: Engine, speaker: Speaker
) -> None:
    stopwatch = Stopwatch()
    devices = Devices(
        FakeCamera(is_stamped=arguments.stamp),
        FakeMicrophone(tone_hz=880, is_stamped=arguments.stamp),
        lambda _: stopwatch,
        lambda _: stopwatch,
    )
    key = base64url(os.urandom(_SEAT_KEY_BYTES))
    guest = Guest(invitation, engine=engine, devices=devices, seat_key=key)
    with contextlib.suppress(ConnectionLost, LinkRefused):  # the knock will say it
        tried = await try_relay(invitation, key, guest.studio.reach)
        guest.found = _say_tried(tried, speaker)
    guest_begins(
        guest.talk,
        arguments.say,
        raises_hand=arguments.raise_hand,
        file=arguments.hand_over,
    )
    watch = stopwatch if arguments.stamp else None
    telling = asyncio.create_task(_tell(guest, speaker, watch, arguments.files))
    running = asyncio.create_task(guest.run())
    stopped = asyncio.create_task(until_stopped())
    waiting = {running, stopped, telling}
    await asyncio.wait(waiting, timeout=arguments.seconds, return_when=asyncio.FIRST_COMPLETED)
    if not running.done():
        await guest.leave()
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)
    with contextlib.suppress(asyncio.CancelledError):
        await running
    await telling


def _say_tried(checked: Sequence[Checked], speaker: Speaker) -> tuple[Finding, ...]:
    """Say what came of trying the relay; return what of it is told with the knock."""
    for each in checked:
        told = {"url": each.url, "verdict": each.verdict, "milliseconds": each.milliseconds}
        speaker.event({"event": "relay_tried", **told})
    found = found_of(checked)
    if found is None:
        speaker.event({"event": "relay", "state": "works" if checked else "none"})
        return ()
    speaker.event({"event": "relay", "state": found.value.removeprefix("relay_")})
    return (found,)


async def _tell(
    guest: Guest, speaker: Speaker, watch: Stopwatch | None, files: Path | None
) -> None:
    measured: list[Second] = []
    async for event in guest.events():
        if isinstance(event, Statistics):
            measured.append(event.second)
        if isinstance(event, Ended):
            speaker.event({"event": "figures", **figures(measured)})
        speaker.event(timed(event_json(event), event, watch))
        guest_hears(guest.talk, event, files)


COMMAND: Final[Command] = Join()
