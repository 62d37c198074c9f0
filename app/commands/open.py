"""`consultand open`: the desk. Qt is imported when it runs, so that its absence is a sentence."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.commands.command import Command, Speaker
from app.compose import compose_desk, compose_plan
from app.screen import has_screen
from app.settings import load_settings
from counselling.errors import UsageError

if TYPE_CHECKING:
    from ui.start import Desktop


class Open:
    """Opens the desk and stays until its window is closed."""

    name = "open"
    summary = "open the desk"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--demo", action="store_true", help="begin with the demo's vault open")
        parser.add_argument("--home", type=Path, metavar="DIR", help="where vaults lie")
        parser.add_argument(
            "--exit-when-ready",
            action="store_true",
            help="close again as soon as the first page answers keys, and say when that was",
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Open the window and return what Qt returns when it is closed."""
        if not has_screen() and "QT_QPA_PLATFORM" not in os.environ:
            raise UsageError("open.no_screen")
        try:
            from ui.shell.systems import system_watch
            from ui.start import run
        except ImportError:
            raise UsageError("open.no_qt") from None
        settings = load_settings()
        desk = compose_desk(settings, home=arguments.home)
        plan = replace(
            compose_plan(settings, desk, opens_demo=arguments.demo),
            lock_minutes=settings.lock_minutes,
            make_system_watch=system_watch,
        )
        leave = partial(_leave, speaker) if arguments.exit_when_ready else None
        ready: Callable[[Desktop], None] | None = leave
        return run(plan, sys.argv[:1], ready=ready)


def _leave(speaker: Speaker, desktop: "Desktop") -> None:
    """Say when the desk was ready, by the clock that all processes share, and close it."""
    now = time.monotonic()
    speaker.result({"ready_monotonic_seconds": now}, f"ready {now}")
    desktop.window.close()


COMMAND: Final[Command] = Open()
