"""What the line loses of the page itself is asked for again, without a word or a press of hers."""

import json

import pytest

from app.rehearsal.patient import Patient
from counselling.call.line.events import Connected, Knocked
from counselling.errors import CallError
from counselling.language.catalogue import Catalogue

pytestmark = pytest.mark.browser

ALWAYS = 1000  # until it is let through
LOST = "document.getElementById('lost')?.checkVisibility()"
LANGUAGE = "document.documentElement.lang"


async def until(patient: Patient, condition: str) -> None:
    """Wait for a condition on a page that may be loaded anew meanwhile, where none holds."""
    for _ in range(5):
        try:
            await patient.wait(f"(document.body ?? false) && ({condition})", seconds=30)
        except (AssertionError, CallError):
            continue
        return
    raise AssertionError(condition)


async def set_out(patient: Patient, url: str) -> None:
    """Open a page that does not come to its first step."""
    await patient._browser.open(url)


async def choose(patient: Patient, code: str) -> None:
    await patient.evaluate(
        f"(document.getElementById('language').value = {json.dumps(code)},"
        " document.getElementById('language').dispatchEvent(new Event('change')), null)"
    )


@pytest.fixture
def shaken(run, shaken, browser):
    """A function: runs a visit with a counsellor, a line that can lose files, her and a link."""

    def go(visit) -> None:
        async def journey() -> None:
            async with shaken() as (host, line, link), browser() as patient:
                await visit(host, line, patient, link)

        run(journey())

    return go


@pytest.mark.parametrize(
    "path",
    [
        *("/words/index.json", "/words/en.json"),
        *("/page/main.js", "/page/board.js"),  # and one that another imports
    ],
)
def test_page_shows_that_the_line_is_lost_and_comes_by_itself(
    shaken, english: Catalogue, path: str
) -> None:
    async def visit(host, line, patient, link) -> None:
        line.lost[path] = ALWAYS
        await set_out(patient, link)
        await until(patient, LOST)
        assert await patient.evaluate("document.querySelector('progress').checkVisibility()")
        line.lost[path] = 0
        await until(patient, "document.body.dataset.step === 'welcome'")
        seen = await patient.seen()
        assert seen["heading"] == english.say("welcome.heading")
        assert seen["address"] == link.partition("#")[0]
        await patient.knock()
        await host.wait(Knocked)

    shaken(visit)


def test_looks_that_were_lost_come_too(shaken) -> None:
    async def visit(_, line, patient, link) -> None:
        line.lost["/page/page.css"] = 2
        await set_out(patient, link)
        await until(patient, "document.body.dataset.step === 'welcome'")
        shown = "[...document.querySelectorAll('[data-on]')].filter((e) => e.checkVisibility())"
        assert await patient.evaluate(f"{shown}.length") == 1
        await until(patient, "getComputedStyle(document.body).display === 'flex'")
        assert line.asked["/page/page.css"] == 3

    shaken(visit)


def test_who_loads_the_page_anew_while_it_waits_for_words_needs_no_link(shaken) -> None:
    async def visit(_, line, patient, link) -> None:
        line.lost["/words/en.json"] = ALWAYS
        await set_out(patient, link)
        await until(patient, LOST)
        line.lost["/words/en.json"] = 0
        await patient.open(link.partition("#")[0])
        await patient.wait_for("welcome")

    shaken(visit)


def test_language_that_is_lost_leaves_the_old_one_whole_and_comes_later(
    shaken, english: Catalogue, arabic: Catalogue
) -> None:
    async def visit(_, line, patient, link) -> None:
        await patient.open(link)
        line.lost["/words/ar.json"] = ALWAYS
        await choose(patient, "ar")
        told = "document.getElementById('announcement').textContent"
        await patient.wait(f"{told} === {json.dumps(english.say('waiting.again'))}")
        seen = await patient.seen()
        assert seen["heading"] == english.say("welcome.heading")
        assert await patient.evaluate(f"[{LANGUAGE}, document.documentElement.dir]") == [
            "en",
            "ltr",
        ]
        line.lost["/words/ar.json"] = 0
        await patient.wait("document.documentElement.dir === 'rtl'")
        assert (await patient.seen())["heading"] == arabic.say("welcome.heading")

    shaken(visit)


def test_language_that_comes_after_another_was_chosen_is_not_spoken(shaken) -> None:
    async def visit(_, line, patient, link) -> None:
        await patient.open(link)
        line.lost["/words/ar.json"] = ALWAYS
        await choose(patient, "ar")
        await patient.wait("document.getElementById('announcement').textContent")
        await choose(patient, "de")
        await patient.wait(f"{LANGUAGE} === 'de'")
        line.lost["/words/ar.json"] = 0
        # nothing is held up any more: what was wanted before has come, or is not wanted
        await patient.evaluate(
            "import('/page/bring.js').then(({ isHeldUp }) => { window.isHeldUp = isHeldUp; })"
        )
        await patient.wait("!window.isHeldUp()")
        assert await patient.evaluate(LANGUAGE) == "de"

    shaken(visit)


def test_other_language_can_be_chosen_before_there_are_any_words(shaken, german: Catalogue) -> None:
    async def visit(_, line, patient, link) -> None:
        line.lost["/words/en.json"] = ALWAYS
        await set_out(patient, link)
        await until(patient, f"{LOST} && document.querySelector('#language option[value=de]')")
        await choose(patient, "de")
        await patient.wait_for("welcome")
        assert (await patient.seen())["heading"] == german.say("welcome.heading")

    shaken(visit)


def test_consent_that_was_lost_is_not_shown_in_another_language(shaken, arabic: Catalogue) -> None:
    title = "document.getElementById('before-consent-title')"

    async def visit(_, line, patient, link) -> None:
        await patient.open(link.replace(".en", ".ar"))
        line.lost["/words/consent-ar.json"] = ALWAYS
        await patient.press("go-sign")
        state = "document.getElementById('sign-state')"
        await patient.wait(
            f"{state}.checkVisibility()"
            f" && {state}.textContent === {json.dumps(arabic.say('waiting.again'))}"
        )
        assert not await patient.evaluate(f"Boolean({title}?.checkVisibility())")
        line.lost["/words/consent-ar.json"] = 0
        await patient.wait(f"{title}?.checkVisibility()")
        assert not await patient.evaluate(f"{state}.checkVisibility()")
        assert line.asked["/words/consent-en.json"] == 0

    shaken(visit)


def test_call_is_held_after_all_that(shaken) -> None:
    async def visit(host, line, patient, link) -> None:
        line.lost.update({"/words/index.json": 1, "/page/line.js": 1, "/words/en.json": 2})
        await set_out(patient, link)
        await until(patient, "document.body.dataset.step === 'welcome'")
        await patient.knock()
        await host.wait(Knocked)
        await host.call.admit("1")
        await patient.wait_for_call()
        await host.wait(Connected)

    shaken(visit)
