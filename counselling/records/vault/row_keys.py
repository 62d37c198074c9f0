"""The keys under which a family's entries travel: the first, and one of each turn of its key.

They are kept in the vault beside the family's earlier keys, each sealed with the family's key of
now: who reads the family here opens what comes under any of them, and nobody else does.
"""

from typing import Final

from counselling.errors import DamagedVault
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.sealing import FamilyKey, family_key

ROW: Final = "row/"  # what the name of such a key begins with, in the vault and in backups
FIRST: Final = ""  # the name of the key that no turn made

_BEGINS: Final = "substr(name, 1, length(?)) = ?"


def keep(
    connection: Connection, family: FamilyId, name: str, secret: bytes, *, key: FamilyKey
) -> None:
    """Keep a key, sealed with the family's own. name: its turn's op in hexadecimal, or FIRST."""
    sealed = key.seal(secret, about=_about(family, name))
    connection.run("INSERT OR REPLACE INTO kept_key VALUES (?, ?)", _name(family, name), sealed)


def of(connection: Connection, family: FamilyId, key: FamilyKey) -> dict[str, FamilyKey]:
    """Return the keys by name; those that this key did not seal are none."""
    sql = f"SELECT name, sealed FROM kept_key WHERE {_BEGINS} ORDER BY name"
    begin, found = _name(family, ""), dict[str, FamilyKey]()
    for whole, sealed in connection.rows(tuple[str, bytes], sql, begin, begin):
        name = whole.removeprefix(begin)
        try:
            found[name] = family_key(key.open(sealed, about=_about(family, name)))
        except DamagedVault:
            continue
    return found


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal them anew with another key of the family."""
    for name, key in of(connection, family, old).items():
        keep(connection, family, name, bytes(key.secret.secret), key=new)


def forget(connection: Connection, family: FamilyId) -> None:
    """Forget them all."""
    begin = _name(family, "")
    connection.run(f"DELETE FROM kept_key WHERE {_BEGINS}", begin, begin)


def _name(family: FamilyId, name: str) -> str:
    return f"{ROW}{family}/{name}"


def _about(family: FamilyId, name: str) -> bytes:
    return f"consultand/row-key/{family}/{name}".encode()
