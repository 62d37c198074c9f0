"""What a family's key opened before it was replaced: older backups are still sealed with that.

Whoever holds a family's key now holds those before it, each sealed with the one of now; so a backup
from before a family was restricted comes back for its readers, and for nobody else. Destroying the
family's key destroys them all.
"""

from collections.abc import Iterator
from typing import Final

from counselling.errors import CounsellingError, DamagedVault
from counselling.records.log import oplog, projection
from counselling.records.papers import appointments, consents, documents, notes
from counselling.records.store.engine import Connection
from counselling.records.vault import row_keys
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.sealing import FamilyKey, FamilyKeys, family_key

BEFORE: Final = "before/"  # what the name of such a key begins with, in the vault and in backups

_BEGINS: Final = "substr(name, 1, length(?)) = ?"  # an id is compared, never a pattern


def replace(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal all of a family anew, and keep the old key, with those before it, for the new one's."""
    _reseal(connection, family, old=old, new=new)
    row_keys.reseal(connection, family, old=old, new=new)
    before = [*of(connection, family, old), old]
    forget(connection, family)
    for number, key in enumerate(before, 1):
        sealed = new.seal(bytes(key.secret.secret), about=_about(family))
        connection.run("INSERT INTO kept_key VALUES (?, ?)", _name(family, number), sealed)


def forget(connection: Connection, family: FamilyId) -> None:
    """Forget what a family was sealed with before."""
    connection.run(f"DELETE FROM kept_key WHERE {_BEGINS}", _name(family), _name(family))


def held(connection: Connection) -> list[tuple[FamilyId, str, bytes]]:
    """Return all that lies sealed with families' keys, as a backup has it: family, name, sealed.

    Earlier keys, and those under which entries travel.
    """
    sql = f"SELECT name, sealed FROM kept_key WHERE {_BEGINS} OR {_BEGINS} ORDER BY name"
    begins = (BEFORE, BEFORE, row_keys.ROW, row_keys.ROW)
    found = connection.rows(tuple[str, bytes], sql, *begins)
    return [(name.split("/")[1], name, sealed) for name, sealed in found]


def is_one(name: str) -> bool:
    """Whether something that lies beside a backup is of those `held` returns."""
    return name.startswith((BEFORE, row_keys.ROW))


def bring_back(connection: Connection, name: str, sealed: bytes) -> None:
    """Put an earlier key from beside a backup into the vault."""
    connection.run("INSERT OR REPLACE INTO kept_key VALUES (?, ?)", name, sealed)


def retell(connection: Connection, family: FamilyId, keys: FamilyKeys) -> bool:
    """Tell a family's tables anew; one that an earlier key sealed is sealed with today's before.

    Returns False for one that none of the keys opens: it is left as it is. Raises as
    `projection.rebuild_family`.
    """
    new = keys.of(connection, family)
    if not _opens(connection, family, new):
        every = of(connection, family, new)
        old = next((key for key in every if _opens(connection, family, key)), None)
        if old is None:
            return False
        _reseal(connection, family, old=old, new=new)
    projection.rebuild_family(connection, family, keys)
    return True


def tell_the_untold(connection: Connection, keys: FamilyKeys) -> None:
    """Tell the tables of families that are sealed to who came in and that others brought back.

    Who restores a backup cannot read them. One that cannot be told is left as it is.
    """
    if not connection.row(tuple[int], "SELECT 1 FROM sqlite_schema WHERE name = 'family_key'"):
        return  # opened as an earlier release knows it
    for family in keys.sealed_to_me(connection):
        sql = "SELECT 1 FROM family_summary WHERE family_id = ?"
        if connection.row(tuple[int], sql, family) is None:
            try:
                retell(connection, family, keys)
            except CounsellingError:
                continue


def _reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    for room in (oplog, notes, documents, consents, appointments):
        room.reseal(connection, family, old=old, new=new)


def of(connection: Connection, family: FamilyId, key: FamilyKey) -> Iterator[FamilyKey]:
    """Open the keys before this one, the earliest first; those that it did not seal are none."""
    sql = f"SELECT sealed FROM kept_key WHERE {_BEGINS} ORDER BY name"
    for (sealed,) in connection.rows(tuple[bytes], sql, _name(family), _name(family)):
        try:
            yield family_key(key.open(sealed, about=_about(family)))
        except DamagedVault:
            continue


def _opens(connection: Connection, family: FamilyId, key: FamilyKey) -> bool:
    try:
        next(oplog.envelopes(connection, family, key), None)
    except DamagedVault:
        return False
    return True


def _name(family: FamilyId, number: int | None = None) -> str:
    return f"{BEFORE}{family}/" + ("" if number is None else f"{number:06}")


def _about(family: FamilyId) -> bytes:
    return f"consultand/earlier-key/{family}".encode()
