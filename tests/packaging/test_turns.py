"""Several workers never run two browsers or calls at a time: two would take each other's time."""

import re
import subprocess
import sys
from pathlib import Path

from tests.turns import share

ROOT = Path(__file__).resolve().parents[2]
HOOK = """
from tests.turns import Turns

def pytest_xdist_make_scheduler(config, log):
    return Turns(config, log)
"""
MANY = """
import pytest

@pytest.mark.parametrize("number", range(20))
def test_one(number):
    pass
"""
BY = re.compile(r"\[(gw\d)\] .*PASSED (\S+?)::")


def test_rooms_that_need_the_machine_are_one_share() -> None:
    shares = {share(f"tests/{room}/test_a.py::test_b[a/b::c@d]") for room in ("browser", "call")}
    assert len(shares) == 1
    assert share("tests/risk/test_a.py::test_b[x]") == share("tests/risk/test_a.py::test_c")
    assert share("tests/risk/test_a.py::test_b") != share("tests/risk/test_b.py::test_b")


def test_workers_keep_to_it(tmp_path: Path) -> None:
    """By a run of its own, for a runner's new version once passed the shares over in silence."""
    for file in ("browser/test_a.py", "call/test_b.py", "risk/test_c.py", "risk/test_d.py"):
        made = tmp_path / "tests" / file
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(MANY)
    (tmp_path / "conftest.py").write_text(HOOK)
    words = ("-v", "-n", "2", "--dist", "loadscope", "-p", "no:cacheprovider", "tests")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--rootdir", tmp_path, "--import-mode=importlib", *words],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    by = set(BY.findall(ran.stdout))
    assert len(by) == 4, ran.stdout
    assert len({worker for worker, file in by if share(file) == "in turn"}) == 1
    assert {worker for worker, _ in by} == {"gw0", "gw1"}
