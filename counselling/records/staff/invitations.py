"""Invitations: a colleague is let in by a code for one entry, and makes her own keys with it.

Whoever let her in has seen the code, and could have kept it. So her first entry makes new key
pairs: what is signed with them was signed by nobody else.
"""

from collections.abc import Sequence

from counselling.errors import VaultError
from counselling.records.entrance.entrance import WayIn, check_ways
from counselling.records.keys.keys import RandomBytes
from counselling.records.staff import admission, staff
from counselling.records.vault import sealing
from counselling.records.vault.acts import Act, Action, Role, Transaction
from counselling.records.vault.vault import Vault
from counselling.records.ways.invitation import Invitation
from counselling.records.ways.recovery_code import new_code
from counselling.records.ways.way import Proof


def invite(vault: Vault, name: str, role: Role, *, random: RandomBytes) -> str:
    """Let somebody in by a code for her first entry, and return it. Only an administrator may.

    Raises VaultError: "vault.not_allowed", "vault.user_exists"; StorageError.
    """
    code = new_code(random)
    ways = (WayIn(Invitation.kind, Proof(code=code)),)
    admission.let_in(vault, name, role, ways=ways, random=random)
    return code


def is_invited(vault: Vault) -> bool:
    """Whether who is in came by an invitation and has no way of her own yet."""
    return any(slot.kind == Invitation.kind for slot in admission.ways(vault))


def take_up(vault: Vault, *, ways: Sequence[WayIn], random: RandomBytes) -> None:
    """Give who is in by an invitation new keys and ways of her own; the invitation is gone.

    The vault is to be locked and entered by one of the new ways then: what it holds open are the
    keys of the invitation.
    Raises VaultError: "vault.no_invitation", as `check_ways`; StorageError.
    """
    if not is_invited(vault):
        raise VaultError("vault.no_invitation")
    check_ways([way.kind for way in ways])
    _, header = admission.standing(vault)
    before = admission.me(vault, header)
    coming = admission.enrolled_here(vault, before.name, ways=ways, random=random)

    def change(transaction: Transaction) -> None:
        user = coming[0]
        staff.take_over(transaction, before.id, user)
        sealing.hand_over(
            transaction.connection, before.id, vault.user, after=user.id, sealing=user.sealing
        )

    act = Act(Action.WAYS, "ways/first entry")
    admission.admit(vault, change, act=act, coming=coming, leaving={before.id})
