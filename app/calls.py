"""What sessions need: heavy rooms are imported when the first line or visitor is made."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

from app.servers import Servers, servers_of
from app.words import offered
from counselling.call.media.devices import Devices
from counselling.language.traits import Use
from counselling.records.vault.vault import Vault
from counselling.settings.schema import Settings
from counselling.work.session.appointments import Appointments, Held, Post
from counselling.work.session.rehearse import Visitor
from counselling.work.session.sessions import Sessions
from counselling.work.session.shared_line import PlainLine
from counselling.work.vault.door import Door


def make_sessions(door: Door, settings: Settings, rooms: Appointments) -> Sessions:
    """Build the sessions of the open vault; rooms: those that outlive the program."""
    return Sessions(
        door,
        open_line=partial(open_line, servers=servers_of(settings)),
        languages=partial(offered, Use.PATIENT),
        appointments=rooms,
    )


def open_line(
    language: str, devices: Devices, *, servers: Servers, held: Held | None = None
) -> AbstractAsyncContextManager[PlainLine]:
    """Open a line over the clinic's server, or one inside the program (imports WebRTC, aiohttp).

    language: the first language of the patient's page; held: the room of an appointment.
    """
    from app import lines

    return lines.open_line(language, devices, servers=servers, held=held)


def make_appointments(vault: Callable[[], Vault], servers: Servers) -> Appointments:
    """Build what keeps rooms beyond a call, at the clinic's server (imports aiohttp)."""

    def post() -> Post:
        from app import lines

        return lines.mail_room(servers)

    return Appointments(
        vault,
        post=post,
        server_url=servers.url,
        random=os.urandom,
        now=time.time,
        telephone=servers.telephone,
    )


def visitor(*, is_headless: bool) -> AbstractAsyncContextManager[Visitor]:
    """Start a Chromium as the patient (imports aiohttp)."""
    from app.rehearsal.chromium import patient_at_browser

    return patient_at_browser(is_headless=is_headless)


def fake_devices() -> Devices:
    """A moving picture and a tone for a counsellor without camera and microphone."""
    from counselling.call.media.devices import NullScreen, NullSpeaker
    from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone

    screen, speaker = NullScreen(), NullSpeaker()
    return Devices(FakeCamera(), FakeMicrophone(), lambda _: screen, lambda _: speaker)
