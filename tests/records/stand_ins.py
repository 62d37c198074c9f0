"""Stand-ins for what is plugged in or belongs to the system: a keyring, a security key."""

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256

from counselling.errors import VaultError, WrongKey


@dataclass
class Pocket:
    """Keeps secrets as a keyring does."""

    secrets: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret

    def recall(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def forget(self, name: str) -> None:
        self.secrets.pop(name, None)


@dataclass
class FakeSecurityKey:
    """Answers as CTAP 2.1 says of hmac-secret: HMAC-SHA256 of the salt under a key per credential.

    No authenticator of metal and plastic: what a real one does beside that is not tried here.
    """

    is_touched: bool = True
    credentials: dict[str, bytes] = field(default_factory=dict)

    def enrol(self) -> str:
        if not self.is_touched:
            raise VaultError("vault.no_security_key")
        name = os.urandom(32).hex()
        self.credentials[name] = os.urandom(32)
        return name

    def answer(self, credential: str, salt: bytes) -> bytes:
        if not self.is_touched:
            raise VaultError("vault.no_security_key")
        if credential not in self.credentials:
            raise WrongKey("vault.wrong_security_key")
        return hmac.new(self.credentials[credential], salt, sha256).digest()
