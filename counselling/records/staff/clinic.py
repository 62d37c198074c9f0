"""The clinic's own way in: three sheets of which any two open, as a user that is no person.

It hangs on nobody, so that it is still there when whoever made it has left.
"""

from typing import Final

from counselling.records.entrance.entrance import WayIn
from counselling.records.entrance.header import Header
from counselling.records.keys.keys import RandomBytes
from counselling.records.staff import admission, staff
from counselling.records.vault.acts import Act, Action, Role, Transaction
from counselling.records.vault.vault import Vault
from counselling.records.ways.shares import ClinicShares
from counselling.records.ways.way import Proof

NAME: Final = "clinic (2 of 3)"  # as the audit knows it


def people(header: Header) -> tuple[str, ...]:
    """Return the names of the users that are people, in the header's order."""
    of_clinic = _ids(header)
    return tuple(user.name for user in header.users if user.id not in of_clinic)


def is_person(name: str) -> bool:
    """Whether a name in the staff is a person's, and not the clinic's."""
    return name != NAME


def has_sheets(header: Header) -> bool:
    """Whether the vault opens by two of three sheets."""
    return bool(_ids(header))


def name_clinic(vault: Vault, shares: tuple[str, ...], *, random: RandomBytes) -> None:
    """Let the clinic in by these shares; earlier ones open nothing any more.

    Only an administrator may. Raises VaultError: "vault.not_allowed", "vault.shares_mistyped";
    StorageError.
    """
    act = Act(Action.STAFF, "staff/clinic shares")
    vault.check(act)
    ways = (WayIn(ClinicShares.kind, Proof(shares=shares)),)
    coming = admission.enrolled_here(vault, NAME, ways=ways, random=random)
    _, header = admission.standing(vault)
    before = [
        member.id
        for member in staff.members(vault)
        if member.name == NAME and member.until is None
        and (member.id in _ids(header) or header.user(member.id) is None)
    ]  # fmt: skip

    def change(transaction: Transaction) -> None:
        for user_id in before:
            staff.dismiss(transaction, user_id, aside=before)
        staff.add(transaction, coming[0], Role.ADMINISTRATOR)

    leaving = {*before, *_ids(header)}
    admission.admit(vault, change, act=act, coming=coming, leaving=leaving)


def _ids(header: Header) -> frozenset[str]:
    return frozenset(
        user.id
        for user in header.users
        if user.name == NAME
        and all(slot.kind == ClinicShares.kind for slot in header.ways_of(user.id))
    )
