"""A browser that keeps nothing, blocked or full: the page works as long as it is open."""

import stat
from pathlib import Path

import pytest

from app.browsers import find_browser
from app.rehearsal.patient import Patient
from counselling.call.line.events import Connected, Knocked
from counselling.language.catalogue import Catalogue
from tests.browser.conftest import fill, wait_for_heading
from tests.browser.firefox import find_firefox, firefox_patient

pytestmark = pytest.mark.browser

NO_COOKIES = {"network.cookie.cookieBehavior": 2}
# Chromium's own setting, which it reads at its start
BLOCKS = '{"profile": {"default_content_setting_values": {"cookies": 2}}}'
STARTS = """#!/bin/sh
for word in "$@"; do case "$word" in --user-data-dir=*) profile="${word#*=}" ;; esac; done
mkdir -p "$profile/Default"
echo '%s' > "$profile/Default/Preferences"
exec '%s' "$@"
"""
HAS_NONE = """(() => { try { sessionStorage.setItem("a", "b"); } catch { return true; }
  return false; })()"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("none left", "QuotaExceededError"); };"""


@pytest.fixture(params=["chromium", "firefox"])
def forgetful(request: pytest.FixtureRequest, tmp_path: Path):
    """A browser whose cookies are blocked."""
    if request.param == "firefox":
        if find_firefox() is None:
            pytest.skip("no Firefox on this machine")
        return lambda: firefox_patient(preferences=NO_COOKIES)
    chromium = request.getfixturevalue("chromium")
    starts = tmp_path / "chromium"
    starts.write_text(STARTS % (BLOCKS, find_browser()))
    starts.chmod(stat.S_IRWXU)
    return lambda: chromium(browser=starts)


async def before_each_page(patient: Patient, script: str) -> None:
    """Have a script run before any of a page's own."""
    page = patient._browser
    if hasattr(page, "command"):
        await page.command("script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}")
    else:
        await page._command("Page.enable")
        await page._command("Page.addScriptToEvaluateOnNewDocument", source=script)


async def there_and_back(host, patient: Patient) -> None:
    """The form, the door, turned away by mistake, the call."""
    await patient.press("go-form")
    await patient.wait("document.getElementById('form-reason')?.checkVisibility()")
    await fill(patient, "#form-reason", "my mother was ill")
    await patient.press("form-back")
    await patient.press("go-form")
    written = "document.getElementById('form-reason').value"
    await patient.wait(f"{written} === 'my mother was ill'")
    await patient.press("form-back")
    await patient.knock()
    await host.wait(Knocked)
    await host.call.refuse("1")
    await patient.press("come-back")
    await host.wait(Knocked, 2)
    await host.call.admit("1")
    await patient.wait_for_call()
    await host.wait(Connected)


def test_without_cookies_she_comes_in_and_back_and_a_reload_asks_for_the_link(
    run, meeting, forgetful, english: Catalogue
) -> None:
    async def visit() -> None:
        async with meeting() as host, forgetful() as patient:
            link = await host.link()
            await patient.open(link)
            assert await patient.evaluate(HAS_NONE)
            await there_and_back(host, patient)
            await patient.open(link.partition("#")[0])
            await wait_for_heading(patient, english.say("stop.incomplete"))

    run(visit())


def test_without_room_for_a_word_she_comes_in_and_back(run, meeting, browser) -> None:
    async def visit() -> None:
        async with meeting() as host, browser() as patient:
            await before_each_page(patient, FULL)
            await patient.open(await host.link())
            assert await patient.evaluate(HAS_NONE)
            await there_and_back(host, patient)

    run(visit())
