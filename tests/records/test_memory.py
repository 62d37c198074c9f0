"""After the lock no key is left in the memory of the process; looked at from outside of it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from counselling.records.entrance import entrance
from counselling.records.entrance import header as headers
from counselling.records.keys import locked_memory
from counselling.records.keys.keys import KEY_BYTES, Key, VaultKeys
from counselling.records.ways.way import Proof
from tests.records.conftest import PASSPHRASE
from tests.records.memory_of import copies, copies_of_key

ROOT = Path(__file__).resolve().parents[2]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def keys_of(folder: Path) -> Mapping[str, bytes]:
    """All keys that opening a vault makes, found on another way."""
    header = headers.read(folder).header
    proof = Proof(passphrase=PASSPHRASE)
    entered = entrance.enter(header, proof)
    _, secret = entrance.secret_of(header, entered.user, proof)
    vault_keys = VaultKeys.of(entered.vault_key)
    found = {
        "vault": entered.vault_key,
        "database": vault_keys.database,
        "subject": vault_keys.subject,
        "user": secret,
        "sealing": secret.derive("user/sealing"),
        "signing": secret.derive("user/signing"),
    }
    return {name: bytes(key.secret) for name, key in found.items()}


@contextmanager
def holder(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.records.key_holder", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        yield process
        process.communicate()


def goes_on(process: "subprocess.Popen[str]", words: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@linux_only
def test_locked_vault_leaves_no_key_in_memory(stored: Path) -> None:
    sought = keys_of(stored)
    with holder(stored) as process:
        assert goes_on(process, PASSPHRASE) == "open"
        held = {name: copies_of_key(process.pid, key) for name, key in sought.items()}
        # the control: what is in use is found, once, and never as a text
        assert held["database"] == held["subject"] == held["signing"] == (1, 0)
        assert held["vault"] == held["user"] == (0, 0)  # used for a moment on the way in
        assert copies(process.pid, PASSPHRASE.encode()) > 0
        for stage in ("locked", "gone"):
            assert goes_on(process, "") == stage
            left = {name: copies_of_key(process.pid, key) for name, key in sought.items()}
            assert left == dict.fromkeys(sought, (0, 0)), stage


@linux_only
def test_key_in_use_is_kept_out_of_the_swap_file() -> None:
    before = locked_kib()
    keys = [Key(bytes([number % 256] * KEY_BYTES)) for number in range(1000)]
    assert all(key.is_locked for key in keys) == locked_memory.can_lock()
    if locked_memory.can_lock():
        assert locked_kib() > before
    assert bytes(keys[7].secret) == bytes([7] * KEY_BYTES)


def test_system_that_locks_no_memory_is_told_of_and_the_key_serves() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LOCKED_MEMORY], cwd=ROOT, capture_output=True, text=True
    )
    if "may lock all it wants" in done.stdout:
        pytest.skip("this user's memory has no limit that can be lowered")
    assert done.returncode == 0, done.stderr
    assert "swap file" in done.stderr


WITHOUT_LOCKED_MEMORY = """
import logging, os, resource, sys
from counselling.records.keys import locked_memory
from counselling.records.keys.keys import Key, VaultKeys
logging.basicConfig()
resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))
if os.geteuid() == 0:
    os.setuid(65534)
if locked_memory.can_lock():
    print("may lock all it wants")
    sys.exit()
keys = VaultKeys.of(Key(bytes(range(32))))
assert not keys.database.is_locked
assert len(bytes(keys.database.secret)) == 32
"""


def locked_kib() -> int:
    """Kibibytes of this process that are kept in memory."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmLck"))
