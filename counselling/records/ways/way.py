"""A way into a vault: what somebody brings to the door, and the key that it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from counselling.errors import DamagedVault
from counselling.records.keys.keys import Key, RandomBytes

Parameters: TypeAlias = Mapping[str, str | int]

SALT_BYTES: Final = 16


class DeviceSecrets(Protocol):
    """Where this device keeps secrets for its user: the system's keyring.

    Every method raises KeyringError where the keyring is absent, locked, or lies.
    """

    def keep(self, name: str, secret: bytes) -> None:
        """Keep a secret and prove that it comes back whole."""
        ...

    def recall(self, name: str) -> bytes | None:
        """Return a secret, None when there is none of this name."""
        ...

    def forget(self, name: str) -> None:
        """Remove a secret; one that is not there is no failure."""
        ...


class SecurityKey(Protocol):
    """A FIDO2 authenticator with the extension hmac-secret.

    The answer to one salt is always the same 32 bytes, and only after a touch and the PIN.
    """

    def enrol(self) -> str:
        """Make a credential; return its id in hexadecimal. Raises SecurityKeyError."""
        ...

    def answer(self, credential: str, salt: bytes) -> bytes:
        """Return 32 bytes for this salt. Raises SecurityKeyError: absent, refused, another key."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody brings to the door; what is left out is not brought."""

    passphrase: str = ""
    device: DeviceSecrets | None = None
    code: str = ""
    shares: tuple[str, ...] = ()
    security_key: SecurityKey | None = None

    def __repr__(self) -> str:
        return "Proof(...)"


class Way(Protocol):
    """One kind of way in: one file here, one line in the registry."""

    kind: str

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Return the parameters of a new slot; what the way keeps elsewhere is kept there now.

        Raises VaultError for a proof that no new slot may rest on.
        """
        ...

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Return the key that the proof gives, None when it holds nothing for this way.

        Raises DamagedVault for parameters that no release of ours has written, WrongKey for a
        proof that is seen to be wrong at once.
        """
        ...


def text_of(parameters: Parameters, name: str) -> str:
    """Return a text among the parameters. Raises DamagedVault."""
    match parameters.get(name):
        case str(text):
            return text
        case _:
            raise DamagedVault("vault.header_damaged")


def bytes_of(parameters: Parameters, name: str, length: int) -> bytes:
    """Return so many bytes, kept in hexadecimal, among the parameters. Raises DamagedVault."""
    return from_hex(text_of(parameters, name), length)


def from_hex(text: str, length: int) -> bytes:
    """Read bytes of a header. Raises DamagedVault when they are not, or not so many."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != length:
        raise DamagedVault("vault.header_damaged")
    return found
