"""Keys: a random vault key, wrapped once for every way in; every other key is derived from it.

    passphrase --Argon2id--> wrapping key --AES-256-GCM--> vault key --HKDF--> a key per purpose

The wrap is bound (as the cipher's associated data) to vault, epoch, slot, kind and parameters, so
that a slot that was moved, weakened or taken from another vault does not open.
What Python allows is wiped after use; the passphrase itself, a text, cannot be. A vault protects
against a stolen disk, and while it is open not against a program that reads this process's memory.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counselling.errors import DamagedVault, VaultError, WrongKey

RandomBytes: TypeAlias = Callable[[int], bytes]
Parameters: TypeAlias = Mapping[str, str | int]

KEY_BYTES: Final = 32
MINIMUM_PASSPHRASE: Final = 15  # characters; NIST SP 800-63B-4 for a password as the only factor
PASSPHRASE: Final = "passphrase"
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


class Key:
    """256 secret bits that can be wiped and do not print themselves."""

    __slots__ = ("_bytes",)

    def __init__(self, secret: bytes | bytearray) -> None:
        # SQLCipher takes a key of another length for a passphrase, in silence: never let one pass.
        if len(secret) != KEY_BYTES:
            raise ValueError("a key has 256 bits")
        self._bytes = bytearray(secret)

    def __repr__(self) -> str:
        return "Key(...)"

    @property
    def secret(self) -> bytearray:
        """The bytes themselves; not to be copied or kept."""
        return self._bytes

    def derive(self, purpose: str) -> "Key":
        """Return the key for one purpose; different purposes tell nothing of each other."""
        derived = bytearray(KEY_BYTES)
        info = f"consultand/{purpose}".encode()
        HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive_into(self._bytes, derived)
        return _taken(derived)

    def wipe(self) -> None:
        """Overwrite the key; it opens nothing afterwards."""
        _wipe(self._bytes)


def _wipe(secret: bytearray) -> None:
    secret[:] = bytes(len(secret))


def _taken(secret: bytearray) -> Key:
    """Move the bytes into a key: where they came from holds nothing afterwards."""
    key = Key(secret)
    _wipe(secret)
    return key


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The keys of an open vault, one a purpose: the database, and the audit's pseudonyms."""

    database: Key
    subject: Key

    @classmethod
    def of(cls, vault_key: Key) -> "VaultKeys":
        """Derive them; the vault key itself is not needed afterwards."""
        return cls(vault_key.derive("records.db"), vault_key.derive("audit/subject"))

    def wipe(self) -> None:
        """Overwrite them all."""
        self.database.wipe()
        self.subject.wipe()


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of a passphrase costs: Argon2id passes, memory and lanes.

    The default is the second recommended choice of RFC 9106, section 4 (64 MiB, 3 passes, 4
    lanes); it is also the floor: a header that asks for less was weakened and is refused.
    """

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    @property
    def is_acceptable(self) -> bool:
        """Whether it is no less than the floor, and no more than a desk can do (2 GiB)."""
        return (
            3 <= self.passes <= 16 and 65536 <= self.memory_kib <= 2**21 and 4 <= self.lanes <= 16
        )


STANDARD_COST: Final = KdfCost()


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in, as the header holds it; bytes in hexadecimal.

    parameters: what the kind needs to make its wrapping key again; for a passphrase its salt and
    the cost. Kinds that this release does not know are kept and passed over.
    """

    name: str
    kind: str
    parameters: Parameters
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot belongs: the vault's id and the epoch of its key."""

    vault: str
    epoch: int


def check_passphrase(text: str) -> None:
    """Raise VaultError("vault.passphrase_short", minimum=...) for what no new vault may have."""
    if len(unicodedata.normalize("NFC", text)) < MINIMUM_PASSPHRASE:
        raise VaultError("vault.passphrase_short", minimum=MINIMUM_PASSPHRASE)


def wrap(
    key: Key, *, name: str, place: Place, passphrase: str, cost: KdfCost, random: RandomBytes
) -> Slot:
    """Make a passphrase slot for the vault key. Raises ValueError for a cost below the floor."""
    if not cost.is_acceptable:
        raise ValueError("the cost of a guess is below the floor")
    parameters: dict[str, str | int] = {
        "salt": random(_SALT_BYTES).hex(),
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
    }
    nonce = random(_NONCE_BYTES)
    bound = _associated(name, PASSPHRASE, parameters, place)
    wrapping = _wrapping_key(parameters, passphrase)
    try:
        wrapped = AESGCM(wrapping.secret).encrypt(nonce, key.secret, bound)
    finally:
        wrapping.wipe()
    return Slot(name, PASSPHRASE, parameters, nonce.hex(), wrapped.hex())


def unwrap(slot: Slot, *, passphrase: str, place: Place) -> Key:
    """Return the vault key that a passphrase slot holds.

    Raises WrongKey, or DamagedVault for a slot that no release of ours has written.
    """
    bound = _associated(slot.name, slot.kind, slot.parameters, place)
    nonce = _from_hex(slot.nonce, _NONCE_BYTES)
    wrapped = _from_hex(slot.wrapped, KEY_BYTES + _TAG_BYTES)
    wrapping = _wrapping_key(slot.parameters, passphrase)
    opened = bytearray(KEY_BYTES)
    try:
        AESGCM(wrapping.secret).decrypt_into(nonce, wrapped, bound, opened)
    except InvalidTag:
        raise WrongKey("vault.wrong_key") from None
    finally:
        wrapping.wipe()
    return _taken(opened)


def _associated(name: str, kind: str, parameters: Parameters, place: Place) -> bytes:
    bound = {
        "vault": place.vault,
        "epoch": place.epoch,
        "slot": name,
        "kind": kind,
        "parameters": parameters,
    }
    return msgspec.json.encode(bound, order="sorted")


def _wrapping_key(parameters: Parameters, passphrase: str) -> Key:
    match parameters:
        case {"salt": str(salt), "passes": int(t), "memory_kib": int(m), "lanes": int(p)}:
            cost = KdfCost(t, m, p)
        case _:
            raise DamagedVault("vault.header_damaged")
    if not cost.is_acceptable:
        raise DamagedVault("vault.header_weak")
    kdf = Argon2id(
        salt=_from_hex(salt, _SALT_BYTES),
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    stretched = bytearray(KEY_BYTES)
    normal = unicodedata.normalize("NFC", passphrase)
    kdf.derive_into(normal.encode("utf-8", "surrogatepass"), stretched)
    return _taken(stretched)


def _from_hex(text: str, length: int) -> bytes:
    """Read bytes of a header. Raises DamagedVault when they are not, or not so many."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != length:
        raise DamagedVault("vault.header_damaged")
    return found
