"""`consultand host`: the counsellor's side of a session without a screen, as lines of JSON."""

import argparse
import asyncio
import contextlib
import dataclasses
import os
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from app.commands.arguments import invited, port, seconds
from app.commands.command import Command, Json, Speaker
from app.commands.keep import Keep
from app.commands.orders import obey
from app.commands.serve import until_stopped
from app.commands.talk_orders import put_away, talk_json
from app.media_server import media_server
from app.paths import resource
from app.rendezvous.key import host_key
from app.rendezvous.page import published_hash
from app.rendezvous.server import ServerOptions, start_server
from app.roots import declare_roots, read_roots
from app.words import demand, offers_pseudo
from counselling.call.host.call import Call
from counselling.call.line.events import (
    Admitted,
    CallEvent,
    Connected,
    Ended,
    Failed,
    FellowSecond,
    Knocked,
    Left,
    LinkReady,
    Statistics,
)
from counselling.call.link.plan import Invited, Plan, ServerAddress, check_server_url
from counselling.call.link.room import Role
from counselling.call.media.devices import Devices
from counselling.call.media.engine import Engine, EngineName, engine_named, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.media.statistics import Second
from counselling.call.media.stopwatch import Stopwatch
from counselling.call.server.page_check import check_page
from counselling.call.talk.talk_news import FileCame, TalkEvent
from counselling.errors import CallError, CounsellingError, StorageError, UsageError
from counselling.language.traits import Use
from counselling.session.quality import summarise

_OPEN_BEFORE_SECONDS: Final = 60.0  # clocks differ
_OPEN_SECONDS: Final = 2 * 3600.0
_NAMES: Final[Mapping[type[CallEvent], str]] = {LinkReady: "link"}
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Host:
    """Opens a room, prints its link, lets people in when told to, and counts."""

    name = "host"
    summary = "hold a session without a screen: the link, then events as JSON lines"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--fake-media", action="store_true", help="a moving picture and a tone; required"
        )
        parser.add_argument("--admit-all", action="store_true", help="let everybody in who knocks")
        parser.add_argument(
            "--invite",
            type=invited,
            action="append",
            metavar="ROLE[:LANGUAGE]",
            help="one more person: patient, relative, nurse, interpreter; none: the patient",
        )
        parser.add_argument(
            "--orders", action="store_true", help="take orders as JSON lines on the standard input"
        )
        parser.add_argument("--seconds", type=seconds, help="end after so long")
        parser.add_argument(
            "--stamp",
            action="store_true",
            help="write the clock into picture and sound, to time them",
        )
        parser.add_argument("--language", default="", help="first language of the patient's page")
        parser.add_argument("--engine", choices=[name.value for name in EngineName])
        parser.add_argument("--host", default="127.0.0.1", help="address of the own server")
        parser.add_argument("--port", type=port, default=0, help="port of the own server")
        parser.add_argument("--server", help="use this running server instead")
        parser.add_argument("--host-key-file", type=Path, help="its key, for --server")
        parser.add_argument(
            "--keep", type=Path, help="file from which the room is taken up again after a kill"
        )
        parser.add_argument(
            "--sfu",
            default="",
            metavar="URL",
            help="the clinic's media server (Janus), for more than five people; it sees them",
        )
        parser.add_argument("--sfu-keys", type=Path, help="file with its keys, for --sfu")
        parser.add_argument(
            "--telephone", default="", help="the clinic's, for the links: where no line comes about"
        )
        parser.add_argument("--files", type=Path, help="folder for files that are taken")
        declare_roots(parser)
        parser.add_argument("--page-hash", help="of its page, when it is another release's")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Hold the session until its time is over, SIGTERM or Ctrl+C."""
        if not arguments.fake_media:
            raise UsageError("host.fake_media")
        if bool(arguments.server) != bool(arguments.host_key_file):
            raise UsageError("host.server_key")
        # a bench of several machines has no certificates; nothing real is said or shown on it
        check_server_url(arguments.server or "", in_house=True)
        roots = read_roots(arguments.ca_file)
        media_server(arguments.sfu, arguments.sfu_keys, roots)  # wrong ones are told at once
        if arguments.language:
            demand(arguments.language, Use.PATIENT)
        for person in arguments.invite or ():
            if person.language:
                demand(person.language, Use.PATIENT)
        engine = load_engine(engine_named(arguments.engine))
        asyncio.run(_hold(arguments, roots, engine, speaker))
        return 0


def event_json(event: CallEvent) -> Mapping[str, object]:
    """Return an event as one line's JSON: {"event": "first_frame", "seat": "1", ...}."""
    name = _NAMES.get(type(event)) or _CAPITAL.sub("_", type(event).__name__).lower()
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    plain: dict[str, object] = {key: _plain(value) for key, value in fields.items()}
    if isinstance(event, Statistics | FellowSecond):
        plain = {"seat": event.seat, **_second(event.second)}
    elif isinstance(event, Connected):
        plain["safety_words"] = event.safety_words.digits
    elif isinstance(event, TalkEvent):
        plain = {key: _plain(value) for key, value in talk_json(event).items()}
    elif isinstance(event, Failed):
        plain["error"] = {"id": event.error.message_id, **event.error.fields}
    return {"event": name, **plain}


def timed(told: Mapping[str, object], event: CallEvent, watch: Stopwatch | None) -> Json:
    """Return a second's statistics with the ages of what arrived in it; others as they are."""
    if watch is None or not isinstance(event, Statistics):
        return told
    times = watch.take()
    return {
        **told,
        "wall": round(time.time(), 3),
        "picture_ms": times.picture_ms,
        "sound_ms": times.sound_ms,
        "freezes": times.freezes,
        "freeze_ms": times.freeze_ms,
        "longest_freeze_ms": times.longest_ms,
        "cpu_seconds": round(time.process_time(), 3),
    }


def figures(seconds: Sequence[Second]) -> Mapping[str, object]:
    """Return what a call came to, and what this process spent on it (seconds of a processor)."""
    return {**dataclasses.asdict(summarise(seconds)), "cpu_seconds": round(time.process_time(), 2)}


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _second(second: Second) -> dict[str, object]:
    plain = dataclasses.asdict(second)
    plain["page"] = None if second.page is None else msgspec.structs.asdict(second.page)
    return plain


async def _hold(
    arguments: argparse.Namespace, roots: str, engine: Engine, speaker: Speaker
) -> None:
    async with _server(arguments, roots) as server:
        now = time.time()
        plan = Plan(
            server,
            tuple(arguments.invite or (Invited(Role.PATIENT, arguments.language),)),
            opens=now - _OPEN_BEFORE_SECONDS,
            closes=now + _OPEN_SECONDS,
            media=media_server(arguments.sfu, arguments.sfu_keys, roots),
            telephone=arguments.telephone,
        )
        stopwatch = Stopwatch()
        devices = Devices(
            FakeCamera(is_stamped=arguments.stamp),
            FakeMicrophone(is_stamped=arguments.stamp),
            lambda _: stopwatch,
            lambda _: stopwatch,
        )
        watch = stopwatch if arguments.stamp else None
        keep = Keep(arguments.keep)
        call = Call(plan, engine=engine, devices=devices, ticket=keep.ticket())
        await call.start()
        keep.update(call.ticket)
        admits_all = arguments.admit_all
        files: Path | None = arguments.files
        telling = asyncio.create_task(
            _tell(call, speaker, watch, keep, admits_all=admits_all, files=files)
        )
        obeying = asyncio.create_task(_obey(call, speaker, takes_orders=arguments.orders))
        try:
            await _until_over(arguments.seconds, telling)
        finally:
            obeying.cancel()
            await asyncio.gather(obeying, return_exceptions=True)
            await call.end()
            await telling
            keep.forget()


async def _until_over(seconds: float | None, telling: asyncio.Task[None]) -> None:
    """Wait for the time, a signal, or the teller's failure, whichever comes first."""
    stopped = asyncio.create_task(until_stopped())
    await asyncio.wait({stopped, telling}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)


async def _tell(
    call: Call,
    speaker: Speaker,
    watch: Stopwatch | None,
    keep: Keep,
    *,
    admits_all: bool,
    files: Path | None,
) -> None:
    seconds: list[Second] = []
    async for event in call.events():
        if isinstance(event, Ended):
            speaker.event({"event": "figures", **figures(seconds)})
        if isinstance(event, LinkReady):
            speaker.result(event_json(event), event.link)
        else:
            speaker.event(timed(event_json(event), event, watch))
        if isinstance(event, Statistics):
            seconds.append(event.second)
        if isinstance(event, FileCame):
            _put_away(event, files, speaker)
        if isinstance(event, Admitted | Left):
            keep.update(call.ticket)
        if isinstance(event, Knocked) and admits_all:
            with contextlib.suppress(CallError):  # gone again before we could
                await call.admit(event.seat)


def _put_away(event: FileCame, folder: Path | None, speaker: Speaker) -> None:
    try:
        put_away(event, folder)
    except StorageError as error:  # the call goes on: it can be offered again
        speaker.event({"event": "file_not_written", "file": event.file, "id": error.message_id})


async def _obey(call: Call, speaker: Speaker, *, takes_orders: bool) -> None:
    def refused(error: CounsellingError) -> None:
        error_json = {"id": error.message_id, **error.fields}
        speaker.event({"event": "order_refused", "error": error_json})

    if takes_orders:
        await obey(call, refused)


@asynccontextmanager
async def _server(arguments: argparse.Namespace, roots: str) -> AsyncIterator[ServerAddress]:
    if arguments.server:
        key = host_key(arguments.host_key_file)
        server = ServerAddress(arguments.server.rstrip("/"), key, roots)
        # before anybody is invited: a page that was changed could read what follows the #
        expected = arguments.page_hash or published_hash()
        await check_page(server.url, expected=expected, random=os.urandom, roots=roots)
        yield server
        return
    options = ServerOptions(
        page=resource("assets", "patient_page"),
        translations=resource("translations"),
        host=arguments.host,
        port=arguments.port,
        with_pseudo=offers_pseudo(),
    )
    async with start_server(options) as server:
        yield server


COMMAND: Final[Command] = Host()
