"""The audit's head, signed and kept outside the vault: how a cut tail or an old copy is noticed.

From inside, a vault that was put back as it was last week is whole. Only who remembers a later
head knows that something is missing.
"""

import re
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

import msgspec

from counselling.errors import StorageError
from counselling.files import PRIVATE_FOLDER, replace_file, told_by_the_disk
from counselling.records.entrance import users
from counselling.records.store.chain import Head
from counselling.records.store.engine import Connection

_SUFFIX: Final = ".head.json"
_COMPUTER: Final = "computer"
_MOST_BYTES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head as it was when somebody left: place and hash of the last row, when, signed by whom."""

    vault: str
    sequence: int
    hash: str
    at: str
    signing: str
    signature: str

    @property
    def head(self) -> Head:
        """Place and hash."""
        return Head(self.sequence, bytes.fromhex(self.hash))


class Heads(Protocol):
    """Where heads are kept, away from their vaults."""

    def keep(self, head: SignedHead) -> None:
        """Keep a head in place of an earlier one of this vault. Raises StorageError."""
        ...

    def recall(self, vault: str) -> SignedHead | None:
        """Return the head of a vault; None where none is kept, or what is kept is no head."""
        ...

    def computer(self) -> str:
        """Return a name of this computer that says nothing about it; "" where none can be kept."""
        ...


class Freshness(StrEnum):
    """What a head kept outside tells about a vault."""

    UNKNOWN = "unknown"  # none is kept here: the first time on this computer
    SAME = "same"
    OLDER = "older"  # the vault has not got what was in it: a cut tail, or an old copy put back
    FORGED = "forged"  # what is kept was not signed by who is named in it


class HeadFolder:
    """Heads as files in a folder of this computer's user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, head: SignedHead) -> None:
        """Keep a head. Raises StorageError."""
        with told_by_the_disk():
            self._folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        replace_file(self._path(head.vault), msgspec.json.encode(head, order="sorted"))

    def recall(self, vault: str) -> SignedHead | None:
        """Return the head of a vault."""
        path = self._path(vault)
        with told_by_the_disk():
            text = path.read_bytes()[:_MOST_BYTES] if path.is_file() else b""
        try:
            found = msgspec.json.decode(text, type=SignedHead)
            bytes.fromhex(found.hash + found.signature + found.signing)
        except (msgspec.MsgspecError, UnicodeError, ValueError):
            return None
        return found if found.vault == vault else None

    def computer(self) -> str:
        """Return what this computer is called in audits, eight hexadecimal digits of chance."""
        path = self._folder / _COMPUTER
        try:
            with told_by_the_disk():
                self._folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
                kept = path.read_bytes()[:_MOST_BYTES] if path.is_file() else b""
            if not re.fullmatch(rb"[0-9a-f]{8}", kept):
                kept = secrets.token_hex(4).encode()
                replace_file(path, kept)
        except StorageError:
            return ""  # keeps nobody out
        return kept.decode()

    def _path(self, vault: str) -> Path:
        return self._folder / f"{vault}{_SUFFIX}"


def signed(vault: str, head: Head, at: str, keys: users.UserKeys) -> SignedHead:
    """Sign a head of a vault as who holds the keys."""
    bare = SignedHead(vault, head.sequence, head.hash.hex(), at, keys.signing, "")
    return replace(bare, signature=keys.sign(_message(bare)).hex())


def freshness(kept: SignedHead | None, connection: Connection) -> Freshness:
    """Compare a vault with the head that was kept of it elsewhere."""
    if kept is None:
        return Freshness.UNKNOWN
    signature = bytes.fromhex(kept.signature)
    if not users.is_signed(_message(kept), signature, signing=kept.signing):
        return Freshness.FORGED
    sql = "SELECT hash FROM audit WHERE sequence = ?"
    found = connection.row(tuple[bytes], sql, kept.sequence)
    return Freshness.SAME if found == (bytes.fromhex(kept.hash),) else Freshness.OLDER


def _message(head: SignedHead) -> bytes:
    told = {"vault": head.vault, "sequence": head.sequence, "hash": head.hash, "at": head.at}
    return b"consultand/audit-head\0" + msgspec.json.encode(told, order="sorted")
