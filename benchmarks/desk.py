"""The desk's start: from the process's first moment to an interactive unlock page, and memory.

Beside it, in the same run, the floor: a process that imports Qt and shows an empty window.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

RUNS = 7
EMPTY_WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
print(time.clock_gettime(time.CLOCK_MONOTONIC))
"""


def measure() -> Mapping[str, object]:
    """Start both some times, the first time for the disk's sake only."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "CONSULTAND_HOME": home}
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        desk = [sys.executable, "-m", "app", "open", "--exit-when-ready", "--json"]
        qt = [sys.executable, "-c", EMPTY_WINDOW]
        _started(desk, environment), _started(qt, environment)
        pairs = [(_started(desk, environment), _started(qt, environment)) for _ in range(RUNS)]
    peak_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "runs": RUNS,
        "unlock_page_ms": _figures([ours for ours, _ in pairs]),
        "empty_qt_window_ms": _figures([floor for _, floor in pairs]),
        "peak_memory_mib": round(peak_kib / 1024, 1),
        "platform": environment.get("QT_QPA_PLATFORM", "screen"),
    }


def _started(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Milliseconds from starting the process until it says that it is ready."""
    started = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    ready = float(done.stdout.strip().splitlines()[-1].strip('{}"').split()[-1])
    return 1000 * (ready - started)


def _figures(values: Sequence[float]) -> Mapping[str, float]:
    return {
        "min": round(min(values), 1),
        "median": round(statistics.median(values), 1),
        "max": round(max(values), 1),
    }
