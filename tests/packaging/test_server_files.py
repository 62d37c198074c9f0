"""What a clinic copies to its server works as it stands: unit, configuration, lock."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.rendezvous.configuration import (
    Configuration,
    Turn,
    read_configuration,
    with_secrets_in,
)

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "packaging" / "server"
LOADED = """
import sys, sysconfig
import app.__main__, app.commands.serve, app.rendezvous.server
site = sysconfig.get_paths()["purelib"]
loaded = {name.partition(".")[0] for name, module in list(sys.modules.items())
          if (getattr(module, "__file__", None) or "").startswith(site)}
print(" ".join(sorted(loaded)))
"""
# how a module is called and how the package that brings it
PACKAGE = {
    "async_timeout": "async-timeout",  # of redis, before Python 3.11.3
    "attr": "attrs",
    "_cffi_backend": "cffi",
    "typing_extensions": "typing-extensions",
}
OF_THE_INSTALLER = {"_distutils_hack", "setuptools", "backports", "_virtualenv"}


def locked(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", path.read_text(), re.MULTILINE))


def test_lock_of_the_server_holds_all_that_it_loads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = {PACKAGE.get(name, name) for name in done.stdout.split()} - OF_THE_INSTALLER
    held = {line.partition("==")[0] for line in locked(SERVER / "requirements.lock")}
    assert {"aiohttp", "redis"} <= names <= held


def test_server_runs_what_the_desk_was_tested_with() -> None:
    assert locked(SERVER / "requirements.lock") <= locked(ROOT / "packaging/requirements.lock")


def test_configuration_that_is_copied_names_every_key_and_is_understood() -> None:
    path = SERVER / "server.toml"
    read = read_configuration(path)
    assert read.turn is not None
    assert read.trusted_proxies == ("127.0.0.1", "::1")
    keys = set(re.findall(r"^(?:# )?(\w+) =", path.read_text(), re.MULTILINE))
    turn = {"urls", "secret_file", "seconds"}
    assert keys == ({*Configuration.__struct_fields__} - {"turn"}) | turn


UNIT = "consultand-server.service"


def credentials(name: str) -> set[str]:
    return set(re.findall(r"^LoadCredential=([\w.]+):", (SERVER / name).read_text(), re.MULTILINE))


def test_secrets_that_the_configuration_names_are_credentials_of_the_unit() -> None:
    read = read_configuration(SERVER / "server.toml")
    assert read.turn is not None
    assert {read.host_key_file, read.turn.secret_file} == credentials(UNIT)
    named = re.search(
        r'^# redis_password_file = "(.+)"$', (SERVER / "server.toml").read_text(), re.M
    )
    assert named is not None
    assert {named[1]} == credentials("several.conf")


def rated(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=15", unit]
    told = subprocess.run(words, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-200:]


def here(name: str) -> str:
    text = (SERVER / name).read_text()
    return text.replace("/opt/consultand/.venv/bin/python", sys.executable)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_unit_is_understood_and_open_to_little(tmp_path: Path) -> None:
    unit = tmp_path / UNIT
    unit.write_text(here(UNIT))
    rated(unit)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_several_processes_are_the_same_unit_with_a_port_of_their_own(tmp_path: Path) -> None:
    unit = tmp_path / "consultand-server@1.service"
    # as systemd puts them together: what comes later counts, and an empty line forgets
    unit.write_text(here(UNIT).replace("[Install]", f"{here('several.conf')}\n[Install]"))
    rated(unit)
    (command,) = re.findall(r"^ExecStart=(.+)$", here("several.conf"), re.MULTILINE)
    assert f"ExecStart={command.removesuffix(' --port 871%i')}\n" in here(UNIT)
    assert command.endswith(" --port 871%i")


def test_secrets_are_looked_for_among_the_services_own(tmp_path: Path) -> None:
    (tmp_path / "host.key").write_text("k" * 43)
    (tmp_path / "server.toml").write_text('host_key_file = "host.key"\nredis = "no://address"\n')
    words = [sys.executable, "-m", "app", "serve", "--port", "0"]
    words += ["--config", str(tmp_path / "server.toml")]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "CONSULTAND_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}

    def said(folder: Path) -> str:
        own = {**environment, "CREDENTIALS_DIRECTORY": str(folder)}
        return subprocess.run(words, cwd=elsewhere, env=own, capture_output=True, text=True).stderr

    assert "Redis" in said(tmp_path)  # so the key was found
    assert "Redis" not in said(tmp_path / "other")
    assert not list(elsewhere.iterdir())


def test_a_whole_path_stays_where_it_is() -> None:
    turn = Turn(("turn:turn.clinic.example",), "turn.secret")
    chosen = Configuration(host_key_file="/etc/host.key", turn=turn)
    placed = with_secrets_in("/run/credentials/x", chosen)
    assert placed.host_key_file == "/etc/host.key"
    assert placed.redis_password_file == ""
    assert placed.turn is not None
    assert placed.turn.secret_file == "/run/credentials/x/turn.secret"
    assert with_secrets_in("", chosen) == chosen
