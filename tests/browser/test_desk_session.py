"""The desk's session page itself, with a real vault, a real line and a patient in Chromium."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.browsers import find_browser
from app.compose import compose_desk
from app.rehearsal.chromium import patient_at_browser
from app.rehearsal.patient import Patient
from app.words import catalogue, letter_words
from counselling.call.link.room import Presence, Role
from counselling.session import pretest, sharing
from counselling.session.quality import line_of
from counselling.settings.schema import Settings
from counselling.work.consents import consent_evidence
from counselling.work.desk import Desk
from tests.conftest import ROOT
from tests.work.reviewing import sign_off
from ui.kit.standing.navigator import OpenFamily
from ui.kit.standing.page import Page
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.session import page as session_page
from ui.pages.session.known.exchange_state import Paper
from ui.pages.session.known.state import Stage
from ui.pages.session.page import SessionPage
from ui.start import Desktop, Plan

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.qt]

PATIENCE_MS = 60_000
SECONDS_IN_THE_CALL = 5  # the first three are not counted in the figures


@dataclass
class Clinic:
    """An open desk at the session page of a demo family."""

    desk: Desk
    desktop: Desktop
    page: SessionPage
    family: str

    def press(self, words_id: str) -> None:
        words = self.desktop.context.catalogue.say(words_id)
        found = next(
            b
            for b in self.desktop.window.findChildren(QPushButton)
            if b.text() == words and b.isVisible()
        )
        found.click()


def blank(context: object) -> Page:
    return Page()


@pytest.fixture
def clinic(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clinic]:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    settings = Settings()
    desk = compose_desk(settings, home=tmp_path / "vaults")
    desk.unlock.open_demo()
    family = desk.families.summaries()[0]
    builders = dict.fromkeys(("unlock", "families", "pedigree", "risk", "letters"), blank)
    plan = Plan(
        desk,
        {**builders, "session": session_page.build},
        catalogue("en"),
        ROOT / "assets",
        Choice(Mode.LIGHT, Contrast.NORMAL),
    )
    desktop = Desktop(qapp, plan)
    desktop.window.show()
    desktop.context.navigator.enter()
    desktop.context.navigator.open(OpenFamily(family.id, family.name, family.proband))
    desktop.context.navigator.go("session")
    page = desktop.window.page
    assert isinstance(page, SessionPage)
    yield Clinic(desk, desktop, page, family.id)
    page.model.end()
    qtbot.waitUntil(lambda: page.model.state.stage is Stage.IDLE, timeout=PATIENCE_MS)
    desktop.close()
    desktop.deleteLater()


class Visit:
    """The patient, on the desk's asyncio thread: each step is told when it is done.

    is_reloading: she loads her page anew in the middle of the call.
    """

    def __init__(self, link: str, *, is_reloading: bool = False) -> None:
        self._link = link
        self._is_reloading = is_reloading
        self.steps: list[str] = []
        self.numbers = ""
        self.title = ""
        self.seconds = 0.0
        self.read: list[str] = []  # the first paragraph of each consent
        self.may_leave = asyncio.Event()

    async def run(self) -> None:
        async with patient_at_browser() as patient:
            await patient.open(self._link)
            await patient.knock()
            self.steps.append("knocked")
            await patient.wait_for_call()
            self.steps.append("called")
            await patient.wait_for_picture()
            seen = await patient.seen()
            self.title, self.numbers = str(seen["pictureTitle"]), str(seen["safetyNumbers"])
            self.steps.append("saw")
            if self._is_reloading:
                await patient.open(self._link.partition("#")[0])
                await patient.press("go-check")
                await patient.press("knock")  # there is no waiting room this time
                await patient.wait_for_call()
                await patient.wait_for_picture()
                self.steps.append("back")
            await self.may_leave.wait()
            self.seconds = float(str((await patient.seen())["videoSeconds"]))
            self.steps.append("watched")
            await patient.wait_for("goodbye")
            self.steps.append("goodbye")


def shown(page: QWidget, kind: type[QPlainTextEdit]) -> QPlainTextEdit:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def test_counsellor_holds_a_session_by_the_pages_buttons(clinic: Clinic, qtbot: QtBot) -> None:
    page, model, loop = clinic.page, clinic.page.model, clinic.desktop.context.loop
    wait = partial(qtbot.waitUntil, timeout=PATIENCE_MS)
    wait(lambda: model.state.past.sessions == ())
    clinic.press("session.start")
    wait(lambda: model.state.call.presence is Presence.WAITING)

    visit = Visit(model.state.call.link)
    visiting = loop.run(visit.run())
    wait(lambda: model.state.call.presence is Presence.KNOCKED or visiting.done())
    assert page.isVisible()
    clinic.press("session.admit")
    wait(lambda: model.state.call.is_connected and model.state.call.has_picture)
    tiles = page._running._call.faces
    wait(lambda: tiles.theirs.shown > 10 and tiles.ours.shown > 10)

    wait(lambda: model.state.board.scene is not None)
    clinic.press("session.share")
    wait(lambda: model.state.board.is_seen)
    wait(lambda: "saw" in visit.steps)
    words = model.state.call.safety_words
    assert words is not None
    assert visit.numbers == " ".join(str(number) for number in words.numbers)
    assert visit.title

    shown(page, QPlainTextEdit).insertPlainText("10:04  Asked about the mother's side.")
    wait(lambda: model.state.notes.is_saved and bool(model.state.notes.text))
    wait(lambda: len(model.measured.lines.get(line_of(Role.PATIENT), ())) >= SECONDS_IN_THE_CALL)
    loop.post(visit.may_leave.set)
    wait(lambda: "watched" in visit.steps)
    clinic.press("session.end")
    clinic.press("session.end_yes")
    wait(lambda: model.state.stage is Stage.IDLE)
    visiting.result(30)
    assert visit.steps == ["knocked", "called", "saw", "watched", "goodbye"]
    assert visit.seconds > 1

    (kept,) = clinic.desk.sessions.listing(clinic.family)
    assert kept.ended_at is not None
    assert float(kept.figures["received_fps"]) > 5
    assert int(kept.figures["seconds"]) >= SECONDS_IN_THE_CALL
    notes = clinic.desk.sessions.notes(kept.id)
    assert notes.text == "10:04  Asked about the mother's side."
    assert model.state.past.sessions is not None


def test_patient_who_loads_her_page_anew_is_back_without_a_question(
    clinic: Clinic, qtbot: QtBot
) -> None:
    model, loop = clinic.page.model, clinic.desktop.context.loop
    wait = partial(qtbot.waitUntil, timeout=PATIENCE_MS)
    presences: list[Presence | None] = []
    wait(lambda: model.state.past.sessions == ())
    clinic.press("session.start")
    wait(lambda: model.state.call.presence is Presence.WAITING)
    visit = Visit(model.state.call.link, is_reloading=True)
    visiting = loop.run(visit.run())
    wait(lambda: model.state.call.presence is Presence.KNOCKED)
    model.telephone.changed.connect(lambda call: presences.append(call.presence))
    clinic.press("session.admit")
    wait(lambda: model.state.call.is_connected and model.state.board.scene is not None)
    clinic.press("session.share")
    wait(lambda: "back" in visit.steps)
    wait(lambda: model.state.call.has_picture and model.state.board.is_seen)
    assert model.state.call.is_connected
    assert Presence.KNOCKED not in presences  # after the first time nobody was asked about
    assert model.state.failure is None
    loop.post(visit.may_leave.set)
    wait(lambda: "watched" in visit.steps)
    model.end()
    wait(lambda: model.state.stage is Stage.IDLE)
    visiting.result(30)


class Told(Visit):
    """She tells where she is, proposes something on the picture, and signs a consent."""

    async def run(self) -> None:
        async with patient_at_browser() as patient:
            await patient.open(self._link)
            await patient.knock()
            await patient.wait_for_call()
            await patient.wait("document.getElementById('room-form').checkVisibility()")
            await fill(patient, "room-place", "1 Example Street, Lund")
            await patient.evaluate("document.getElementById('room-form').requestSubmit()")
            await patient.wait_for_picture()
            await patient.press("propose")
            asked = (
                "[...document.querySelectorAll('#propose-who option')]"
                r".find((o) => o.text.replace(/[\u2066\u2069]/g, '').startsWith('III-3:'))"
            )
            await patient.wait(asked)
            await patient.evaluate(f"{asked}.selected = true")
            await fill(patient, "propose-text", "breast cancer at 31")
            await patient.evaluate("document.getElementById('propose-form').requestSubmit()")
            await patient.wait("document.querySelector('#proposals [data-fate=accepted]')")
            self.steps.append("accepted")
            await self._sign(patient, "[value=yes]")
            self.steps.append("signed")
            await patient.wait("document.getElementById('consent-form')?.checkVisibility()")
            await self._sign(patient, "[data-question=share_registry] [value=yes]")
            self.steps.append("signed both")
            await self.may_leave.wait()
            await patient.wait_for("goodbye")

    async def _sign(self, patient: Patient, answers: str) -> None:
        """Answer and sign what is asked. answers: which boxes are clicked."""
        await patient.wait("document.getElementById('consent-form')?.checkVisibility()")
        first = "document.getElementById('consent-text').firstChild"
        assert await patient.evaluate(f"{first}.checkVisibility()")
        self.read.append(await patient.evaluate(f"{first}.textContent"))
        await patient.evaluate(
            f"document.querySelectorAll('#consent {answers}').forEach((e) => e.click())"
        )
        await fill(patient, "sign-name", "Anna Example")
        await patient.press("sign")
        await patient.wait("!document.getElementById('consent-form').checkVisibility()")


async def fill(patient: Patient, field: str, text: str) -> None:
    await patient.evaluate(
        f"(() => {{ const field = document.getElementById({json.dumps(field)});"
        f" field.value = {json.dumps(text)};"
        " field.dispatchEvent(new Event('input', { bubbles: true })); return 1; })()"
    )


def test_what_she_tells_proposes_and_signs_is_in_the_record_and_the_picture_follows(
    clinic: Clinic, qtbot: QtBot
) -> None:
    model, loop, desk = clinic.page.model, clinic.desktop.context.loop, clinic.desk
    qtbot.waitUntil(lambda: model.state.past.sessions == (), timeout=PATIENCE_MS)
    clinic.press("session.start")
    qtbot.waitUntil(lambda: model.state.call.presence is Presence.WAITING, timeout=PATIENCE_MS)
    visit = Told(model.state.call.link)
    visiting = loop.run(visit.run())

    def wait(reached: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: reached() or visiting.done(), timeout=PATIENCE_MS)
        if visiting.done():
            visiting.result()  # what stopped her, if anything did

    wait(lambda: model.state.call.presence is Presence.KNOCKED)
    clinic.press("session.admit")
    wait(lambda: model.state.call.is_connected and model.state.board.scene is not None)
    clinic.press("session.share")
    wait(lambda: "1 Example Street, Lund" in model.state.notes.text)
    wait(lambda: bool(model.state.exchange.offers))
    wait(lambda: model.state.exchange.offers[0].note is not None)
    pushed = model.state.board.pushed
    clinic.press("tray.accept")
    wait(lambda: "accepted" in visit.steps)
    wait(lambda: model.state.board.pushed not in (None, pushed))
    family = desk.families.record(clinic.family).family
    assert any(
        diagnosis.condition == "breast" and diagnosis.age is not None
        and diagnosis.age.low_years == 31
        for person in family.persons
        for diagnosis in person.diagnoses
    )  # fmt: skip
    consenting = model.exchange.consenting
    consenting.fill("test", "BRCA1 and BRCA2")
    wait(lambda: model.state.call.is_connected)
    clinic.press("session.consent_ask")
    wait(lambda: "signed" in visit.steps)
    wait(lambda: model.state.exchange.consent.paper is Paper.KEPT)
    (tested,) = consent_evidence.signed(desk.unlock.vault, clinic.family)
    assert (tested.form, tested.is_true) == (pretest.KIND_ID, True)
    assert all(is_yes for _, is_yes in tested.answers)
    assert tested.explained is not None
    assert (tested.explained.by, tested.explained.has_interpreter) == (
        desk.unlock.vault.actor.name,
        False,
    )
    sign_off(desk, sharing.KIND_ID, "en")
    consenting.choose(sharing.KIND_ID)
    consenting.fill("controller", "Clinic")
    consenting.fill("officer", "dpo@clinic.example")
    wait(lambda: model.state.call.is_connected)
    clinic.press("session.consent_ask")
    wait(lambda: "signed both" in visit.steps)
    wait(lambda: model.state.exchange.consent.paper is Paper.KEPT)
    shared, _ = consent_evidence.signed(desk.unlock.vault, clinic.family)
    assert (shared.form, shared.is_true) == (sharing.KIND_ID, True)
    assert [question for question, is_yes in shared.answers if is_yes] == ["share_registry"]
    say = letter_words("en").say
    assert visit.read == [say("consent.unreviewed"), say(sharing.MAIN[0])]  # the second is reviewed
    loop.post(visit.may_leave.set)
    model.end()
    qtbot.waitUntil(lambda: model.state.stage is Stage.IDLE, timeout=PATIENCE_MS)
    visiting.result(30)
