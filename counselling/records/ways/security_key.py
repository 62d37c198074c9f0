"""A FIDO2 security key with the extension hmac-secret.

The interface is proven against an authenticator written for the tests; no key of metal and
plastic has been tried yet.
"""

from counselling.errors import VaultError
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes
from counselling.records.ways.way import Parameters, Proof, bytes_of, text_of


class SecurityKeyWay:
    """The way of a key on the ring: touched, and told its PIN."""

    kind = "security key"

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Make a credential on the key. Raises VaultError: none is plugged in, it refused."""
        if proof.security_key is None:
            raise VaultError("vault.no_security_key")
        return {"salt": random(KEY_BYTES).hex(), "credential": proof.security_key.enrol()}

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Ask the key; None when none was brought. Raises WrongKey, VaultError, DamagedVault."""
        if proof.security_key is None:
            return None
        salt = bytes_of(parameters, "salt", KEY_BYTES)
        answer = Key(proof.security_key.answer(text_of(parameters, "credential"), salt))
        try:
            return answer.derive("way/security key")
        finally:
            answer.wipe()
