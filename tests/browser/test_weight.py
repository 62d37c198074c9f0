"""What a patient's browser gets for a usual session, and what comes only when it is asked for."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.rehearsal.patient import Patient
from app.rendezvous.page import Page, read_page
from counselling.call.board import board_words as words
from counselling.call.line.events import BoardSaid, BoardShown, Connected, Knocked
from counselling.call.talk.talk_news import HandMoved, Wrote
from counselling.call.talk.talk_orders import Write
from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import Age
from counselling.work.pedigree.draw_family import draw_family
from tests.browser.test_board import drag, type_in
from tests.browser.test_talk import write
from tests.call.conftest import ROOT, Counsellor
from tests.families.builders import breast_ovarian

MOST_BYTES = 150 * 1024
PAGE = ROOT / "assets" / "patient_page"
# What the page asks for in every session; the rest they import.
BEGUN = ("arrival.js", "main.js", "relay.js", "talk.js")
IMPORTED = re.compile(r'^(?:import|\} from) .*?"/page/(\w+\.js)";$', re.MULTILINE)
LATER = {"form", "sign_before", "mailbox", "consent", "propose", "reading", "captions", "faces",
         "circle", "pair", "people", "plan", "talk_files"}  # fmt: skip
# Bodies after unpacking, by path; the page's own document is among them.
GOT = """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map(({ name, decodedBodySize }) => [new URL(name).pathname, decodedBodySize])"""


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(PAGE, ROOT / "translations")


def core(folder: Path) -> set[str]:
    """The modules that every session needs: what is begun with and all that these import."""
    found: set[str] = set()
    left = list(BEGUN)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += IMPORTED.findall((folder / name).read_text("utf-8"))
    return found


def test_what_every_session_needs_is_under_150_kib_unpacked_in_each_language(page: Page) -> None:
    needed = {*core(PAGE), "index.html", "page.css", "mark.svg"}
    files = sum(len(page.files[name]) for name in needed)
    spoken = [name for name in page.words if f"later-{name}" in page.words]
    assert len(spoken) >= 31
    for code in spoken:
        weight = files + len(page.words["index"]) + len(page.words[code])
        assert weight < MOST_BYTES, (code, weight)


def test_every_module_is_needed_by_all_or_brought_for_some() -> None:
    assert {file.stem for file in PAGE.glob("*.js")} == LATER | {Path(n).stem for n in core(PAGE)}


def test_module_that_is_brought_imports_none_of_its_kind() -> None:
    """Firefox asks once only for an address that is imported, and what it lost stays lost."""
    for name in LATER:
        imported = IMPORTED.findall((PAGE / f"{name}.js").read_text("utf-8"))
        assert {Path(each).stem for each in imported} & LATER == set(), name


async def got(patient: Patient) -> Mapping[str, int]:
    """What her browser got: bytes by path, what came several times added up."""
    came: dict[str, int] = {}
    for path, size in await patient.evaluate(GOT):
        came[path] = came.get(path, 0) + size
    came.setdefault("/page/mark.svg", len((PAGE / "mark.svg").read_bytes()))  # not told by all
    return came


async def come_in(host: Counsellor, patient: Patient, link: str) -> None:
    await patient.open(link)
    await patient.press("go-check")
    await patient.wait("document.getElementById('found-line').textContent")
    await patient.press("chime")
    await patient.press("heard")
    await patient.press("knock")
    await host.wait(Knocked)
    await host.call.admit("1")
    await patient.wait_for_call()
    await host.wait(Connected)


@pytest.mark.browser
def test_whole_usual_session_is_under_150_kib_in_the_largest_language(
    run, meeting, browser, page: Page, english: Catalogue, measure
) -> None:
    spoken = {name: len(page.words[name]) for name in page.words if f"later-{name}" in page.words}
    largest = max(spoken, key=spoken.__getitem__)
    family = breast_ovarian()
    first = draw_family(family, english, measure)
    older = replace(family.persons[-1], age=Age.at(31))
    edited = replace(family, persons=(*family.persons[:-1], older))
    second = draw_family(edited, english, measure, previous=first.layout)

    async def session() -> None:
        async with meeting() as host, browser() as patient:
            await come_in(host, patient, f"{(await host.link()).rpartition('.')[0]}.{largest}")
            host.call.say(words.AskRoom("+44 20 7946 0000"), seat="1")
            await patient.wait("document.getElementById('room-form').checkVisibility()")
            await type_in(patient, "room-place", "1 Example Street, Lund")
            await patient.evaluate("document.getElementById('room-form').requestSubmit()")
            await host.wait(BoardSaid)
            host.call.show(first.scene)
            await host.wait(BoardShown)
            host.call.show(second.scene)
            await host.wait(BoardShown, 2)
            host.call.say(words.Point(100.0, 120.0))
            await patient.wait("document.querySelector('.pointer.theirs')")
            await patient.press("tool-draw")
            await drag(patient, 30, 30, 90, 60)
            await patient.press("tool-draw")
            host.call.talk(Write("Can you hear me?"))
            await patient.press("talk-open")
            await write(patient, "Yes")
            await host.wait(Wrote, 2)
            await patient.press("hand")
            await host.wait(HandMoved)
            usual = await got(patient)
            assert {"/page/talk.js", "/page/inflate.js", f"/words/{largest}.json"} <= usual.keys()
            assert not {f"/page/{name}.js" for name in LATER} & usual.keys()
            assert sum(usual.values()) < MOST_BYTES, usual
            unsaid = "(text) => /^[a-z_]+\\.[a-z_]+$/.test(text.trim())"
            lines = "document.body.innerText.split('\\n')"
            assert await patient.evaluate(f"{lines}.filter({unsaid})") == []
            await patient.press("propose")
            await patient.wait("document.getElementById('propose-form').checkVisibility()")
            more = await got(patient)
            assert more["/page/propose.js"] > 3000
            assert sum(more.values()) > sum(usual.values()) + 3000

    run(session())
