"""The patient's page by axe-core's rules, at every step, in every direction, light and dark."""

import json
from pathlib import Path

import pytest

from app.rehearsal.browser import Screen
from app.rehearsal.patient import Patient
from counselling.call.board import board_words as words
from counselling.call.line.events import BoardSaid, Knocked
from counselling.language.catalogue import Catalogue
from counselling.pedigree.coming_of_age import USUAL_AGES, Maturity
from counselling.session.consent_form import in_words
from counselling.session.pretest import pretest
from counselling.session.signing import Signing
from tests.browser.board_pictures import family_picture
from ui.pages.session.working.consenting import shown

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NARROW, WIDE = Screen(320, 700, 1.0), Screen(1280, 860, 1.0, is_dark=True)
FORM = pretest(Maturity.ADULT, USUAL_AGES)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in tests/browser")
    return AXE.read_text("utf-8")


async def violations(patient: Patient, axe: str) -> object:
    await patient.evaluate(f"(function () {{ {axe}; return 1; }}).call(window)")
    return await patient.evaluate(
        f"axe.run(document, {json.dumps(RULES)}).then((found) => found.violations.map("
        "(rule) => [rule.id, rule.nodes.map((node) => node.html.slice(0, 120))]))"
    )


@pytest.mark.parametrize(("code", "screen"), [("en", NARROW), ("ar", WIDE)], ids=["en", "ar"])
def test_no_rule_is_broken_at_any_step(
    run, meeting, browser, axe, measure, code: str, screen: Screen, request: pytest.FixtureRequest
) -> None:
    name = {"en": "english", "ar": "arabic"}[code]
    language: Catalogue = request.getfixturevalue(name)
    picture = family_picture(language, measure)
    consent = shown(Signing(in_words(FORM, language), {"test": True}))

    async def journey() -> None:
        async with meeting() as host, browser(screen=screen) as patient:
            await patient.open((await host.link()).replace(".en", f".{code}"))
            assert await violations(patient, axe) == []
            await patient.press("go-sign")
            await patient.wait("document.getElementById('before-consent')?.checkVisibility()")
            await patient.evaluate("document.getElementById('before-sign-drawn').click()")
            assert await violations(patient, axe) == []
            await patient.press("sign-back")
            await patient.press("go-check")
            await patient.wait("!document.getElementById('knock').hidden")
            assert await violations(patient, axe) == []
            await patient.press("knock")
            await host.wait(Knocked)
            assert await violations(patient, axe) == []
            await host.call.admit("1")
            await patient.wait_for_call()
            host.call.show(picture)
            host.call.say(words.AskRoom("+44 20 7946 0000"), seat="1")
            host.call.say(consent, seat="1")
            await patient.wait_for_picture()
            await patient.wait("!document.getElementById('consent').hidden")
            await patient.press("propose")
            await patient.wait("document.getElementById('propose-form').checkVisibility()")
            await patient.evaluate(
                "(document.getElementById('people').open = true,"
                " document.getElementById('sign-drawn').click(),"
                " document.getElementById('propose-text').value = 'she had it too',"
                " document.getElementById('propose-form').requestSubmit())"
            )
            await host.wait(BoardSaid)
            await patient.press("propose")
            assert await violations(patient, axe) == []

    run(journey())
