"""Who speaks alone or waits on hold is not heard, also when she loads the page anew."""

import asyncio

import numpy as np
import pytest

from app.rehearsal.patient import Patient
from counselling.call.line.events import Connected, LinkReady, PrivateTalk
from counselling.call.link.room import Role
from counselling.call.talk.talk_orders import PutOnHold
from tests.call.conftest import Counsellor
from tests.call.gathering import let_in, member

pytestmark = pytest.mark.browser

AUDIBLE = (
    600  # of 32,768: far above silence, far below the tone of a browser's pretended microphone
)
VISIBLE = 40  # of 255, of a whole picture: black is 16, a browser's pretended camera above 60
STEADY_BLOCKS = 5
QUIET_BLOCKS = 25  # half a second: a line that was held up is quiet for some of them as well
TRIES_IN_VAIN = 3


def loud(host: Counsellor) -> int:
    """How many blocks of sound came in which somebody is heard."""
    peaks = (np.abs(np.frombuffer(b.samples, "<i2").astype(int)).max() for b in host.blocks)
    return sum(int(peak > AUDIBLE) for peak in peaks)


def visible(host: Counsellor) -> int:
    """How many pictures came in which there is anything to see."""
    return sum(int(np.frombuffer(each.y, np.uint8).mean() > VISIBLE) for each in host.pictures)


async def heard(host: Counsellor) -> None:
    """Wait until she is heard."""
    host.blocks.clear()
    async with asyncio.timeout(30):
        while loud(host) < STEADY_BLOCKS:
            host.came.clear()
            await host.came.wait()


async def seen(host: Counsellor) -> None:
    """Wait until she is seen."""
    async with asyncio.timeout(30):
        while not visible(host):
            host.came.clear()
            await host.came.wait()


async def silent(host: Counsellor) -> None:
    """Wait until what was on its way has been played."""
    host.blocks.clear()
    async with asyncio.timeout(30):
        while len(host.blocks) < QUIET_BLOCKS or loud(host):
            if loud(host):
                host.blocks.clear()
            host.came.clear()
            await host.came.wait()


async def load_anew(host: Counsellor, patient: Patient, link: str) -> None:
    """Load the page without what stands behind the #, as a browser does, and knock."""
    count = len(host.told(Connected))
    await silent(host)
    host.pictures.clear()
    await patient.open(link.partition("#")[0])
    await patient.knock()
    await host.wait(Connected, count + 1)


@pytest.mark.parametrize("lost", [0, TRIES_IN_VAIN])
def test_who_speaks_alone_is_not_heard_by_the_counsellor_after_a_reload(
    run, shaken, engine, browser, lost: int
) -> None:
    """lost: how often the line loses the part of the page that knows of a private talk."""

    async def session() -> None:
        async with (
            shaken(Role.PATIENT, Role.INTERPRETER) as (host, line, hers),
            browser() as patient,
        ):
            await host.wait(LinkReady, 2)
            links = {event.seat: event.link for event in host.told(LinkReady)}
            await patient.open(hers)
            await patient.knock()
            await let_in(host, "1")
            await patient.wait_for_call()
            await heard(host)
            async with member(links["2"], engine, "2") as interpreter:
                await let_in(host, "2")
                await patient.wait("document.querySelectorAll('#others .tile').length === 1")
                host.call.speak_alone("1", "2")
                await interpreter.wait(PrivateTalk)
                await patient.wait("document.getElementById('private').checkVisibility()")
                line.lost["/page/faces.js"] = lost
                await load_anew(host, patient, hers)
                await patient.wait("document.getElementById('private').checkVisibility()")
                assert loud(host) == 0
                host.call.speak_alone()
                await heard(host)

    run(session())


def test_who_waits_on_hold_is_neither_heard_nor_seen_after_a_reload(run, shaken, browser) -> None:
    async def session() -> None:
        async with shaken() as (host, line, hers), browser() as patient:
            await patient.open(hers)
            await patient.knock()
            await let_in(host, "1")
            await patient.wait_for_call()
            await heard(host)
            await seen(host)
            host.call.talk(PutOnHold(is_on=True))
            await patient.wait("document.getElementById('hold').checkVisibility()")
            line.lost["/page/talk.js"] = TRIES_IN_VAIN
            await load_anew(host, patient, hers)
            await patient.wait("document.getElementById('hold').checkVisibility()", seconds=40)
            assert (loud(host), visible(host)) == (0, 0)
            host.call.talk(PutOnHold(is_on=False))
            await heard(host)

    run(session())
