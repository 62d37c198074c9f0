"""Who reads what is said of a family from a turn of its key on, wherever they are."""

from collections.abc import Iterable
from functools import reduce

import msgspec

from counselling.errors import DamagedVault


class Reader(msgspec.Struct, frozen=True, array_like=True):
    """Somebody who reads. id: of the user in the family's own vault, "" for one of another vault.

    sealing: her public key, in hexadecimal, by which she is known everywhere.
    """

    id: str
    sealing: str


class Audience(msgspec.Struct, frozen=True):
    """is_open: everybody of the family's own vault, who comes later too; readers: by name."""

    is_open: bool = False
    readers: tuple[Reader, ...] = ()

    @property
    def inside(self) -> tuple[Reader, ...]:
        """Those of the family's own vault who are named."""
        return tuple(reader for reader in self.readers if reader.id)

    @property
    def outside(self) -> tuple[Reader, ...]:
        """Those of other vaults."""
        return tuple(reader for reader in self.readers if not reader.id)

    @property
    def everyone(self) -> frozenset[str]:
        """The keys of all who are named."""
        return frozenset(reader.sealing for reader in self.readers)

    def is_within(self, other: "Audience") -> bool:
        """Whether everybody here reads there too."""
        if other.is_open:
            return {reader.sealing for reader in self.outside} <= other.everyone
        return not self.is_open and self.everyone <= other.everyone

    def meeting(self, other: "Audience") -> "Audience":
        """Return who reads here and there."""
        if self.is_open and other.is_open:
            named = {*self.inside, *other.inside}
            both = {reader for reader in self.outside if reader.sealing in other.everyone}
            return audience(named | both, is_open=True)
        if self.is_open:
            return other.meeting(self)
        kept = (
            reader
            for reader in self.readers
            if reader.sealing in other.everyone or (other.is_open and reader.id)
        )
        return audience(kept)


def audience(readers: Iterable[Reader], *, is_open: bool = False) -> Audience:
    """Return an audience, each key in it once: as somebody of the vault where that is said."""
    by_key: dict[str, Reader] = {}
    for reader in readers:
        known = by_key.get(reader.sealing)
        if known is None or not known.id:
            by_key[reader.sealing] = reader
    return Audience(is_open, tuple(sorted(by_key.values(), key=lambda one: (one.sealing, one.id))))


def met(audiences: Iterable[Audience]) -> Audience:
    """Return who reads in all of them; there is one at least. Raises DamagedVault for none."""
    every = tuple(audiences)
    if not every:
        raise DamagedVault("vault.damaged")
    return reduce(Audience.meeting, every)
