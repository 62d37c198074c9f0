"""What a vault knows of a family's readers in other vaults: to whom it was given, by whom it came.

`Abroad` stands in the clear under the vault's key: public keys, and names of colleagues.
"""

from collections.abc import Iterable

import msgspec

from counselling.errors import DamagedVault
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.audience import Reader
from counselling.records.vault.row_keys import FIRST


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """Somebody of another vault who was introduced. name: as who introduced her writes it."""

    signing: str
    name: str


class Abroad(msgspec.Struct, frozen=True):
    """at: the turn since which these read, beside whom that turn names. voices: who may say so too.

    is_guest: the family lives in another vault, and who reads it there is said there; is_open:
    everybody there.
    """

    at: str = FIRST
    readers: tuple[Reader, ...] = ()
    voices: tuple[Voice, ...] = ()
    is_guest: bool = False
    is_open: bool = False


NOBODY = Abroad()


def read(connection: Connection, family: FamilyId) -> Abroad:
    """Return what is known. Raises DamagedVault."""
    sql = "SELECT told FROM family_abroad WHERE family_id = ?"
    found = connection.row(tuple[bytes], sql, family)
    try:
        return msgspec.json.decode(found[0], type=Abroad) if found else NOBODY
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None


def keep(connection: Connection, family: FamilyId, told: Abroad) -> None:
    """Keep what is known, in place of what was."""
    sql = "INSERT OR REPLACE INTO family_abroad VALUES (?, ?)"
    connection.run(sql, family, msgspec.json.encode(told))


def add(connection: Connection, family: FamilyId, readers: Iterable[Reader], *, at: str) -> None:
    """Add who was given the family since a turn."""
    told = read(connection, family)
    since = told.readers if told.at == at else ()
    more = tuple(reader for reader in readers if reader not in since)
    keep(connection, family, msgspec.structs.replace(told, at=at, readers=(*since, *more)))


def forget(connection: Connection, family: FamilyId) -> None:
    """Forget what is known."""
    connection.run("DELETE FROM family_abroad WHERE family_id = ?", family)
