"""More than five people, one of them at a Chromium, over a real media server."""

import pytest

from app.rendezvous.server import start_server
from counselling.call.line.circle_words import SERVER
from counselling.call.line.events import Failed, LinkReady, MediaServed
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine
from tests.browser.test_circle import PICTURES, come_in, names
from tests.call.conftest import counsellor
from tests.call.gathering import gathered
from tests.call.janus_server import find_janus, janus
from tests.conftest import catalogue

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_janus() is None, reason="no Janus on this machine"),
]
ROLES = (Role.RELATIVE, Role.RELATIVE, Role.RELATIVE, Role.NURSE, Role.PATIENT)


def test_chromium_sends_once_to_the_media_server_and_says_that_it_sees_all(
    run, options, engine: Engine, chromium, tmp_path
) -> None:
    async def session() -> None:
        with janus(tmp_path) as clinic:
            async with (
                start_server(options) as server,
                counsellor(server, engine, ROLES, clinic.server) as host,
                chromium() as patient,
            ):
                await host.wait(LinkReady, len(ROLES))
                async with gathered(host, [engine] * 4, per_second=3) as others:
                    await come_in(host, patient, "5")
                    await host.wait(MediaServed)
                    await patient.wait(f"{PICTURES} === 4", seconds=60)
                    assert await names(patient) == ["Nurse", "Relative", "Relative", "Relative"]
                    for other in others.values():
                        await other.until(lambda o=other: SERVER in o.guest.fellows.lines)
                        await other.until(lambda o=other: o.eyes["5"].count > 3)
                    await patient.wait("document.getElementById('served')?.checkVisibility()")
                    shown = await patient.evaluate("document.getElementById('served').innerText")
                    assert shown == catalogue("en").say("people.served")
                    await others["1"].guest.leave()
                    await patient.wait(f"{PICTURES} === 3", seconds=60)
                    await patient.wait("document.getElementById('served').hidden", seconds=60)
                    assert host.told(Failed) == []

    run(session())
