"""A sealing key as people hand it on: written, copied or read out by telephone, and read back.

56 characters of Crockford's alphabet (no I, L, O, U) in groups of four. The last four are a check:
a slip of the tongue or the pen is noticed before anything is sealed to nobody. The 64 hexadecimal
digits that programs use are read too; they have no check.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from counselling.errors import DamagedVault, VaultError
from counselling.records.entrance.users import seal_bytes

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT: Final = str.maketrans("OIL", "011")  # how these letters are heard, and read off paper
_BETWEEN: Final = re.compile(r"[\s\-‐‑–]+")
_KEY_BYTES: Final = 32
_KEY: Final = 52  # characters
_CHECK: Final = 4
_GROUP: Final = 4
_HEX: Final = re.compile(r"[0-9A-F]*")
_WHOLE_HEX: Final = 2 * _KEY_BYTES
_MOST_TYPED: Final = 400  # what is longer is no key, however it is laid out
BEGINNING: Final = 12  # characters by which a key is told among few


class Verdict(StrEnum):
    """What was typed. SHORT: a part of a key; MISTYPED: as long as one, and none."""

    EMPTY = "empty"
    SHORT = "short"
    MISTYPED = "mistyped"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class KeyRead:
    """How a text was read. key: in hexadecimal where it is one. missing: characters, of a part."""

    verdict: Verdict
    key: str = ""
    missing: int = 0


def spoken(key: str) -> str:
    """Return a key as it is handed on. key: its public half in hexadecimal."""
    return _grouped(_letters(bytes.fromhex(key), _KEY) + _check(bytes.fromhex(key)))


def beginning(key: str) -> str:
    """Return how a key begins when it is handed on. key: its first 16 hexadecimal digits at least.

    Of a text that is no key: the text.
    """
    try:
        known = bytes.fromhex(key)
    except ValueError:
        return key
    return _grouped(_letters(known, len(known) * 8 // 5)[:BEGINNING])


def read(typed: str) -> KeyRead:
    """Read what was typed or pasted. Quick."""
    bare = _BETWEEN.sub("", typed[:_MOST_TYPED]).upper()
    if not bare:
        return KeyRead(Verdict.EMPTY)
    is_hex = len(bare) > _KEY + _CHECK and _HEX.fullmatch(bare) is not None
    text = bare if is_hex else bare.translate(_MEANT)
    whole = _WHOLE_HEX if is_hex else _KEY + _CHECK
    if len(text) > whole or any(letter not in _ALPHABET for letter in text):
        return KeyRead(Verdict.MISTYPED)
    if len(text) < whole:
        return KeyRead(Verdict.SHORT, missing=whole - len(text))
    key = bytes.fromhex(text) if is_hex else _bytes(text)
    if key is None or not _is_usable(key.hex()):
        return KeyRead(Verdict.MISTYPED)
    return KeyRead(Verdict.GOOD, key.hex())


def demand(typed: str) -> str:
    """Return a key in hexadecimal. Raises VaultError("vault.key_mistyped") for what is none."""
    found = read(typed)
    if found.verdict is not Verdict.GOOD:
        raise VaultError("vault.key_mistyped")
    return found.key


def _letters(known: bytes, count: int) -> str:
    """The first bits as letters of five bits each; what is missing at the end counts as 0."""
    number = int.from_bytes(known) << 5 * count >> 8 * len(known)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _check(key: bytes) -> str:
    return _letters(sha256(b"consultand/sealing key\0" + key).digest(), _CHECK)


def _bytes(text: str) -> bytes | None:
    """The key of a whole text; None where its check does not fit."""
    number = 0
    for letter in text[:_KEY]:
        number = number << 5 | _ALPHABET.index(letter)
    spare = 5 * _KEY - 8 * _KEY_BYTES
    if number & (1 << spare) - 1:
        return None
    key = (number >> spare).to_bytes(_KEY_BYTES)
    return key if _check(key) == text[_KEY:] else None


def _grouped(text: str) -> str:
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _is_usable(key: str) -> bool:
    """Whether something can be sealed to it: a few points of the curve are no keys."""
    try:
        seal_bytes(b"", key, purpose=b"consultand/look")
    except (ValueError, DamagedVault):
        return False
    return True
