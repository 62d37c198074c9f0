"""Families that only named users read: sealed to each of them by cryptography, not by a query."""

from collections.abc import Collection

from counselling.errors import VaultError
from counselling.records.readership import turning
from counselling.records.staff import staff
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault


def readers(vault: Vault, family: FamilyId) -> tuple[str, ...]:
    """Return the names of who alone reads a family; nobody named: everybody with a way in."""
    holders = vault.read(lambda connection: vault.families.holders(connection, family))
    names = {member.id: member.name for member in staff.members(vault)}
    return tuple(names.get(holder, holder) for holder in holders)


def readers_elsewhere(vault: Vault, family: FamilyId) -> tuple[str, ...]:
    """Return the keys of those of other vaults who read a family. Raises as `open_family`."""

    def read(connection: Connection) -> tuple[str, ...]:
        key = vault.families.of(connection, family)
        found = turning.ring(connection, family, key)
        ours = {one.sealing for one in staff.living_in(connection)}
        every = turning.outside(connection, family, found).readers
        return tuple(one.sealing for one in every if one.sealing not in ours)

    return vault.read(read)


def restrict(
    vault: Vault, family: FamilyId, to: Collection[str], *, stay: Collection[str] | None = None
) -> None:
    """Give a family a new key that only these users hold, and seal all of it anew.

    to: short names of who has a way in, who does it among them; none: everybody reads it again.
    stay: the keys of those of other vaults who read on; None: nobody where it is restricted, else
    whoever does now. The other desks are told when the family is next exchanged.
    Whoever could read it until now, and copied it, keeps the copy. Raises VaultError:
    "vault.no_such_user", "vault.not_without_oneself", "vault.not_given", as `open_family`.
    """
    members = [one for one in staff.members(vault) if one.until is None and one.name in to]
    if len({member.name for member in members}) < len(set(to)):
        raise VaultError("vault.no_such_user")
    if to and vault.actor.name not in to:
        raise VaultError("vault.not_without_oneself")

    if not set(stay or ()) <= set(readers_elsewhere(vault, family)):
        raise VaultError("vault.not_given")

    def change(transaction: Transaction) -> None:
        kept = () if to and stay is None else stay
        turning.choose(transaction, family, members, stay=kept)

    how = f"family/readers/{len(members) or 'all'}"
    vault.write(change, act=Act(Action.GRANT, how, family))
