"""A vault brought back from a backup, on any machine, by any way in that it had."""

import os
import secrets
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from counselling.errors import DamagedVault, VaultError
from counselling.files import PRIVATE_FOLDER, sync_folder, told_by_the_disk
from counselling.records.copies import identity
from counselling.records.copies.backups import Backup, is_ours, keys_of
from counselling.records.copies.keys_file import HeldKey
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import Entered, enter
from counselling.records.folder import earlier_keys, migrate
from counselling.records.folder.copying import TRUTH, Watch, copy_database, quietly, verify_database
from counselling.records.folder.folder import DATABASE
from counselling.records.keys.keys import VaultKeys
from counselling.records.readership import turning
from counselling.records.staff import staff
from counselling.records.store.clock import Now, written
from counselling.records.store.engine import Connection, check_file, connect
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction, write_down
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.ways.way import Proof


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. without_key: families that were erased since, and stay so."""

    folder: Path
    families: int
    without_key: int


def verify(backup: Backup, proof: Proof, *, user: str = "") -> None:
    """Open a backup by a way in and read all of it.

    Raises WrongKey, DamagedVault("vault.backup_damaged" or "vault.copy_differs"), StorageError.
    """
    _, keys = _entered(backup, proof, user)
    try:
        verify_database(backup.records, keys.database, backup.copied)
        keys_of(backup)
    finally:
        keys.wipe()


def restore(
    backup: Backup,
    folder: Path,
    proof: Proof,
    *,
    now: Now,
    user: str = "",
    watch: Watch = quietly,
) -> Restored:
    """Bring a vault back into a new folder; when anything fails, nothing of it stays.

    A family that was erased since the backup was made has no key beside it and stays unreadable.
    Raises WrongKey, VaultError("vault.exists"), DamagedVault, NewerVault, StorageError.
    """
    with told_by_the_disk():
        if folder.exists():
            raise VaultError("vault.exists")
    entered, keys = _entered(backup, proof, user)
    laid = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.partial")
    try:
        with told_by_the_disk():
            folder.parent.mkdir(parents=True, exist_ok=True)
            laid.mkdir(PRIVATE_FOLDER)
        tables = tuple(name for name in TRUTH if name in backup.manifest.rows)
        verify_database(backup.records, keys.database, backup.copied)
        copy_database(
            backup.records, keys.database, laid / DATABASE, new_key=keys.database, tables=tables,
            watch=watch,
        )  # fmt: skip
        found = _settle(laid / DATABASE, backup, entered, keys, now)
        salt = check_file(laid / DATABASE).hex()
        headers.settle(laid, replace(backup.header(), database_salt=salt))
        with told_by_the_disk():
            laid.rename(folder)
            sync_folder(folder.parent)
        return replace(found, folder=folder)
    except BaseException:
        shutil.rmtree(laid, ignore_errors=True)
        raise
    finally:
        keys.wipe()


def _entered(backup: Backup, proof: Proof, user: str) -> tuple[Entered, VaultKeys]:
    header = backup.header()
    if header.vault != backup.manifest.vault:
        raise DamagedVault("vault.backup_damaged")
    entered = enter(header, proof, name=user)
    keys = VaultKeys.of(entered.vault_key)
    entered.vault_key.wipe()
    if not is_ours(backup.manifest, keys.family):
        keys.wipe()
        raise DamagedVault("vault.backup_damaged")
    return entered, keys


def _settle(path: Path, backup: Backup, entered: Entered, keys: VaultKeys, now: Now) -> Restored:
    """Give the families their keys back, tell the tables anew, write down that it was done."""
    connection = connect(path, keys.database)
    reach = FamilyKeys(keys.family, user_id=entered.user.id, user=entered.keys, random=os.urandom)
    try:
        migrate.migrate(connection, migrate.released_steps(), reach)
        known = {f for (f,) in connection.rows(tuple[FamilyId], "SELECT id FROM family")}
        with connection.transaction(is_write=True):
            for held in keys_of(backup):
                if held.family in known:
                    _bring_back(connection, held)
            identity.renew(connection, random=os.urandom)
            mine = sorted(family for family in known if reach.is_mine(connection, family))
            closed = sum(not earlier_keys.retell(connection, family, reach) for family in mine)
            by = staff.actor(connection, entered.user)
            transaction = Transaction(connection, written(now()), by)
            act = Act(Action.RESTORE, f"vault/backup/{backup.stamp}")
            write_down(transaction, act, subject=None)
        return Restored(path.parent, len(known), _without_key(connection) + closed)
    finally:
        connection.close()


def _bring_back(connection: Connection, held: HeldKey) -> None:
    if earlier_keys.is_one(held.holder):
        earlier_keys.bring_back(connection, held.holder, held.sealed)
    elif turning.is_one(held.holder):
        turning.bring_back(connection, held.family, held.sealed)
    else:
        connection.run("INSERT INTO family_key VALUES (?, ?, ?)", *held)


def _without_key(connection: Connection) -> int:
    sql = "SELECT count(*) FROM family WHERE id NOT IN (SELECT family_id FROM family_key)"
    found = connection.row(tuple[int], sql)
    return found[0] if found else 0
