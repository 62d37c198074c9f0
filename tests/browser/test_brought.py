"""What comes only when it is asked for comes in the end, whatever the line loses on the way."""

import pytest
from msgspec.structs import replace

from app.rehearsal.browser import FakeMedia
from app.rehearsal.patient import Patient
from counselling.call.board import board_words as words
from counselling.call.line.events import BoardSaid, Connected, Knocked
from counselling.call.link.room import Role
from counselling.call.talk.talk_orders import OfferFile, TypeCaption
from counselling.language.catalogue import Catalogue
from tests.browser.board_pictures import family_picture
from tests.browser.test_board import type_in
from tests.browser.test_talk import PDF
from tests.call.gathering import let_in, member

pytestmark = pytest.mark.browser

ALWAYS = 1000  # until it is let through
STATE = "document.getElementById('form-state')"
NEWS = "document.getElementById('call-news')"
CONSENT = words.ShowConsent(
    *("testing", "1", "en", "ltr", "ab" * 32, "A gene test", ("What it finds.",)),
    questions=(words.Asked("care", "For your care?"), words.Asked("study", "For a study?")),
    declaration="I have read this.",
)
ANSWERED = replace(CONSENT, questions=(words.Asked("care", "", is_yes=True), CONSENT.questions[1]))


async def come_in(host, patient: Patient, link: str) -> None:
    await patient.open(link)
    await patient.knock()
    await host.wait(Knocked)
    await host.call.admit("1")
    await patient.wait_for_call()
    await host.wait(Connected)


@pytest.mark.parametrize(
    "path",
    ["/page/form.js", "/page/mailbox.js", "/page/later.css", "/words/later-en.json"],
)
def test_form_whose_parts_are_lost_says_so_and_comes_without_another_press(
    run, shaken, browser, english: Catalogue, path: str
) -> None:
    async def visit() -> None:
        async with shaken() as (_, line, link), browser() as patient:
            line.lost[path] = ALWAYS
            await patient.open(link)
            await patient.press("go-form")
            await patient.wait(f"{STATE}.textContent === {english.say('waiting.again')!r}")
            line.lost[path] = 0
            await patient.wait("document.getElementById('form')?.checkVisibility()")
            assert line.asked[path] > 1
            assert not await patient.evaluate(f"{STATE}.checkVisibility()")
            await patient.press("form-add")
            label = "document.querySelector('#form-rows span').textContent"
            assert await patient.evaluate(label) == english.say("form.who")
            await patient.press("form-back")
            await patient.wait_for("welcome")

    run(visit())


def test_consent_whose_module_is_on_its_way_loses_no_step(run, shaken, browser) -> None:
    async def session() -> None:
        async with shaken() as (host, line, link), browser() as patient:
            await come_in(host, patient, link)
            line.lost["/page/consent.js"] = ALWAYS
            host.call.say(CONSENT, seat="1")
            host.call.say(ANSWERED, seat="1")
            told = f"{NEWS}.checkVisibility() && {NEWS}.dataset.id"
            await patient.wait(f"{told} === 'line.reconnecting'")
            line.lost["/page/consent.js"] = 0
            await patient.wait("document.querySelector('[data-question=care] [value=yes]:checked')")
            await patient.wait(f"!{NEWS}.checkVisibility()")
            await patient.evaluate(
                "document.querySelector('fieldset[data-question=study] [value=no]').click()"
            )
            word = (await host.wait(BoardSaid)).word
            assert word == words.ConsentAnswer("testing", "study", False)
            host.call.say(words.ConsentOver("testing", words.Outcome.CLOSED), seat="1")
            await patient.wait("!document.getElementById('consent').checkVisibility()")

    run(session())


def test_consent_that_is_over_before_its_module_is_there_is_not_shown(
    run, shaken, chromium, english: Catalogue, measure
) -> None:
    async def session() -> None:
        async with shaken() as (host, line, link), chromium() as patient:
            await come_in(host, patient, link)
            line.lost["/page/consent.js"] = 1
            host.call.say(CONSENT, seat="1")
            host.call.say(words.ConsentOver("testing", words.Outcome.CLOSED), seat="1")
            await patient.wait("document.querySelector('#consent form')")
            assert not await patient.evaluate(
                "document.getElementById('consent').checkVisibility()"
            )
            line.lost["/page/propose.js"] = 1
            host.call.show(family_picture(english, measure))
            await patient.press("propose")
            await patient.wait("document.getElementById('propose-form').checkVisibility()")
            await type_in(patient, "propose-text", "ovarian cancer at 51")
            await patient.evaluate("document.getElementById('propose-form').requestSubmit()")
            assert isinstance((await host.wait(BoardSaid)).word, words.Propose)

    run(session())


def test_files_and_captions_that_come_before_their_modules_are_all_shown(
    run, shaken, browser
) -> None:
    async def session() -> None:
        async with shaken() as (host, line, link), browser() as patient:
            await come_in(host, patient, link)
            line.lost.update({"/page/talk_files.js": 2, "/page/captions.js": 1})
            for number in (7, 9):
                host.call.talk(OfferFile("1", number, f"{number}.pdf", PDF))
            host.call.talk(TypeCaption("You will hear", is_done=True))
            await patient.press("talk-open")
            await patient.wait("document.querySelectorAll('#file-list li').length === 2")
            names = (
                "[...document.querySelectorAll('#file-list bdi')].map((each) => each.textContent)"
            )
            assert await patient.evaluate(names) == ["7.pdf", "9.pdf"]
            await patient.wait("document.getElementById('caption').textContent.includes('hear')")

    run(session())


def test_others_are_seen_though_what_shows_them_was_lost_at_first(
    run, shaken, browser, engine
) -> None:
    async def session() -> None:
        async with (
            shaken(Role.PATIENT, Role.INTERPRETER) as (host, line, link),
            browser() as patient,
        ):
            await come_in(host, patient, link)
            assert line.asked["/page/faces.js"] == 0  # she is alone with the counsellor
            line.lost.update({"/page/faces.js": 1, "/page/circle.js": 1, "/page/pair.js": 1})
            async with member(await host.link(2), engine, "2"):
                await let_in(host, "2")
                await patient.wait(
                    "document.querySelector('#others video')?.videoWidth > 0", seconds=60
                )
                await patient.wait("document.getElementById('listen').checkVisibility()")
                assert line.asked["/page/pair.js"] == 2

    run(session())


def test_sentence_for_what_went_wrong_comes_later_than_never(
    run, shaken, chromium, english: Catalogue
) -> None:
    found = "document.getElementById('found-camera').innerText.trim()"

    async def visit() -> None:
        async with shaken() as (_, line, link), chromium(media=FakeMedia.REFUSED) as patient:
            await patient.open(link)
            line.lost["/words/later-en.json"] = ALWAYS
            await patient.press("go-check")
            await patient.wait(f"{found} === {english.say('waiting.again')!r}")
            line.lost["/words/later-en.json"] = 0
            await patient.wait(f"{found} === {english.say('check.refused')!r}")

    run(visit())
