"""The real patient's page in languages that nobody speaks: nothing is cut, nothing left in English.

Every day the longer language on the narrowest and the widest screen; both languages on all with
CONSULTAND_PSEUDO_PAGES=all. CONSULTAND_PICTURES=DIR keeps a picture of each.
"""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.rehearsal.browser import Screen
from app.rehearsal.patient import Patient
from app.rendezvous.server import ServerOptions, start_server
from counselling.call.board.board_words import AskRoom
from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.before_call import Sentence
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine
from counselling.call.server.messages import Note
from counselling.call.talk.talk_orders import (
    OfferFile,
    PutOnHold,
    ShareAgenda,
    TypeCaption,
    Write,
)
from counselling.call.talk.talk_words import Point
from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from counselling.language.pseudo import LONG, TURNED, pseudo
from counselling.pedigree.coming_of_age import USUAL_AGES, Maturity
from counselling.session.consent_form import in_words
from counselling.session.pretest import pretest
from counselling.session.signing import Signing
from tests.browser.board_pictures import family_picture
from tests.browser.test_board import type_in
from tests.call.conftest import Counsellor, counsellor
from tests.call.gathering import let_in, member
from ui.pages.session.working.consenting import shown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PICTURES = os.environ.get("CONSULTAND_PICTURES", "")
IS_WHOLE = "CONSULTAND_PSEUDO_PAGES" in os.environ
CODES = (LONG, TURNED) if IS_WHOLE else (LONG,)
SCREENS = tuple(
    Screen(width, 700, 1.0, text_percent=percent)
    for width in ((320, 768, 1280) if IS_WHOLE else (320, 1280))
    for percent in (100, 200)
)
ROLES = (Role.PATIENT, Role.INTERPRETER, Role.NURSE)
FORM = pretest(Maturity.ADULT, USUAL_AGES)
TELEPHONE = "+44 20 7946 0000"
LINE = "[… ĥéář áñd ŵříţé, ķřáñķéñvéřšíçĥéřúñğš-ñúmméř: … … … … …]" * 3
PDF = b"%PDF-1.7\n" + bytes(1000)
WRONG = (Path(__file__).parent / "reading.js").read_text("utf-8")
SETTLED = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(true))))"
# Sentences that the page's own code puts where another stands: id of the element, of the message.
PUT = """(async (said) => {
  const { put } = await import("/page/words.js");
  for (const [id, message] of said) {
    const element = document.getElementById(id);
    element.hidden = false;
    put(element.querySelector("[data-say]") ?? element, message);
  }
})"""
MORE = "_more"  # of each way to end there is a heading and this
FOUND: tuple[Mapping[str, str], ...] = (
    {"camera": "refused", "microphone": "refused", "speaker": "unheard", "line": "blocked"},
    {"camera": "busy", "microphone": "silent", "speaker": "asked", "line": "slow"},
    {"camera": "lost", "microphone": "muted", "speaker": "heard", "line": "away"},
    {"camera": "missing", "microphone": "missing", "speaker": "heard", "line": "asking"},
)
DEEDS = ("knock", "again", "sound-only", "without", "heard", "unheard", "asking")


@dataclass
class Onlooker:
    """Looks at each step on all screens, and keeps what is wrong with it."""

    patient: Patient
    code: str
    wrong: list[str] = field(default_factory=list)

    async def look(self, step: str) -> None:
        for screen in SCREENS:
            name = f"{self.code}-{step}-{screen.width}-{screen.text_percent}"
            await self.patient.sit_at(screen)
            await self.patient.evaluate(SETTLED)
            found = await self.patient.evaluate(WRONG)
            assert isinstance(found, list), "the page could not be looked at"
            self.wrong += [f"{name}: {each}" for each in found]
            if PICTURES:
                await self._keep(name, screen)
        await self.patient.sit_at(SCREENS[-2])  # where the next button is pressed

    async def _keep(self, name: str, screen: Screen) -> None:
        high = await self.patient.evaluate("document.documentElement.scrollHeight")
        folder = Path(PICTURES)
        (folder / f"{name}.png").write_bytes(await self.patient.screenshot())
        if isinstance(high, int) and high > screen.height:
            await self.patient.sit_at(replace(screen, height=high))
            await self.patient.evaluate(SETTLED)
            (folder / f"{name}-whole.png").write_bytes(await self.patient.screenshot())

    async def say(self, said: Mapping[str, str]) -> None:
        await self.patient.evaluate(f"{PUT}({json.dumps(list(said.items()))})")

    async def show(self, *elements: str) -> None:
        for each in elements:
            await self.patient.evaluate(
                f"(document.getElementById({json.dumps(each)}).hidden = false, null)"
            )


@asynccontextmanager
async def others(host: Counsellor, engine: Engine) -> AsyncIterator[None]:
    """An interpreter and a nurse, in the room while it lasts."""
    links = {event.seat: event.link for event in host.told(LinkReady)}
    async with AsyncExitStack() as stack:
        for seat in ("2", "3"):
            await stack.enter_async_context(member(links[seat], engine, seat))
            await let_in(host, seat)
        yield


async def before_the_call(host: Counsellor, her: Onlooker, link: str) -> None:
    patient = her.patient
    await patient.open(f"{link.rpartition('.')[0]}.{her.code}")
    await patient.evaluate(
        "import('/page/bring.js').then(({ putSoon }) =>"
        " putSoon(document.getElementById('in-app'), 'welcome.in_app'))"
    )
    await her.show("in-app")
    await her.look("welcome")
    await patient.press("go-form")
    await patient.press("form-add")
    await patient.evaluate(
        "(document.querySelector('#form-rows select').value = 'fathers_brother')"
    )
    await her.look("form")
    await her.say({"form-state": "form.refused"})
    await her.look("form-refused")
    await patient.press("form-back")
    await patient.press("go-sign")
    await patient.wait("document.getElementById('before-consent')?.checkVisibility()")
    await patient.evaluate("document.getElementById('before-sign-drawn').click()")
    await her.say({"sign-state": "form.refused"})
    await her.look("sign")
    await patient.press("sign-back")
    await patient.press("go-check")
    await patient.wait("!document.getElementById('knock').hidden")
    await patient.press("chime")
    await her.look("check")
    await her.show(*DEEDS)
    for number, found in enumerate(FOUND):
        await her.say({f"found-{slot}": f"check.{slot}_{state}" for slot, state in found.items()})
        await her.look(f"check-wrong-{number}")
    await patient.press("knock")
    await host.wait(Knocked)
    host.call.let_know("1", Note(Sentence.SOON, LINE))
    await patient.wait("document.getElementById('note').checkVisibility()")
    await patient.evaluate(
        f"import('/page/call_us.js').then(({{ callUs }}) => callUs({json.dumps(TELEPHONE)}))"
    )
    await her.look("waiting")
    await her.say({"waiting-news": "waiting.again"})
    await her.show("waiting-form")
    await her.look("waiting-again")


async def in_the_call(host: Counsellor, her: Onlooker, engine: Engine, picture: Scene) -> None:
    patient = her.patient
    await host.call.admit("1")
    await patient.wait_for_call()
    await her.look("call")
    async with others(host, engine):
        await patient.wait("document.querySelectorAll('#others .tile').length === 2", seconds=120)
        await her.look("circle")
        host.call.speak_alone("host", "1")
        await patient.wait("document.getElementById('private').checkVisibility()")
        await her.show("speak-to", "served", "hear")
        await her.look("circle-alone")
        await patient.evaluate("(document.getElementById('hear').hidden = true)")
        await patient.press("end-private")
        await patient.wait("!document.getElementById('private').checkVisibility()")
        host.call.show(picture)
        await patient.wait_for_picture()
        await her.look("board")


async def at_the_board(host: Counsellor, her: Onlooker, words: Catalogue) -> None:
    patient = her.patient
    await patient.press("tool-draw")
    await patient.press("propose")
    await patient.wait("document.getElementById('propose-form').checkVisibility()")
    await type_in(patient, "propose-text", "…")
    await patient.evaluate("document.getElementById('propose-form').requestSubmit()")
    await patient.press("propose")
    await her.show("tool-wipe")
    await patient.evaluate("(document.getElementById('people').open = true)")
    await her.look("board-open")
    await patient.press("propose-cancel")
    host.call.say(AskRoom(TELEPHONE), seat="1")
    host.call.say(
        shown(Signing(in_words(FORM, words), {"test": True})),
        seat="1",
    )
    await patient.wait("document.getElementById('consent').checkVisibility()")
    await patient.evaluate("document.getElementById('sign-drawn').click()")
    await her.look("consent")
    await her.show("room-done")
    await her.say({"room-state": "room.unsent", "consent-state": "consent.unsent"})
    await her.look("consent-unsent")


async def in_the_talk(host: Counsellor, her: Onlooker) -> None:
    patient = her.patient
    host.call.talk(Write(LINE))
    host.call.talk(OfferFile("1", 9, "[.pdf]", PDF))
    host.call.talk(ShareAgenda((Point(LINE[:80], is_done=True), Point("[…]")), 45, 31.2))
    await patient.press("talk-open")
    await patient.wait("document.querySelectorAll('#file-list li').length === 1")
    await patient.evaluate("(document.getElementById('plan').open = true)")
    host.call.talk(TypeCaption(LINE))
    await patient.wait("document.getElementById('caption').checkVisibility()")
    await her.show("talk-unsent", "talk-caption", "file-wrong")
    await patient.press("mute")
    await patient.press("hide")
    await patient.press("hand")
    await her.look("chat")
    await patient.press("caption-larger")
    await her.show("call-news")
    await patient.evaluate(
        "(document.getElementById('call-news').dataset.id = 'line.reconnecting')"
    )
    await her.look("chat-large")
    await patient.press("leave")
    await her.look("leave")
    await patient.press("stay")
    host.call.talk(PutOnHold(is_on=True))
    await patient.wait("document.getElementById('hold').checkVisibility()")
    await her.look("hold")


async def afterwards(her: Onlooker, ends: Sequence[str]) -> None:
    await her.patient.leave()
    for end in ends:
        await her.say({"goodbye-heading": end, "goodbye-more": f"{end}{MORE}"})
        await her.look(end)
    for sentence in (Sentence.ANOTHER_TIME, Sentence.PHONE):
        await her.say({"goodbye-heading": "stop.refused", "goodbye-more": f"note.{sentence}"})
        await her.look(f"refused-{sentence}")
    await her.patient.evaluate("import('/page/bring.js').then(({ bringPart }) => bringPart([]))")
    await her.patient.evaluate(
        "document.querySelectorAll('[data-on]').forEach((each) =>"
        " { each.hidden = each.dataset.on !== 'elsewhere'; })"
    )
    await her.look("elsewhere")


@pytest.mark.parametrize("code", CODES)
def test_no_step_cuts_its_words_covers_its_buttons_or_speaks_english(
    options: ServerOptions, engine: Engine, chromium, english: Catalogue, measure, code: str
) -> None:
    words = pseudo(english, code)
    picture = family_picture(words, measure)
    ends = [
        key.removesuffix(MORE) for key in words.raw if re.match(rf"(goodbye|stop)\..*{MORE}$", key)
    ]

    async def journey() -> list[str]:
        async with (
            start_server(replace(options, with_pseudo=True)) as server,
            counsellor(server, engine, ROLES) as host,
            chromium(screen=SCREENS[0]) as patient,
        ):
            her = Onlooker(patient, code)
            await before_the_call(host, her, await host.link())
            await in_the_call(host, her, engine, picture)
            await at_the_board(host, her, words)
            await in_the_talk(host, her)
            await afterwards(her, ends)
            return her.wrong

    wrong = asyncio.run(asyncio.wait_for(journey(), 800))
    assert wrong == [], "\n".join(wrong)
