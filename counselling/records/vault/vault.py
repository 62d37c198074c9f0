"""An open vault: every read and every act of the program goes through it, from any thread.

A write is an act: its audit row stands in the same transaction, so that there is no act without a
row. When the vault is locked, accepted writes are finished, connections are closed and keys wiped.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from counselling.errors import CounsellingError, DamagedVault, VaultError, VaultLocked
from counselling.records.entrance.users import UserKeys
from counselling.records.keys.keys import RandomBytes, VaultKeys
from counselling.records.store.clock import Now, written
from counselling.records.store.engine import Connection
from counselling.records.store.traffic import Lane
from counselling.records.vault import acts, rights
from counselling.records.vault.acts import (
    REFUSED,
    Act,
    Action,
    Actor,
    FamilyId,
    Transaction,
    pseudonym,
    write_down,
)
from counselling.records.vault.heads import Freshness, Heads, signed
from counselling.records.vault.sealing import FamilyKeys

Answer = TypeVar("Answer")

_ID_BYTES: Final = 16
_SEALED: Final = "vault.family_sealed"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who works with a vault, by which clock, and where its random bytes come from."""

    actor: Actor
    now: Now
    random: RandomBytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a vault has made, and what locking it must undo.

    id: of the vault. folder: None for a vault in memory. user: the keys of who came in. families:
    the families' keys that these reach. release: lets go of the lock beside the database. heads:
    where the audit's head is kept when the vault is locked; freshness: what the one kept last
    time told.
    """

    id: str
    folder: Path | None
    writer: Lane
    readers: Lane
    keys: VaultKeys
    user: UserKeys
    families: FamilyKeys
    release: Callable[[], None]
    heads: Heads | None = None
    freshness: Freshness = Freshness.UNKNOWN


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
    def id(self) -> str:
        """Which vault this is: 128 random bits in hexadecimal, the same in every copy."""
        return self._opened.id

    @property
    def folder(self) -> Path | None:
        """Where the vault lies; None in memory."""
        return self._opened.folder

    @property
    def user(self) -> UserKeys:
        """The keys of who came in. Raises VaultLocked."""
        if self._is_locked:
            raise VaultLocked("vault.locked")
        return self._opened.user

    @property
    def keys(self) -> VaultKeys:
        """The vault's own keys, for this room alone. Raises VaultLocked."""
        if self._is_locked:
            raise VaultLocked("vault.locked")
        return self._opened.keys

    @property
    def families(self) -> FamilyKeys:
        """The families' keys, as far as who came in can reach them. Raises VaultLocked."""
        if self._is_locked:
            raise VaultLocked("vault.locked")
        return self._opened.families

    @property
    def freshness(self) -> Freshness:
        """Whether the vault has all that was in it when it was last locked on this computer."""
        return self._opened.freshness

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

        Raises VaultLocked, DamagedVault, StorageError, as `check`, and what the work raises; where
        a family is sealed to others, a row says that it was refused.
        """
        self.check(act)

        def do_and_write_down(connection: Connection) -> Answer:
            hands = (self._opened.families, self._opened.user)
            at = written(self._around.now())
            transaction = Transaction(connection, at, self.actor, hands)
            answer = work(transaction)
            subject = None if act.family is None else self.subject(act.family)
            write_down(transaction, act, subject=subject)
            return answer

        try:
            return self._opened.writer.run(do_and_write_down)
        except VaultError as refusal:
            if refusal.message_id == _SEALED:
                self.note_act(replace(act, outcome=REFUSED))
            raise

    def check(self, act: Act) -> None:
        """Raise VaultError("vault.not_allowed") for what the role may not do; a row says so."""
        if act.outcome != REFUSED and not rights.may(self.actor.role, act.action):
            self.note_act(replace(act, outcome=REFUSED))
            raise VaultError("vault.not_allowed")

    def note_act(self, act: Act) -> None:
        """Write down an act whose effect lies outside the database."""
        self.write(lambda _: None, act=act)

    @contextlib.contextmanager
    def not_locked_meanwhile(self) -> Iterator[None]:
        """For long work with the keys: what a lock has wiped under it made nothing, nor is it
        damage. Raises VaultLocked.
        """
        try:
            yield
        except DamagedVault:
            if not self._is_locked:
                raise
        if self._is_locked:
            raise VaultLocked("vault.locked")

    def lock(self) -> None:
        """Finish what was begun, close, wipe the keys; a second call does nothing."""
        with self._gate:
            if self._is_locked:
                return
            self._is_locked = True
        try:
            with contextlib.suppress(CounsellingError):  # a full disk must not keep it open
                self.note_act(Act(Action.LOCK, "vault"))
                self._keep_head()
        finally:
            self._opened.readers.close()
            self._opened.writer.close()
            self._opened.keys.wipe()
            self._opened.user.wipe()
            self._opened.families.wipe()
            self._opened.release()

    def _keep_head(self) -> None:
        if self._opened.heads is not None:
            head, at = self._opened.writer.run(acts.head), written(self._around.now())
            self._opened.heads.keep(signed(self._opened.id, head, at, self._opened.user))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()
