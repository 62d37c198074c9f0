"""A passphrase alone: for a device without a keyring that can be trusted."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from counselling.errors import DamagedVault, VaultError
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes, taken
from counselling.records.ways.guessable import is_guessable
from counselling.records.ways.way import SALT_BYTES, Parameters, Proof, bytes_of

MINIMUM_PASSPHRASE: Final = 15  # characters; NIST SP 800-63B-4 for a password as the only factor


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


class Passphrase:
    """The way that is there on every device."""

    kind = "passphrase"

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Return a salt and the cost. Raises VaultError as `check_passphrase`."""
        check_passphrase(proof.passphrase)
        return cost_parameters(random)

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Stretch the passphrase; None when none was brought. Raises DamagedVault."""
        return stretched(parameters, proof.passphrase) if proof.passphrase else None


def check_passphrase(text: str) -> None:
    """Raise VaultError for what no new slot may have.

    "vault.passphrase_short" with the minimum; "vault.passphrase_common" for one that guessers
    try first, for a few characters over and over, and for a row of the keyboard.
    """
    normal = unicodedata.normalize("NFC", text)
    if len(normal) < MINIMUM_PASSPHRASE:
        raise VaultError("vault.passphrase_short", minimum=MINIMUM_PASSPHRASE)
    if is_guessable(normal):
        raise VaultError("vault.passphrase_common")


def cost_parameters(random: RandomBytes, cost: KdfCost = STANDARD_COST) -> dict[str, str | int]:
    """Return a new salt and what a guess costs."""
    return {
        "salt": random(SALT_BYTES).hex(),
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
    }


def stretched(parameters: Parameters, passphrase: str) -> Key:
    """Stretch a passphrase as its slot says; about 0.3 s.

    Raises DamagedVault for parameters below the floor, or that are none.
    """
    match parameters:
        case {"passes": int(passes), "memory_kib": int(memory), "lanes": int(lanes)}:
            cost = KdfCost(passes, memory, lanes)
        case _:
            raise DamagedVault("vault.header_damaged")
    if not cost.is_acceptable:
        raise DamagedVault("vault.header_weak")
    kdf = Argon2id(
        salt=bytes_of(parameters, "salt", SALT_BYTES),
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    out = bytearray(KEY_BYTES)
    normal = unicodedata.normalize("NFC", passphrase)
    kdf.derive_into(normal.encode("utf-8", "surrogatepass"), out)
    return taken(out)
