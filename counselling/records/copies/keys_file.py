"""The families' keys beside backups, wrapped as in the vault: the file that an erasure rewrites.

    keys.1.COPY.json     of the vault's first key as one copy of the vault has them, and so on
    keys.1.COPY.spare    the same once more: this small file opens everything that lies beside it
    keys.1.json          as an earlier release wrote it, of whichever copy came last

Copies of a vault that go on apart disagree: each writes its own file, with the head of its audit,
and takes from the others' only what was erased, or what it holds itself as an earlier key.
No key is needed to take a family out of it. A checksum tells a damaged file from a family that was
erased: of a file in which one letter of an id has changed, its family would look erased.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault
from counselling.files import replace_files, told_by_the_disk
from counselling.records.store.chain import NOTHING, Head

_MOST_BYTES: Final = 1 << 28


class HeldKey(NamedTuple):
    """One family's key as one holder has it; see sealing."""

    family: str
    holder: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds. head: of the audit of the copy that wrote it, as it was then.

    gone: families that were erased where it was written; mac: that who wrote it had the vault's
    key: nobody else can have copies of a vault leave out a family.
    """

    keys: tuple[HeldKey, ...] = ()
    head: Head = NOTHING
    gone: tuple[str, ...] = ()
    mac: str = ""


class _File(msgspec.Struct, frozen=True, omit_defaults=True):
    checksum: str
    keys: list[HeldKey]
    sequence: int = 0
    hash: str = ""
    gone: list[str] = []
    mac: str = ""


def name(epoch: int, copy: str = "") -> str:
    """Return the name of the file of a vault key, as a copy of the vault writes it."""
    return f"keys.{epoch}.{copy}.json" if copy else f"keys.{epoch}.json"


def of_key(folder: Path, epoch: int) -> tuple[Path, ...]:
    """Return the files of one vault key, whichever copy wrote them. Raises StorageError."""
    begins = f"keys.{epoch}."
    return tuple(path for path in files_in(folder) if path.name.startswith(begins))


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of all vault keys in a folder. Raises StorageError."""
    with told_by_the_disk():
        return tuple(sorted(folder.glob("keys.*.json")))


def write(path: Path, held: Held) -> None:
    """Write keys, and once more beside it; both or neither. Raises StorageError."""
    number, told = held.head.sequence, held.head.hash.hex() if held.head != NOTHING else ""
    bare = _File("", list(held.keys), number, told, list(held.gone), held.mac)
    content = msgspec.json.encode(msgspec.structs.replace(bare, checksum=_checksum(bare)))
    replace_files({path: content, path.with_suffix(".spare"): content})


def read(path: Path) -> Held:
    """Read keys, from the spare where the file is damaged or gone.

    Raises DamagedVault("vault.backup_damaged"), StorageError.
    """
    with contextlib.suppress(DamagedVault):
        return _read(path)
    return _read(path.with_suffix(".spare"))


def _read(path: Path) -> Held:
    try:
        with told_by_the_disk():
            if not path.is_file():
                raise DamagedVault("vault.backup_damaged")
            with path.open("rb") as file:
                told = msgspec.json.decode(file.read(_MOST_BYTES), type=_File)
        head = Head(told.sequence, bytes.fromhex(told.hash)) if told.hash else NOTHING
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        raise DamagedVault("vault.backup_damaged") from None
    if told.checksum != _checksum(told):
        raise DamagedVault("vault.backup_damaged")
    return Held(tuple(told.keys), head, tuple(told.gone), told.mac)


def _checksum(told: _File) -> str:
    """Return the checksum; of a file of an earlier release, of its keys alone."""
    text = msgspec.json.encode(told.keys)
    if told.hash:
        text += msgspec.json.encode((told.sequence, told.hash, told.gone, told.mac))
    return hashlib.sha256(text).hexdigest()
