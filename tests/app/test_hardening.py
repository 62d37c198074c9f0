"""No core, no crash report, no neighbour that looks in: seen from outside of the process."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app.hardening import harden, shield

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tested on Linux only")

ABORTS = """
import os, resource, sys
sys.path.insert(0, {root!r})
import app.hardening
try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except ValueError:
    pass
{harden}
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""

# two processes of one user: the first is looked into by the second
NEIGHBOURS = """
import ctypes, os, sys
sys.path.insert(0, {root!r})
import app.hardening
ours, theirs = os.pipe()
first = os.fork()
if first == 0:
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    {harden}
    os.write(theirs, b"x")
    os.pause() if hasattr(os, "pause") else __import__("signal").pause()
os.read(ours, 1)
second = os.fork()
if second == 0:
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    try:
        os.open(f"/proc/{{first}}/mem", os.O_RDONLY)
    except PermissionError:
        os._exit(7)
    os._exit(0)
_, status = os.waitpid(second, 0)
os.kill(first, 9)
os.waitpid(first, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""

HARDEN = "print(app.hardening.harden(), flush=True)"


def run(program: str, here: Path, *, is_hard: bool) -> "subprocess.CompletedProcess[str]":
    text = program.format(root=str(ROOT), harden=HARDEN if is_hard else "pass")
    return subprocess.run(
        [sys.executable, "-c", text], cwd=here, capture_output=True, text=True, timeout=60
    )


def test_hardened_process_says_so_and_twice_is_no_mistake() -> None:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import app.hardening as h; "
    program += "print(h.shield()); print(h.harden()); print(h.harden() == h.shield())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    before, after, same = done.stdout.splitlines()
    assert "is_private=False" in before
    assert after == "Shield(has_no_core=True, is_private=True)"
    assert same == "True"


def test_program_that_aborts_leaves_no_core(tmp_path: Path) -> None:
    done = run(ABORTS, tmp_path, is_hard=True)
    assert done.returncode == -6
    assert "(1, 1)" in done.stdout or "(0, 0)" in done.stdout
    assert list(tmp_path.iterdir()) == []


def may_dump() -> bool:
    """Whether a child of ours could leave a dump: not after a command was run in this process."""
    return min(resource.getrlimit(resource.RLIMIT_CORE)) not in (0, 1)


def test_program_that_is_not_hardened_leaves_one(tmp_path: Path) -> None:
    """The control: without it the test before would pass on a machine that never dumps."""
    pattern = Path("/proc/sys/kernel/core_pattern").read_text("ascii").strip()
    run(ABORTS, tmp_path, is_hard=False)
    if pattern.startswith(("|", "/", "@")) or not may_dump():
        pytest.skip("this machine dumps elsewhere, or not at all")
    assert [path.name.split(".")[0] for path in tmp_path.iterdir()] == ["core"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changes its user")
@pytest.mark.parametrize("is_hard", [True, False])
def test_another_program_of_the_same_user_cannot_look_in(tmp_path: Path, is_hard: bool) -> None:
    yama = Path("/proc/sys/kernel/yama/ptrace_scope")
    if not is_hard and yama.exists() and yama.read_text("ascii").strip() != "0":
        pytest.skip("this machine's own rule forbids it to everybody")
    done = run(NEIGHBOURS, tmp_path, is_hard=is_hard)
    assert done.returncode == (7 if is_hard else 0), done.stderr


def test_every_command_is_hardened_before_it_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "doctor", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**os.environ, "CONSULTAND_HOME": str(tmp_path)},
    )  # fmt: skip
    assert '"name": "no_dumps", "is_there": true' in done.stdout
    assert '"name": "private_memory", "is_there": true' in done.stdout


def test_shield_is_what_holds_in_this_process() -> None:
    assert harden() == shield()
