"""The desk starts light, ends clean, and starts again."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from ui.kit.standing.navigator import OpenFamily
from ui.look.theme import Choice, Mode
from ui.start import Desktop, no_live_view

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "aiohttp", "aiortc", "av", "jpype", "numpy", "pikepdf", "plotly", "reportlab", "sqlcipher3",
    "typst", "webrtc", "PySide6.QtMultimedia", "PySide6.QtNetwork", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
)  # fmt: skip

PROGRAM = """
import json, sys
from pathlib import Path
from counselling.language.catalogue import Catalogue
from ui.look.theme import Choice
from ui.start import Plan, run

class Echo(dict):
    def __missing__(self, key): return key
    def __contains__(self, key): return True

class Door:
    home, owner, least_passphrase, calls = Path("/nowhere"), "anna", 15, []
    def vaults(self): return ()
    def unlock(self, folder, passphrase): pass
    def create(self, folder, passphrase): pass
    def open_demo(self): pass
    def lock(self): self.calls.append("lock")

class Safekeeping:
    backups = bring_back = None

class Desk:
    unlock, families, safekeeping = Door(), None, Safekeeping()

def door(context):
    from ui.pages.unlock.page import build
    return build(context)

def ready(desktop):
    print(json.dumps([name for name in sys.modules]))
    desktop.window.close()

plan = Plan(Desk(), {"unlock": door}, Catalogue("en", "ltr", Echo()), Path("assets"), Choice())
sys.exit(run(plan, sys.argv, ready=ready) + (Door.calls != ["lock"]))
"""


def test_program_starts_light_and_ends_with_zero_and_a_closed_vault() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert "ui.pages.unlock.page" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    assert [name for name in loaded if name.startswith("ui.pages.families")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_program_that_is_told_to_end_closes_its_vault_first(name: str) -> None:
    told = f"import os, signal; os.kill(os.getpid(), signal.{name})"
    program = PROGRAM.replace("    desktop.window.close()\n", f"    {told}\n")
    assert told in program
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr  # not killed, and the vault is closed


def test_desk_can_be_opened_again_after_it_was_closed(
    open_desktop: Callable[..., Desktop], enter: Callable[[Desktop], None]
) -> None:
    for _ in range(3):
        desktop = open_desktop()
        enter(desktop)
        desktop.context.navigator.open(OpenFamily("f1", "Lindqvist"))
        desktop.close()


def test_direction_of_the_desk_is_the_languages(
    open_desktop: Callable[..., Desktop], words: Catalogue, qapp: QApplication
) -> None:
    open_desktop(catalogue=Catalogue("ar", "rtl", words.raw))
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    open_desktop()
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_chosen_look_is_handed_out_once_to_be_remembered_off_the_ui_thread(
    open_desktop: Callable[..., Desktop], qtbot: QtBot
) -> None:
    chosen: list[tuple[Choice, bool]] = []

    def remember(choice: Choice) -> None:
        chosen.append((choice, threading.current_thread() is threading.main_thread()))

    desktop = open_desktop(remember_look=remember)
    theme = desktop.context.theme
    dark = Choice(Mode.DARK, theme.choice.contrast)
    theme.choose(dark)
    theme.changed.emit()  # as when the system's own colours change
    qtbot.waitUntil(lambda: desktop.context.jobs.is_idle)
    assert chosen == [(dark, False)]


def test_without_a_web_engine_charts_stay_as_printed(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    assert no_live_view(parent) is None


@pytest.mark.parametrize("language", ["de", "ar"])
def test_dialogs_of_qt_speak_the_language(
    open_desktop: Callable[..., Desktop], words: Catalogue, qapp: QApplication, language: str
) -> None:
    direction: Any = "rtl" if language == "ar" else "ltr"
    desktop = open_desktop(catalogue=Catalogue(language, direction, words.raw))
    assert qapp.translate("QPlatformTheme", "Cancel") != "Cancel"
    desktop.close()
