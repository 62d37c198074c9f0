"""Which copy of a vault this is: a folder copied to a second computer goes on by itself.

A copy is known by random bits that it makes when it is first backed up, and makes anew when it was
brought back from a backup. A folder that was copied whole has those of the one it was copied from:
that is noticed beside the backups, where the other has left the head of an audit that this vault
does not have. Nothing about computers, disks or paths is looked at, for all of these can be copied.
"""

from typing import Final

from counselling.records.keys.keys import RandomBytes
from counselling.records.store.engine import Connection

_NAME: Final = "copy"
_ID_BYTES: Final = 16


def of(connection: Connection) -> str:
    """Return which copy this is, in hexadecimal; "" for one that was never backed up."""
    sql = "SELECT sealed FROM kept_key WHERE name = ?"
    found = connection.row(tuple[bytes], sql, _NAME)
    return bytes(found[0]).hex() if found else ""


def renew(connection: Connection, *, random: RandomBytes) -> str:
    """Make this a copy of its own, and return which."""
    new = random(_ID_BYTES)
    connection.run("INSERT OR REPLACE INTO kept_key VALUES (?, ?)", _NAME, new)
    return new.hex()
