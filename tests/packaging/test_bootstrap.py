"""The bootstrap on a machine that lacks packages: it says what, asks before sudo, or tells how.

Programs of the machine are stood in for by scripts on the PATH that write down how they were
called; the bootstrap itself is the real one, in a process of its own.
"""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Debian's packages")

LACKS = "#!/bin/sh\nexit 1\n"
KNOWS = "#!/bin/sh\necho Package: known\n"
NOTES = '#!/bin/sh\necho "$(basename "$0") $@" >> "{log}"\nexit 7\n'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs: dpkg lacks everything, apt knows every name, both are written down."""
    os.chmod(tmp_path, 0o777)
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "log"
    log.touch(mode=0o666)
    log.chmod(0o666)
    programs = {
        "dpkg-query": LACKS,
        "apt-cache": KNOWS,
        "apt-get": NOTES.format(log=log),
        "basename": f'#!/bin/sh\nexec {_where("basename")} "$@"\n',
    }
    for name, text in programs.items():
        _put(folder / name, text)
    for parent in tmp_path.parents:
        if parent.owner() == "root" and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)  # nobody has to come through
    return folder


def _where(program: str) -> str:
    return subprocess.run(["which", program], capture_output=True, text=True).stdout.strip()


def _put(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def called(machine: Path) -> list[str]:
    return (machine.parent / "log").read_text().splitlines()


def start(
    machine: Path, *, user: int | None, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "test"],
        env={"PATH": str(machine)},
        cwd="/",
        user=user,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not IS_ROOT, reason="only root can become somebody without rights")
def test_without_rights_the_one_command_is_told_and_nothing_done(machine: Path) -> None:
    process = start(machine, user=NOBODY)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert "these system packages are missing" in err
    (command,) = [line for line in err.splitlines() if "sudo apt-get update && " in line]
    for package in ("libegl1", "libnss3", "chromium", "firefox-esr", "poppler-utils"):
        assert package in command
    assert "Traceback" not in err
    assert called(machine) == []


@pytest.mark.skipif(not IS_ROOT, reason="only root can become somebody without rights")
@pytest.mark.parametrize("answer", ["", "n", "no", "perhaps"])
def test_sudo_is_not_used_without_a_yes(machine: Path, answer: str) -> None:
    _put(machine / "sudo", NOTES.format(log=machine.parent / "log"))
    ours, theirs = pty.openpty()
    process = start(machine, user=NOBODY, stdin=theirs)
    os.write(ours, f"{answer}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 3
    assert "Install them with sudo now?" in out
    assert "sudo apt-get update && " in err
    assert called(machine) == []


@pytest.mark.skipif(not IS_ROOT, reason="only root can become somebody without rights")
def test_after_a_yes_sudo_is_used_and_its_failure_is_told_in_one_line(machine: Path) -> None:
    _put(machine / "sudo", NOTES.format(log=machine.parent / "log"))
    ours, theirs = pty.openpty()
    process = start(machine, user=NOBODY, stdin=theirs)
    os.write(ours, b"y\n")
    _, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 7
    assert "sudo ended with code 7; nothing else was started" in err
    assert "Traceback" not in err
    assert called(machine) == ["sudo apt-get update --quiet=2"]


@pytest.mark.skipif(not IS_ROOT, reason="what root does")
def test_root_installs_at_once_and_says_so(machine: Path) -> None:
    process = start(machine, user=None)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 7
    assert "installing them (running as root)" in err
    assert called(machine) == ["apt-get update --quiet=2"]


def test_unknown_command_is_answered_with_how_to_use_it() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "dance"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "bootstrap.py run" in done.stderr
