"""Several people in one call, two of them in real browsers of different makers."""

import asyncio

import pytest

from app.rehearsal.patient import Patient
from app.rendezvous.server import start_server
from counselling.call.line.events import LinkReady, PairBroken, PairMade, PrivateTalk
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine
from tests.browser.firefox import find_firefox, firefox_patient
from tests.browser.test_accessibility import AXE, violations
from tests.call.conftest import Counsellor, counsellor
from tests.call.gathering import Member, let_in, member

pytestmark = pytest.mark.browser

ROLES = (Role.PATIENT, Role.INTERPRETER, Role.NURSE)
PICTURES = """[...document.querySelectorAll('#others video')]
  .filter((video) => video.videoWidth > 0 && video.currentTime > 0).length"""


async def come_in(host: Counsellor, patient: Patient, seat: str) -> None:
    """Bring somebody at a browser into the call."""
    links = {event.seat: event.link for event in host.told(LinkReady)}
    await patient.open(links[seat])
    await patient.knock()
    await let_in(host, seat)
    await patient.wait_for_call()


async def names(patient: Patient) -> object:
    """Return the names under the others' faces."""
    return await patient.evaluate(
        "[...document.querySelectorAll('#others .name')].map((each) => each.textContent).sort()"
    )


def test_chromium_firefox_and_a_program_see_and_hear_each_other(
    run, options, engine: Engine, chromium
) -> None:
    if find_firefox() is None:
        pytest.skip("no Firefox on this machine")

    async def session() -> None:
        async with (
            start_server(options) as server,
            counsellor(server, engine, ROLES) as host,
            chromium() as patient,
            firefox_patient() as interpreter,
        ):
            await host.wait(LinkReady, 3)
            links = {event.seat: event.link for event in host.told(LinkReady)}
            await asyncio.gather(come_in(host, patient, "1"), come_in(host, interpreter, "2"))
            async with member(links["3"], engine, "3") as nurse:
                await let_in(host, "3")
                for browser in (patient, interpreter):
                    await browser.wait(f"{PICTURES} === 2", seconds=40)
                await nurse.until(lambda: nurse.eyes["1"].count > 3 and nurse.eyes["2"].count > 3)
                assert await names(patient) == ["Interpreter", "Nurse"]
                assert await names(interpreter) == ["Nurse", "Patient"]
                assert {e.seats for e in host.told(PairMade)} == {
                    ("1", "2"),
                    ("1", "3"),
                    ("2", "3"),
                }
                await speak_alone(host, patient, interpreter, nurse)
                await listen_to_the_interpreter(host, patient)
            await patient.wait("document.querySelectorAll('#others .tile').length === 1")

    run(session())


async def speak_alone(
    host: Counsellor, patient: Patient, interpreter: Patient, nurse: Member
) -> None:
    """Counsellor and patient speak alone; it is plain on all screens, and ended on the page.

    Her page sends nothing to the nurse meanwhile.
    """
    await nurse.hears_anything("1", is_loud=True)
    host.call.speak_alone("host", "1")
    for browser in (patient, interpreter):
        await browser.wait("document.getElementById('private').checkVisibility()")
    assert "Counsellor" in str(
        await patient.evaluate("document.getElementById('private-news').textContent")
    )
    assert "They do not hear you" in str(
        await interpreter.evaluate("document.getElementById('private-news').textContent")
    )
    await interpreter.wait("!document.getElementById('end-private').checkVisibility()")
    assert await violations(patient, AXE.read_text("utf-8")) == []
    await nurse.hears_anything("1", is_loud=False)
    await patient.press("end-private")
    await host.wait(PrivateTalk, 2)
    await patient.wait("!document.getElementById('private').checkVisibility()")
    await nurse.hears_anything("1", is_loud=True)


async def listen_to_the_interpreter(host: Counsellor, patient: Patient) -> None:
    """The counsellor is quiet under the interpreter, then silent, then loud again."""
    loud = "[document.getElementById('theirs').muted, document.getElementById('theirs').volume]"
    assert await patient.evaluate(loud) == [False, 0.25]
    for choice, expected in (("interpreter", [True, 1]), ("original", [False, 1])):
        await patient.evaluate(f"document.querySelector('#listen [value={choice}]').click()")
        assert await patient.evaluate(loud) == expected
    others = await patient.evaluate(
        "[...document.querySelectorAll('#others .tile')].filter((each) => "
        "each.querySelector('video').muted).map((each) => each.textContent)"
    )
    assert others == ["Interpreter"]
    assert host.told(PairBroken) == []
