"""The families' keys beside backups, wrapped as in the vault: the file that an erasure rewrites.

    keys.1.json     of the vault's first key, and so on
    keys.1.spare    the same once more: this small file opens everything that lies beside it

No key is needed to take a family out of it. A checksum tells a damaged file from a family that was
erased: of a file in which one letter of an id has changed, its family would look erased.
"""

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault
from counselling.files import replace_files, told_by_the_disk

_MOST_BYTES: Final = 1 << 28


class HeldKey(NamedTuple):
    """One family's key as one holder has it; see sealing."""

    family: str
    holder: str
    sealed: bytes


class _File(msgspec.Struct, frozen=True):
    checksum: str
    keys: list[HeldKey]


def name(epoch: int) -> str:
    """Return the name of the file of a vault key."""
    return f"keys.{epoch}.json"


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of all vault keys in a folder. Raises StorageError."""
    with told_by_the_disk():
        return tuple(sorted(folder.glob("keys.*.json")))


def write(path: Path, held: Sequence[HeldKey]) -> None:
    """Write keys, and once more beside it; both or neither. Raises StorageError."""
    content = msgspec.json.encode(_File(_checksum(list(held)), list(held)))
    replace_files({path: content, path.with_suffix(".spare"): content})


def read(path: Path) -> list[HeldKey]:
    """Read keys, from the spare where the file is damaged or gone.

    Raises DamagedVault("vault.backup_damaged"), StorageError.
    """
    with contextlib.suppress(DamagedVault):
        return _read(path)
    return _read(path.with_suffix(".spare"))


def _read(path: Path) -> list[HeldKey]:
    try:
        with told_by_the_disk():
            if not path.is_file():
                raise DamagedVault("vault.backup_damaged")
            with path.open("rb") as file:
                told = msgspec.json.decode(file.read(_MOST_BYTES), type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedVault("vault.backup_damaged") from None
    if told.checksum != _checksum(told.keys):
        raise DamagedVault("vault.backup_damaged")
    return told.keys


def _checksum(held: list[HeldKey]) -> str:
    return hashlib.sha256(msgspec.json.encode(held)).hexdigest()
