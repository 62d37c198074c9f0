"""The command line in this process, as fast as a function, and as a process of its own."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "assets" / "demo" / "invented-breast-ovarian.canrisk4"


@dataclass(frozen=True)
class Said:
    """What a command said and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Mapping[str, object]:
        """The one JSON object that stdout holds."""
        read = json.loads(self.out)
        assert isinstance(read, dict)
        return read


Run = Callable[..., Said]
Vault = Callable[..., Said]
PASSPHRASE = "four goats sing softly"  # that opens the vaults of these tests


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder a user stands in; her home is another."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        spoken = capsys.readouterr()
        return Said(code, spoken.out, spoken.err)

    return call


@pytest.fixture
def process(here: Path) -> Run:
    """Run a command as a process, with a limit on the size of the files it may write."""

    def call(*words: object, file_size: int | None = None, **more: str) -> Said:
        def limit() -> None:
            if file_size is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(ROOT), **more},
            cwd=here,
            capture_output=True,
            text=True,
            timeout=60,
            preexec_fn=limit,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def refused(run: Run, here: Path) -> Callable[..., str]:
    """Run a command that must say no as promised; returns its one line, without its name."""

    def call(*words: object) -> str:
        return one_line(run(*words), left=here)

    return call


def one_line(said: Said, *, left: Path, untouched: Mapping[str, bytes] | None = None) -> str:
    """Check a refusal: exit code 2, one line on stderr, nothing on stdout, no file left.

    untouched: what lay in the folder before; by default whatever does not look unfinished.
    """
    assert (said.code, said.out) == (2, ""), said
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert said.err.startswith("consultand")
    assert [p.name for p in left.rglob("*") if p.name.endswith(".partial")] == []
    if untouched is not None:
        assert {p.name: p.read_bytes() for p in left.iterdir() if p.is_file()} == untouched
    return said.err.strip().partition(": ")[2]


@pytest.fixture
def family(here: Path) -> Path:
    """The demo family as a file of the program's own, beside the user."""
    path = here / "family.canrisk4"
    path.write_bytes(DEMO.read_bytes())
    return path


@pytest.fixture
def vault(run: Run) -> Vault:
    """Run a deed of `consultand vault`, its secrets through a pipe."""

    def call(*words: object, secrets: tuple[str, ...] = (PASSPHRASE,)) -> Said:
        read, write = os.pipe()
        try:
            os.write(write, "".join(f"{secret}\n" for secret in secrets).encode())
            os.close(write)
            return run("vault", *words, "--secret-fd", read, "--no-keyring", "--json")
        finally:
            os.close(read)

    return call
