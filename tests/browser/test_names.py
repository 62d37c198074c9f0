"""Two relatives of one patient have two names, on every page and in the language that it is in."""

from contextlib import AsyncExitStack

import pytest

from app.rendezvous.server import start_server
from counselling.call.line.events import LinkReady
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine
from tests.browser.firefox import find_firefox, firefox_patient
from tests.browser.test_circle import come_in, names
from tests.call.conftest import counsellor
from tests.call.gathering import let_in, member

pytestmark = pytest.mark.browser

ROLES = (Role.PATIENT, Role.RELATIVE, Role.RELATIVE)
FACES = "document.querySelectorAll('#others .tile').length"
LABELS = """[...document.querySelectorAll('#others video')].map((video) => document
  .getElementById(video.getAttribute('aria-labelledby')).textContent).sort()"""
WROTE = "[...document.querySelectorAll('#talk-lines b')].map((each) => each.textContent).sort()"
IN_GERMAN = """(() => {
  const field = document.getElementById("language");
  field.value = "de";
  field.dispatchEvent(new Event("change"));
})()"""

# The two speak alone, and write: what the page is told, over channels that lead nowhere.
TOLD = """(async () => {
  const at = (id) => document.getElementById(id);
  const channel = (label) => ({ label, readyState: "open", send() {} });
  const hear = (one, word) => one.onmessage({ data: JSON.stringify(word) });
  const on = { hushHost() {}, announce() {}, hold() {} };
  await (await import("/page/words.js")).learn?.(); // the words of parts that only some need
  const { Circle } = await import("/page/circle.js");
  const { Faces } = await import("/page/faces.js");
  const { Talk } = await import("/page/talk.js");
  const [circle, talk] = [channel("circle"), channel("talk")];
  const faces = new Faces(at, on, (room, heard) => new Circle(room, heard));
  faces.take(circle, "room", "1", new MediaStream());
  const relatives = [["2", 1], ["3", 2]].map(([seat, number]) =>
    ({ seat, role: "relative", number }));
  hear(circle, { t: "circle", role: "patient", members: relatives, alone: ["2", "3"] });
  await new Talk(at, on).take(talk);
  hear(talk, { t: "begin", epoch: "e", seat: "1", role: "patient", first: 1 });
  for (const [place, { seat, role, number }] of relatives.entries()) {
    hear(talk, { t: "line", no: place + 1, by: seat, role, number, at: 0, text: "Good morning." });
  }
  return at("private-news").textContent;
})()"""


def test_two_relatives_have_two_names_in_what_is_said_of_them(run, meeting, browser) -> None:
    async def session() -> None:
        async with meeting() as host, browser() as page:
            await page.open(await host.link())
            assert "Relative, Relative 2" in str(await page.evaluate(TOLD))
            assert await page.evaluate(WROTE) == ["Relative", "Relative 2"]
            await page.evaluate(IN_GERMAN)
            await page.wait("document.documentElement.lang === 'de'")
            assert await page.evaluate(WROTE) == ["Angehörige", "Angehörige 2"]

    run(session())


@pytest.mark.parametrize(
    ("name", "seat", "english", "german"),
    [
        ("chromium", "1", ["Relative", "Relative 2"], ["Angehörige", "Angehörige 2"]),
        ("firefox", "3", ["Patient", "Relative"], ["Angehörige", "Patient/in"]),
    ],
)
def test_two_relatives_are_told_apart_by_face_and_in_writing(
    run, options, engine: Engine, chromium, name: str, seat: str, english: object, german: object
) -> None:
    if name == "firefox" and find_firefox() is None:
        pytest.skip("no Firefox on this machine")
    at_browser = chromium() if name == "chromium" else firefox_patient()

    async def session() -> None:
        async with (
            start_server(options) as server,
            counsellor(server, engine, ROLES) as host,
            at_browser as page,
            AsyncExitStack() as room,
        ):
            await host.wait(LinkReady, 3)
            links = {event.seat: event.link for event in host.told(LinkReady)}
            await come_in(host, page, seat)
            for other in {"1", "2", "3"} - {seat}:
                there = await room.enter_async_context(member(links[other], engine, other))
                await let_in(host, other)
                there.guest.talk.write("Good morning.")
            await page.wait(f"{FACES} === 2", seconds=40)
            await page.wait(f"{WROTE}.length === 2")
            assert await names(page) == await page.evaluate(LABELS) == english
            assert await page.evaluate(WROTE) == english
            await page.evaluate(IN_GERMAN)
            await page.wait("document.documentElement.lang === 'de'")
            assert await names(page) == await page.evaluate(LABELS) == german
            assert await page.evaluate(WROTE) == german

    run(session())
