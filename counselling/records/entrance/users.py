"""Users: who may enter a vault, with what key pairs, and the vault's key sealed to each of them.

A user is 32 secret bytes. Both private keys follow from them: one signs what the user does, to
the other the vault's key is sealed (HPKE, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM), so that a
new vault key can be given to everybody without anybody's passphrase.
"""

from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from counselling.errors import DamagedVault
from counselling.records.keys.keys import KEY_BYTES, Key
from counselling.records.ways.way import from_hex

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SEALED_BYTES: Final = 32 + KEY_BYTES + 16  # the encapsulated key, the secret, the tag


@dataclass(frozen=True, slots=True)
class Place:
    """Which key of which vault: the vault's id, and the epoch that counts its keys from 1."""

    vault: str
    epoch: int


@dataclass(frozen=True, slots=True)
class User:
    """A user as the header holds one; bytes in hexadecimal.

    name: the short name by which the clinic knows a member of staff, shown before the vault is
    open. sealed: the vault's key, which only this user opens.
    """

    id: str
    name: str
    signing: str
    sealing: str
    sealed: str


class UserKeys:
    """A user's private keys, held while the vault is open."""

    __slots__ = ("_sealing", "_signing")

    def __init__(self, secret: Key) -> None:
        seals, signs = secret.derive("user/sealing"), secret.derive("user/signing")
        self._sealing = X25519PrivateKey.from_private_bytes(seals.secret)
        self._signing = Ed25519PrivateKey.from_private_bytes(signs.secret)
        seals.wipe()
        signs.wipe()

    def __repr__(self) -> str:
        return "UserKeys(...)"

    @property
    def signing(self) -> str:
        """Public half of the signing pair, in hexadecimal."""
        return self._signing.public_key().public_bytes_raw().hex()

    @property
    def sealing(self) -> str:
        """Public half of the sealing pair, in hexadecimal."""
        return self._sealing.public_key().public_bytes_raw().hex()

    def wipe(self) -> None:
        """Let go of both: the library overwrites a private key when nobody holds it any more."""
        del self._sealing, self._signing

    def sign(self, message: bytes) -> bytes:
        """Sign a message, 64 bytes."""
        return self._signing.sign(message)

    def unseal(self, sealed: str, *, purpose: bytes) -> Key:
        """Open a key that was sealed to this user for this purpose. Raises DamagedVault."""
        try:
            return Key(self.unseal_bytes(from_hex(sealed, _SEALED_BYTES), purpose=purpose))
        except (ValueError, DamagedVault):
            raise DamagedVault("vault.header_damaged") from None

    def unseal_bytes(self, sealed: bytes, *, purpose: bytes) -> bytes:
        """Open what was sealed to this user for this purpose. Raises DamagedVault."""
        try:
            return _SUITE.decrypt(sealed, self._sealing, info=purpose)
        except (InvalidTag, ValueError):
            raise DamagedVault("vault.damaged") from None


def seal(key: Key, sealing: str, *, purpose: bytes) -> str:
    """Seal a key so that only the holder of a sealing pair opens it, in hexadecimal.

    Raises DamagedVault for a public key that is none.
    """
    return seal_bytes(bytes(key.secret), sealing, purpose=purpose).hex()


def seal_bytes(plain: bytes, sealing: str, *, purpose: bytes) -> bytes:
    """Seal bytes so that only the holder of a sealing pair opens them. Raises DamagedVault."""
    public = X25519PublicKey.from_public_bytes(from_hex(sealing, KEY_BYTES))
    return _SUITE.encrypt(plain, public, info=purpose)


def is_signed(message: bytes, signature: bytes, *, signing: str) -> bool:
    """Whether the holder of a signing pair signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(from_hex(signing, KEY_BYTES)).verify(signature, message)
    except (InvalidSignature, DamagedVault):
        return False
    return True


def enrolled(user_id: str, name: str, keys: UserKeys, *, vault_key: Key, place: Place) -> User:
    """Return a user to whom the vault's key is sealed."""
    sealed = seal(vault_key, keys.sealing, purpose=_purpose(place, user_id))
    return User(user_id, name, keys.signing, keys.sealing, sealed)


def sealed_to(user: User, vault_key: Key, *, place: Place) -> str:
    """Seal another vault key to a user, in hexadecimal."""
    return seal(vault_key, user.sealing, purpose=_purpose(place, user.id))


def vault_key_of(user: User, keys: UserKeys, *, place: Place) -> Key:
    """Open the vault's key. Raises DamagedVault when it is not this user's, vault's or epoch's."""
    return keys.unseal(user.sealed, purpose=_purpose(place, user.id))


def _purpose(place: Place, user_id: str) -> bytes:
    told = {"vault": place.vault, "epoch": place.epoch, "user": user_id}
    return msgspec.json.encode(told, order="sorted")
