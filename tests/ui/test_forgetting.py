"""A locked desk has forgotten: the checks beside this file, in a process of their own.

They ask Qt for every object and every interface that a screen reader could ask for, and those live
until the process ends: it must end well, too.
"""

import subprocess
import sys
from pathlib import Path

CHECKS = Path(__file__).with_name("forgetting_checks.py")


def test_locked_desk_has_forgotten_with_a_call_and_without() -> None:
    command = [sys.executable, "-m", "pytest", str(CHECKS), "-n", "0", "-q"]
    done = subprocess.run(
        command, cwd=CHECKS.parents[2], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert ".." in done.stdout  # both were run
