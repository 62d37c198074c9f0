"""What counts as a run of the tests, and which skips make it none."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SUITE = (
    '<testsuites><testsuite tests="{tests}" skipped="{skipped}">{cases}</testsuite></testsuites>'
)
SKIPPED = '<testcase><skipped message="{reason}"/></testcase>'


def judged(path: Path, tests: int, *reasons: str) -> "subprocess.CompletedProcess[str]":
    cases = "".join(SKIPPED.format(reason=reason) for reason in reasons)
    path.write_text(SUITE.format(tests=tests, skipped=len(reasons), cases=cases), "utf-8")
    command = [sys.executable, "packaging/ran.py", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_run_without_a_test_is_no_run(tmp_path: Path) -> None:
    assert judged(tmp_path / "report.xml", 0).returncode == 1
    assert judged(tmp_path / "report.xml", 1, "this system asks").returncode == 1


@pytest.mark.parametrize(
    "reason",
    [
        "no coturn on this machine (Debian's package coturn)",
        "needs root and /dev/net/tun",
        "axe-core is not installed: npm ci in tests/browser",
        "no gnome-keyring to ask",
        "could not import 'apsw': No module named 'apsw'",
        "this machine has no network",
        "Windows has no such signals",
        "a reason that nobody has thought of",
    ],
)
def test_skip_on_a_prepared_machine_fails(tmp_path: Path, reason: str) -> None:
    done = judged(tmp_path / "report.xml", 9, reason, reason)
    assert done.returncode == 1
    assert done.stderr.count(reason[:20]) == 1


@pytest.mark.parametrize(
    "reason", ["this machine has a camera or a microphone", "could not import 'ged4py.parser'"]
)
def test_skip_of_what_only_another_system_shows_is_borne(tmp_path: Path, reason: str) -> None:
    assert judged(tmp_path / "report.xml", 9, reason).returncode == 0
