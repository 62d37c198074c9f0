"""A line that falls silent while the page stands: what the patient is told, and how she is back."""

import pytest

from app.rehearsal.patient import Patient
from counselling.call.engine import EngineName, load_engine
from counselling.call.events import Admitted, Connected, Failed, Knocked, PictureChanged
from counselling.call.ladder import Ladder, Rung
from counselling.language.catalogue import Catalogue
from tests.browser.test_journey import come_in
from tests.call.conftest import Counsellor

pytestmark = pytest.mark.browser

NEWS = "document.getElementById('call-news')"
SHOWN = f"{NEWS}.checkVisibility() ? {NEWS}.textContent.trim() : ''"


async def deafen(host: Counsellor) -> None:
    """Stop all media that the host sends on its line, as a network does that is gone."""
    peer = host.call._seating._places["1"].visit._peer
    await peer._picture.stop()
    peer._sound.stop()


async def told(patient: Patient, sentence: str) -> None:
    await patient.wait(f"({SHOWN}) === {sentence!r}", seconds=20)


@pytest.mark.parametrize("name", list(EngineName))
def test_silence_is_told_and_the_line_made_anew_in_the_same_seat(
    run, meeting, chromium, english: Catalogue, name: EngineName
) -> None:
    async def journey() -> None:
        async with meeting(load_engine(name)) as host, chromium() as patient:
            await come_in(host, patient)
            await patient.evaluate(
                "void (window.told = [], new MutationObserver(() => window.told.push("
                f"{NEWS}.textContent.trim())).observe({NEWS}, {{ childList: true, subtree: true,"
                " attributes: true }))"
            )
            await deafen(host)
            await host.wait(Connected, 2)
            await patient.wait(f"{NEWS}.hidden")
            await patient.wait("document.getElementById('theirs').currentTime > 0")
            assert english.say("line.reconnecting") in await patient.evaluate("window.told")
            assert host.told(Admitted)[-1].is_back
            assert len(host.told(Knocked)) == 1
            assert host.told(Failed) == []
            assert (await patient.seen())["step"] == "call"

    run(journey())


def test_new_way_is_taken_by_a_browser_and_the_line_stays(run, meeting, chromium) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await come_in(host, patient)
            visit = host.call._seating._places["1"].visit
            before = visit._peer._connection.localDescription.sdp
            await visit._offer_again()
            shown = len(host.pictures)
            while visit._is_answer_due or len(host.pictures) < shown + 20:
                host.came.clear()
                await host.came.wait()
            assert visit._peer._connection.localDescription.sdp != before
            assert host.told(Failed) == []
            assert len(host.told(Connected)) == 1

    run(journey())


def test_patient_is_told_of_a_narrow_line_and_sends_less(
    run, meeting, chromium, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await come_in(host, patient)
            visit = host.call._seating._places["1"].visit
            await patient.wait("document.getElementById('theirs').currentTime > 1")
            visit._care.ladder = Ladder(Rung.SMALL)
            visit._peer.narrow(Rung.SMALL)
            await told(patient, english.say("line.small"))
            while host.pictures[-1].height > 360:
                host.came.clear()
                await host.came.wait()
            visit._peer.narrow(Rung.SOUND)
            await told(patient, english.say("line.sound"))
            while host.pictures[-1].height != 180:  # a still picture
                host.came.clear()
                await host.came.wait()
            visit._peer.narrow(Rung.FULL)
            await patient.wait(f"{NEWS}.hidden")
            while host.pictures[-1].height < 480:
                host.came.clear()
                await host.came.wait()
            assert host.told(PictureChanged) == []  # the ladder itself was not asked

    run(journey())
