"""A consent read and signed in real browsers while the desk is off, and picked up by it later."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.rehearsal.patient import Patient
from app.words import letter_words
from counselling.language.catalogue import Catalogue
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.vault.acts import Actor
from counselling.records.vault.vault import Vault
from counselling.session.consent import Method
from counselling.session.consent_form import in_words
from counselling.session.telehealth import TELEHEALTH
from counselling.work.consents import consent_evidence
from counselling.work.session.take_signed import TakeSigned
from tests.browser.conftest import fill
from tests.browser.test_before_call import says, shown
from tests.families.builders import trio
from tests.records.conftest import stepping_clock
from tests.work.test_appointments import clinic

pytestmark = pytest.mark.browser

ANSWER = """(() => {
  for (const set of document.querySelectorAll("#before-consent fieldset[data-question]")) {
    set.querySelector(`input[value=${ set.dataset.question === "others" ? "no" : "yes" }]`).click();
  }
  return document.querySelectorAll("#before-consent fieldset[data-question]").length;
})()"""
DRAW = """(() => {
  document.getElementById("before-sign-drawn").click();
  const box = document.getElementById("before-sign-box");
  box.setPointerCapture = () => {};
  const { x, y, width } = box.getBoundingClientRect();
  const at = (kind, dx) => box.dispatchEvent(new PointerEvent(kind,
    { clientX: x + dx * width, clientY: y + 0.2 * width, button: 0, bubbles: true, pointerId: 1 }));
  at("pointerdown", 0.1);
  for (const dx of [0.2, 0.3, 0.4]) at("pointermove", dx);
  at("pointerup", 0.4);
})()"""

NO_SERVER = """window.real = WebSocket; window.WebSocket = class {
  constructor() { setTimeout(() => this.onclose()); }
  close() {}
}; null"""


def loaded(part: str) -> str:
    return f"performance.getEntriesByType('resource').some(({{name}}) => name.includes('{part}'))"


async def opened(patient: Patient, link: str) -> None:
    await patient.open(link)
    assert not await patient.evaluate(f"{loaded('sign_before')} || {loaded('consent-')}")
    await patient.press("go-sign")
    await patient.wait(shown("before-consent"))


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(actor=Actor("anna"), now=stepping_clock()) as made:
        yield made


def test_she_signs_while_the_desk_is_off_and_the_desk_takes_it_later(
    browser, vault: Vault, english: Catalogue
) -> None:
    family = families.adopt(vault, trio())
    text = in_words(TELEHEALTH, letter_words("de"))

    async def session() -> None:
        async with clinic(vault) as (rooms, _), browser() as patient:
            drawn = await rooms.draw(family, person="child", language="de")
            await opened(patient, drawn.link)
            read = await patient.evaluate(
                "[document.getElementById('before-consent-title'), "
                "...document.querySelectorAll('#before-consent-text :is(p, h3, legend, .blank"
                " span), #before-consent-declaration')].map((one) => one.textContent)"
            )
            assert "\n\n".join(read) == text.words
            notice = letter_words("de").say("consent.unreviewed", address="formal")
            assert read[1] == notice  # under the title, before all else
            assert await patient.evaluate("document.getElementById('before-sign').disabled")
            assert await patient.evaluate(ANSWER) == len(text.questions)
            await fill(patient, "#before-consent [data-blank=callback]", "+49 30 1234567")
            # answered and not signed: it is there again after a reload
            await patient.open(drawn.link.partition("#")[0])
            await patient.press("go-sign")
            await patient.wait(shown("before-consent"))
            await fill(patient, "#before-sign-name", "Anna Berg")
            await patient.evaluate(DRAW)
            await patient.press("before-sign")
            await patient.wait(says("sign-state", "form.kept"))
            assert await patient.evaluate("sessionStorage.getItem('consultand.sign')") is None
            assert not await patient.evaluate(shown("before-consent"))
            await patient.press("sign-back")
            await patient.wait_for("welcome")
            fetched = await rooms.fetch()
            assert (fetched.letters, fetched.spoilt) == (1, 0)

    asyncio.run(session())
    work = TakeSigned(lambda: vault, words=letter_words, own=english)
    (left,) = work.waiting(family)
    assert (left.refused, left.person, left.signed.text_hash) == (None, "child", text.text_hash)
    assert left.signed.answers == {"video": True, "pictures": True, "others": False}
    assert left.consent is not None
    assert (left.consent.method, left.consent.name) == (Method.DRAWN, "Anna Berg")
    assert left.consent.filled == (("callback", "+49 30 1234567"),)
    assert abs(left.signed.at - datetime.now(UTC)) < timedelta(minutes=5)
    document = work.take(family, left)
    assert json.loads(documents.fetch(vault, document.id))["words"] == text.words
    assert [one.is_true for one in consent_evidence.signed(vault, family)] == [True]


def test_another_language_is_another_text_and_a_lost_server_loses_nothing(
    chromium, vault: Vault
) -> None:
    family = families.adopt(vault, trio())

    async def session() -> None:
        async with clinic(vault) as (rooms, _), chromium() as patient:
            drawn = await rooms.draw(family, person="child", language="en")
            await opened(patient, drawn.link)
            await patient.evaluate(ANSWER)
            await patient.evaluate(
                """(() => {
  const list = document.getElementById("language");
  list.value = "ar";
  list.dispatchEvent(new Event("change"));
})()"""
            )
            text = "document.getElementById('before-consent-text')"
            await patient.wait(f"{text}.lang === 'ar' && {text}.dir === 'rtl'")
            notice = letter_words("ar").say("consent.unreviewed", address="formal")
            assert await patient.evaluate(f"{text}.firstChild.textContent") == notice
            assert await patient.evaluate(f"{text}.firstChild.checkVisibility()")
            assert not await patient.evaluate(f"{text}.querySelector('input:checked') !== null")
            await patient.evaluate(ANSWER)
            await fill(patient, "#before-sign-name", "أمل")
            await patient.evaluate(NO_SERVER)
            await patient.press("before-sign")
            await patient.wait(says("sign-state", "form.lost"))
            assert await patient.evaluate(shown("before-consent"))
            await patient.evaluate("window.WebSocket = window.real; null")
            await patient.press("before-sign")
            await patient.wait(says("sign-state", "form.kept"))
            await rooms.cancel(family, drawn.id)
            await patient.press("sign-back")
            await patient.press("go-sign")
            await patient.wait(shown("before-consent"))
            await patient.evaluate(ANSWER)
            await fill(patient, "#before-sign-name", "أمل")
            await patient.press("before-sign")
            await patient.wait(says("sign-state", "form.refused"))

    asyncio.run(session())
