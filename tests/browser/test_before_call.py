"""Before the call in real browsers: the whole check, notes to one who waits, what she tells."""

import asyncio
import json
import os

import pytest

from app.rehearsal.browser import FakeMedia
from app.rehearsal.patient import Patient
from app.rendezvous.server import ServerOptions, start_server
from counselling.call.line.events import Admitted, Connected, Knocked, WentAway
from counselling.call.link.before_call import Finding, Sentence
from counselling.call.link.form import Alive, Relative, Told, read
from counselling.call.link.invitation import invite, new_room
from counselling.call.media.ladder import Rung
from counselling.call.server.mailbox import Arrived, Box, Letter, announce, collect
from counselling.call.server.messages import Note
from tests.browser.conftest import fill, wait_for_words
from tests.browser.test_journey import come_in
from tests.call.conftest import keep

pytestmark = pytest.mark.browser

STILL, MOVING = range(180, 181), range(181, 481)  # heights; a busy browser sends smaller ones
NEWS = "document.getElementById('call-news').dataset.id"
TAKE_CAMERA_AWAY = """(() => {
  const [track] = document.getElementById("mine").srcObject.getVideoTracks();
  track.stop();
  track.dispatchEvent(new Event("ended"));
})()"""
PLUG_IN = "navigator.mediaDevices.dispatchEvent(new Event('devicechange')) && null"


def shown(element: str) -> str:
    return f"document.getElementById({json.dumps(element)})?.checkVisibility()"


def says(element: str, message: str) -> str:
    found = f"document.querySelector('#{element} [data-say], #{element}[data-say]')"
    return f"{shown(element)} && {found}?.dataset.say === {json.dumps(message)}"


async def waiting(host: object, patient: Patient) -> None:
    await patient.open(await host.link())
    await patient.knock()


def test_check_hears_her_plays_a_sound_and_looks_at_the_line(run, meeting, browser) -> None:
    async def check() -> None:
        async with meeting() as host, browser() as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait(says("found-camera", "check.camera_works"))
            await patient.wait(says("found-line", "check.line_good"), seconds=40)
            await patient.press("chime")
            await patient.wait(says("found-speaker", "check.speaker_asked"))
            await patient.press("unheard")
            await patient.wait(says("found-speaker", "check.speaker_unheard"))
            await patient.press("knock")
            knocked = await host.wait(Knocked)
            assert Finding.SPEAKER_UNHEARD in knocked.found
            assert set(knocked.found) <= {Finding.SPEAKER_UNHEARD, Finding.MICROPHONE_SILENT}

    run(check())


def test_silence_of_some_seconds_is_named_until_she_is_heard(run, meeting, chromium) -> None:
    async def check() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            # her microphone gives what this gain lets through of a tone
            await patient.evaluate(
                """(() => {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wishes) => {
    const stream = await ask(wishes);
    const context = new AudioContext(), tone = context.createOscillator();
    window.gain = context.createGain();
    window.gain.gain.value = 0;
    const out = context.createMediaStreamDestination();
    tone.connect(window.gain).connect(out);
    tone.start();
    return new MediaStream([...stream.getVideoTracks(), ...out.stream.getAudioTracks()]);
  };
})()"""
            )
            await patient.press("go-check")
            await patient.wait(says("found-microphone", "check.microphone_silent"))
            await patient.evaluate("window.gain.gain.value = 0.5")
            await patient.wait(says("found-microphone", "check.microphone_works"))

    run(check())


BREAKS = (
    (
        "window.WebSocket = class { constructor() { setTimeout(() => this.onerror()); } "
        "close() {} }",
        "check.line_blocked",
    ),
    (
        "RTCPeerConnection.prototype.createDataChannel = () => { throw new Error(); }",
        "check.line_blocked",
    ),
    ("window.fetch = async () => { throw new TypeError(); }", "check.line_away"),
    (
        "const real = fetch; window.fetch = async (...all) => { "
        "await new Promise((go) => setTimeout(go, 700)); return real(...all); }",
        "check.line_slow",
    ),
)


def test_line_that_will_not_do_has_its_sentence(run, meeting, chromium) -> None:
    async def check() -> None:
        async with meeting() as host, chromium() as patient:
            link = await host.link()
            for break_it, found in BREAKS:
                await patient.open(link)
                await patient.evaluate(f"(() => {{ {break_it} }})()")
                await patient.press("go-check")
                await patient.wait(says("found-line", found), seconds=30)
                link = link.partition("#")[0]

    run(check())


def test_what_she_is_let_know_is_shown_and_outlives_a_reload(run, meeting, chromium) -> None:
    async def wait() -> None:
        async with meeting() as host, chromium() as patient:
            await waiting(host, patient)
            await host.wait(Knocked)
            host.call.let_know("1", Note(Sentence.FIVE, "My train stands still."))
            await patient.wait(shown("note"))
            for turn in range(2):
                told = ["I am five minutes late.", "My train stands still."]
                await wait_for_words(patient, "#note > p", told)
                if turn == 0:
                    await patient.open((await host.link()).partition("#")[0])
                    await host.wait(WentAway)
                    await patient.knock()
                    await host.wait(Knocked, 2)
            await host.call.refuse("1", sentence=Sentence.PHONE)
            await patient.wait_for("goodbye")
            kind = "We cannot talk by video today. The clinic will phone you."
            await wait_for_words(patient, "#goodbye-more", [kind])

    run(wait())


def test_camera_that_is_taken_away_comes_back_and_the_sound_goes_on(run, meeting, browser) -> None:
    async def call() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            await patient.evaluate(TAKE_CAMERA_AWAY)
            await patient.wait(f"{NEWS} === 'call.camera_gone'")
            assert await patient.evaluate("document.getElementById('hide').disabled")
            heard = len(host.blocks)
            while len(host.blocks) < heard + 20:
                host.came.clear()
                await host.came.wait()
            seen = len(host.pictures)
            await patient.evaluate(PLUG_IN)
            await patient.wait(f"{NEWS} !== 'call.camera_gone'")
            while len(host.pictures) < seen + 10:
                host.came.clear()
                await host.came.wait()
            assert not await patient.evaluate("document.getElementById('hide').disabled")

    run(call())


def test_what_she_fills_in_comes_sealed_to_the_desk(chromium, options: ServerOptions) -> None:
    arrived: list[Arrived] = []

    async def keep(each: Arrived) -> None:
        arrived.append(each)

    async def session() -> None:
        async with start_server(options) as server, chromium() as patient:
            invitation = invite(server.url, new_room(os.urandom), random=os.urandom)
            box = Box(server, "owner", {"1": invitation})
            await announce(box, opens_in=86_400, closes_in=2 * 86_400)
            await patient.open(invitation.link)
            await patient.press("go-form")
            await patient.press("form-send")
            await patient.wait(says("form-state", "form.empty"))
            await fill(patient, "#form-reason", "my mother was ill")
            await patient.press("form-add")
            await fill(patient, "#form-rows [name=what]", "breast cancer")
            await fill(patient, "#form-rows [name=age]", "about 45")
            await fill(patient, "#form-rows [name=alive]", "no")
            # typed and not sent: it is there again after a reload
            await patient.open(invitation.link.partition("#")[0])
            await patient.press("go-form")
            await patient.press("form-send")
            await patient.wait(says("form-state", "form.kept"))
            assert await patient.evaluate("sessionStorage.getItem('consultand.form')") is None
            await collect(box, taken={}, keep=keep)

    asyncio.run(session())
    (letter,) = arrived
    assert isinstance(letter, Letter)
    told = read(letter.message)
    assert told.reason == "my mother was ill"
    assert told.family == (Told(Relative.MOTHER, "breast cancer", "about 45", Alive.NO),)


def test_second_tab_takes_the_seat_over_without_being_asked_again(run, meeting, chromium) -> None:
    async def tabs() -> None:
        async with meeting() as host, chromium() as patient:
            await waiting(host, patient)
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for_call()
            link = json.dumps(await host.link())
            await patient.evaluate(
                f"document.getElementById('mute').onclick = () => {{ window.tab = open({link}); }}"
            )
            await patient.press("mute")
            second = "window.tab.document.body?.dataset.step"
            await patient.wait(f"{second} === 'elsewhere'")
            assert (await patient.seen())["step"] == "call"
            await patient.evaluate("window.tab.document.getElementById('go-on').click()")
            await patient.wait_for("goodbye")
            await patient.wait(f"{second} === 'welcome'")
            await patient.evaluate("window.tab.document.getElementById('go-check').click()")
            knock = "window.tab.document.getElementById('knock')"
            await patient.wait(f"{knock}.checkVisibility()")
            await patient.evaluate(f"{knock}.click()")
            admitted = await host.wait(Admitted, 2)
            assert admitted.is_back
            await patient.wait(f"{second} === 'call'")

    run(tabs())


def test_refused_devices_are_told_at_the_door(run, meeting, chromium) -> None:
    async def check() -> None:
        async with meeting() as host, chromium(media=FakeMedia.REFUSED) as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.press("without")
            knocked = await host.wait(Knocked)
            assert {Finding.CAMERA_REFUSED, Finding.MICROPHONE_REFUSED} <= set(knocked.found)

    run(check())


def test_camera_that_was_changed_while_stills_went_out_is_seen_again(run, meeting, browser) -> None:
    """On a line that bears no moving picture, and afterwards on one that bears all."""

    async def call() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            visit = host.call._seating._places["1"].visit

            async def comes(count: int, heights: range) -> None:
                while [each.height in heights for each in host.pictures[-count:]] != [True] * count:
                    host.came.clear()
                    await host.came.wait()

            keep(visit, Rung.SOUND)
            await comes(2, STILL)
            await patient.evaluate(TAKE_CAMERA_AWAY)
            await patient.wait(f"{NEWS} === 'call.camera_gone'")
            await patient.evaluate(PLUG_IN)
            await patient.wait(f"{NEWS} !== 'call.camera_gone'")
            host.pictures.clear()
            await comes(1, STILL)
            keep(visit, Rung.FULL)
            await comes(10, MOVING)

    run(call())


def test_tab_that_was_closed_is_found_again_by_its_link(run, meeting, browser) -> None:
    """The same seat, and nobody has to let her in again; after a goodbye nothing is left."""

    async def call() -> None:
        async with meeting() as host, browser() as patient:
            link = await host.link()
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for_call()
            await host.wait(Connected)
            await patient.evaluate("sessionStorage.clear()")  # what a tab keeps goes with it
            await patient.open(link)
            await patient.knock()
            await patient.wait_for_call()
            await host.wait(Connected, 2)
            assert host.told(Admitted)[-1].is_back
            assert len(host.told(Knocked)) == 1
            assert await patient.evaluate("localStorage.length") == 1
            await host.call.end()
            await patient.wait_for("goodbye")
            assert await patient.evaluate("localStorage.length") == 0

    run(call())
