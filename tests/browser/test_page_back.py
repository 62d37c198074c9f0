"""No way to end is the end where it may have been a mistake: she can ask to come in again."""

import pytest

from counselling.call.line.events import Admitted, Connected, Knocked
from counselling.call.link.before_call import Sentence
from counselling.language.catalogue import Catalogue
from tests.browser.conftest import wait_for_heading

pytestmark = pytest.mark.browser


def test_who_was_turned_away_can_knock_again_and_load_the_page_anew(
    run, meeting, browser, english: Catalogue
) -> None:
    async def visit() -> None:
        async with meeting() as host, browser() as patient:
            link = await host.link()
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.refuse("1", sentence=Sentence.ANOTHER_TIME)
            await wait_for_heading(patient, english.say("stop.refused"))
            assert not await patient.evaluate("document.getElementById('mine').srcObject?.active")
            await patient.press("come-back")
            await host.wait(Knocked, 2)
            await host.call.refuse("1")
            await wait_for_heading(patient, english.say("stop.refused"))
            await patient.open(link.partition("#")[0])
            await patient.knock()
            await host.wait(Knocked, 3)
            await host.call.admit("1")
            await patient.wait_for_call()
            await host.wait(Connected)
            assert not host.told(Admitted)[-1].is_back

    run(visit())


def test_link_that_did_not_work_is_tried_once_more_by_a_button_or_a_reload(
    run, meeting, chromium, english: Catalogue
) -> None:
    async def visit() -> None:
        async with meeting() as host, chromium() as phone, chromium() as tablet:
            link = await host.link()
            await phone.open(link)
            await phone.knock()
            await host.wait(Knocked)
            await tablet.open(link)
            for button in ("go-check", "knock"):
                await tablet.press(button)
            await wait_for_heading(tablet, english.say("stop.link"))
            await tablet.open(link.partition("#")[0])
            await tablet.press("go-check")
            await tablet.press("knock")
            await wait_for_heading(tablet, english.say("stop.link"))
            host.call.release("1")
            await phone.wait_for("goodbye")
            await tablet.press("come-back")
            await host.wait(Knocked, 2)

    run(visit())
