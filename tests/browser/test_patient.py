"""The driver that plays the patient: what it says when there is no browser to play with."""

import asyncio
import stat
import tempfile
from pathlib import Path

import pytest

from app.browsers import find_browser
from app.rehearsal.chromium import patient_at_browser
from counselling.errors import CallError


def test_without_a_browser_there_is_one_clear_error(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None

    async def start() -> None:
        async with patient_at_browser():
            raise AssertionError("not reached")

    with pytest.raises(CallError) as caught:
        asyncio.run(start())
    assert caught.value.message_id == "patient.no_browser"


def test_browser_that_ends_at_once_is_one_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 1\n")
    broken.chmod(stat.S_IRWXU)

    async def start() -> None:
        async with patient_at_browser(browser=broken):
            raise AssertionError("not reached")

    with pytest.raises(CallError) as caught:
        asyncio.run(start())
    assert caught.value.message_id == "patient.browser"


@pytest.mark.browser
def test_button_that_never_comes_is_one_clear_error(run, meeting, chromium) -> None:
    async def press() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            with pytest.raises(CallError) as caught:
                await patient.wait("document.getElementById('nothing')", seconds=0.2)
            assert caught.value.message_id == "patient.page"

    run(press())


@pytest.mark.browser
def test_nothing_of_the_patients_browser_is_left_behind(
    run, meeting, chromium, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def left() -> int:
        return len(list(tmp_path.iterdir()))

    async def visit() -> int:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            return left()

    assert run(visit()) == 1
    assert left() == 0


# Something comes in above the button at the moment at which it is pressed.
MOVES_AWAY = """document.addEventListener("pointerdown", () => {
  document.querySelector("main").style.marginTop = "200px";
}, { once: true })"""


@pytest.mark.browser
def test_button_that_moves_away_under_the_finger_is_pressed_again(run, meeting, chromium) -> None:
    async def press() -> None:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            await patient.evaluate(f"(() => {{ {MOVES_AWAY} }})()")
            await patient.press("go-check")
            await patient.wait_for("check")

    run(press())
