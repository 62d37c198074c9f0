"""The lock: from Ctrl+L to closed records while the desk is busy, and what is left in memory.

A program of its own goes through all pages with marker names, then locks while five saves wait and
five questions take seconds; this one looks into its memory from outside (Linux). Copies of names
in the memory of a locked desk are a report and no promise: Python and Qt hand freed memory back
as it is.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from counselling.records.entrance import entrance
from counselling.records.entrance import header as headers
from counselling.records.keys.keys import VaultKeys
from counselling.records.ways.way import Proof
from tests.records.memory_of import copies, copies_of_key
from tests.ui.locking_child import PASSPHRASE
from tests.ui.marked_desk import FAMILY, NOTE, PERSON, TYPED

RUNS = 20


def measure() -> Mapping[str, object]:
    """Run the program once, and tell what it took and left."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CONSULTAND_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.ui.locking_child", folder, str(RUNS)]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        ) as child:
            memory = {}
            while (told := _next(child)).get("stage") != "closed":
                memory[str(told["stage"])] = _left(child.pid, Path(folder) / "bench.vault")
                _go_on(child)
            _go_on(child)
    took = told["took"]
    assert isinstance(took, list)
    return {
        "runs": RUNS,
        "busy": "5 saves waiting, 5 questions of 3 s in 3 threads",
        "door_shown": _figures([each["door_ms"] for each in took]),
        "records_closed": _figures([each["closed_ms"] for each in took]),
        "copies_in_memory": memory,
    }


def _next(child: "subprocess.Popen[str]") -> Mapping[str, object]:
    assert child.stdout is not None
    read: Mapping[str, object] = json.loads(child.stdout.readline() or '{"stage": "closed"}')
    return read


def _go_on(child: "subprocess.Popen[str]") -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def _left(pid: int, vault: Path) -> Mapping[str, object]:
    """Copies of keys (raw, as hexadecimal text), of the passphrase, and of the names."""
    header, proof = headers.read(vault).header, Proof(passphrase=PASSPHRASE)
    entered = entrance.enter(header, proof)
    keys = VaultKeys.of(entered.vault_key)
    sought = {"vault_key": entered.vault_key, "database_key": keys.database}
    texts = {"family": FAMILY, "person": PERSON, "note": NOTE, "typed": TYPED}
    found: dict[str, object] = {
        name: copies_of_key(pid, bytes(key.secret)) for name, key in sought.items()
    }
    found["passphrase"] = copies(pid, PASSPHRASE.encode())
    for name, text in texts.items():
        found[f"{name}_utf8"] = copies(pid, text.encode())
        found[f"{name}_utf16"] = copies(pid, text.encode("utf-16-le"))
    return found


def _figures(values: Sequence[float]) -> Mapping[str, float]:
    return {
        "median_ms": round(statistics.median(values), 1),
        "max_ms": round(max(values), 1),
    }
