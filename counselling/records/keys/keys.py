"""Keys: 256 secret bits that can be wiped; from each, one key per purpose is derived.

    way in --> user's secret --> user's key pairs --HPKE--> vault key --HKDF--> a key per purpose

What Python allows is wiped after use; a passphrase, a text, and the private keys that the
cryptography library holds cannot be. A vault protects against a stolen disk, and while it is open
not against a program that reads this process's memory.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counselling.records.keys import locked_memory

_log = logging.getLogger("consultand.records")

RandomBytes: TypeAlias = Callable[[int], bytes]

KEY_BYTES: Final = 32


class Key:
    """256 secret bits that can be wiped and do not print themselves.

    is_locked: the system keeps them out of its swap file.
    """

    __slots__ = ("_bytes", "is_locked")

    def __init__(self, secret: bytes | bytearray) -> None:
        # SQLCipher takes a key of another length for a passphrase, in silence: never let one pass.
        if len(secret) != KEY_BYTES:
            raise ValueError("a key has 256 bits")
        self._bytes = bytearray(KEY_BYTES)
        self.is_locked = locked_memory.lock(self._bytes)
        self._bytes[:] = secret

    def __repr__(self) -> str:
        return "Key(...)"

    @property
    def secret(self) -> bytearray:
        """The bytes themselves; not to be copied or kept."""
        return self._bytes

    def derive(self, purpose: str, *, salt: bytes | None = None) -> "Key":
        """Return the key for one purpose; different purposes tell nothing of each other."""
        derived = bytearray(KEY_BYTES)
        info = f"consultand/{purpose}".encode()
        HKDF(SHA256(), KEY_BYTES, salt=salt, info=info).derive_into(self._bytes, derived)
        return taken(derived)

    def wipe(self) -> None:
        """Overwrite the key; it opens nothing afterwards."""
        _wipe(self._bytes)


def _wipe(secret: bytearray) -> None:
    secret[:] = bytes(len(secret))


def taken(secret: bytearray) -> Key:
    """Move the bytes into a key: where they came from holds nothing afterwards."""
    key = Key(secret)
    _wipe(secret)
    return key


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The keys of an open vault, one a purpose.

    database: opens it; subject: makes the audit's pseudonyms; family: wraps the families' keys.
    """

    database: Key
    subject: Key
    family: Key

    @classmethod
    def of(cls, vault_key: Key) -> "VaultKeys":
        """Derive them; the vault key itself is not needed afterwards."""
        purposes = ("records.db", "audit/subject", "family-keys")
        made = cls(*(vault_key.derive(purpose) for purpose in purposes))
        if not all(key.is_locked for key in (made.database, made.subject, made.family)):
            _log.warning("the keys of an open vault may come into the swap file")
        return made

    def wipe(self) -> None:
        """Overwrite them all."""
        self.database.wipe()
        self.subject.wipe()
        self.family.wipe()
