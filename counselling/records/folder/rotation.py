"""A new key for a vault: its records exported under it, verified, and only then put in place.

    records.next.db     the export, until it is verified
    header.next.json    the header that goes with it: from here on, either both change or neither
    records.old.db      the records under the old key, until the vault was opened with the new one

Killed anywhere, the next opening finds one whole vault (`settle`), old or new.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from counselling.errors import DamagedVault
from counselling.files import replace_file, sync_folder, told_by_the_disk
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import Header
from counselling.records.entrance.users import Place, sealed_to
from counselling.records.folder.copying import KEYS, TOLD_ROWS, TRUTH, Watch, copy_database, quietly
from counselling.records.index import search_index
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes, VaultKeys
from counselling.records.staff import staff
from counselling.records.store.engine import DATABASE, check_file, connect
from counselling.records.vault.sealing import keep_subject, rewrap

NEXT: Final = "records.next.db"
OLD: Final = "records.old.db"
NEXT_HEADER: Final = "header.next.json"
_BESIDE: Final = ("-wal", "-shm", "-journal")


def rotate(
    folder: Path,
    keys: VaultKeys,
    *,
    random: RandomBytes = os.urandom,
    watch: Watch = quietly,
) -> None:
    """Put a closed vault under a new key; everybody's ways in stay as they are.

    keys: the vault's now. The caller holds the folder's lock. Raises StorageError, DamagedVault:
    the vault is then as it was.
    """
    header = headers.read(folder).header
    new_key = Key(random(KEY_BYTES))
    new = VaultKeys.of(new_key)
    try:
        later = _later(folder / DATABASE, keys, header, new_key)
        copy_database(
            folder / DATABASE, keys.database, folder / NEXT, new_key=new.database,
            tables=(*TRUTH, *KEYS, *TOLD_ROWS), watch=watch,
        )  # fmt: skip
        _rewrap(folder / NEXT, keys, new)
        salt = check_file(folder / NEXT).hex()
        replace_file(folder / NEXT_HEADER, headers.render(replace(later, database_salt=salt)))
        settle(folder)
    except BaseException:
        if not (folder / NEXT_HEADER).exists():
            _remove(folder / NEXT)
        raise
    finally:
        new_key.wipe()
        new.wipe()


def _later(path: Path, keys: VaultKeys, header: Header, new_key: Key) -> Header:
    """Return the next header: the new key sealed to whom the staff knows, by the keys it knows."""
    connection = connect(path, keys.database, is_reader=True)
    try:
        living = {one.id: one for one in staff.living_in(connection)}
    finally:
        connection.close()
    place = Place(header.vault, header.epoch + 1)
    users = tuple(
        replace(user, sealed=sealed_to(user, new_key, place=place))
        for user in header.users
        if user.id in living and living[user.id].sealing == user.sealing
    )
    slots = tuple(slot for slot in header.slots if any(user.id == slot.user for user in users))
    return replace(header, epoch=place.epoch, users=users, slots=slots)


def _rewrap(path: Path, old: VaultKeys, new: VaultKeys) -> None:
    """Wrap the families' keys under the new key, keep the audit's pseudonyms, index the search."""
    connection = connect(path, new.database)
    try:
        with connection.transaction(is_write=True):
            rewrap(connection, old=old.family, new=new.family)
            keep_subject(connection, old.subject, wrap=new.family)
            search_index.index_all(connection)
        connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def settle(folder: Path) -> None:
    """Bring a rotation that was under way to its end, or back to its beginning.

    The caller holds the folder's lock. Raises StorageError, DamagedVault.
    """
    nearly = folder / NEXT_HEADER
    with told_by_the_disk():
        if not nearly.is_file():
            _remove(folder / NEXT)
            return
        later = headers.parse(nearly.read_bytes())
        if (folder / NEXT).is_file():
            if check_file(folder / NEXT).hex() != later.database_salt:
                raise DamagedVault("vault.mismatched")
            _move(folder / DATABASE, folder / OLD)
            _move(folder / NEXT, folder / DATABASE)
            sync_folder(folder)
        headers.settle(folder, later)
        nearly.unlink()
        sync_folder(folder)


def forget_old(folder: Path) -> None:
    """Remove the records under the old key, when the new one has opened the vault."""
    with told_by_the_disk():
        _remove(folder / OLD)


def _move(path: Path, to: Path) -> None:
    if path.is_file():
        path.replace(to)
    for ending in _BESIDE:  # empty after a checkpoint; they must not meet another database
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    for ending in ("", *_BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)
