"""The page in WebKit as Debian has it: no call there, a plain sentence, and no broken module."""

import json

import pytest

from app.rehearsal.browser import Screen
from tests.browser.test_accessibility import axe, violations
from tests.browser.test_modules import (
    test_page_derives_the_same_keys_seals_and_proves_as_we_do,
)
from tests.browser.webkit import find_webkit, webkit_patient
from tests.conftest import ROOT, catalogue

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_webkit() is None, reason="no WebKitGTK with its driver here"),
]
__all__ = ["axe", "test_page_derives_the_same_keys_seals_and_proves_as_we_do"]  # here in WebKit
MODULES = sorted(file.name for file in (ROOT / "assets" / "patient_page").glob("*.js"))


@pytest.fixture
def page(run, meeting):
    """Evaluate one expression on the page of a fresh link."""

    def evaluate(expression: str) -> object:
        async def ask() -> object:
            async with meeting() as host, webkit_patient() as patient:
                await patient.open(await host.link())
                return await patient.evaluate(expression)

        return run(ask())

    return evaluate


@pytest.mark.parametrize(("code", "width"), [("en", 390), ("ar", 390), ("de", 1280)])
def test_browser_without_calls_is_told_so_in_its_language(run, meeting, code, width) -> None:
    words = catalogue(code)

    async def visit() -> None:
        async with meeting() as host, webkit_patient(Screen(width=width)) as patient:
            link = await host.link()
            await patient.open(link.replace(".en", f".{code}"))
            await patient.wait_for("goodbye")
            assert await patient.evaluate("typeof RTCPeerConnection") == "undefined"
            shown = await patient.evaluate("document.body.innerText")
            assert words.say("stop.browser") in shown
            assert words.say("stop.browser_more") in shown
            assert await patient.evaluate("document.documentElement.dir") == words.direction
            assert link.partition("#")[2] not in str(await patient.evaluate("location.href"))
            assert await patient.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )

    run(visit())


def test_no_rule_of_access_is_broken_and_another_language_can_be_chosen(
    run, meeting, axe: str
) -> None:
    async def visit() -> None:
        async with meeting() as host, webkit_patient() as patient:
            await patient.open(await host.link())
            await patient.wait_for("goodbye")
            assert await violations(patient, axe) == []
            await patient.evaluate(
                "(document.getElementById('language').value = 'ar',"
                " document.getElementById('language').dispatchEvent(new Event('change')))"
            )
            await patient.wait("document.documentElement.dir === 'rtl'")

    run(visit())


def test_every_module_of_the_page_loads(page) -> None:
    """A word of the language that WebKit does not know would break the page before it speaks."""
    # the page itself has loaded main.js, and the plain script that sees that it did
    others = [name for name in MODULES if name not in ("main.js", "arrival.js")]
    loaded = page(
        f"Promise.all({json.dumps(others)}.map((name) =>"
        " import('/page/' + name).then((module) => Object.keys(module).length)))"
    )
    assert isinstance(loaded, list)
    assert all(count > 0 for count in loaded)
