"""The clinic's own key, in three parts of which any two open: for the day when somebody left.

The parts are lists of words after SLIP-0039; who holds one alone holds nothing.
"""

import contextlib
from itertools import combinations
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from counselling.errors import VaultError, WrongKey
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes
from counselling.records.ways.way import SALT_BYTES, Parameters, Proof, bytes_of

PARTS: Final = 3
NEEDED: Final = 2


class ClinicShares:
    """The way that no one person can go alone."""

    kind = "clinic shares"

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Return a salt. Raises VaultError("vault.shares_mistyped")."""
        if _secret(proof.shares) is None:
            raise VaultError("vault.shares_mistyped")
        return {"salt": random(SALT_BYTES).hex()}

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Join the parts; None when none was brought.

        Raises WrongKey("vault.shares_mistyped") for parts that do not belong together or are too
        few, DamagedVault.
        """
        if not proof.shares:
            return None
        joined = _secret(proof.shares)
        if joined is None:
            raise WrongKey("vault.shares_mistyped")
        seed = Key(joined)
        try:
            return seed.derive("way/clinic shares", salt=bytes_of(parameters, "salt", SALT_BYTES))
        finally:
            seed.wipe()


def new_shares(random: RandomBytes) -> tuple[str, ...]:
    """Make three parts, each 33 words."""
    groups = generate_mnemonics(1, [(NEEDED, PARTS)], random(KEY_BYTES))
    return tuple(groups[0])


def _secret(parts: tuple[str, ...]) -> bytes | None:
    """Join any two of the parts that fit; None when no two do."""
    tidy = [" ".join(part.lower().split()) for part in parts if part.strip()]
    for two in combinations(tidy, NEEDED):
        with contextlib.suppress(MnemonicError, ValueError):
            secret: bytes = combine_mnemonics(two)
            if len(secret) == KEY_BYTES:
                return secret
    return None
