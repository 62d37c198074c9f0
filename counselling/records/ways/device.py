"""Passphrase and device: a stolen disk has half of it, a stolen passphrase the other half.

The key is made of both, so that nobody who has only the disk can begin to guess, and a program
that reads the keyring still needs the passphrase.
"""

from typing import Final

from counselling.errors import VaultError, WrongKey
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes
from counselling.records.ways.passphrase import check_passphrase, cost_parameters, stretched
from counselling.records.ways.way import Parameters, Proof, text_of

_NAME_BYTES: Final = 16


class PassphraseAndDevice:
    """The usual way on a device of one's own."""

    kind = "passphrase+device"

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Keep a new secret on the device; return salt, cost and the secret's name.

        Raises VaultError: a passphrase that will not do, no device, a keyring that cannot be
        trusted.
        """
        check_passphrase(proof.passphrase)
        if proof.device is None:
            raise VaultError("vault.no_keyring")
        name = random(_NAME_BYTES).hex()
        proof.device.keep(name, random(KEY_BYTES))
        return {**cost_parameters(random), "device": name}

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Join both halves; None when no passphrase was brought.

        Raises WrongKey: "vault.keyring_absent" where no device was, "vault.device_unknown" on one
        that does not hold the secret; VaultError where the keyring cannot be asked, DamagedVault.
        """
        if not proof.passphrase:
            return None
        if proof.device is None:
            raise WrongKey("vault.keyring_absent")
        secret = proof.device.recall(text_of(parameters, "device"))
        if secret is None or len(secret) != KEY_BYTES:
            raise WrongKey("vault.device_unknown")
        half = stretched(parameters, proof.passphrase)
        joined = Key(secret)
        try:
            # Salted with one secret, keyed with the other: neither half tells anything alone.
            return joined.derive("way/passphrase+device", salt=bytes(half.secret))
        finally:
            half.wipe()
            joined.wipe()


def forget(parameters: Parameters, proof: Proof) -> None:
    """Remove the device's half of a slot that is no more."""
    if proof.device is not None:
        proof.device.forget(text_of(parameters, "device"))
