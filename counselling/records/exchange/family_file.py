"""A family in a file for one colleague: sealed to her key, whole with its history and who wrote it.

What she adds comes back the same way, and is woven with what was added here meanwhile.
"""

from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from counselling.errors import DamagedVault, NewerVault, VaultError
from counselling.files import staged, told_by_the_disk
from counselling.records.exchange import exchange
from counselling.records.exchange.relay import grants, parcels
from counselling.records.exchange.relay.relay import Parcel
from counselling.records.log.families import FamilyRecord
from counselling.records.readership import turning
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

FORMAT: Final = "consultand-family"
VERSION: Final = 2
_MOST_BYTES: Final = 1 << 28


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    letter: bytes
    parcels: tuple[tuple[bytes, bytes], ...]


def write(vault: Vault, family: FamilyId, path: Path, *, to: str) -> int:
    """Write a family for the holder of a sealing key, and return how many entries it has.

    Written down as an export before the file appears. Raises VaultError, StorageError.
    """
    letter = grants.written(vault, family, to=to)
    every = exchange.missing(vault, family, ())
    key = vault.read(partial(_key, vault=vault, family=family))
    sealed = (parcels.parcel_of(one, key) for one in every)
    whole = tuple((one.op, one.sealed) for one in sealed)
    content = msgspec.msgpack.encode(_File(FORMAT, VERSION, letter, whole))
    with staged(path, content):
        vault.note_act(Act(Action.EXPORT, "family/sealed", family))
    return len(every)


def take_in(vault: Vault, path: Path) -> FamilyRecord:
    """Take in a family file that is for who is in; what is here already is woven with it.

    Raises DamagedVault for a file that is none or is for somebody else, NewerVault, StorageError,
    VaultError("vault.not_genuine"); nothing is changed then.
    """
    with told_by_the_disk(), path.open("rb") as file:
        text = file.read(_MOST_BYTES)
    try:
        told = msgspec.msgpack.decode(text, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedVault("vault.family_file") from None
    if told.format != FORMAT:
        raise DamagedVault("vault.family_file")
    if told.version != VERSION:  # none of an earlier one was ever released
        raise _of_another_version(told.version)
    try:
        grant = grants.read(told.letter, vault.user)
    except DamagedVault:
        raise DamagedVault("vault.family_file") from None
    sealed = (Parcel(*parcel) for parcel in told.parcels)
    brought = grant.brought(vault)
    key = brought.ring.keys[grant.letter.standing]
    envelopes = [parcels.opened(parcel, key)[0] for parcel in sealed]
    return exchange.take_in(vault, grant.family, brought, envelopes)


def _of_another_version(version: int) -> VaultError:
    return NewerVault("vault.newer") if version > VERSION else DamagedVault("vault.family_file")


def _key(connection: Connection, *, vault: Vault, family: FamilyId) -> FamilyKey:
    ring = turning.ring(connection, family, vault.families.of(connection, family))
    return ring.keys[ring.standing() or FIRST]
