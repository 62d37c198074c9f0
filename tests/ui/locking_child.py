"""A program for `consultand bench lock`: a whole session at the desk, then the lock, timed.

Called as `python -m tests.ui.locking_child FOLDER RUNS`. It tells figures as JSON, a line at each
stage, and waits for a line before it goes on, so that who looks into its memory has time.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from app.compose import compose_desk, compose_plan
from counselling.records.log import families as records
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from tests.ui import marked_desk
from ui.kit.threads.collector import Collector
from ui.start import Desktop

PASSPHRASE = "river lamp oak seven"
_QUESTION_SECONDS = 3.0
_SAVES = 5


def tell(**figures: object) -> None:
    """Tell how far we are, and wait until whoever looks in has looked."""
    sys.stdout.write(f"{json.dumps(figures)}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def locked_in(
    desktop: Desktop, desk: Desk, busy: Callable[[], threading.Event]
) -> dict[str, float]:
    """Milliseconds from the key to the door, and to the closed vault, while the desk is busy."""
    gate = busy()
    vault = desk.unlock.vault
    waiting = QEventLoop()
    desktop.window.locked.connect(waiting.quit)
    began = time.perf_counter()
    desktop.window.actions_of_shell.lock.trigger()
    door = time.perf_counter()
    waiting.exec()
    closed = time.perf_counter()
    gate.set()
    desktop.window.locked.disconnect(waiting.quit)
    assert vault.is_locked
    return {"door_ms": 1000 * (door - began), "closed_ms": 1000 * (closed - began)}


def keep_busy(desktop: Desktop, desk: Desk, session: str) -> threading.Event:
    """Begin five saves, and more questions than there are threads that take seconds."""
    gate = threading.Event()
    lane = desktop.context.jobs.lane(desktop)
    for number in range(_SAVES):
        save = partial(desk.sessions.save_notes, session, f"{marked_desk.NOTE} {number}")
        lane.keep(save, done=_taken, failed=_taken)
    for _ in range(5):
        asked = partial(gate.wait, _QUESTION_SECONDS)
        desktop.context.jobs.lane(desktop).ask(asked, done=_taken, failed=_taken)
    return gate


def _taken(answer: object) -> None:
    """Want nothing of it."""


def main(folder: Path, runs: int) -> None:
    """Go through the desk once, look in, then lock it again and again."""
    application: Any = QApplication([])
    desk = compose_desk(Settings(), home=folder)
    place = folder / "bench.vault"
    desk.unlock.create(place, PASSPHRASE)
    family = records.adopt(desk.unlock.vault, marked_desk.marked_family())
    desktop = Desktop(application, compose_plan(Settings(), desk))
    desktop.window.show()
    marked_desk.go_through(desktop, desk, family)
    marked_desk.leave_windows_open(desktop)
    tell(stage="open")
    took = []
    for number in range(runs):
        session = desk.sessions.begin(family)
        took.append(locked_in(desktop, desk, partial(keep_busy, desktop, desk, session)))
        _settle(desktop)
        if number == 0:
            tell(stage="locked")
        desk.unlock.unlock(place, PASSPHRASE)
        assert desk.sessions.notes(session).text.endswith(str(_SAVES - 1))  # nothing is lost
        desktop.context.navigator.enter()
    desktop.close()
    tell(stage="closed", took=took)


def _settle(desktop: Desktop) -> None:
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collector = desktop.findChild(Collector)
    assert collector is not None
    collector.collect_all()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
