"""The header beside the database: which vault this is, and the ways in. It holds no clinical word.

Losing it is losing the vault, so it is kept twice: `header.json` and, as `header.json.previous`,
the generation before it, which the next successful unlock brings up to date. The checksum tells a
damaged header from a wrong passphrase; what guards against a forged one is the binding of each
slot (see slots) and that the users stand in the database too (see staff).
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from counselling.errors import DamagedVault, NewerVault
from counselling.files import replace_file, staged, told_by_the_disk
from counselling.records.entrance.slots import Slot
from counselling.records.entrance.users import Place, User

FORMAT: Final = 2
HEADER: Final = "header.json"
SPARE: Final = "header.json.previous"
_MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Header:
    """One generation of the header.

    epoch: counts the vault keys, from 1. database_salt: the first 16 bytes of the database, by
    which a header that was put beside another vault's database is recognised. users: who may
    enter, with the vault's key sealed to each; slots: their ways in.
    """

    format: int
    vault: str
    epoch: int
    database_salt: str
    users: tuple[User, ...]
    slots: tuple[Slot, ...]

    @property
    def place(self) -> Place:
        """Which key the users hold."""
        return Place(self.vault, self.epoch)

    def user(self, user_id: str) -> User | None:
        """Return the user of this id, None when there is none."""
        return next((user for user in self.users if user.id == user_id), None)

    def ways_of(self, user_id: str) -> tuple[Slot, ...]:
        """Return a user's ways in."""
        return tuple(slot for slot in self.slots if slot.user == user_id)


@dataclass(frozen=True, slots=True)
class Found:
    """A header that was read; is_spare: the current generation was damaged or gone."""

    header: Header
    is_spare: bool


def render(header: Header) -> bytes:
    """Write a header out, with its checksum."""
    body = msgspec.json.decode(msgspec.json.encode(header), type=dict[str, object])
    return _rendered(body)


def _rendered(body: dict[str, object]) -> bytes:
    canonical = msgspec.json.encode(body, order="sorted")
    whole = {**body, "checksum": hashlib.sha256(canonical).hexdigest()}
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=2) + b"\n"


def parse(text: bytes) -> Header:
    """Read a header.

    Raises DamagedVault for every file that we did not write exactly so, NewerVault for a whole
    one of a format that this release does not know.
    """
    try:
        body = msgspec.json.decode(text, type=dict[str, object])
        body.pop("checksum", None)
        if _rendered(body) != text:
            raise DamagedVault("vault.header_damaged")
        if isinstance(body.get("format"), int) and body["format"] != FORMAT:
            raise NewerVault("vault.newer")
        return msgspec.convert(body, type=Header)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise DamagedVault("vault.header_damaged") from None


def read(folder: Path) -> Found:
    """Read the header of a vault, from the spare when the current one is damaged or gone.

    Raises DamagedVault("vault.header_damaged" or "vault.header_lost"), NewerVault, StorageError.
    """
    try:
        return Found(_of_file(folder / HEADER), is_spare=False)
    except DamagedVault as damage:
        try:
            return Found(_of_file(folder / SPARE), is_spare=True)
        except DamagedVault:
            raise damage from None


@contextlib.contextmanager
def next_generation(folder: Path, header: Header) -> Iterator[None]:
    """Lay a new generation beside the current one, run the block, then put it in place.

    The one before becomes the spare. When the block raises, the old header stays.
    Raises StorageError.
    """
    try:
        before = _of_file(folder / HEADER)
    except DamagedVault:
        before = header
    replace_file(folder / SPARE, render(before))
    with staged(folder / HEADER, render(header)):
        yield


def settle(folder: Path, header: Header) -> None:
    """Bring both generations to the header that has just opened the vault."""
    content = render(header)
    for name in (HEADER, SPARE):
        path = folder / name
        with told_by_the_disk():
            is_up_to_date = path.is_file() and path.read_bytes() == content
        if not is_up_to_date:
            replace_file(path, content)


def _of_file(path: Path) -> Header:
    with told_by_the_disk():
        if not path.is_file():
            raise DamagedVault("vault.header_lost")
        with path.open("rb") as file:
            return parse(file.read(_MOST_BYTES))
