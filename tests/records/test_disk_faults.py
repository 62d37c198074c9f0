"""Disks that fail at the n-th call, power that is cut, programs that are killed: the real vault.

A process of its own works in a vault over a disk that fails (tests/records/faults). Afterwards the
vault opens, everything that was acknowledged is there, and what went wrong was said in our words.
"""

import errno
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from counselling.errors import CounsellingError
from counselling.records.audit import integrity
from counselling.records.copies import backups
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, Desk
from tests.records.faults import power
from tests.records.test_resealing import old as old

ROOT = Path(__file__).resolve().parents[2]
CUTS = int(os.environ.get("CONSULTAND_CUTS", "25"))
KILLS = int(os.environ.get("CONSULTAND_KILLS", "3"))
EVERY = int(os.environ.get("CONSULTAND_EVERY", "0"))  # each n up to here instead of some
ON_PAPER = Proof(code=CODE)
needs_gcc = pytest.mark.skipif(
    shutil.which("gcc") is None or sys.platform != "linux", reason="no compiler, or no preloading"
)


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk that fails, built."""
    library = tmp_path_factory.mktemp("disk") / "disk.so"
    source = ROOT / "tests/records/faults/disk.c"
    build = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl", "-lpthread"]
    subprocess.run(build, check=True)
    return library


def run(task: str, folder: Path, **disk: object) -> tuple[list[str], str]:
    """Run a task to its end; return what was acknowledged, and what it cried."""
    environment = {**os.environ, "FAULT_CODE": "1"}
    environment |= {name: str(value) for name, value in disk.items()}
    command = [sys.executable, "-m", "tests.records.faults.session", task, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout.splitlines(), done.stderr


def check(vault: Vault, said: Sequence[str]) -> None:
    """Everything that was acknowledged is there, and all of the vault is whole."""
    assert integrity.check(vault).is_whole
    here = {line.id for line in families.listing(vault)}
    for kind, *words in (line.split() for line in said):
        match kind, words:
            case "sequence", (family, sequence):
                assert families.open_family(vault, family).sequence >= int(sequence)
            case "notes", (session, revision):
                assert sessions.notes(vault, session).revision >= int(revision)
            case "family", (family,):
                assert family in here
            case "document", (document,):
                assert documents.fetch(vault, document) == b"Dear Anna" * 3000


SOME = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
FAILING = [
    ("w", errno.EIO), ("w", errno.ENOSPC), ("w", 0), ("f", errno.EIO), ("r", errno.EIO),
    ("o", errno.EACCES), ("m", errno.EROFS), ("t", errno.EIO), ("u", errno.EACCES),
]  # fmt: skip


def places(kinds: str, how: int) -> Sequence[int]:
    if EVERY:
        return range(1, EVERY + 1)
    return random.Random(f"{kinds}{how}").sample(SOME, 2 if kinds in "wfr" else 1)


@needs_gcc
@pytest.mark.parametrize(
    ("kinds", "how", "at"),
    [(kinds, how, at) for kinds, how in FAILING for at in places(kinds, how)],
)
def test_whichever_call_fails_nothing_acknowledged_is_lost(
    desk: Desk, stored: Path, disk: Path, kinds: str, how: int, at: int
) -> None:
    said, cried = run(
        "work", stored, LD_PRELOAD=disk, DISK_ROOT=stored, DISK_KINDS=kinds, DISK_AT=at,
        DISK_ERRNO=how,
    )  # fmt: skip
    assert "Traceback" not in cried
    with desk.open(stored, proof=ON_PAPER) as vault:
        check(vault, said)


@needs_gcc
@pytest.mark.parametrize("at", [4, 40])
def test_a_disk_that_stays_broken_is_told_in_our_words(
    desk: Desk, stored: Path, disk: Path, at: int
) -> None:
    said, cried = run(
        "work", stored, LD_PRELOAD=disk, DISK_ROOT=stored, DISK_KINDS="wft", DISK_AT=at,
        DISK_ERRNO=errno.EIO, DISK_STICKY=1,
    )  # fmt: skip
    assert "Traceback" not in cried
    assert said[-1].startswith("refused storage.")
    with desk.open(stored, proof=ON_PAPER) as vault:
        check(vault, said)


def recorded(
    stored: Path, disk: Path, tmp_path: Path
) -> tuple[list[power.Entry], dict[str, bytes]]:
    """Return the diary of a session, and the files as they were before it."""
    start = {str(path): path.read_bytes() for path in stored.rglob("*") if path.is_file()}
    book = tmp_path / "diary"
    said, cried = run(
        "work", stored, LD_PRELOAD=disk, DISK_ROOT=stored, DISK_DIARY=book, DISK_ACK=1
    )
    assert (said[-1], cried) == ("locked", "")
    return power.diary(book), start


def opened_after_cuts(
    desk: Desk, entries: list[power.Entry], start: dict[str, bytes], stored: Path, cuts: int
) -> tuple[int, int]:
    """Cut the power at many moments; return how often something was lost, and how often broken."""
    chance, lost, broken = random.Random(5), 0, 0
    for number in range(cuts):
        when = chance.randrange(len(entries) // 50, len(entries) + 1)
        files, said = power.cut(entries, when, chance, start)
        after = stored.with_name(f"after{number}.vault")
        power.lay(files, stored, after)
        try:
            with desk.open(after, proof=ON_PAPER) as vault:
                check(vault, said)
        except AssertionError:
            lost += 1
        except CounsellingError:
            broken += 1
        shutil.rmtree(after)
    return lost, broken


@needs_gcc
def test_a_power_cut_loses_nothing_and_breaks_nothing(
    desk: Desk, stored: Path, disk: Path, tmp_path: Path
) -> None:
    entries, start = recorded(stored, disk, tmp_path)
    assert opened_after_cuts(desk, entries, start, stored, CUTS) == (0, 0)
    control = power.without_syncs(entries)  # a harness that never bites would say nothing
    assert sum(opened_after_cuts(desk, control, start, stored, 8)) > 0


@pytest.mark.parametrize(
    "task", ["long_work", "take_in", "back_up", "renew", "restrict", "bring_back"]
)
def test_a_killed_program_leaves_a_whole_vault(
    desk: Desk, stored: Path, task: str, tmp_path: Path
) -> None:
    stick = stored.parent / "stick"
    stick.mkdir(exist_ok=True)
    with desk.open(stored, proof=ON_PAPER) as vault:
        made = backups.make(vault, stick, at=desk.now())
    chance = random.Random(task)
    for _ in range(KILLS):
        said = killed(task, stored, after=chance.randrange(1, 12), wait=chance.random() / 20)
        with desk.open(stored, proof=ON_PAPER) as vault:
            check(vault, said)
            assert backups.found_in(stick)[-1].manifest.vault == made.manifest.vault
            for backup in backups.found_in(stick):
                assert backup.records.is_file()
        for back in stored.parent.glob("back*.vault"):
            with desk.open(back, proof=ON_PAPER) as vault:
                assert integrity.check(vault).is_whole
            shutil.rmtree(back)


def killed(task: str, folder: Path, *, after: int, wait: float) -> list[str]:
    """Run a task and kill it after so many acknowledgements and a moment more."""
    command = [sys.executable, "-m", "tests.records.faults.session", task, str(folder)]
    environment = {**os.environ, "FAULT_CODE": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [
            process.stdout.readline() for _ in range(min(after, 3 if task == "renew" else after))
        ]
        with_a_moment(wait)
        process.kill()
        said += process.stdout.readlines()
    return [line for line in said if line.endswith("\n")]


def with_a_moment(seconds: float) -> None:
    """Let a moment pass that depends on nothing: where the kill strikes must be chance."""
    threading.Event().wait(seconds)


@pytest.mark.parametrize("number", range(KILLS))
def test_bringing_an_older_vault_up_to_date_survives_a_kill(
    desk: Desk, old: Path, number: int
) -> None:
    command = [sys.executable, "-m", "tests.records.faults.session", "enter", str(old)]
    environment = {**os.environ, "FAULT_CODE": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        with_a_moment(0.5 + 0.15 * number)
        process.kill()
    with desk.open(old, proof=ON_PAPER) as vault:
        assert integrity.check(vault).is_whole
        assert families.listing(vault)[0].name == "Berg"
