"""The patient's whole way in real browsers: link, check, knock, call, picture, goodbye."""

import asyncio
import json
from collections.abc import Callable

import numpy as np
import pytest

from app.rehearsal.browser import FakeMedia, Screen
from app.rehearsal.patient import Patient
from counselling.call.line.events import (
    Admitted,
    BoardShown,
    Connected,
    Failed,
    FirstFrame,
    Knocked,
    Left,
    Lost,
    Media,
    Statistics,
)
from counselling.call.link.invitation import read_link
from counselling.call.link.room import Presence
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.statistics import Second
from counselling.call.server import messages
from counselling.call.server.messages import DeviceCheck
from counselling.drawing.scene import Circle, Group, Line, Rectangle, Scene, Text
from counselling.language.catalogue import Catalogue
from tests.browser.conftest import wait_for_heading
from tests.call.conftest import Counsellor
from tests.call.evil import EvilServer, StolenKey, overheard

pytestmark = pytest.mark.browser

PROVING_MS = 30_000  # of call.js

FAMILY = Scene(
    (
        Group((Rectangle(10, 10, 20, 20), Text(12, 45, "I-1")), "father", "Father"),
        Line(30, 20, 60, 20),
        Group((Circle(70, 20, 10), Text(62, 45, "I-2")), "mother", "Mother"),
    ),
    100,
    60,
    "A family",
    "Father and mother",
)


def loudest(host: Counsellor) -> int:
    """The largest sample of the last block heard; a codec leaves a little of any silence."""
    return int(np.abs(np.frombuffer(host.blocks[-1].samples, "<i2").astype(int)).max())


async def come_in(host: Counsellor, patient: Patient) -> Connected:
    """Bring a patient from the link into the call."""
    await patient.open(await host.link())
    await patient.knock()
    await host.wait(Knocked)
    await host.call.admit("1")
    await patient.wait_for_call()
    return await host.wait(Connected)


async def wait_for_second(host: Counsellor, is_so: Callable[[Second], bool]) -> None:
    """Wait for a second of the line that is so: a busy computer takes some to get going."""
    async with asyncio.timeout(20):
        while not any(is_so(told.second) for told in host.told(Statistics)):
            host.came.clear()
            await host.came.wait()


@pytest.mark.journey
def test_patient_is_let_in_is_seen_and_heard_sees_the_family_and_leaves(
    run, meeting, browser, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            link = await host.link()
            await patient.open(link)
            welcome = await patient.seen()
            assert welcome["step"] == "welcome"
            assert welcome["address"] == link.partition("#")[0]

            await patient.knock()
            knocked = await host.wait(Knocked)
            assert (knocked.language, knocked.devices) == ("en", DeviceCheck.CAMERA_AND_SOUND)
            assert host.pictures == []
            assert (await patient.seen())["video"] == [0, 0]

            await host.call.admit("1")
            await patient.wait_for_call()
            connected = await host.wait(Connected)
            for count in (1, 2):
                await host.wait(FirstFrame, count)
            assert {first.media for first in host.told(FirstFrame)} == set(Media)

            seen = await patient.seen()
            numbers = " ".join(str(n) for n in connected.safety_words.numbers)
            words = connected.safety_words.in_words(english.say("safety.words"))
            assert (seen["safetyNumbers"], seen["safetyWords"]) == (numbers, words)

            host.call.show(FAMILY)
            await host.wait(BoardShown)
            seen = await patient.seen()
            assert seen["pictureTitle"] == "A family"
            assert seen["pictureShapes"] == 9  # two groups with their titles, five shapes

            await wait_for_second(
                host,
                lambda second: (
                    second.received_fps > 5
                    and second.level > 0.01
                    and second.page is not None
                    and (second.page.received_fps or 0) > 5
                ),
            )
            await patient.wait(
                f"document.getElementById('theirs').currentTime > {seen['videoSeconds']}"
            )

            await patient.leave()
            await host.wait(Left)
            assert host.call.room.seat("1").presence is Presence.WAITING
            assert host.told(Failed) == host.told(Lost) == []

    run(journey())


@pytest.mark.parametrize("name", list(EngineName))
def test_both_engines_carry_a_call_with_chromium(run, meeting, chromium, name) -> None:
    async def journey() -> None:
        async with meeting(load_engine(name)) as host, chromium() as patient:
            await come_in(host, patient)
            await wait_for_second(
                host, lambda second: second.received_fps > 5 and second.sent_kbit > 50
            )

    run(journey())


def test_reloaded_page_is_back_in_its_seat_without_being_let_in_again(
    run, meeting, browser
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            host.call.show(FAMILY)
            await come_in(host, patient)
            await patient.wait_for_picture()
            await patient.open((await host.link()).partition("#")[0])
            await patient.press("go-check")
            await patient.press("knock")
            await patient.wait_for_call()
            await patient.wait_for_picture()
            await host.wait(Connected, 2)
            assert [admitted.is_back for admitted in host.told(Admitted)] == [False, True]
            assert len(host.told(Knocked)) == 1

    run(journey())


def test_page_comes_back_by_itself_when_its_line_breaks(run, meeting, chromium) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await come_in(host, patient)
            visit = host.call._seating._places["1"].visit
            await visit._peer.close()  # as a network does that is gone: no word is said
            await host.wait(Connected, 2)
            await patient.wait_for("call")
            assert host.told(Admitted)[-1].is_back

    run(journey())


def test_second_browser_with_the_same_link_is_told_that_it_does_not_work(
    run, meeting, chromium, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient, chromium() as thief:
            await come_in(host, patient)
            await thief.open(await host.link())
            await thief.press("go-check")
            await thief.press("knock")
            await thief.wait_for("goodbye")
            await wait_for_heading(thief, english.say("stop.link"))
            assert host.call.room.seat("1").presence is Presence.CONNECTED

    run(journey())


@pytest.mark.parametrize(
    ("media", "sentence"),
    [(FakeMedia.REFUSED, "check.refused"), (FakeMedia.MISSING, "check.missing")],
)
def test_without_camera_and_microphone_there_is_one_sentence_and_a_way_on(
    run, meeting, chromium, english: Catalogue, media: FakeMedia, sentence: str
) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium(media=media) as patient:
            await patient.open(await host.link())
            await patient.press("go-check")
            await patient.wait("!document.getElementById('without').hidden")
            told = "document.getElementById('found-camera').innerText.trim()"
            await patient.wait(f"{told} === {json.dumps(english.say(sentence))}")
            assert await patient.evaluate("document.getElementById('found-microphone').hidden")
            await patient.press("without")
            assert (await host.wait(Knocked)).devices is DeviceCheck.NOTHING
            await host.call.admit("1")
            await patient.wait_for_call()
            await host.wait(Connected)

    run(journey())


def test_link_without_its_secret_says_so_in_one_sentence(
    run, meeting, chromium, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open((await host.link()).partition("#")[0])
            await patient.wait_for("goodbye")
            await wait_for_heading(patient, english.say("stop.incomplete"))

    run(journey())


def test_end_of_the_session_turns_the_patients_camera_off(
    run, meeting, browser, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            await host.call.end()
            await patient.wait_for("goodbye")
            await wait_for_heading(patient, english.say("goodbye.ended"))
            alive = "document.getElementById('mine').srcObject.getTracks()"
            assert await patient.evaluate(f"{alive}.every((t) => t.readyState === 'ended')")
            assert await patient.evaluate("sessionStorage.length") == 0

    run(journey())


def test_patient_goes_on_on_another_device_once_the_counsellor_frees_her_link(
    run, meeting, chromium, english: Catalogue
) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as phone, chromium() as tablet:
            await come_in(host, phone)
            await tablet.open(await host.link())
            for button in ("go-check", "knock"):
                await tablet.press(button)
            await tablet.wait_for("goodbye")
            await wait_for_heading(tablet, english.say("stop.link"))
            host.call.release("1")
            await phone.wait_for("goodbye")
            await wait_for_heading(phone, english.say("stop.freed"))
            assert await phone.evaluate("sessionStorage.length") == 0
            await tablet.open(await host.link())  # in the same tab: it begins anew
            await tablet.knock()
            await host.wait(Knocked, 2)
            await host.call.admit("1")
            await tablet.wait_for("call")

    run(journey())


def test_refused_patient_is_told_so(run, meeting, chromium, english: Catalogue) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            await patient.knock()
            await host.wait(Knocked)
            await host.call.refuse("1")
            await patient.wait_for("goodbye")
            await wait_for_heading(patient, english.say("stop.refused"))

    run(journey())


def test_muted_patient_is_not_heard_and_hidden_patient_not_seen(run, meeting, chromium) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await come_in(host, patient)
            async with asyncio.timeout(20):
                while not host.pictures or max(host.pictures[-1].y) < 100:
                    host.came.clear()
                    await host.came.wait()
            await patient.press("mute")
            await patient.press("hide")
            async with asyncio.timeout(20):
                while loudest(host) > 100 or max(host.pictures[-1].y) > 40:
                    host.came.clear()
                    await host.came.wait()

    run(journey())


def test_page_sends_no_media_to_a_host_that_is_not_proven(
    run, options, engine: Engine, browser, english: Catalogue
) -> None:
    """The relay got the sealing key and stands for a host with a tag of its own making."""

    def forged(message: messages.FromHost) -> messages.FromHost:
        if isinstance(message, messages.Proof):
            return messages.Proof("00" * 32, message.revealed)
        return message

    async def journey() -> None:
        evil = EvilServer()
        async with (
            overheard(evil, options, engine) as (host, link),
            browser() as patient,
        ):
            stolen = StolenKey(read_link(link), forged)
            evil.lie, evil.slander = stolen.watch, stolen.slander
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for("goodbye")
            await wait_for_heading(patient, english.say("stop.proof"))
            assert (await patient.seen())["video"] == [0, 0]
            assert not any(any(block.samples) for block in host.blocks)
            assert host.pictures == []

    run(journey())


def test_page_sends_no_media_before_the_host_is_proven(
    run, options, engine: Engine, browser, english: Catalogue
) -> None:
    """The relay keeps the host's tag back: the line stays silent and dark, and then she is told."""

    def kept_back(message: messages.FromHost) -> messages.FromHost | None:
        return None if isinstance(message, messages.Proof) else message

    async def journey() -> None:
        evil = EvilServer()
        async with (
            overheard(evil, options, engine) as (host, link),
            browser() as patient,
        ):
            stolen = StolenKey(read_link(link), kept_back)
            evil.lie, evil.slander = stolen.watch, stolen.slander
            await patient.open(link)
            await patient.evaluate(
                f"void (window.proving = [], window.setTimeout = ((set) => (deed, ms, ...given) =>"
                f" ms === {PROVING_MS} ? window.proving.push(deed) : set(deed, ms, ...given))"
                f"(window.setTimeout.bind(window)))"
            )
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Statistics, 2)
            assert host.pictures == []
            assert not any(any(block.samples) for block in host.blocks)
            assert (await patient.seen())["step"] == "waiting"
            await patient.wait("window.proving.length")
            await patient.evaluate("window.proving.forEach((deed) => deed())")  # its time is over
            await wait_for_heading(patient, english.say("stop.proof"))

    run(journey())


def test_revealed_nonce_that_was_not_committed_to_ends_the_call(
    run, options, engine: Engine, browser, english: Catalogue
) -> None:
    """Who could still choose the nonce could choose the safety words."""

    def forged(message: messages.FromHost) -> messages.FromHost:
        if isinstance(message, messages.Proof):
            return messages.Proof(message.proof, "00" * 16)
        return message

    async def journey() -> None:
        evil = EvilServer()
        async with (
            overheard(evil, options, engine) as (host, link),
            browser() as patient,
        ):
            stolen = StolenKey(read_link(link), forged)
            evil.lie, evil.slander = stolen.watch, stolen.slander
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for("goodbye")
            await wait_for_heading(patient, english.say("stop.proof"))

    run(journey())


@pytest.mark.parametrize(("width", "is_dark"), [(320, True), (390, False), (1280, False)])
def test_nothing_runs_over_the_edge_and_every_control_is_large_and_named(
    run, meeting, chromium, width: int, is_dark: bool
) -> None:
    small = """[...document.querySelectorAll("button, select")].filter((e) => e.checkVisibility())
        .map((e) => [e.id, e.getBoundingClientRect(), e.labels?.[0]?.textContent ?? e.textContent])
        .filter(([, box, name]) => box.width < 48 || box.height < 48 || !name.trim())
        .map(([id]) => id)"""
    overflow = "Math.max(document.documentElement.scrollWidth - innerWidth, 0)"  # a bar is none

    async def journey() -> None:
        screen = Screen(width, 700, 1.0, is_dark)
        async with meeting() as host, chromium(screen=screen) as patient:
            await patient.open((await host.link()).replace(".en", ".de"))
            assert (await patient.evaluate(small), await patient.evaluate(overflow)) == ([], 0)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for_call()
            host.call.show(FAMILY)
            await patient.wait_for_picture()
            assert (await patient.evaluate(small), await patient.evaluate(overflow)) == ([], 0)

    run(journey())


def test_page_contacts_nobody_but_its_own_server_and_breaks_no_rule_of_its_own(
    run, meeting, browser
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            await patient.open(await host.link())
            await patient.evaluate(
                "void (window.broken = [], addEventListener('securitypolicyviolation',"
                " (event) => window.broken.push(event.violatedDirective)),"
                " addEventListener('error', (event) => window.broken.push(event.message)),"
                " addEventListener('unhandledrejection', (e) => window.broken.push(`${e.reason}`)))"
            )
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for_call()
            host.call.show(FAMILY)
            await patient.wait_for_picture()
            await patient.press("larger")
            assert await patient.evaluate("window.broken") == []
            names = await patient.evaluate(
                "performance.getEntriesByType('resource').map((entry) => entry.name)"
            )
            origin = (await host.link()).partition("/j/")[0]
            assert isinstance(names, list)
            assert [name for name in names if not name.startswith(origin)] == []

    run(journey())


def test_language_can_be_changed_at_any_step(run, meeting, chromium, arabic: Catalogue) -> None:
    async def journey() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            await patient.evaluate(
                "(document.getElementById('language').value = 'ar',"
                " document.getElementById('language').dispatchEvent(new Event('change')))"
            )
            await patient.wait("document.documentElement.dir === 'rtl'")
            assert (await patient.seen())["heading"] == arabic.say("welcome.heading")
            await patient.knock()
            assert (await host.wait(Knocked)).language == "ar"
            await host.call.admit("1")
            await patient.wait_for_call()
            words = (await host.wait(Connected)).safety_words
            shown = (await patient.seen())["safetyWords"]
            assert shown == words.in_words(arabic.say("safety.words"))

    run(journey())
