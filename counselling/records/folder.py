"""Vaults on the disk: created whole or not at all, opened, their passphrase changed.

NAME.vault/
    records.db               SQLCipher under a key of its own, WAL
    header.json              the ways in (see keys), and its spare
    lock                     held by the program that has the vault open
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
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
from counselling.records import header as headers
from counselling.records import keys, migrate
from counselling.records.acts import Act, Action, Actor
from counselling.records.clock import Now
from counselling.records.engine import Connection, check_file, connect
from counselling.records.header import Header
from counselling.records.keys import Key, RandomBytes, Slot, VaultKeys
from counselling.records.lock import FolderLock
from counselling.records.migrate import Step
from counselling.records.traffic import Readers, Writer
from counselling.records.vault import Opened, Surroundings, Vault, enrol

DATABASE: Final = "records.db"
SUFFIX: Final = ".vault"
_SLOT: Final = "passphrase"
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
    passphrase: str,
    actor: Actor,
    now: Now,
    random: RandomBytes = os.urandom,
    cost: keys.KdfCost = keys.STANDARD_COST,
    steps: tuple[Step, ...] | None = None,
) -> Vault:
    """Make a new vault and open it; when anything fails, nothing of it stays.

    Raises VaultError("vault.passphrase_short", minimum=...) or VaultError("vault.exists"),
    StorageError.
    """
    keys.check_passphrase(passphrase)
    with told_by_the_disk():
        if folder.exists():
            raise VaultError("vault.exists")
    around = Surroundings(actor, now, random)
    steps = migrate.released_steps() if steps is None else steps
    vault_key = Key(random(keys.KEY_BYTES))
    place = keys.Place(random(_ID_BYTES).hex(), epoch=1)
    laid = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.partial")
    try:
        slot = keys.wrap(
            vault_key, name=_SLOT, place=place, passphrase=passphrase, cost=cost, random=random
        )
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
            laid.mkdir(PRIVATE_FOLDER)
        salt = _lay_database(laid / DATABASE, vault_key, place.vault, steps, around)
        headers.settle(laid, Header(headers.FORMAT, place.vault, place.epoch, salt.hex(), (slot,)))
        with told_by_the_disk():
            laid = laid.rename(folder)
            sync_folder(folder.parent)
        # Entered from the disk as any vault is: what cannot be read back was never created.
        return _enter(folder, lambda _: vault_key, steps, around)
    except BaseException:
        shutil.rmtree(laid, ignore_errors=True)
        raise
    finally:
        vault_key.wipe()


def _lay_database(
    path: Path, vault_key: Key, vault_id: str, steps: tuple[Step, ...], around: Surroundings
) -> bytes:
    """Make the database file with its first rows, and return its salt."""
    with told_by_the_disk():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    vault_keys = VaultKeys.of(vault_key)
    try:
        connection = connect(path, vault_keys.database)
        try:
            migrate.migrate(connection, steps)
            enrol(connection, vault_id, around)
        finally:
            connection.close()
    finally:
        vault_keys.wipe()
    return check_file(path)


def open_vault(
    folder: Path,
    *,
    passphrase: str,
    actor: Actor,
    now: Now,
    random: RandomBytes = os.urandom,
    steps: tuple[Step, ...] | None = None,
) -> Vault:
    """Open a vault; one of an earlier release is copied, then brought up to date.

    Raises WrongKey, VaultBusy, NewerVault, DamagedVault, StorageError, and
    VaultError("vault.not_found") where there is none.
    """
    if not is_vault(folder):
        raise VaultError("vault.not_found")
    steps = migrate.released_steps() if steps is None else steps

    def unwrap(header: Header) -> Key:
        return _unwrapped(header, passphrase)[1]

    return _enter(folder, unwrap, steps, Surroundings(actor, now, random))


def _unwrapped(header: Header, passphrase: str) -> tuple[Slot, Key]:
    """Return the slot that the passphrase opens, and the vault key in it."""
    ways_in = [slot for slot in header.slots if slot.kind == keys.PASSPHRASE]
    for slot in ways_in:
        with contextlib.suppress(WrongKey):
            return slot, keys.unwrap(slot, passphrase=passphrase, place=header.place)
    raise WrongKey("vault.wrong_key")


def _enter(
    folder: Path,
    unwrap: Callable[[Header], Key],
    steps: tuple[Step, ...],
    around: Surroundings,
) -> Vault:
    """Open the database with the key in the header; let everything go when anything fails."""
    with contextlib.ExitStack() as undo:
        lock = FolderLock(folder)
        undo.callback(lock.release)
        found = headers.read(folder)
        vault_key = unwrap(found.header)
        vault_keys = VaultKeys.of(vault_key)
        undo.callback(vault_keys.wipe)
        vault_key.wipe()
        path = folder / DATABASE
        if check_file(path).hex() != found.header.database_salt:
            raise DamagedVault("vault.mismatched")
        connection = connect(path, vault_keys.database)
        undo.callback(connection.close)
        _bring_up_to_date(connection, path, vault_keys.database, steps)
        if connection.row(tuple[str], "SELECT id FROM vault") != (found.header.vault,):
            raise DamagedVault("vault.mismatched")
        writer = Writer(connection, partial(connect, path, vault_keys.database))
        undo.callback(writer.close)
        readers = Readers(partial(connect, path, vault_keys.database, is_reader=True))
        vault = Vault(Opened(folder, writer, readers, vault_keys, lock.release), around)
        vault.note_act(Act(Action.UNLOCK, "vault"))
        if found.is_spare:
            vault.note_act(Act(Action.RESTORE, "header"))
        headers.settle(folder, found.header)
        undo.pop_all()
        return vault


def _bring_up_to_date(
    connection: Connection, path: Path, key: Key, steps: tuple[Step, ...]
) -> None:
    if migrate.version(connection) < len(steps):
        migrate.keep_copy(connection, path, key)
    migrate.migrate(connection, steps)


def change_passphrase(
    vault: Vault, *, current: str, new: str, random: RandomBytes = os.urandom
) -> None:
    """Wrap the vault key anew; the database is not touched.

    The spare header keeps the old way in until the new one has opened the vault once.
    Raises WrongKey, VaultError("vault.passphrase_short", minimum=...), StorageError.
    """
    keys.check_passphrase(new)
    if vault.folder is None:
        raise ValueError("a vault in memory has no passphrase")
    header = headers.read(vault.folder).header
    old, vault_key = _unwrapped(header, current)
    cost = keys.STANDARD_COST
    try:
        slot = keys.wrap(
            vault_key, name=old.name, place=header.place, passphrase=new, cost=cost, random=random
        )
    finally:
        vault_key.wipe()
    slots = tuple(slot if other is old else other for other in header.slots)
    with headers.next_generation(vault.folder, replace(header, slots=slots)):
        vault.note_act(Act(Action.CHANGE, f"slot/{slot.name}"))
