"""Slots: a user's secret, wrapped once for every way in that this user has.

A slot is bound (as the cipher's associated data) to vault, user, name, kind and parameters, so
that one that was moved, weakened or taken from another vault does not open.
"""

from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counselling.errors import WrongKey
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes, taken
from counselling.records.ways.registry import WAYS
from counselling.records.ways.way import Parameters, Proof, from_hex

_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in of one user, as the header holds it; bytes in hexadecimal.

    parameters: what the kind needs to make its wrapping key again. Kinds that this release does
    not know are kept and passed over.
    """

    name: str
    user: str
    kind: str
    parameters: Parameters
    nonce: str
    wrapped: str


def wrap(
    secret: Key, *, vault: str, user: str, kind: str, proof: Proof, random: RandomBytes
) -> Slot:
    """Make a slot of this kind for a user's secret, opened by the proof.

    Raises VaultError for a proof that no new slot may rest on, KeyError for an unknown kind.
    """
    way = WAYS[kind]
    parameters = way.begin(proof, random=random)
    wrapping = way.key(parameters, proof)
    if wrapping is None:
        raise ValueError("the proof holds nothing for this way")
    nonce = random(_NONCE_BYTES)
    name = random(_NONCE_BYTES).hex()
    bound = _associated(vault, user, name, kind, parameters)
    try:
        wrapped = AESGCM(wrapping.secret).encrypt(nonce, secret.secret, bound)
    finally:
        wrapping.wipe()
    return Slot(name, user, kind, parameters, nonce.hex(), wrapped.hex())


def unwrap(slot: Slot, proof: Proof, *, vault: str) -> Key | None:
    """Return the user's secret; None when the proof holds nothing for this way.

    Raises WrongKey, DamagedVault for a slot that no release of ours has written.
    """
    way = WAYS.get(slot.kind)
    if way is None:
        return None
    nonce = from_hex(slot.nonce, _NONCE_BYTES)
    wrapped = from_hex(slot.wrapped, KEY_BYTES + _TAG_BYTES)
    wrapping = way.key(slot.parameters, proof)
    if wrapping is None:
        return None
    opened = bytearray(KEY_BYTES)
    bound = _associated(vault, slot.user, slot.name, slot.kind, slot.parameters)
    try:
        AESGCM(wrapping.secret).decrypt_into(nonce, wrapped, bound, opened)
    except InvalidTag:
        raise WrongKey("vault.wrong_key") from None
    finally:
        wrapping.wipe()
    return taken(opened)


def _associated(vault: str, user: str, name: str, kind: str, parameters: Parameters) -> bytes:
    bound = {"vault": vault, "user": user, "slot": name, "kind": kind, "parameters": parameters}
    return msgspec.json.encode(bound, order="sorted")
