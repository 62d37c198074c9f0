"""Real browsers as patients, and a counsellor for them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import pytest

from app.browsers import find_browser
from app.rehearsal.chromium import patient_at_browser
from app.rehearsal.patient import Patient
from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.room import Role
from counselling.call.media.engine import Engine, load_engine
from tests.browser.firefox import FAKE_FPS, find_firefox, firefox_patient
from tests.browser.shaky import ShakyLine
from tests.call.conftest import ROOT, Counsellor, counsellor

Browser = Callable[..., AbstractAsyncContextManager[Patient]]


@pytest.fixture
def options() -> ServerOptions:
    return ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations")


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine()


@pytest.fixture
def chromium() -> Browser:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    return partial(patient_at_browser, per_second=FAKE_FPS)


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each test with this runs in both."""
    if request.param == "chromium":
        found: Browser = request.getfixturevalue("chromium")
        return found
    if find_firefox() is None:
        pytest.skip("no Firefox on this machine")
    return firefox_patient


@pytest.fixture
def meeting(options: ServerOptions, engine: Engine):
    """An async context: a server and a counsellor at it."""

    @asynccontextmanager
    async def meet(with_engine: Engine | None = None) -> AsyncIterator[Counsellor]:
        async with (
            start_server(options) as server,
            counsellor(server, with_engine or engine) as host,
        ):
            yield host

    return meet


@pytest.fixture
def shaken(options, engine):
    """An async context: a counsellor, a line that can lose files, and a link over that line."""

    @asynccontextmanager
    async def meet(*roles: Role):
        line = ShakyLine()
        async with (
            start_server(options) as server,
            counsellor(server, engine, roles or (Role.PATIENT,)) as host,
            line.before(server) as url,
        ):
            yield host, line, (await host.link()).replace(server.url, url)

    return meet


@pytest.fixture
def run():
    def go(work):
        return asyncio.run(asyncio.wait_for(work, 90))

    return go


async def fill(patient: Patient, field: str, value: str) -> None:
    """Put a value into a field of hers, found by a selector, as typing would."""
    await patient.evaluate(
        f"""(() => {{
  const field = document.querySelector({json.dumps(field)});
  field.value = {json.dumps(value)};
  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
}})()"""
    )


async def wait_for_words(patient: Patient, selector: str, words: list[str]) -> None:
    """Wait until what a selector finds reads so: what few need to be told is fetched first."""
    found = f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.textContent)"
    await patient.wait(f"JSON.stringify({found}) === JSON.stringify({json.dumps(words)})")


async def wait_for_heading(patient: Patient, words: str) -> None:
    """Wait until a step of hers is headed so: what few need to be told is fetched first."""
    headed = f"(h) => h.checkVisibility() && h.textContent === {json.dumps(words)}"
    await patient.wait(f"[...document.querySelectorAll('h1')].some({headed})")
