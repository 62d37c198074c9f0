"""A relay that is a folder which several desks reach: a network share, a synchronised disk.

FOLDER/
    FAMILY/00000001.parcel    one file a parcel, numbered; never changed
    letters/RECIPIENT/HASH    sealed letters

Two desks that write at one moment cannot both have a number: the file is made under its number
only when it is whole, and only where none is (a hard link, or an exclusive creation where the
share knows no links). A file that is not whole yet, or was cut, ends the row until it is.
"""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from counselling.errors import DamagedVault
from counselling.files import PRIVATE_FOLDER, sync_folder, told_by_the_disk
from counselling.records.exchange.relay.relay import Parcel, Posted, posted
from counselling.records.store.chain import NOTHING, FamilyId, Head

_ID: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_MAGIC: Final = b"consultand parcel 1\n"
_HASH_BYTES: Final = 32
_MOST_BYTES: Final = 1 << 26


class SharedFolder:
    """A relay in a folder.

    name: by which a desk remembers what it was shown; "": by where the folder lies, so that two
    folders are two relays, and nobody who writes into one can pass it off as another.
    """

    def __init__(self, folder: Path, *, name: str = "") -> None:
        self._folder, self._name = folder, name or _named(folder)

    @property
    def name(self) -> str:
        """By which the relay is known."""
        return self._name

    def push(self, family: FamilyId, parcel: Parcel) -> Posted:
        """Put a parcel behind the others, once; tried again behind whoever was quicker."""
        row = self._of(family)
        with told_by_the_disk():
            row.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        head = NOTHING
        while True:
            for there in self._row(family, head):
                head = there.head
                if there.parcel.op == parcel.op:
                    return there
            new = posted(family, parcel, after=head)
            with told_by_the_disk(), contextlib.suppress(FileExistsError):
                _lay(row / _name(new.number), _whole(parcel))
                return new

    def pull(self, family: FamilyId, *, after: int = 0) -> Sequence[Posted]:
        """Return what stands behind a place."""
        return tuple(one for one in self._row(family, NOTHING) if one.number > after)

    def leave(self, recipient: str, letter: bytes) -> None:
        """Leave a letter, once."""
        box = self._folder / "letters" / _safe(recipient)
        with told_by_the_disk():
            box.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                _lay(box / hashlib.sha256(letter).hexdigest(), letter)

    def letters(self, recipient: str) -> Sequence[bytes]:
        """Return somebody's letters; one that is not whole is not there yet."""
        box = self._folder / "letters" / _safe(recipient)
        with told_by_the_disk():
            if not box.is_dir():
                return ()
            files = sorted(box.iterdir(), key=lambda file: (file.stat().st_mtime_ns, file.name))
            found = [(file.name, _read(file)) for file in files]
        return tuple(text for name, text in found if hashlib.sha256(text).hexdigest() == name)

    def _of(self, family: FamilyId) -> Path:
        return self._folder / _safe(family)

    def _row(self, family: FamilyId, head: Head) -> Iterator[Posted]:
        while True:
            file = self._of(family) / _name(head.sequence + 1)
            with told_by_the_disk():
                parcel = _parsed(_read(file)) if file.is_file() else None
            if parcel is None:
                return
            one = posted(family, parcel, after=head)
            yield one
            head = one.head


def _named(folder: Path) -> str:
    with told_by_the_disk():
        place = str(folder.resolve())
    return "folder/" + hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _safe(name: str) -> str:
    """Refuse what is no id: a name of a file must not lead out of the folder."""
    if not _ID.fullmatch(name):
        raise DamagedVault("vault.damaged")
    return name


def _name(number: int) -> str:
    return f"{number:08}.parcel"


def _whole(parcel: Parcel) -> bytes:
    body = parcel.op + parcel.sealed
    return _MAGIC + hashlib.sha256(body).digest() + body


def _parsed(text: bytes) -> Parcel | None:
    """Read a parcel; None for one that is not whole."""
    told, body = text[len(_MAGIC) :][:_HASH_BYTES], text[len(_MAGIC) + _HASH_BYTES :]
    if not text.startswith(_MAGIC) or hashlib.sha256(body).digest() != told:
        return None
    return Parcel(body[:_HASH_BYTES], body[_HASH_BYTES:])


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES)


def _lay(path: Path, content: bytes) -> None:
    """Make a file under its name, whole, where there is none. Raises FileExistsError, OSError."""
    beside = path.with_name(f".{secrets.token_hex(8)}.partial")
    try:
        _write(beside, content)
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a share without links
            _write(path, content)
        sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
