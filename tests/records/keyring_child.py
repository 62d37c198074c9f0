"""A program for test_keyring: works with the keyring of the session that it is started in.

Called as `python -m tests.records.keyring_child TASK FOLDER`; says one word a line.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from counselling.errors import VaultError
from counselling.records.entrance.entrance import WayIn
from counselling.records.folder import folder
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.keyring import system_keyring
from counselling.records.ways.recovery_code import RecoveryCode
from counselling.records.ways.way import Proof
from tests.records.conftest import ANNA, CODE, PASSPHRASE


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201


def now() -> datetime:
    return datetime.now(UTC)


def proof() -> Proof:
    return Proof(passphrase=PASSPHRASE, device=system_keyring())


def is_there(path: Path) -> None:
    """Whether there is a keyring to trust, and whether it keeps what it is given."""
    device = system_keyring()
    if device is None:
        say("none")
        return
    device.keep("round trip", bytes(range(32)))
    say("kept" if device.recall("round trip") == bytes(range(32)) else "lost")
    device.forget("round trip")
    say("forgotten" if device.recall("round trip") is None else "there")


def create(path: Path) -> None:
    ways = (WayIn(PassphraseAndDevice.kind, proof()), WayIn(RecoveryCode.kind, Proof(code=CODE)))
    folder.create_vault(path, owner=ANNA, ways=ways, now=now).lock()
    say("created")


def enter(path: Path) -> None:
    folder.open_vault(path, proof=proof(), now=now).lock()
    say("entered")


if __name__ == "__main__":
    tasks = {each.__name__: each for each in (is_there, create, enter)}
    try:
        tasks[sys.argv[1]](Path(sys.argv[2]))
    except VaultError as refused:
        say(refused.message_id)
    sys.stdout.flush()
    os._exit(0)  # a thread may still wait for the keyring
