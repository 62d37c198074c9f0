"""A program for test_memory: holds a vault open, then locks it, and says when; others look in.

Called as `python -m tests.records.key_holder FOLDER`; the passphrase is the first line it reads,
every further line lets it go on.
"""

import gc
import sys
from datetime import UTC, datetime
from pathlib import Path

from counselling.records.folder.folder import open_vault
from counselling.records.log import families
from counselling.records.ways.way import Proof


def now() -> datetime:
    """The time by this computer's clock."""
    return datetime.now(UTC)


def say(words: str) -> None:
    """Tell who looks in how far we are, and wait until they have looked."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def hold(folder: Path) -> None:
    """Open, work a little, lock."""
    vault = open_vault(folder, proof=Proof(passphrase=sys.stdin.readline().rstrip("\n")), now=now)
    for _ in range(3):
        families.listing(vault)
    say("open")
    vault.lock()
    say("locked")  # while somebody still holds the vault itself


if __name__ == "__main__":
    hold(Path(sys.argv[1]))
    gc.collect()
    say("gone")
