"""A line that falls silent while the page stands: what the patient is told, and how she is back."""

import json

import pytest

from app.rehearsal.patient import Patient
from counselling.call.line.events import Admitted, Connected, Failed, Knocked
from counselling.call.link.revival import Revival
from counselling.call.media.engine import EngineName, load_engine
from counselling.call.media.ladder import Rung
from counselling.language.catalogue import Catalogue
from tests.browser.test_journey import come_in
from tests.call.conftest import Counsellor, keep

pytestmark = pytest.mark.browser

NEWS = "document.getElementById('call-news')"
SAID = f"{NEWS}.lastElementChild.textContent.trim()"  # beside it stands the telephone number
SHOWN = f"{NEWS}.checkVisibility() ? {SAID} : ''"


async def deafen(host: Counsellor) -> None:
    """Stop all media that the host sends on its line, as a network does that is gone."""
    peer = host.call._seating._places["1"].visit._peer
    await peer._picture.stop()
    await peer._sound.stop()


async def told(patient: Patient, sentence: str) -> None:
    await patient.wait(f"({SHOWN}) === {sentence!r}", seconds=20)


@pytest.mark.parametrize(
    ("browser", "name"),
    [("chromium", each) for each in EngineName] + [("firefox", EngineName.WRTC)],
    indirect=["browser"],
)
def test_silence_is_told_and_the_line_made_anew_in_the_same_seat(
    run, meeting, browser, english: Catalogue, name: EngineName
) -> None:
    async def journey() -> None:
        async with meeting(load_engine(name)) as host, browser() as patient:
            await come_in(host, patient)
            await patient.evaluate(
                "void (window.told = [], new MutationObserver(() => window.told.push("
                f"{SAID})).observe({NEWS}, {{ childList: true, subtree: true,"
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


def test_new_way_is_taken_by_a_browser_and_the_line_stays(run, meeting, browser) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
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


READ = """(() => {
  window.read = [];
  const taken = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    window.read.push(description.sdp);
    return taken.call(this, description);
  };
})()"""


async def asks_for_lost_packets(patient: Patient, *, whether: bool) -> None:
    """Wait until the page reads the host as one that does, or does not, know of asking again."""
    asked = r"/^a=rtcp-fb:\S+ nack\r?$/m.test(window.read.at(-1))"
    await patient.wait(f"window.read.length && {asked} === {str(whether).lower()}")


def test_patient_is_told_of_a_narrow_line_and_sends_less(
    run, meeting, browser, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            visit = host.call._seating._places["1"].visit
            await patient.wait("document.getElementById('theirs').currentTime > 1")
            await patient.evaluate(READ)
            keep(visit, Rung.SMALL)
            await told(patient, english.say("line.small"))
            while host.pictures[-1].height > 360:
                host.came.clear()
                await host.came.wait()
            keep(visit, Rung.SOUND)
            await told(patient, english.say("line.sound"))
            while host.pictures[-1].height != 180:  # a still picture
                host.came.clear()
                await host.came.wait()
            await asks_for_lost_packets(patient, whether=False)
            keep(visit, Rung.FULL)
            await patient.wait(f"{NEWS}.hidden")
            await asks_for_lost_packets(patient, whether=True)
            while host.pictures[-1].height <= 180:  # a busy browser may send less than it has
                host.came.clear()
                await host.came.wait()

    run(journey())


SILENCES = [0.5 * step for step in range(60)] + [0.1, 2.5, 3.0, 4.0, 7.5]
LOSSES = [0.0, 0.4, 0.4, 0.1, 0.5, 0.5, 0.5, *[0.0] * 12, 1.0, 1.0, 1.0, 0.2]


def test_page_tries_what_we_try_and_hears_what_breaks_down(run, meeting, browser) -> None:
    def ours(*, can_restart: bool) -> list[str]:
        revival, deeds = Revival(can_restart), []
        for silent in SILENCES:
            revival, deed = revival.after(silent)
            deeds.append(deed.name.lower())
        return deeds

    async def ask() -> tuple[dict[str, object], dict[str, object]]:
        async with meeting() as host, browser() as patient:
            await patient.open(await host.link())
            tried = await patient.evaluate(
                f"""(async () => {{
                  const {{ Revival }} = await import("/page/revival.js");
                  const {{ Alarm }} = await import("/page/narrowing.js");
                  const [can, cannot, alarm] = [new Revival(true), new Revival(false), new Alarm()];
                  return {{
                    can: {json.dumps(SILENCES)}.map((each) => can.after(each)),
                    cannot: {json.dumps(SILENCES)}.map((each) => cannot.after(each)),
                    rings: {json.dumps(LOSSES)}.map((each) => alarm.after(each)),
                  }};
                }})()"""
            )
            return tried, {"can": ours(can_restart=True), "cannot": ours(can_restart=False)}

    tried, meant = run(ask())
    rings = tried.pop("rings")
    assert tried == meant
    # three loud seconds in a row ring; ten calm ones end it
    assert rings == [False] * 6 + [True] * 10 + [False] * 5 + [True] * 2
