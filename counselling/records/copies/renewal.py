"""The vault's key renewed by who may: after somebody left who had it, or a device was lost."""

import os
from pathlib import Path

from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import enter
from counselling.records.folder import rotation
from counselling.records.folder.copying import Watch, quietly
from counselling.records.folder.folder import open_vault
from counselling.records.keys.keys import RandomBytes, VaultKeys
from counselling.records.store.clock import Now
from counselling.records.store.engine import DATABASE, connect
from counselling.records.store.lock import FolderLock
from counselling.records.vault.acts import Act, Action
from counselling.records.vault.heads import Heads
from counselling.records.vault.sealing import kept_subject
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof


def key_number(vault: Vault) -> int:
    """Return which in number the key of an open vault is; 1 in memory. Raises StorageError."""
    return headers.read(vault.folder).header.epoch if vault.folder is not None else 1


def renew_key(
    folder: Path,
    *,
    proof: Proof,
    now: Now,
    user: str = "",
    heads: Heads | None = None,
    random: RandomBytes = os.urandom,
    watch: Watch = quietly,
) -> int:
    """Give a closed vault a new key, and return which in number it is; all ways in stay.

    Whoever was removed and copied the old key opens only old copies of the vault with it.
    Raises as `open_vault`, VaultError("vault.not_allowed"); the vault is then as it was.
    """
    with open_vault(folder, proof=proof, user=user, now=now, heads=heads) as vault:
        vault.note_act(Act(Action.ROTATE, "vault"))
    lock = FolderLock(folder)
    try:
        entered = enter(headers.read(folder).header, proof, name=user)
        keys = VaultKeys.of(entered.vault_key)
        entered.vault_key.wipe()
        connection = connect(folder / DATABASE, keys.database)
        try:
            subject = kept_subject(connection, keys)
            connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
        whole = VaultKeys(keys.database, subject, keys.family)
        try:
            rotation.rotate(folder, whole, random=random, watch=watch)
        finally:
            whole.wipe()
    finally:
        lock.release()
    # Opened once with the new key: that it opens is proven before the old records go.
    open_vault(folder, proof=proof, user=user, now=now, heads=heads).lock()
    return headers.read(folder).header.epoch
