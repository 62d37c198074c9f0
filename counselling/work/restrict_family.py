"""Use case: who alone reads a family, said or chosen anew, without a desk."""

from collections.abc import Collection

from counselling.records.log import families
from counselling.records.privacy import restricting
from counselling.work.keep_vault import Entry


def readers(entry: Entry, family: str, chosen: Collection[str] | None = None) -> tuple[str, ...]:
    """Return who alone reads a family, after it was changed; nobody named: everybody reads it.

    chosen: short names, none: everybody; None changes nothing. Raises as `open_family`,
    `restricting.restrict`.
    """
    with entry.open() as vault:
        families.open_family(vault, family)
        if chosen is not None:
            restricting.restrict(vault, family, chosen)
        return restricting.readers(vault, family)
