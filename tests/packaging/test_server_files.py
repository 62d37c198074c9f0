"""What a clinic copies to its server works as it stands: unit, configuration, lock."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.rendezvous.configuration import Configuration, read_configuration

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


def test_unit_is_understood_and_open_to_little(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    unit = tmp_path / "consultand-server.service"
    text = (SERVER / unit.name).read_text()
    unit.write_text(text.replace("/opt/consultand/.venv/bin/python", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=15", unit]
    rated = subprocess.run(words, capture_output=True, text=True)
    assert rated.returncode == 0, rated.stdout[-200:]
