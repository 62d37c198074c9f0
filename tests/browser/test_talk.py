"""The talk between a counsellor and a real browser: lines, captions, a hand, a hold, files."""

import json

import pytest

from app.rehearsal.browser import Screen
from app.rehearsal.patient import Patient
from counselling.call.board import board_words
from counselling.call.line.events import Connected, Knocked
from counselling.call.talk.talk_news import (
    FileCame,
    FileEnded,
    FileOffered,
    HandMoved,
    Wrote,
)
from counselling.call.talk.talk_orders import (
    EndFile,
    LowerHand,
    OfferFile,
    PutOnHold,
    ShareAgenda,
    TakeFile,
    TypeCaption,
    Write,
)
from counselling.call.talk.talk_words import End, Point
from counselling.language.catalogue import Catalogue
from tests.browser.conftest import wait_for_heading
from tests.browser.test_accessibility import AXE, violations
from tests.browser.test_board import come_in, type_in
from tests.call.conftest import Counsellor

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\n" + bytes(number % 251 for number in range(200_000))
LINES = "[...document.querySelectorAll('#talk-lines li')].map((each) => each.textContent)"
READ = "document.getElementById('announcement').textContent"
COUNT = "document.getElementById('talk-count').textContent"
TRACKS = "document.getElementById('mine').srcObject.getTracks()"
# A file as a person chooses it: through the page's own field.
CHOOSE = """((octets, name) => {
  const kept = new DataTransfer();
  kept.items.add(new File([new Uint8Array(octets)], name));
  document.getElementById("file").files = kept.files;
  document.getElementById("file").dispatchEvent(new Event("change"));
})"""


async def write(patient: Patient, text: str) -> None:
    await type_in(patient, "talk-text", text)
    await patient.evaluate("document.getElementById('talk-form').requestSubmit()")


async def choose(patient: Patient, content: bytes, name: str) -> None:
    await patient.evaluate(f"{CHOOSE}({json.dumps(list(content))}, {json.dumps(name)})")


async def break_line(host: Counsellor) -> None:
    """Hang up at the counsellor's end without a word, as a network does."""
    await host.call._seating._places["1"].visit._peer.close()


async def press_in_list(patient: Patient, words: str) -> None:
    buttons = "[...document.querySelectorAll('#file-list button')]"
    button = f"{buttons}.find((each) => each.textContent === {json.dumps(words)})"
    await patient.wait(button)
    await patient.evaluate(f"{button}.click()")


def test_lines_go_both_ways_are_counted_while_folded_and_outlive_a_line(
    run, meeting, browser
) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            host.call.talk(Write("Can you hear me?"))
            await patient.wait(f"{READ} === 'Counsellor: Can you hear me?'")
            host.call.talk(Write("<b>No markup</b> \u202ehere"))
            await patient.wait(f"{READ} === 'Counsellor: <b>No markup</b> here'")
            assert (
                await patient.evaluate("document.getElementById('talk-count').textContent") == "2"
            )
            await patient.press("talk-open")
            await patient.wait("document.getElementById('talk-count').hidden")
            await write(patient, "Yes, سلام")
            assert (await host.wait(Wrote, 3)).text == "Yes, سلام"
            await patient.wait("document.getElementById('talk-unsent').hidden")

            await break_line(host)
            host.call.talk(Write("while you were gone"))
            await write(patient, "are you there?")
            await host.wait(Connected, 2)
            await host.wait(Wrote, 5)
            await patient.wait(f"{LINES}.length === 5")
            shown = [str(line) for line in await patient.evaluate(LINES)]
            texts = [event.text for event in host.told(Wrote)]
            assert all(line.endswith(text) for line, text in zip(shown, texts, strict=True))
            assert await patient.evaluate(READ) == "Counsellor: while you were gone"

    run(session())


def test_hand_hold_captions_and_the_plan(run, meeting, browser) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            await patient.press("hand")
            assert (await host.wait(HandMoved)).is_up
            host.call.talk(LowerHand("1"))
            await patient.wait("document.getElementById('hand').ariaPressed === 'false'")

            host.call.talk(
                ShareAgenda((Point("Your family", is_done=True), Point("Tests")), 45, 31.2)
            )
            await patient.wait("document.getElementById('plan-time')?.textContent.includes('31')")
            assert (
                await patient.evaluate("document.querySelectorAll('#plan-points .is-done').length")
                == 1
            )

            host.call.talk(TypeCaption("You will hear"))
            await patient.wait("document.getElementById('caption').textContent.includes('hear')")
            host.call.talk(TypeCaption("You will hear from us.", is_done=True))
            await patient.wait(f"{LINES}.length === 1")

            host.call.talk(PutOnHold(is_on=True))
            await patient.wait("document.getElementById('hold').checkVisibility()")
            tracks = f"{TRACKS}.map((each) => each.enabled)"
            assert await patient.evaluate(tracks) == [False, False]
            await patient.press("mute")
            assert await patient.evaluate(tracks) == [False, False]
            host.call.talk(PutOnHold(is_on=False))
            await patient.wait("!document.getElementById('hold').checkVisibility()")
            sent = await patient.evaluate(f"{TRACKS}.filter((t) => t.enabled).map((t) => t.kind)")
            assert sent == ["video"]

    run(session())


def test_files_go_both_ways_checked_and_only_when_they_are_taken(run, meeting, browser) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            await patient.press("talk-open")
            host.call.talk(OfferFile("1", 9, "leaflet.pdf", PDF))
            await press_in_list(patient, "Take")
            assert (await host.wait(FileEnded)).end is End.DONE
            saved = await patient.evaluate(
                "(([a]) => [a.protocol, a.download])(document.querySelectorAll('#file-list a'))"
            )
            assert saved == ["blob:", "leaflet.pdf"]

            await choose(patient, b"MZ a program", "a.pdf")
            await patient.wait("document.getElementById('file-wrong').checkVisibility()")
            await choose(patient, PDF, "../../result.pdf")
            offered = await host.wait(FileOffered)
            assert (offered.name, offered.size_bytes) == ("result.pdf", len(PDF))
            assert host.told(FileCame) == []
            host.call.talk(TakeFile("1", offered.file))
            assert (await host.wait(FileCame)).content == PDF

            await choose(patient, PDF, "again.pdf")
            again = await host.wait(FileOffered, 2)
            host.call.talk(EndFile("1", again.file))
            await patient.wait(
                "document.getElementById('file-list').textContent.includes('not taken')"
            )

    run(session())


@pytest.mark.parametrize("screen", [Screen(320, 700, 1.0), Screen(1280, 860, 1.0, is_dark=True)])
def test_no_rule_of_accessibility_is_broken_while_they_talk(run, meeting, browser, screen) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in tests/browser")
    axe = AXE.read_text("utf-8")

    async def session() -> None:
        async with meeting() as host, browser(screen=screen) as patient:
            await come_in(host, patient)
            host.call.say(board_words.AskRoom("+44 20 7946 0000"), seat="1")
            host.call.talk(Write("Hello"))
            host.call.talk(ShareAgenda((Point("Your family", is_done=True),), 45, 31.0))
            host.call.talk(OfferFile("1", 9, "leaflet.pdf", PDF))
            await patient.press("talk-open")
            await write(patient, "Yes")
            await patient.evaluate("document.getElementById('plan').open = true")
            host.call.talk(TypeCaption("You will hear"))
            await patient.wait("document.getElementById('caption').checkVisibility()")
            assert await violations(patient, axe) == []
            host.call.talk(PutOnHold(is_on=True))
            await patient.wait("document.getElementById('hold').checkVisibility()")
            assert await violations(patient, axe) == []

    run(session())


def test_the_clinics_number_stays_where_she_may_need_it(run, meeting, browser) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient)
            host.call.say(board_words.AskRoom("+44 20 7946 0000"), seat="1")
            await patient.wait("sessionStorage.getItem('consultand.telephone')")
            await patient.leave()
            assert await patient.evaluate(SHOWN) == "+44 20 7946 0000"
            await patient.press("come-back")
            await patient.wait_for("waiting")
            assert await patient.evaluate(SHOWN) == "+44 20 7946 0000"

    run(session())


def test_the_link_brings_the_clinics_number_before_any_line_is_made(
    run, meeting, browser, chromium, english: Catalogue
) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as patient, chromium() as another:
            link = f"{await host.link()}.+442079460000"
            await patient.open(link)
            await patient.press("go-check")
            assert await patient.evaluate(SHOWN) == "+442079460000"
            await patient.press("knock")
            await host.wait(Knocked)
            assert await patient.evaluate(SHOWN) == "+442079460000"
            await another.open(link)
            await another.knock()
            await wait_for_heading(another, english.say("stop.link"))
            assert await another.evaluate(SHOWN) == "+442079460000"

    run(session())


SHOWN = "[...document.querySelectorAll('.call-us a')].find((a) => a.checkVisibility())?.textContent"
