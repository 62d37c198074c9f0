"""Use case: who reads a family, said or chosen anew, without a desk."""

from collections.abc import Collection
from dataclasses import dataclass

from counselling.records.log import families
from counselling.records.privacy import restricting
from counselling.work.sharing import sealing_key
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """readers: who alone reads a family here, nobody: everybody; outside: the keys of those of
    other vaults who read it too.
    """

    readers: tuple[str, ...]
    outside: tuple[str, ...]


def readers(
    entry: Entry,
    family: str,
    chosen: Collection[str] | None = None,
    *,
    stay: Collection[str] | None = None,
) -> Reading:
    """Return who reads a family, after it was changed.

    chosen: short names, none: everybody; None changes nothing. stay: the keys, as they were typed,
    of those outside who read on; None: as `restricting.restrict`. Raises as `open_family`,
    `restricting.restrict`, VaultError("vault.key_mistyped").
    """
    kept = None if stay is None else [sealing_key.demand(typed) for typed in stay]
    with entry.open() as vault:
        families.open_family(vault, family)
        if chosen is not None:
            restricting.restrict(vault, family, chosen, stay=kept)
        outside = restricting.readers_elsewhere(vault, family)
        return Reading(restricting.readers(vault, family), outside)
