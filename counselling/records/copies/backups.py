"""Backups: verified copies of a vault in any folder, and the one file that opens its families.

TARGET/consultand-VAULT/
    20261128T091500Z.records.db    the truth, encrypted as in the vault; no family's key
    20261128T091500Z.header.json   users and their ways in, as they were
    20261128T091500Z.json          what it holds; written last: without it there is no backup
    keys.1.json, keys.1.spare      the families' keys as they are now (see keys_file)

So an erased family, whose key is gone, is gone from every older backup of this folder as soon as
the next one is made. A folder that was unplugged then has it until it is plugged in again.
"""

import contextlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from counselling.errors import DamagedVault, NewerVault, VaultError
from counselling.files import PRIVATE_FOLDER, replace_file, sync_folder, told_by_the_disk
from counselling.records.copies import keys_beside
from counselling.records.copies.keys_file import HeldKey
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import Header
from counselling.records.folder.copying import TRUTH, Copied, Watch, copy_database, quietly
from counselling.records.folder.folder import DATABASE
from counselling.records.keys.keys import Key
from counselling.records.store.chain import Head
from counselling.records.store.clock import moment, written
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action
from counselling.records.vault.vault import Vault

FORMAT: Final = 2
_BEFORE_COPIES: Final = 1  # the format in which a backup did not say which copy made it
_RECORDS, _HEADER, _MANIFEST = ".records.db", ".header.json", ".json"
_CHANGES: Final = ("edit", "note_revision", "document", "staff")
_MOST_BYTES: Final = 1 << 28


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds; hash in hexadecimal; copy: which copy of the vault made it."""

    format: int
    vault: str
    made_at: str
    epoch: int
    step: int
    rows: dict[str, int]
    sequence: int
    hash: str
    size_bytes: int
    mac: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. folder: where its files lie; stamp: what their names begin with."""

    folder: Path
    stamp: str
    manifest: Manifest

    @property
    def made_at(self) -> datetime:
        """When it was made, in UTC."""
        return moment(self.manifest.made_at)

    @property
    def records(self) -> Path:
        """Its database."""
        return self.folder / f"{self.stamp}{_RECORDS}"

    @property
    def files(self) -> tuple[Path, ...]:
        """All that is its own; what makes it a backup comes first."""
        endings = (_MANIFEST, _RECORDS, _HEADER)
        return tuple(self.folder / f"{self.stamp}{ending}" for ending in endings)

    @property
    def copied(self) -> Copied:
        """What its database must hold."""
        told = self.manifest
        return Copied(told.rows, Head(told.sequence, bytes.fromhex(told.hash)), told.step)

    def header(self) -> Header:
        """Read the users and ways in as they were. Raises DamagedVault, StorageError."""
        with told_by_the_disk():
            return headers.parse((self.folder / f"{self.stamp}{_HEADER}").read_bytes())


def make(vault: Vault, target: Path, *, at: datetime, watch: Watch = quietly) -> Backup:
    """Make a backup and verify it; it is one only when all of it is on the disk.

    target: an existing folder. Raises StorageError, DamagedVault("vault.copy_differs"),
    VaultError("vault.backup_inside") for a folder inside the vault; what was there stays.
    """
    path, keys = _where(vault), vault.keys
    header = headers.read(path).header
    folder = target / f"consultand-{header.vault}"
    with told_by_the_disk():
        if target.resolve().is_relative_to(path.resolve()):
            raise VaultError("vault.backup_inside")
        if not target.is_dir():
            raise VaultError("vault.no_backup_folder")
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    at, stamp = _free(folder, at)
    backup = Backup(folder, stamp, _manifest(header, written(at)))
    keys_beside.keep(vault, folder)
    beside = folder / f".{stamp}.partial"
    beside.unlink(missing_ok=True)
    try:
        with vault.not_locked_meanwhile():
            copied = copy_database(
                path / DATABASE, keys.database, beside, new_key=keys.database, tables=TRUTH,
                watch=watch,
            )  # fmt: skip
        # again: families began, were sealed or erased while it was copied
        copy = keys_beside.keep(vault, folder)
        size = beside.stat().st_size
        replace_file(folder / f"{stamp}{_HEADER}", headers.render(header))
        vault.note_act(Act(Action.BACKUP, f"vault/{stamp}"))
        with told_by_the_disk():
            beside.replace(backup.records)
            sync_folder(folder)
    finally:
        beside.unlink(missing_ok=True)
    manifest = msgspec.structs.replace(
        backup.manifest, step=copied.step, rows=dict(copied.rows), sequence=copied.head.sequence,
        hash=copied.head.hash.hex(), size_bytes=size, copy=copy,
    )  # fmt: skip
    with vault.not_locked_meanwhile():
        manifest = msgspec.structs.replace(manifest, mac=_mac(manifest, keys.family))
    replace_file(folder / f"{stamp}{_MANIFEST}", _rendered(manifest))
    return Backup(folder, stamp, manifest)


def _free(folder: Path, at: datetime) -> tuple[datetime, str]:
    """Return a moment, or one soon after it, of which there is no backup, and its stamp."""
    while True:
        stamp = f"{at:%Y%m%dT%H%M%S}Z"
        with told_by_the_disk():
            if not (folder / f"{stamp}{_MANIFEST}").exists():
                return at, stamp
        at += timedelta(seconds=1)


def _where(vault: Vault) -> Path:
    if vault.folder is None:
        raise ValueError("a vault in memory has no backups")
    return vault.folder


def _manifest(header: Header, at: str) -> Manifest:
    return Manifest(FORMAT, header.vault, at, header.epoch, 0, {}, 0, "", 0)


def _rendered(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=2) + b"\n"


def _mac(manifest: Manifest, wrap: Key) -> str:
    bare = msgspec.json.encode(_bare(manifest), order="sorted")
    key = wrap.derive("backup/manifest")
    try:
        return hmac.new(key.secret, bare, sha256).hexdigest()
    finally:
        key.wipe()


def _bare(manifest: Manifest) -> dict[str, object]:
    told = {**msgspec.structs.asdict(manifest), "mac": ""}
    if manifest.format == _BEFORE_COPIES:
        del told["copy"]
    return told


def is_ours(manifest: Manifest, wrap: Key) -> bool:
    """Whether who holds this vault's keys wrote a manifest."""
    return hmac.compare_digest(manifest.mac, _mac(manifest, wrap))


def keys_of(backup: Backup) -> list[HeldKey]:
    """Read the families' keys that lie beside a backup. Raises DamagedVault, StorageError."""
    return keys_beside.found(backup.folder, backup.manifest.epoch, backup.manifest.copy)


def found_in(target: Path, *, vault: str = "") -> tuple[Backup, ...]:
    """Return the backups in a folder, or in the folder above it, the newest first.

    vault: only those of this one. What is no whole backup is passed over. Raises StorageError.
    """
    found: list[Backup] = []
    with told_by_the_disk():
        if not target.is_dir():
            return ()
        folders = [target, *sorted(target.glob("consultand-*"))]
        for path in (path for folder in folders for path in folder.glob(f"*Z{_MANIFEST}")):
            with contextlib.suppress(DamagedVault):
                found.append(_read(path))
    mine = (one for one in found if vault in ("", one.manifest.vault))
    return tuple(sorted(mine, key=lambda one: one.manifest.made_at, reverse=True))


def _read(path: Path) -> Backup:
    with path.open("rb") as file:
        text = file.read(_MOST_BYTES)
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
        bytes.fromhex(manifest.hash)
        moment(manifest.made_at)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        raise DamagedVault("vault.backup_damaged") from None
    if not _BEFORE_COPIES <= manifest.format <= FORMAT:
        raise NewerVault("vault.newer")
    backup = Backup(path.parent, path.name.removesuffix(_MANIFEST), manifest)
    if not backup.records.is_file():
        raise DamagedVault("vault.backup_damaged")
    return backup


def changes_since(vault: Vault, backup: Backup | None) -> int:
    """Return how many entries, revisions of notes and documents a backup has not got."""
    had: Mapping[str, int] = backup.manifest.rows if backup else {}

    def count(connection: Connection) -> int:
        now = 0
        for table in _CHANGES:
            found = connection.row(tuple[int], f"SELECT count(*) FROM {table}")
            now += (found[0] if found else 0) - had.get(table, 0)
        return now

    return vault.read(count)


def waiting_since(vault: Vault, backup: Backup | None) -> datetime | None:
    """Return when the first change was made that a backup has not got; None: there is none."""
    sql = "SELECT min(at) FROM audit WHERE sequence > ? AND action IN ('create', 'change', 'staff')"
    after = backup.manifest.sequence if backup else 0
    found = vault.read(lambda connection: connection.row(tuple[str | None], sql, after))
    return moment(found[0]) if found and found[0] else None
