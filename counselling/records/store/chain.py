"""Hash chains: every row holds the hash of the row before, so that none changes unseen.

A row is hashed as canonical JSON: UTF-8, keys sorted, no spaces, hashes in hexadecimal, with the
key "previous" among the others. A second program can therefore check a chain without ours.
A cut tail, or an old copy of the whole file, is not seen from inside: for that the head is to be
kept elsewhere and compared.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec

Field: TypeAlias = str | int | msgspec.Raw | None
FamilyId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a chain: how many rows there are, and the hash that stands for all."""

    sequence: int
    hash: bytes


NOTHING: Final = Head(0, bytes(32))


def link(previous: bytes, row: Mapping[str, Field]) -> bytes:
    """Return the hash of a row that follows the row with the hash `previous`."""
    whole = {**row, "previous": previous.hex()}
    return hashlib.sha256(msgspec.json.encode(whole, order="sorted")).digest()
