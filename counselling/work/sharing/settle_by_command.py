"""Use case: what two people said differently, listed and settled without a desk."""

from dataclasses import dataclass

from counselling.errors import VaultError
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord
from counselling.work.sharing import settle_differences
from counselling.work.sharing.settle_differences import (
    Choice,
    OpenDifference,
    numbered,
    open_differences,
)
from counselling.work.vault.keep_vault import Entry


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled: of the family as it was before, which difference, by which value.

    left: how many wait still.
    """

    before: FamilyRecord
    one: OpenDifference
    choice: Choice
    left: int


def waiting(entry: Entry, family: str) -> tuple[FamilyRecord, tuple[OpenDifference, ...]]:
    """Return a family and what two people said differently of it. Raises as `open_family`."""
    with entry.open() as vault:
        record = families.open_family(vault, family)
        return record, open_differences(vault, record)


def settle(
    entry: Entry, family: str, *, difference: int, take: int, after: int | None = None
) -> Settled:
    """Settle a difference by one of its values, both by their places in the list, from 1.

    after: where the family stood when the list was read, None to take it as it is now. Raises as
    `open_family`, `numbered`, `settle_differences.settle`.
    """
    with entry.open() as vault:
        record = families.open_family(vault, family)
        if after not in (None, record.sequence):
            raise VaultError("vault.family_changed")
        one, choice = numbered(open_differences(vault, record), difference=difference, take=take)
        now = settle_differences.settle(vault, record, one, choice)
    return Settled(record, one, choice, len(now.differences))
