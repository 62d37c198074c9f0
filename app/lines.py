"""Opens a counsellor's line: over the clinic's server, or over one inside the program.

It imports WebRTC and aiohttp; app/compose.py imports it when a line is opened.
"""

import os
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Final

from app.media_server import media_server
from app.paths import resource, user_folder
from app.rendezvous.key import host_key
from app.rendezvous.page import published_hash
from app.rendezvous.server import ServerOptions, start_server
from app.roots import read_roots
from app.servers import Servers
from app.settings import settings_file
from counselling.call.host.call import Call
from counselling.call.line.mixing import mixed
from counselling.call.link.plan import Invited, MediaServer, Plan, ServerAddress, check_server_url
from counselling.call.link.room import SEATED, Role
from counselling.call.media.devices import Devices
from counselling.call.media.echo import without_echo
from counselling.call.media.engine import Engine, engine_named, load_engine
from counselling.call.server.page_check import check_page
from counselling.errors import CallError, SettingsError
from counselling.settings import store
from counselling.work.session.appointments import Held
from counselling.work.session.mail_room import MailRoom
from counselling.work.session.shared_line import PlainLine

KEY_FILE: Final = "rendezvous.key"
MEDIA_FILE: Final = "media-server.toml"
_OPENS_EARLIER_SECONDS: Final = 60.0  # clocks differ
_OPEN_SECONDS: Final = 3 * 3600.0


@asynccontextmanager
async def open_line(
    language: str, devices: Devices, *, servers: Servers, held: Held | None = None
) -> AsyncIterator[PlainLine]:
    """Open a line with one link. language: the first language of the patient's page.

    held: the room of an appointment at the clinic's server; None for a new one. servers: the
    clinic's, whose keys lie in the user's folder.
    Raises CallError: "call.no_engine", "call.server_url", "call.host_key_missing" (file);
    SettingsError("settings.value", key, line) for an engine that nobody knows; PageChanged when
    the clinic's server hands out another page than is expected of it, what Call.start,
    media_server and read_roots raise.
    """
    roots = _roots(servers)
    media = _media(servers.media_url, roots)
    async with await _server(servers, roots) as server:
        started = time.time()
        closes = started + _OPEN_SECONDS
        plan = Plan(
            server,
            _invited(language),
            opens=started - _OPENS_EARLIER_SECONDS,
            closes=max(closes, held.closes) if held else closes,
            media=media,
            telephone=servers.telephone,
        )
        call = Call(
            plan,
            engine=_engine(servers.engine),
            devices=mixed(without_echo(devices), clock=time.monotonic),
            ticket=held.ticket if held else None,
        )
        await call.start()
        try:
            yield call
        finally:
            await call.end()


def _engine(name: str) -> Engine:
    try:
        named = engine_named(name)
    except ValueError:
        line = store.line_of(settings_file(), "engine")
        raise SettingsError("settings.value", key="engine", line=line) from None
    return load_engine(named)


def _invited(language: str) -> tuple[Invited, ...]:
    """Return who may be invited; her family reads the page in her language."""
    hers = (Role.PATIENT, Role.RELATIVE)
    return tuple(Invited(role, language if role in hers else "") for role in SEATED)


def mail_room(servers: Servers) -> MailRoom:
    """Return the clinic's server as appointments need it; its page is compared before each use.

    What is done there raises CallError("call.no_clinic_server") where none is set up.
    """

    async def find() -> ServerAddress:
        if not servers.url:
            raise CallError("call.no_clinic_server")
        async with await _server(servers, _roots(servers)) as server:
            return server

    return MailRoom(find)


async def _server(servers: Servers, roots: str) -> AbstractAsyncContextManager[ServerAddress]:
    if not servers.url:
        options = ServerOptions(
            page=resource("assets", "patient_page"), translations=resource("translations")
        )
        return start_server(options)
    check_server_url(servers.url)
    key_file = user_folder() / KEY_FILE
    if not _is_there(key_file):
        raise CallError("call.host_key_missing", file=KEY_FILE)
    # before anybody is invited: a page that was changed could read what follows the #
    expected = servers.page_hash or published_hash()
    await check_page(servers.url, expected=expected, random=os.urandom, roots=roots)
    return nullcontext(ServerAddress(servers.url, host_key(key_file), roots))


def _roots(servers: Servers) -> str:
    return read_roots(user_folder() / servers.ca_file if servers.ca_file else None)


def _media(url: str, roots: str) -> MediaServer | None:
    keys = user_folder() / MEDIA_FILE
    return media_server(url, keys if _is_there(keys) else None, roots)


def _is_there(file: Path) -> bool:
    return file.is_file()
