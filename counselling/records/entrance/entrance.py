"""Who comes through the door with what: the user's secret, the user's keys, the vault's key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counselling.errors import VaultError, WrongKey
from counselling.records.entrance import slots, users
from counselling.records.entrance.header import Header
from counselling.records.entrance.slots import Slot
from counselling.records.entrance.users import Place, User, UserKeys
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.way import Proof

FEWEST_WAYS: Final = 2
_ID_BYTES: Final = 16
_BOUND_TO_A_DEVICE: Final = (PassphraseAndDevice.kind,)


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way that a user shall have: its kind, and what will open it."""

    kind: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who is in. slot: which way was taken."""

    user: User
    slot: Slot
    keys: UserKeys
    vault_key: Key


def check_ways(kinds: Sequence[str]) -> None:
    """Raise VaultError("vault.one_way_in") for ways that one lost device would take all.

    There are at least two, and one of them does not hang on this device's keyring.
    """
    if len(kinds) < FEWEST_WAYS or set(kinds) <= set(_BOUND_TO_A_DEVICE):
        raise VaultError("vault.one_way_in", fewest=FEWEST_WAYS)


def enrol(
    name: str, ways: Sequence[WayIn], *, vault_key: Key, place: Place, random: RandomBytes
) -> tuple[User, tuple[Slot, ...]]:
    """Make a user with these ways in, which the caller has checked.

    Raises VaultError for a proof that no new slot may rest on.
    """
    user_id, secret = random(_ID_BYTES).hex(), Key(random(KEY_BYTES))
    try:
        made = tuple(
            slots.wrap(
                secret, vault=place.vault, user=user_id, kind=way.kind, proof=way.proof,
                random=random,
            )
            for way in ways
        )  # fmt: skip
        keys = UserKeys(secret)
    finally:
        secret.wipe()
    return users.enrolled(user_id, name, keys, vault_key=vault_key, place=place), made


def enter(header: Header, proof: Proof, *, name: str = "") -> Entered:
    """Find the slot that the proof opens. name: of the user; "" tries them all.

    Raises WrongKey, DamagedVault, VaultError where the keyring cannot be asked and no other way
    opens.
    """
    failure: VaultError = WrongKey("vault.wrong_key")
    for user in header.users:
        if name in ("", user.name):
            try:
                return _entered(header, user, *secret_of(header, user, proof))
            except VaultError as refused:
                failure = _worse(failure, refused)
    raise failure


def secret_of(header: Header, user: User, proof: Proof) -> tuple[Slot, Key]:
    """Return the slot of this user that the proof opens, and the secret in it. Raises as enter."""
    failure: VaultError = WrongKey("vault.wrong_key")
    for slot in header.ways_of(user.id):
        try:
            secret = slots.unwrap(slot, proof, vault=header.vault)
        except VaultError as refused:
            failure = _worse(failure, refused)
        else:
            if secret is not None:
                return slot, secret
    raise failure


def _entered(header: Header, user: User, slot: Slot, secret: Key) -> Entered:
    try:
        keys = UserKeys(secret)
    finally:
        secret.wipe()
    return Entered(user, slot, keys, users.vault_key_of(user, keys, place=header.place))


def _worse(first: VaultError, second: VaultError) -> VaultError:
    """Of two refusals the one that tells more: a wrong key is what is left when all else fits."""
    is_plain = type(second) is WrongKey and second.message_id == "vault.wrong_key"
    return first if is_plain else second
