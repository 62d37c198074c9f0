"""Vaults on the disk: created whole or not at all, and opened.

NAME.vault/
    records.db               SQLCipher under a key of its own, WAL
    header.json              users and their ways in (see entrance), and its spare
    records.next.db, ...     while the vault's key is changed (see rotation)
    lock                     held by the program that has the vault open
    knocks                   who tried in vain since it was last open; gone when there is nobody
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from counselling.errors import DamagedVault, VaultError, WrongKey
from counselling.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    sync_folder,
    told_by_the_disk,
)
from counselling.records.entrance import header as headers
from counselling.records.entrance import knocks
from counselling.records.entrance.entrance import WayIn, check_ways, enrol, enter
from counselling.records.entrance.header import Found, Header
from counselling.records.entrance.knocks import Knock
from counselling.records.entrance.users import Place
from counselling.records.folder import earlier_keys, migrate, rotation
from counselling.records.folder.migrate import Step
from counselling.records.keys import keys
from counselling.records.keys.keys import Key, RandomBytes, VaultKeys
from counselling.records.staff import admission, codes, staff
from counselling.records.staff.staff import First
from counselling.records.store.clock import Now
from counselling.records.store.engine import DATABASE as DATABASE
from counselling.records.store.engine import Connection, check_file, connect
from counselling.records.store.lock import FolderLock
from counselling.records.store.traffic import Readers, Writer
from counselling.records.vault.acts import REFUSED, Act, Action, Actor, Transaction, write_down
from counselling.records.vault.heads import Freshness, Heads, freshness
from counselling.records.vault.sealing import FamilyKeys, kept_subject
from counselling.records.vault.vault import Opened, Surroundings, Vault
from counselling.records.ways.way import Proof

SUFFIX: Final = ".vault"
_ID_BYTES: Final = 16


def vaults_in(folder: Path) -> tuple[Path, ...]:
    """Return the vaults that lie in a folder, by name; none when there is no such folder."""
    with told_by_the_disk():
        found = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
        return tuple(path for path in found if is_vault(path))


def is_vault(folder: Path) -> bool:
    """Whether a folder holds a vault or what is left of one."""
    with told_by_the_disk():
        return any((folder / name).is_file() for name in (DATABASE, headers.HEADER, headers.SPARE))


def create_vault(
    folder: Path,
    *,
    owner: Actor,
    ways: Sequence[WayIn],
    now: Now,
    random: RandomBytes = os.urandom,
    steps: tuple[Step, ...] | None = None,
    heads: Heads | None = None,
) -> Vault:
    """Make a new vault and open it for its first user; when anything fails, nothing of it stays.

    owner: the first user's name and role. ways: how the owner will come in, two at least.
    Raises VaultError: "vault.one_way_in", "vault.exists", and for a proof that will not do;
    StorageError.
    """
    check_ways([way.kind for way in ways])
    with told_by_the_disk():
        if folder.exists():
            raise VaultError("vault.exists")
    steps = migrate.released_steps() if steps is None else steps
    vault_key = Key(random(keys.KEY_BYTES))
    place = Place(random(_ID_BYTES).hex(), epoch=1)
    laid = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.partial")
    try:
        user, slots = enrol(owner.name, ways, vault_key=vault_key, place=place, random=random)
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
            laid.mkdir(PRIVATE_FOLDER)
        first = First(place.vault, user, owner.role)
        salt = _lay_database(laid / DATABASE, vault_key, first, steps, now)
        headers.settle(
            laid,
            Header(headers.FORMAT, place.vault, place.epoch, salt.hex(), (user,), slots),
        )
        with told_by_the_disk():
            laid = laid.rename(folder)
            sync_folder(folder.parent)
        # Entered from the disk as any vault is: what cannot be read back was never created.
        return open_vault(
            folder, proof=ways[0].proof, now=now, random=random, steps=steps, heads=heads
        )
    except BaseException:
        shutil.rmtree(laid, ignore_errors=True)
        raise
    finally:
        vault_key.wipe()


def _lay_database(
    path: Path, vault_key: Key, first: First, steps: tuple[Step, ...], now: Now
) -> bytes:
    """Make the database file with its first rows, and return its salt."""
    with told_by_the_disk():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    vault_keys = VaultKeys.of(vault_key)
    try:
        connection = connect(path, vault_keys.database)
        try:
            migrate.migrate(connection, steps)
            staff.begin(connection, first, now)
        finally:
            connection.close()
    finally:
        vault_keys.wipe()
    return check_file(path)


def open_vault(
    folder: Path,
    *,
    proof: Proof,
    user: str = "",
    now: Now,
    random: RandomBytes = os.urandom,
    steps: tuple[Step, ...] | None = None,
    heads: Heads | None = None,
) -> Vault:
    """Open a vault; one of an earlier release is copied, then brought up to date.

    user: the short name of who comes in; "" tries everybody's ways. heads: where the audit's head
    was kept, and will be: `freshness` of the vault then tells whether an old copy was put back.
    A try in vain is kept, and stands in the audit when the vault is next open.
    Raises WrongKey, VaultBusy, NewerVault, DamagedVault, StorageError, and
    VaultError("vault.not_found"), VaultError("vault.too_soon", seconds=...).
    """
    if not is_vault(folder):
        raise VaultError("vault.not_found")
    steps = migrate.released_steps() if steps is None else steps
    with contextlib.ExitStack() as undo:
        lock = FolderLock(folder)
        undo.callback(lock.release)
        rotation.settle(folder)
        found = headers.read(folder)
        tried = knocks.read(folder)
        knocks.check_patience(tried, now())
        with _kept_when_in_vain(folder, user, now):
            entered = enter(found.header, proof, name=user)
        vault_keys = VaultKeys.of(entered.vault_key)
        undo.callback(vault_keys.wipe)
        entered.vault_key.wipe()
        path = folder / DATABASE
        if check_file(path).hex() != found.header.database_salt:
            raise DamagedVault("vault.mismatched")
        connection = connect(path, vault_keys.database)
        undo.callback(connection.close)
        families = FamilyKeys(
            vault_keys.family, user_id=entered.user.id, user=entered.keys, random=random
        )
        _bring_up_to_date(connection, path, vault_keys.database, steps, families)
        vault_keys = replace(vault_keys, subject=kept_subject(connection, vault_keys))
        if connection.row(tuple[str], "SELECT id FROM vault") != (found.header.vault,):
            raise DamagedVault("vault.mismatched")
        around = Surroundings(staff.actor(connection, entered.user), now, random)
        writer = Writer(connection, partial(connect, path, vault_keys.database))
        undo.callback(writer.close)
        readers = Readers(partial(connect, path, vault_keys.database, is_reader=True))
        undo.callback(readers.close)
        kept = None if heads is None else heads.recall(found.header.vault)
        vault = Vault(Opened(
            found.header.vault, folder, writer, readers, vault_keys, entered.keys, families,
            lock.release, heads, freshness(kept, connection),
        ), around)  # fmt: skip
        _write_down_arrival(vault, tried, _way(entered.slot.kind, heads))
        spend = partial(codes.spent, slot=entered.slot, proof=proof, random=random)
        _settle_down(vault, folder, found, spend)
        undo.pop_all()
        return vault


def _way(kind: str, heads: Heads | None) -> str:
    computer = "" if heads is None else heads.computer()
    return f"{kind}/{computer}" if computer else kind


def _settle_down(
    vault: Vault, folder: Path, found: Found, spend: Callable[[Header], Header]
) -> None:
    """Finish what an earlier program left half done, and bring both headers up to date."""
    if found.is_spare:
        vault.note_act(Act(Action.RESTORE, "header"))
    knocks.forget(folder)
    rotation.forget_old(folder)
    headers.settle(folder, spend(admission.settled(vault, found.header)))


@contextlib.contextmanager
def _kept_when_in_vain(folder: Path, user: str, now: Now) -> Iterator[None]:
    try:
        yield
    except WrongKey:
        knocks.add(folder, knocks.knock(now(), user))
        raise


def _write_down_arrival(vault: Vault, tried: Sequence[Knock], way: str) -> None:
    """Write down who tried in vain, who came in by which way, and what this vault has lost.

    way: its kind, and after a stroke the computer: what follows until the lock was done there.

    What somebody else brought back of families that only who comes in can read is told first.
    """

    def note(transaction: Transaction) -> None:
        for one in tried:
            act = Act(Action.UNLOCK, f"vault/{one.at}/{one.user}", outcome=REFUSED)
            write_down(transaction, act, subject=None)
        if vault.freshness not in (Freshness.UNKNOWN, Freshness.SAME):
            act = Act(Action.RESTORE, f"vault/{vault.freshness}", outcome=REFUSED)
            write_down(transaction, act, subject=None)
        earlier_keys.tell_the_untold(transaction.connection, transaction.keys)

    vault.write(note, act=Act(Action.UNLOCK, f"vault/{way}"))


def _bring_up_to_date(
    connection: Connection, path: Path, key: Key, steps: tuple[Step, ...], families: FamilyKeys
) -> None:
    if migrate.version(connection) < len(steps):
        migrate.keep_copy(connection, path, key)
    migrate.migrate(connection, steps, families)
