"""The staff of a vault: who enters, in which role, with which public keys.

The header tells who may try; what counts stands here, inside the encrypted database, so that
nobody is made a user, or given another role, by writing into the header.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from counselling.errors import DamagedVault, VaultError
from counselling.language.order import Order
from counselling.records.entrance.users import User
from counselling.records.store.clock import Now, written
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, Actor, Role, Transaction, write_down
from counselling.records.vault.vault import Vault


class Member(NamedTuple):
    """A member of staff. until: when the way in was taken, None for who still has one."""

    id: str
    name: str
    role: Role
    signing: str
    sealing: str
    since: str
    until: str | None


_COLUMNS = ", ".join(Member._fields)
_ANY = Order()  # a vault knows no language: its words are the reader's


@dataclass(frozen=True, slots=True)
class First:
    """What a new database is told first: the vault's id, its first user, and that one's role."""

    vault: str
    user: User
    role: Role


def begin(connection: Connection, first: First, now: Now) -> None:
    """Write the first rows of a new database: its name, its user, the act of its creation."""
    with connection.transaction(is_write=True):
        at, by = written(now()), Actor(first.user.name, first.role)
        transaction = Transaction(connection, at, by)
        connection.run("INSERT INTO vault VALUES (1, ?, ?)", first.vault, at)
        add(transaction, first.user, first.role)
        write_down(transaction, Act(Action.CREATE, "vault"), subject=None)


def members(vault: Vault) -> tuple[Member, ...]:
    """Return everybody who ever had a way in, those who have one first, by their names."""
    sql = f"SELECT {_COLUMNS} FROM staff ORDER BY until IS NOT NULL, name"
    found = vault.read(lambda connection: connection.rows(Member, sql))
    found.sort(key=lambda member: (member.until is not None, _ANY.key(member.name.casefold())))
    return tuple(found)


def living(vault: Vault, name: str) -> Member:
    """Return who bears this name and has a way in. Raises VaultError("vault.no_such_user")."""
    for member in members(vault):
        if member.name == name and member.until is None:
            return member
    raise VaultError("vault.no_such_user")


def living_in(connection: Connection) -> list[Member]:
    """Return who has a way in, over a connection."""
    sql = f"SELECT {_COLUMNS} FROM staff WHERE until IS NULL ORDER BY name"
    return connection.rows(Member, sql)


def add(transaction: Transaction, user: User, role: Role) -> None:
    """Take a user into the staff. Raises VaultError("vault.user_exists")."""
    sql = "SELECT id FROM staff WHERE name = ? AND until IS NULL"
    if transaction.connection.row(tuple[str], sql, user.name):
        raise VaultError("vault.user_exists")
    transaction.connection.run(
        f"INSERT INTO staff ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, NULL)",
        user.id, user.name, role, user.signing, user.sealing, transaction.at,
    )  # fmt: skip


def actor(connection: Connection, user: User) -> Actor:
    """Return in whose name and role a user acts.

    Raises DamagedVault("vault.user_unknown") for one whom the vault does not know with these keys.
    """
    sql = f"SELECT {_COLUMNS} FROM staff WHERE id = ? AND until IS NULL"
    found = connection.row(Member, sql, user.id)
    if found is None or (found.signing, found.sealing) != (user.signing, user.sealing):
        raise DamagedVault("vault.user_unknown")
    return Actor(found.name, found.role)


def dismiss(transaction: Transaction, user_id: str, *, aside: Collection[str] = ()) -> None:
    """Take somebody's way in; the name stays for the rows that tell what was done.

    aside: ids of administrators who do not count, because nobody can come in as them alone.
    Raises VaultError("vault.last_administrator") for who alone may let others in.
    """
    transaction.connection.run("UPDATE staff SET until = ? WHERE id = ?", transaction.at, user_id)
    _check_administered(transaction.connection, aside)


def set_role(
    transaction: Transaction, user_id: str, role: Role, *, aside: Collection[str] = ()
) -> None:
    """Give somebody another role. Raises as `dismiss`."""
    transaction.connection.run("UPDATE staff SET role = ? WHERE id = ?", role, user_id)
    _check_administered(transaction.connection, aside)


def take_over(transaction: Transaction, before: str, user: User) -> None:
    """Put new keys in the place of somebody's old ones: same name, same role, another id.

    Raises VaultError("vault.no_such_user").
    """
    connection = transaction.connection
    sql = "SELECT role FROM staff WHERE id = ? AND until IS NULL"
    found = connection.row(tuple[Role], sql, before)
    if found is None:
        raise VaultError("vault.no_such_user")
    connection.run("UPDATE staff SET until = ? WHERE id = ?", transaction.at, before)
    add(transaction, user, found[0])


def _check_administered(connection: Connection, aside: Collection[str]) -> None:
    sql = "SELECT id FROM staff WHERE role = ? AND until IS NULL"
    left = connection.rows(tuple[str], sql, Role.ADMINISTRATOR)
    if all(one in aside for (one,) in left):
        raise VaultError("vault.last_administrator")
