"""Ways and users of an open vault, added and taken away; nobody is ever locked out by it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from counselling.errors import CounsellingError, VaultError
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import WayIn, check_ways, enrol, secret_of
from counselling.records.entrance.header import Header
from counselling.records.entrance.slots import Slot, wrap
from counselling.records.entrance.users import User, vault_key_of
from counselling.records.keys.keys import RandomBytes
from counselling.records.staff import staff
from counselling.records.vault import sealing
from counselling.records.vault.acts import Act, Action, Role, Transaction
from counselling.records.vault.vault import Vault
from counselling.records.ways.invitation import Invitation
from counselling.records.ways.shares import ClinicShares
from counselling.records.ways.way import Proof

Enrolled: TypeAlias = tuple[User, tuple[Slot, ...]]

_LONGEST: Final = 60  # characters of a user's name
_NOT_ONES_OWN: Final = (ClinicShares.kind, Invitation.kind)


def check_name(name: str) -> None:
    """Raise VaultError("vault.bad_user_name") for what cannot stand in a list or in the audit."""
    if not name.strip() or name != name.strip() or len(name) > _LONGEST or not name.isprintable():
        raise VaultError("vault.bad_user_name", longest=_LONGEST)


def ways(vault: Vault) -> tuple[Slot, ...]:
    """Return the ways in of who is in."""
    _, header = standing(vault)
    return header.ways_of(me(vault, header).id)


def change_ways(
    vault: Vault,
    new: Sequence[WayIn],
    *,
    current: Proof,
    without: Sequence[str],
    random: RandomBytes,
) -> None:
    """Give who is in new ways and take others, by their names, in one step.

    The spare header keeps the old ways until a new one has opened the vault once (or `prove` has
    shown that it would), so that a new passphrase that nobody can type again has not locked
    anybody out.
    Raises WrongKey, VaultError("vault.one_way_in") when too few would stay, StorageError.
    """
    folder, header = standing(vault)
    mine = me(vault, header)
    _, secret = secret_of(header, mine, current)
    try:
        made = [
            wrap(
                secret, vault=header.vault, user=mine.id, kind=way.kind, proof=way.proof,
                random=random,
            )
            for way in new
        ]  # fmt: skip
    finally:
        secret.wipe()
    kept = [slot for slot in header.slots if slot.user != mine.id or slot.name not in without]
    check_ways([slot.kind for slot in (*kept, *made) if slot.user == mine.id])
    with headers.next_generation(folder, replace(header, slots=(*kept, *made))):
        kinds = "+".join(sorted(way.kind for way in new)) or "fewer"
        vault.note_act(Act(Action.WAYS, f"ways/{kinds}"))


def way_of(vault: Vault, proof: Proof) -> Slot:
    """Return the way of who is in that a proof opens. Raises WrongKey, DamagedVault."""
    _, header = standing(vault)
    slot, secret = secret_of(header, me(vault, header), proof)
    secret.wipe()
    return slot


def prove(vault: Vault, proof: Proof) -> None:
    """Show that a new way opens the header as it lies on the disk; then no spare keeps the old.

    Raises WrongKey, DamagedVault, StorageError.
    """
    way_of(vault, proof)
    settle_ways(vault)


def settle_ways(vault: Vault) -> None:
    """Let the spare follow the header as it lies on the disk. Raises StorageError."""
    headers.settle(*standing(vault))


def add_user(
    vault: Vault, name: str, role: Role, *, ways: Sequence[WayIn], random: RandomBytes
) -> User:
    """Let somebody else in. Only an administrator may.

    Raises VaultError: "vault.not_allowed", "vault.user_exists", "vault.bad_user_name", as
    `check_ways`; StorageError.
    """
    check_ways([way.kind for way in ways])
    return let_in(vault, name, role, ways=ways, random=random)


def let_in(
    vault: Vault, name: str, role: Role, *, ways: Sequence[WayIn], random: RandomBytes
) -> User:
    """Let somebody in by ways that the caller has checked. Raises as `add_user`."""
    check_name(name)
    act = Act(Action.STAFF, f"staff/{role}")
    vault.check(act)
    coming = enrolled_here(vault, name, ways=ways, random=random)
    nowhere = _known_to_no_header(vault, name)

    def change(transaction: Transaction) -> None:
        for user_id in nowhere:
            staff.dismiss(transaction, user_id)
        staff.add(transaction, coming[0], role)

    admit(vault, change, act=act, coming=coming)
    return coming[0]


def change_role(vault: Vault, name: str, role: Role) -> None:
    """Give somebody another role, from her next entry on. Only an administrator may.

    Raises VaultError: "vault.not_allowed", "vault.no_such_user", "vault.last_administrator".
    """
    member = staff.living(vault, name)
    aside = _without_own_ways(vault)

    def change(transaction: Transaction) -> None:
        staff.set_role(transaction, member.id, role, aside=aside)

    vault.write(change, act=Act(Action.STAFF, f"staff/role/{role}"))


def remove_user(vault: Vault, name: str, *, is_loss_accepted: bool = False) -> None:
    """Take all ways of a user. Only an administrator may, and not the last one.

    What the user has copied stays copied, and the vault's key as well: rotate it afterwards.
    is_loss_accepted: families that are sealed to her alone may become unreadable for everybody.
    Raises VaultError: "vault.not_allowed", "vault.no_such_user", "vault.last_administrator",
    "vault.sole_holder" with how many families.
    """
    act = Act(Action.STAFF, "staff/removed")
    vault.check(act)
    member = staff.living(vault, name)
    aside = _without_own_ways(vault)

    def change(transaction: Transaction) -> None:
        alone = sealing.held_alone(transaction.connection, member.id)
        if alone and not is_loss_accepted:
            raise VaultError("vault.sole_holder", families=alone)
        staff.dismiss(transaction, member.id, aside=aside)

    admit(vault, change, act=act, leaving={member.id})


def admit(
    vault: Vault,
    change: Callable[[Transaction], None],
    *,
    act: Act,
    coming: Enrolled | None = None,
    leaving: Collection[str] = (),
) -> None:
    """Change staff and header together; killed in between, the next opening settles it.

    The header learns of who comes before the staff does, and forgets who leaves after it. So
    whoever stands in the header only has not come or is gone: `settled` takes her out, and
    nobody whom the staff knows is ever lost.
    """
    folder, header = standing(vault)
    wider = header if coming is None else _with(header, coming)
    if coming is not None:
        with headers.next_generation(folder, wider):
            pass
    try:
        vault.write(change, act=act)
    except CounsellingError:
        headers.settle(folder, header)
        raise
    headers.settle(folder, _without(wider, leaving))  # the spare too lets in nobody who has left


def settled(vault: Vault, header: Header) -> Header:
    """Return the header without whom the staff does not know, and write down that it was so."""
    known = {(m.id, m.signing, m.sealing) for m in staff.members(vault) if m.until is None}
    unknown = {u.id for u in header.users if (u.id, u.signing, u.sealing) not in known}
    if unknown:
        vault.note_act(Act(Action.RESTORE, f"staff/{len(unknown)} settled"))
    return _without(header, unknown)


def enrolled_here(
    vault: Vault, name: str, *, ways: Sequence[WayIn], random: RandomBytes
) -> Enrolled:
    """Make a user to whom this vault's key is sealed; she is nowhere yet."""
    _, header = standing(vault)
    vault_key = vault_key_of(me(vault, header), vault.user, place=header.place)
    try:
        return enrol(name, ways, vault_key=vault_key, place=header.place, random=random)
    finally:
        vault_key.wipe()


def standing(vault: Vault) -> tuple[Path, Header]:
    """Return the vault's folder and the header that lies in it."""
    if vault.folder is None:
        raise ValueError("a vault in memory has no doors")
    return vault.folder, headers.read(vault.folder).header


def me(vault: Vault, header: Header) -> User:
    """Return who is in, as the header has it. Raises VaultError("vault.no_such_user")."""
    for user in header.users:
        if user.signing == vault.user.signing:
            return user
    raise VaultError("vault.no_such_user")


def _with(header: Header, coming: Enrolled) -> Header:
    user, slots = coming
    return replace(header, users=(*header.users, user), slots=(*header.slots, *slots))


def _without(header: Header, leaving: Collection[str]) -> Header:
    return replace(
        header,
        users=tuple(user for user in header.users if user.id not in leaving),
        slots=tuple(slot for slot in header.slots if slot.user not in leaving),
    )


def _known_to_no_header(vault: Vault, name: str) -> tuple[str, ...]:
    """Return who bears this name and has lost every way in: a header was lost with them."""
    _, header = standing(vault)
    return tuple(
        member.id
        for member in staff.members(vault)
        if member.name == name and member.until is None and header.user(member.id) is None
    )


def _without_own_ways(vault: Vault) -> frozenset[str]:
    """Return who does not count as an administrator: the clinic's sheets, and who never came."""
    _, header = standing(vault)
    return frozenset(
        user.id
        for user in header.users
        if all(slot.kind in _NOT_ONES_OWN for slot in header.ways_of(user.id))
    )
