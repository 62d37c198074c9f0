"""Families that only named users read: sealed to each of them by cryptography, not by a query."""

from collections.abc import Collection

from counselling.errors import VaultError
from counselling.records.folder import earlier_keys
from counselling.records.log import projection
from counselling.records.staff import staff
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault


def readers(vault: Vault, family: FamilyId) -> tuple[str, ...]:
    """Return the names of who alone reads a family; nobody named: everybody with a way in."""
    holders = vault.read(lambda connection: vault.families.holders(connection, family))
    names = {member.id: member.name for member in staff.members(vault)}
    return tuple(names.get(holder, holder) for holder in holders)


def restrict(vault: Vault, family: FamilyId, to: Collection[str]) -> None:
    """Give a family a new key that only these users hold, and seal all of it anew.

    to: short names of who has a way in, who does it among them; none: everybody reads it again.
    Whoever could read it until now, and copied it, keeps the copy. Raises VaultError:
    "vault.no_such_user", "vault.not_without_oneself", as `open_family`.
    """
    members = [one for one in staff.members(vault) if one.until is None and one.name in to]
    if len({member.name for member in members}) < len(set(to)):
        raise VaultError("vault.no_such_user")
    if to and vault.actor.name not in to:
        raise VaultError("vault.not_without_oneself")

    def change(transaction: Transaction) -> None:
        connection, keys = transaction.connection, transaction.keys
        old = keys.of(connection, family)
        new = keys.give(connection, family, [(m.id, m.sealing) for m in members])
        earlier_keys.replace(connection, family, old=old, new=new)
        projection.rebuild_family(connection, family, keys)

    how = f"family/readers/{len(members) or 'all'}"
    vault.write(change, act=Act(Action.GRANT, how, family))
