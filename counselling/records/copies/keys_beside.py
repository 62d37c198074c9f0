"""The families' keys kept beside backups, each copy of a vault in its own file (see keys_file).

An erasure reaches all files of a folder, and stays: a copy that does not know of it yet leaves the
family's key out as well. A key that was replaced goes from the files of other copies where this one
keeps it for today's readers. Nothing else of another copy is touched.
"""

import contextlib
import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from counselling.errors import DamagedVault
from counselling.records.copies import identity, keys_file
from counselling.records.copies.keys_file import Held, HeldKey
from counselling.records.entrance import header as headers
from counselling.records.folder import earlier_keys
from counselling.records.keys.keys import Key
from counselling.records.readership import turning
from counselling.records.store.chain import NOTHING
from counselling.records.store.engine import Connection
from counselling.records.vault import acts
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Vault


def keep(vault: Vault, folder: Path) -> str:
    """Write the families' keys as they are now beside the backups; return which copy this is.

    Called as well when a family was erased, for every folder that can be reached. Raises
    StorageError, DamagedVault.
    """
    if vault.folder is None:
        raise ValueError("a vault in memory has no backups")
    epoch = headers.read(vault.folder).header.epoch
    copy = _own_copy(vault, folder, epoch)
    now = folder / keys_file.name(epoch, copy)
    others = _others(folder, now)
    mine = vault.read(partial(_gone, vault=vault))
    said = (one.gone for one in others.values() if _is_ours(one, vault.keys.family))
    gone = mine.union(*said)
    held = vault.read(_held)
    left = tuple(one for one in held.keys if one.family not in gone)
    whole = replace(held, keys=left, gone=tuple(sorted(gone)))
    keys_file.write(now, replace(whole, mac=_mac(whole, vault.keys.family)))
    stale = vault.read(partial(_stale, keys=vault.families, others=others))
    for path, there in others.items():
        out = gone | stale.get(path, frozenset())
        rest = tuple(one for one in there.keys if one.family not in out)
        if rest != there.keys:
            keys_file.write(path, replace(there, keys=rest))
    return copy


def found(folder: Path, epoch: int, copy: str) -> list[HeldKey]:
    """Read the keys for the backups of a copy. Raises DamagedVault, StorageError.

    Of families that its own file has not got and that were not erased: as other copies have them.
    """
    own = folder / keys_file.name(epoch, copy)
    mine = keys_file.read(own)
    every = list(mine.keys)
    for path, there in _others(folder, own).items():
        if path in keys_file.of_key(folder, epoch):
            known = {*mine.gone, *(one.family for one in every)}
            every += [one for one in there.keys if one.family not in known]
    return every


def _others(folder: Path, own: Path) -> dict[Path, Held]:
    """Read the other files; what is damaged opens nothing and is passed over."""
    every: dict[Path, Held] = {}
    for path in keys_file.files_in(folder):
        if path != own:
            with contextlib.suppress(DamagedVault):
                every[path] = keys_file.read(path)
    return every


def _own_copy(vault: Vault, folder: Path, epoch: int) -> str:
    """Return which copy this is: another than before where somebody else wrote as that."""
    copy = vault.read(identity.of)
    if copy:
        try:
            there = keys_file.read(folder / keys_file.name(epoch, copy)).head
        except DamagedVault:  # none there yet, or what opens nothing
            return copy
        if there == NOTHING or vault.read(lambda connection: acts.holds(connection, there)):
            return copy
    act = Act(Action.BACKUP, "vault/copy")
    return vault.write(lambda t: identity.renew(t.connection, random=os.urandom), act=act)


def _gone(connection: Connection, *, vault: Vault) -> frozenset[FamilyId]:
    """Return the families that were erased here; one may be without a key for other reasons."""
    sql = "SELECT id FROM family WHERE id NOT IN (SELECT family_id FROM family_key)"
    keyless = [family for (family,) in connection.rows(tuple[FamilyId], sql)]
    sql = "SELECT 1 FROM audit WHERE action = ? AND subject = ? AND outcome = ? LIMIT 1"
    return frozenset(
        family
        for family in keyless
        if connection.row(tuple[int], sql, Action.ERASE, vault.subject(family), acts.DONE)
    )


def _held(connection: Connection) -> Held:
    sql = "SELECT family_id, holder, sealed FROM family_key ORDER BY family_id, holder"
    kept = (*earlier_keys.held(connection), *turning.held(connection))
    keys = (*connection.rows(HeldKey, sql), *(HeldKey(*one) for one in kept))
    return Held(keys, acts.head(connection))


def _stale(
    connection: Connection, *, keys: FamilyKeys, others: Mapping[Path, Held]
) -> Mapping[Path, frozenset[FamilyId]]:
    """Return the families of which another file has a key that is an earlier one here.

    What was sealed with it opens by this copy's file, for those who read the family now.
    """
    restricted = {family for family, _, _ in earlier_keys.held(connection)}
    before = {family: _before(connection, family, keys) for family in restricted}
    return {path: frozenset(_old(there.keys, before, keys)) for path, there in others.items()}


def _before(connection: Connection, family: FamilyId, keys: FamilyKeys) -> frozenset[bytes]:
    if not keys.is_mine(connection, family):
        return frozenset()
    every = earlier_keys.of(connection, family, keys.of(connection, family))
    return frozenset(bytes(key.secret.secret) for key in every)


def _old(
    there: Iterable[HeldKey], before: Mapping[FamilyId, frozenset[bytes]], keys: FamilyKeys
) -> Iterable[FamilyId]:
    for family, holder, sealed in there:
        if before.get(family) and keys.reach(family, holder, sealed) in before[family]:
            yield family


def _mac(held: Held, wrap: Key) -> str:
    key = wrap.derive("backup/erased")
    try:
        return hmac.new(key.secret, msgspec.json.encode(held.gone), sha256).hexdigest()
    finally:
        key.wipe()


def _is_ours(held: Held, wrap: Key) -> bool:
    return hmac.compare_digest(held.mac, _mac(held, wrap))
