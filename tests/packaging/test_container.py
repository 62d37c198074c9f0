"""The server's image: all that its Containerfile names is here, and is enough to run it.

The image itself is built by `make container`, which needs podman and an image of Python.
"""

import fnmatch
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.commands.parser import Parser
from app.commands.serve import COMMAND
from app.rendezvous.configuration import read_configuration

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "packaging" / "server"
TEXT = (SERVER / "Containerfile").read_text()
PINNED = re.compile(
    r"([a-z0-9-]+)==\S+(?: ; ([^\\]+?))? \\(\n    --hash=sha256:[0-9a-f]{64}( \\)?)+\n"
)


def copied() -> list[str]:
    return re.findall(r"^COPY (?!--from)(\S+) ", TEXT, re.MULTILINE)


def is_for_here(marker: str | None) -> bool:
    return marker is None or Marker(marker).evaluate()


def words_of(instruction: str) -> list[str]:
    found = re.search(rf"^{instruction} (\[.*\])$", TEXT, re.MULTILINE)
    assert found is not None
    words: list[str] = json.loads(found[1])
    return words


def test_every_folder_that_is_copied_is_here_and_nothing_needed_is_left_out() -> None:
    assert all((ROOT / each).exists() for each in copied())
    lines = (SERVER / "Containerfile.dockerignore").read_text().splitlines()
    left_out = [line.removeprefix("**/") for line in lines if line and not line.startswith("#")]
    for name in ("app/__main__.py", "assets/patient_page/index.html", *copied()):
        parts = Path(name).parts
        assert not any(fnmatch.fnmatch(part, each) for part in parts for each in left_out)
    assert any(fnmatch.fnmatch("__pycache__", each) for each in left_out)


def test_it_runs_as_nobody_and_writes_one_volume_of_its_own() -> None:
    user, volume = (
        re.findall(rf"^{each} (\S+)$", TEXT, re.MULTILINE) for each in ("USER", "VOLUME")
    )
    assert user == ["8710"]
    assert f"--uid {user[0]}" in TEXT
    assert f"install -d -o {user[0]} -g {user[0]} -m 0700 {volume[0]}" in TEXT


def test_its_command_is_one_that_the_program_has() -> None:
    python, module, package, name, *more = [*words_of("ENTRYPOINT"), *words_of("CMD")]
    assert (python, module, package, name) == ("python3", "-m", "app", COMMAND.name)
    parser = Parser()
    COMMAND.declare(parser)
    assert parser.parse_args(more).config == Path("/etc/consultand/server.toml")


def test_its_configuration_agrees_with_its_volume_its_port_and_its_folder() -> None:
    read = read_configuration(SERVER / "container.toml")
    assert read.turn is not None
    assert [read.store] == re.findall(r"^VOLUME (\S+)$", TEXT, re.MULTILINE)
    assert [str(read.port)] == re.findall(r"^EXPOSE (\d+)$", TEXT, re.MULTILINE)
    assert f":{read.port}/health" in TEXT
    assert read.host == "0.0.0.0"
    for file in (read.host_key_file, read.turn.secret_file):
        assert Path(file).parent == Path("/etc/consultand")


def test_its_lock_is_one_that_pip_takes_with_hashes_and_without_looking_for_more() -> None:
    lock = (SERVER / "requirements.lock").read_text()
    assert "".join(each[0] for each in PINNED.finditer(lock)) == lock
    held = {each[1] for each in PINNED.finditer(lock) if is_for_here(each[2])}
    assert "--no-deps" in TEXT  # so each must bring those it needs
    for name in held:
        for line in importlib.metadata.requires(name) or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in held, f"{name} needs {line}"


def test_it_asks_for_a_python_that_the_program_runs_on() -> None:
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    base = re.search(r"^ARG BASE=\S+/python:(\d+\.\d+)-", TEXT, re.MULTILINE)
    assert base is not None
    assert Requirement(f"python{oldest}").specifier.contains(f"{base[1]}.0")


def test_server_starts_with_only_what_the_container_is_given(tmp_path: Path) -> None:
    for name in copied():
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    done = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--hash"],
        cwd=tmp_path,
        env={"CONSULTAND_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )
    assert re.fullmatch(r"[0-9a-f]{64}\n", done.stdout), done.stderr
