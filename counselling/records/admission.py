"""Ways and users of an open vault, added and taken away; nobody is ever locked out by it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from counselling.errors import VaultError
from counselling.records import header as headers
from counselling.records import staff
from counselling.records.acts import Act, Action, Role, Transaction
from counselling.records.entrance import WayIn, check_ways, enrol, secret_of
from counselling.records.header import Header
from counselling.records.keys import RandomBytes
from counselling.records.slots import Slot, wrap
from counselling.records.users import User, vault_key_of
from counselling.records.vault import Vault
from counselling.records.ways.way import Proof


def ways(vault: Vault) -> tuple[Slot, ...]:
    """Return the ways in of who is in."""
    _, header = _standing(vault)
    return header.ways_of(_me(vault, header).id)


def change_ways(
    vault: Vault,
    new: Sequence[WayIn],
    *,
    current: Proof,
    without: Sequence[str],
    random: RandomBytes,
) -> None:
    """Give who is in new ways and take others, by their names, in one step.

    The spare header keeps the old ways until a new one has opened the vault once, so that a new
    passphrase that nobody can type again has not locked anybody out.
    Raises WrongKey, VaultError("vault.one_way_in") when too few would stay, StorageError.
    """
    folder, header = _standing(vault)
    me = _me(vault, header)
    _, secret = secret_of(header, me, current)
    try:
        made = [
            wrap(
                secret, vault=header.vault, user=me.id, kind=way.kind, proof=way.proof,
                random=random,
            )
            for way in new
        ]  # fmt: skip
    finally:
        secret.wipe()
    kept = [slot for slot in header.slots if slot.user != me.id or slot.name not in without]
    check_ways([slot.kind for slot in (*kept, *made) if slot.user == me.id])
    with headers.next_generation(folder, replace(header, slots=(*kept, *made))):
        kinds = "+".join(sorted(way.kind for way in new)) or "fewer"
        vault.note_act(Act(Action.CHANGE, f"ways/{kinds}"))


def add_user(
    vault: Vault, name: str, role: Role, *, ways: Sequence[WayIn], random: RandomBytes
) -> User:
    """Let somebody else in. Only an administrator may.

    Raises VaultError: "vault.not_allowed", "vault.user_exists", as `check_ways`; StorageError.
    """
    _check_administrator(vault)
    folder, header = _standing(vault)
    vault_key = vault_key_of(_me(vault, header), vault.user, place=header.place)
    try:
        user, slots = enrol(name, ways, vault_key=vault_key, place=header.place, random=random)
    finally:
        vault_key.wipe()
    later = replace(header, users=(*header.users, user), slots=(*header.slots, *slots))
    _admit(vault, folder, later, lambda transaction: staff.add(transaction, user, role))
    return user


def remove_user(vault: Vault, name: str) -> None:
    """Take all ways of a user. Only an administrator may, and not the last one.

    What the user has copied stays copied, and the vault's key as well: rotate it afterwards.
    Raises VaultError: "vault.not_allowed", "vault.no_such_user", "vault.last_administrator".
    """
    _check_administrator(vault)
    folder, header = _standing(vault)
    user = next((user for user in header.users if user.name == name), None)
    if user is None:
        raise VaultError("vault.no_such_user")
    later = replace(
        header,
        users=tuple(other for other in header.users if other is not user),
        slots=tuple(slot for slot in header.slots if slot.user != user.id),
    )
    _admit(vault, folder, later, lambda transaction: staff.dismiss(transaction, user.id))
    headers.settle(folder, later)  # the spare too: it must not let back in who was taken out


def _admit(
    vault: Vault, folder: Path, later: Header, change: Callable[[Transaction], None]
) -> None:
    """Change staff and header together. Killed between the two, the header has nobody whom the
    staff does not know, and the other way round nobody comes in who is not in both.
    """
    with headers.next_generation(folder, later):
        vault.write(change, act=Act(Action.CHANGE, "staff"))


def _standing(vault: Vault) -> tuple[Path, Header]:
    if vault.folder is None:
        raise ValueError("a vault in memory has no doors")
    return vault.folder, headers.read(vault.folder).header


def _me(vault: Vault, header: Header) -> User:
    """Return who is in, as the header has it. Raises VaultError("vault.no_such_user")."""
    for user in header.users:
        if user.signing == vault.user.signing:
            return user
    raise VaultError("vault.no_such_user")


def _check_administrator(vault: Vault) -> None:
    if vault.actor.role is not Role.ADMINISTRATOR:
        raise VaultError("vault.not_allowed")
