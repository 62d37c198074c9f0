"""What fails once is told, what fails twice fails, and only where browsers and lines are."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOK = """
from tests.conftest import pytest_terminal_summary
from tests.second_try import SecondTries

def pytest_configure(config):
    config.pluginmanager.register(SecondTries())
"""
FAILING = """
from pathlib import Path

def test_one(tmp_path_factory):
    tries = Path({tries!r})
    tries.write_text(tries.read_text() + "x")
    assert len(tries.read_text()) > {fails}
"""


def run(folder: Path, room: str, *, fails: int) -> tuple[int, int, str]:
    """Run a test of a room that fails so often; returns the exit code, its tries, what is told."""
    tries = folder / "tries"
    tries.write_text("")
    made = folder / "tests" / room / "test_a.py"
    made.parent.mkdir(parents=True)
    made.write_text(FAILING.format(tries=str(tries), fails=fails))
    (folder / "conftest.py").write_text(HOOK)
    words = ("--rootdir", str(folder), "--import-mode=importlib", "-p", "no:cacheprovider")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "tests"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
    )
    return ran.returncode, len(tries.read_text()), ran.stdout


@pytest.mark.parametrize(
    ("room", "fails", "code", "tries"),
    [("browser", 0, 0, 1), ("browser", 1, 0, 2), ("browser", 9, 1, 2), ("risk", 1, 1, 1)],
)
def test_second_try(tmp_path: Path, room: str, fails: int, code: int, tries: int) -> None:
    ended, tried, told = run(tmp_path, room, fails=fails)
    assert (ended, tried) == (code, tries), told
    assert ("was tried again" in told) == (tries == 2)
