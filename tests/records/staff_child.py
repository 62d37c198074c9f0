"""A program for test_settling: changes who may come in, and dies at the n-th touch of a file.

Called as `python -m tests.records.staff_child TASK FOLDER WHEN`; says "done" where it lived. The
touches are what Python tells an audit hook: every file opened to write, renamed, removed; and every
look at the clock, which the database takes just before it commits.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from counselling.records.folder import folder
from counselling.records.staff import admission, clinic, codes, invitations
from counselling.records.vault.acts import Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.shares import new_shares
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, two_ways

HERS = "what berta knows by heart"
TOUCHES = ("open", "os.rename", "os.remove")


class Fate:
    """Counts touches while it is told to, and ends the program at the n-th."""

    def __init__(self, when: int) -> None:
        self._left, self.counts = when, False

    def touch(self) -> None:
        if self.counts:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def hear(self, event: str, told: tuple[object, ...]) -> None:
        if event in TOUCHES and not (event == "open" and not _writes(told)):
            self.touch()

    def clock(self) -> datetime:
        self.touch()
        return datetime.now(UTC)


def _writes(told: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written: a death between two reads leaves the same disk."""
    flags = told[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def add(vault: Vault) -> None:
    admission.add_user(vault, "berta", Role.NURSE, ways=two_ways(HERS), random=os.urandom)


def invite(vault: Vault) -> None:
    invitations.invite(vault, "berta", Role.NURSE, random=os.urandom)


def take_up(vault: Vault) -> None:
    invitations.take_up(vault, ways=two_ways(HERS), random=os.urandom)


def remove(vault: Vault) -> None:
    admission.remove_user(vault, "berta")


def name_clinic(vault: Vault) -> None:
    clinic.name_clinic(vault, new_shares(os.urandom), random=os.urandom)


def renew(vault: Vault) -> None:
    code = codes.offer(vault, current=Proof(code=CODE), random=os.urandom)
    codes.confirm(vault, code, random=os.urandom)


TASKS: dict[str, Callable[[Vault], None]] = {
    each.__name__: each for each in (add, invite, take_up, remove, name_clinic, renew)
}


def main(task: str, path: Path, when: int, proof: Proof) -> None:
    fate = Fate(when)
    sys.addaudithook(fate.hear)
    with folder.open_vault(path, proof=proof, now=fate.clock) as vault:
        fate.counts = True
        TASKS[task](vault)
        fate.counts = False
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    given, where, number, *code = sys.argv[1:]
    main(given, Path(where), int(number), Proof(code=code[0]) if code else Proof(PASSPHRASE))
