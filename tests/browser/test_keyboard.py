"""From the link to goodbye by keyboard alone: all can be reached, and the focus is never lost."""

import pytest

from app.rehearsal.keys import Key
from counselling.call.board import board_words as words
from counselling.call.line.events import BoardSaid, Connected, Knocked, Left
from counselling.call.talk.talk_news import FileEnded, HandMoved, Wrote
from counselling.call.talk.talk_orders import OfferFile
from counselling.language.catalogue import Catalogue
from counselling.pedigree.coming_of_age import USUAL_AGES, Maturity
from counselling.session.consent_form import in_words
from counselling.session.pretest import pretest
from counselling.session.signing import Signing
from tests.browser.board_pictures import family_picture
from tests.browser.keyboard import Keyboard
from tests.call.conftest import Counsellor
from ui.pages.session.working.consenting import shown

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FORM = pretest(Maturity.ADULT, USUAL_AGES)


async def tell_beforehand(hands: Keyboard) -> None:
    """The form before the appointment: the button that sends it keeps the focus."""
    await hands.press("go-form")
    await hands.reach("form-reason")
    await hands.type("Mutter")
    await hands.press("form-send")
    kept = "document.getElementById('form-state').checkVisibility()"
    await hands.patient.wait(f"{kept} && !sessionStorage.getItem('consultand.form')")
    assert await hands.focus() == "form-send"
    await hands.press("form-back")


async def come_in(host: Counsellor, hands: Keyboard) -> None:
    """Language, device check, waiting room, call."""
    assert await hands.focus() == "H1"
    await hands.reach("language", is_back=True)
    await hands.type("Deu")
    await hands.patient.wait("document.documentElement.lang === 'de'")
    await tell_beforehand(hands)
    await hands.press("go-check")
    await hands.press("chime", Key.SPACE)
    await hands.press("heard", is_back=True)
    assert await hands.focus() == "chime"
    await hands.press("knock", Key.SPACE)
    assert (await host.wait(Knocked)).language == "de"
    await hands.reach("language", is_back=True)
    await host.call.admit("1")
    await hands.patient.wait_for_call()
    await host.wait(Connected)
    assert await hands.focus() == "H1"


async def talk(host: Counsellor, hands: Keyboard) -> None:
    """A line written and sent, the talk closed again, a hand raised."""
    await hands.press("talk-open")
    assert await hands.focus() == "talk-text"
    await hands.type("Guten Tag")
    await hands.patient.key(Key.ENTER)
    assert (await host.wait(Wrote)).text == "Guten Tag"
    assert await hands.focus() == "talk-text"
    await take_a_file(host, hands)
    await hands.press("talk-open", Key.SPACE)
    await hands.press("hand", Key.SPACE, is_back=True)
    assert (await host.wait(HandMoved)).is_up


async def take_a_file(host: Counsellor, hands: Keyboard) -> None:
    """The buttons of a file change while it comes."""
    host.call.talk(OfferFile("1", 9, "leaflet.pdf", b"%PDF-1.7 a leaflet"))
    await hands.patient.wait("document.querySelector('#file-list button')")
    while not await hands.patient.evaluate("document.activeElement.closest('#file-list') !== null"):
        await hands.patient.key(Key.TAB)
        await hands.focus()
    await hands.patient.key(Key.ENTER)
    await host.wait(FileEnded)
    assert await hands.focus() == "LI"


async def sign(host: Counsellor, hands: Keyboard, language: Catalogue) -> None:
    """A consent answered by the space bar, and signed with a typed name."""
    asked = shown(Signing(in_words(FORM, language), {"test": True}))
    host.call.say(asked, seat="1")
    await hands.patient.wait("document.getElementById('consent-form')?.checkVisibility()")
    await hands.reach("language", is_back=True)
    for question in asked.questions:
        await hands.reach(f"consent-{question.id}")
        await hands.patient.key(Key.SPACE)
    await hands.reach("sign-name")
    await hands.type("Anna Example")
    await hands.press("sign", Key.SPACE)
    signed = [said.word for said in host.told(BoardSaid) if isinstance(said.word, words.Sign)]
    while not signed:
        host.came.clear()
        await host.came.wait()
        signed = [said.word for said in host.told(BoardSaid) if isinstance(said.word, words.Sign)]
    assert signed[0].name == "Anna Example"
    await hands.focus()
    host.call.say(words.ConsentOver(asked.form, words.Outcome.KEPT), seat="1")
    await hands.patient.wait("!document.getElementById('consent-form').checkVisibility()")
    await hands.focus()


async def leave(host: Counsellor, hands: Keyboard) -> None:
    """Asked first: she stays by Escape, and leaves the second time."""
    await hands.press("leave")
    assert await hands.focus() == "stay"
    await hands.patient.key(Key.ESCAPE)
    assert await hands.focus() == "leave"
    await hands.patient.key(Key.ENTER)
    await hands.press("leave-now")
    await hands.patient.wait_for("goodbye")
    await host.wait(Left)
    assert await hands.focus() == "goodbye-heading"
    await hands.reach("come-back")


def test_everything_can_be_done_by_keyboard_and_the_focus_is_always_seen(
    run, meeting, browser, german: Catalogue, measure
) -> None:
    async def journey() -> None:
        async with meeting() as host, browser() as patient:
            hands = Keyboard(patient)
            await patient.open(await host.link())
            await hands.begin()
            await come_in(host, hands)
            host.call.show(family_picture(german, measure))
            await patient.wait_for_picture()
            await talk(host, hands)
            await sign(host, hands, german)
            await leave(host, hands)
            assert await hands.strayed() == []

    run(journey())
