"""`consultand doctor`: what this machine has and what is missing, with the mend."""

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Final

from app.browsers import find_browser
from app.commands.command import Command, Speaker
from app.hardening import harden
from app.paths import resource, user_folder
from app.screen import has_screen
from app.words import catalogue, offered
from counselling.errors import CounsellingError
from counselling.language.marks import N_
from counselling.language.traits import Use
from counselling.records.keys.locked_memory import can_lock

_QT: Final = "import PySide6.QtWidgets, PySide6.QtMultimedia, PySide6.QtPdf"
_WEB_ENGINE: Final = "import PySide6.QtWebEngineWidgets"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. words: message id of the thing; mend: of what to do when it is missing.

    is_needed: the program cannot do its work without it.
    """

    name: str
    is_there: bool
    is_needed: bool
    words: str
    mend: str


class Doctor:
    """Looks at the machine; changes nothing."""

    name = "doctor"
    summary = "say what is missing on this machine"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments: none."""

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Look, and say; exit code 1 when something needed is missing."""
        words = catalogue("en")
        checks = tuple(_checks())
        lines = []
        for check in checks:
            state = words.say(N_("doctor.there") if check.is_there else N_("doctor.missing"))
            lines.append(f"{state:8} {words.say(check.words)}")
            if not check.is_there:
                lines.append(f"         {words.say(check.mend)}")
        is_well = all(check.is_there for check in checks if check.is_needed)
        answer = {"is_well": is_well, "checks": [asdict(check) for check in checks]}
        speaker.result(answer, "\n".join(lines))
        return 0 if is_well else 1


def _checks() -> Iterator[Check]:
    def check(name: str, found: Callable[[], bool], *, is_needed: bool) -> Check:
        return Check(name, found(), is_needed, f"doctor.{name}", f"doctor.{name}.mend")

    yield check("python", lambda: sys.version_info >= (3, 11), is_needed=True)
    yield check("assets", _has_assets, is_needed=True)
    yield check("languages", _has_languages, is_needed=True)
    yield check("records", lambda: _is_installed("sqlcipher3"), is_needed=True)
    yield check(
        "letters", lambda: _is_installed("typst") and _is_installed("pikepdf"), is_needed=True
    )
    yield check("qt", lambda: _runs(_QT), is_needed=True)
    yield check("wrtc", lambda: _runs("import webrtc.aiortc"), is_needed=False)
    yield check("aiortc", lambda: _runs("import aiortc"), is_needed=True)
    yield check("web_engine", lambda: _runs(_WEB_ENGINE), is_needed=False)
    yield check("no_dumps", lambda: harden().has_no_core, is_needed=True)
    yield check("private_memory", lambda: harden().is_private, is_needed=False)
    yield check("locked_memory", can_lock, is_needed=False)
    yield check("home", _can_write_home, is_needed=True)
    yield check("screen", has_screen, is_needed=False)
    yield check("browser", lambda: bool(find_browser()), is_needed=False)


def _has_assets() -> bool:
    return (resource("assets", "fonts") / "NotoSans-Regular.ttf").is_file()


def _has_languages() -> bool:
    try:
        for use in Use:
            for language in offered(use):
                catalogue(language.code, use)
    except CounsellingError:
        return False
    return True


def _is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _runs(code: str) -> bool:
    """Whether an import works in a process of its own: a missing system library may end it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    return done.returncode == 0


def _can_write_home() -> bool:
    folder = user_folder()
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


COMMAND: Final[Command] = Doctor()
