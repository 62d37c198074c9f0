"""The life of a recovery code: offered, read back from paper, used once, and then no more.

A new code is added while the old one still opens, and the old one goes when the new one was read
off paper. So whenever the program dies in between, whatever lies in the drawer opens the vault,
and the next to come in is asked to write down a code again.
"""

from dataclasses import replace
from typing import Final

from counselling.errors import VaultError
from counselling.records.entrance import slots
from counselling.records.entrance.entrance import WayIn
from counselling.records.entrance.header import Header
from counselling.records.entrance.slots import Slot
from counselling.records.keys.keys import RandomBytes
from counselling.records.staff.admission import change_ways, prove, settle_ways, way_of, ways
from counselling.records.vault.vault import Vault
from counselling.records.ways.code_to_renew import CodeToRenew
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof

CODES: Final = (RecoveryCode.kind, CodeToRenew.kind)


def spent(header: Header, slot: Slot, proof: Proof, *, random: RandomBytes) -> Header:
    """Return the header after somebody came in by a slot: a code that was used is to renew."""
    if slot.kind != RecoveryCode.kind:
        return header
    secret = slots.unwrap(slot, proof, vault=header.vault)
    if secret is None:
        return header
    try:
        used = slots.wrap(
            secret, vault=header.vault, user=slot.user, kind=CodeToRenew.kind, proof=proof,
            random=random,
        )  # fmt: skip
    finally:
        secret.wipe()
    return replace(
        header, slots=tuple(used if one.name == slot.name else one for one in header.slots)
    )


def spend(vault: Vault, proof: Proof, *, random: RandomBytes) -> None:
    """Let a code of who is in be to renew: she has shown it for a change of her ways.

    Does nothing for another proof. Raises WrongKey, StorageError.
    """
    if not proof.code:
        return
    slot = way_of(vault, proof)
    if slot.kind == RecoveryCode.kind:
        way = WayIn(CodeToRenew.kind, proof)
        change_ways(vault, (way,), current=proof, without=(slot.name,), random=random)
        settle_ways(vault)


def check_unused(header: Header, proof: Proof) -> None:
    """Raise VaultError("vault.code_used") for a code that was used and has not been renewed."""
    if not proof.code:
        return
    for slot in header.slots:
        if slot.kind == CodeToRenew.kind and _opens(slot, proof, header.vault):
            raise VaultError("vault.code_used")


def _opens(slot: Slot, proof: Proof, vault: str) -> bool:
    try:
        secret = slots.unwrap(slot, proof, vault=vault)
    except VaultError:
        return False
    if secret is not None:
        secret.wipe()
    return secret is not None


def is_due(vault: Vault) -> bool:
    """Whether who is in must write down a new code: hers was used, or never read back."""
    return any(slot.kind == CodeToRenew.kind for slot in ways(vault))


def offer(vault: Vault, *, current: Proof, random: RandomBytes) -> str:
    """Add a new code for who is in, and return it; the codes from before open until `confirm`.

    Raises WrongKey, StorageError.
    """
    code = new_code(random)
    way = WayIn(CodeToRenew.kind, Proof(code=code))
    change_ways(vault, (way,), current=current, without=(), random=random)
    return code


def confirm(vault: Vault, code: str, *, random: RandomBytes) -> None:
    """Take all codes of who is in but this one, which was read off paper.

    Raises WrongKey for a code that was never offered, StorageError.
    """
    proof = Proof(code=code)
    old = [slot.name for slot in ways(vault) if slot.kind in CODES]
    change_ways(
        vault, (WayIn(RecoveryCode.kind, proof),), current=proof, without=old, random=random
    )
    prove(vault, proof)


def withdraw(vault: Vault, code: str, *, random: RandomBytes) -> None:
    """Take back a code that was offered and not read back; the one before it stands.

    Raises WrongKey for a code that was never offered, StorageError.
    """
    proof = Proof(code=code)
    slot = way_of(vault, proof)
    if slot.kind == CodeToRenew.kind:
        change_ways(vault, (), current=proof, without=(slot.name,), random=random)
