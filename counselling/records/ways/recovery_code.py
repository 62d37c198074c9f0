"""A code of 125 random bits, printed once and kept away from the desk.

Written in Crockford's alphabet (no I, L, O, U) in groups, with a check character that catches
nearly every slip of the pen before the vault is asked.
"""

from hashlib import sha256
from typing import Final

from counselling.errors import VaultError, WrongKey
from counselling.records.keys.keys import Key, RandomBytes
from counselling.records.ways.way import SALT_BYTES, Parameters, Proof, bytes_of

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS: Final = 25
_GROUP: Final = 6
_ENTROPY_BYTES: Final = 16  # 128 bits drawn, 125 used
_MEANT: Final = str.maketrans("OIL", "011")  # how these letters are read off paper


class RecoveryCode:
    """The way that needs nothing but paper."""

    kind = "recovery code"

    def begin(self, proof: Proof, *, random: RandomBytes) -> Parameters:
        """Return a salt. Raises VaultError("vault.code_mistyped") for what is no code."""
        if _read(proof.code) is None:
            raise VaultError("vault.code_mistyped")
        return {"salt": random(SALT_BYTES).hex()}

    def key(self, parameters: Parameters, proof: Proof) -> Key | None:
        """Derive the key; None when no code was brought.

        Raises WrongKey("vault.code_mistyped") for what cannot be a code, DamagedVault.
        """
        if not proof.code:
            return None
        code = _read(proof.code)
        if code is None:
            raise WrongKey("vault.code_mistyped")
        seed = Key(sha256(code.encode()).digest())
        try:
            salt = bytes_of(parameters, "salt", SALT_BYTES)
            return seed.derive("way/recovery code", salt=salt)
        finally:
            seed.wipe()


def new_code(random: RandomBytes) -> str:
    """Make a code as it is printed: 26 characters in groups of six."""
    number = int.from_bytes(random(_ENTROPY_BYTES))
    body = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_CHARACTERS))
    whole = body + _check(body)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def is_code(typed: str) -> bool:
    """Whether a typed text is a code, whoever's: its check character fits."""
    return _read(typed) is not None


def _check(body: str) -> str:
    return _ALPHABET[sha256(body.encode()).digest()[0] & 31]


def _read(typed: str) -> str | None:
    """Return the 25 characters that count; None for a text that is no code."""
    meant = typed.upper().translate(_MEANT)
    code = "".join(c for c in meant if c not in " -\t\r\n")
    if len(code) != _CHARACTERS + 1 or any(c not in _ALPHABET for c in code):
        return None
    body = code[:_CHARACTERS]
    return body if code[_CHARACTERS] == _check(body) else None
