"""An open vault: every read and every act of the program goes through it, from any thread.

A write is an act: its audit row stands in the same transaction, so that there is no act without a
row. When the vault is locked, accepted writes are finished, connections are closed and keys wiped.
"""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from counselling.errors import CounsellingError
from counselling.records.acts import (
    Act,
    Action,
    Actor,
    FamilyId,
    Transaction,
    pseudonym,
    write_down,
)
from counselling.records.clock import Now, written
from counselling.records.engine import Connection
from counselling.records.keys import RandomBytes, VaultKeys
from counselling.records.traffic import Lane

Answer = TypeVar("Answer")

_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who works with a vault, by which clock, and where its random bytes come from."""

    actor: Actor
    now: Now
    random: RandomBytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a vault has made, and what locking it must undo.

    folder: None for a vault in memory. release: lets go of the lock beside the database.
    """

    folder: Path | None
    writer: Lane
    readers: Lane
    keys: VaultKeys
    release: Callable[[], None]


class Vault:
    """The records of one practice, open for one actor. Use it as a context manager."""

    def __init__(self, opened: Opened, surroundings: Surroundings) -> None:
        self._opened = opened
        self._around = surroundings
        self._gate = threading.Lock()
        self._is_locked = False

    @property
    def actor(self) -> Actor:
        """Who works with the vault now."""
        return self._around.actor

    @property
    def folder(self) -> Path | None:
        """Where the vault lies; None in memory."""
        return self._opened.folder

    @property
    def is_locked(self) -> bool:
        """Whether `lock` was called."""
        return self._is_locked

    def new_id(self) -> str:
        """Return 128 random bits in hexadecimal: the id of a new record."""
        return self._around.random(_ID_BYTES).hex()

    def subject(self, family: FamilyId) -> str:
        """Return the pseudonym under which the audit knows a family."""
        return pseudonym(family, self._opened.keys.subject)

    def read(self, work: Callable[[Connection], Answer]) -> Answer:
        """Read what shows nobody's record, or what an audited act has opened already.

        Raises VaultLocked, DamagedVault, StorageError.
        """
        return self._opened.readers.run(work)

    def write(self, work: Callable[[Transaction], Answer], *, act: Act) -> Answer:
        """Do an act and write down that it was done, both durable when this returns, or neither.

        Raises VaultLocked, DamagedVault, StorageError, and what the work raises.
        """

        def do_and_write_down(connection: Connection) -> Answer:
            transaction = Transaction(connection, written(self._around.now()), self.actor)
            answer = work(transaction)
            subject = None if act.family is None else self.subject(act.family)
            write_down(transaction, act, subject=subject)
            return answer

        return self._opened.writer.run(do_and_write_down)

    def note_act(self, act: Act) -> None:
        """Write down an act whose effect lies outside the database."""
        self.write(lambda _: None, act=act)

    def lock(self) -> None:
        """Finish what was begun, close, wipe the keys; a second call does nothing."""
        with self._gate:
            if self._is_locked:
                return
            self._is_locked = True
        try:
            with contextlib.suppress(CounsellingError):  # a full disk must not keep it open
                self.note_act(Act(Action.LOCK, "vault"))
        finally:
            self._opened.readers.close()
            self._opened.writer.close()
            self._opened.keys.wipe()
            self._opened.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()


def enrol(connection: Connection, vault_id: str, around: Surroundings) -> None:
    """Write the first rows of a new database: its name, and the act of its creation."""
    with connection.transaction(is_write=True):
        transaction = Transaction(connection, written(around.now()), around.actor)
        connection.run("INSERT INTO vault VALUES (1, ?, ?)", vault_id, transaction.at)
        write_down(transaction, Act(Action.CREATE, "vault"), subject=None)
