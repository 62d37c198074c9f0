import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from ui.kit.threads.collector import Collector

ROOT = Path(__file__).resolve().parents[3]

CALLS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal()

application = QCoreApplication([])
bell = Bell()
before = [sys.getrefcount(constant) for constant in (None, True)]
for _ in range(5_000):
    bell.rung.emit()
    bell.setObjectName("x")
after = [sys.getrefcount(constant) for constant in (None, True)]
assert all(b - a < 100 for a, b in zip(after, before))
"""


def test_this_qt_does_not_lose_references_to_python_constants() -> None:
    """PySide6 6.12.0 does on CPython 3.11 and ends the program (docs/decisions/0014)."""
    done = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(autouse=True)
def what_was_imported_stays_aside() -> Iterator[None]:
    """Give the other tests back what theirs asked for: a collector takes back everything."""
    yield
    gc.collect()
    gc.freeze()


class Widgetish(QObject):
    """A Qt object in a cycle: only the collector can free it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def allocate(many: int = 200_000) -> list[list[int]]:
    """Make so many objects that Python would collect in this thread."""
    return [[n] for n in range(many)]


def freed_on(objects: int) -> list[threading.Thread]:
    threads: list[threading.Thread] = []

    class Told(Widgetish):
        def __del__(self) -> None:
            threads.append(threading.current_thread())

    for _ in range(objects):
        Told()
    return threads


def test_garbage_is_collected_on_the_ui_thread_whoever_makes_it(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    threads = freed_on(20)
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert threads == []
    gc.collect()
    assert set(threads) == {threading.main_thread()}
    collector.stop()
    assert gc.isenabled()


def test_due_garbage_is_collected_by_itself(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    gc.collect()
    threads = freed_on(2)
    kept = allocate(2_000)
    collector.collect()
    assert len(threads) == 2
    collector.stop()
    kept.clear()
    QCoreApplication.processEvents()


def test_what_comes_by_the_ten_thousand_is_looked_through_when_nobody_waits(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    gc.collect()
    threads = freed_on(2)
    kept = allocate()
    collector.collect()
    assert threads == []
    assert gc.get_count()[0] < len(kept)
    collector.collect_all()
    assert len(threads) == 2
    collector.stop()
    kept.clear()


def test_a_stopped_collector_leaves_nothing_aside(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    kept = allocate()
    collector.collect()
    collector.stop()
    assert gc.get_freeze_count() == 0
    kept.clear()
