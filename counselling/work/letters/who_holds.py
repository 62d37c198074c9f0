"""Use case: which relatives a letter was written to, as the letter to the doctor tells it."""

import datetime
from collections.abc import Mapping

from counselling.letters.kinds import relative
from counselling.pedigree.person import PersonId
from counselling.records.papers import documents
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.letters.letter_papers import kept_as


def holders(vault: Vault, family: FamilyId) -> Mapping[PersonId, datetime.date]:
    """Return who has a letter in a family that is open, with the day of the last; first ones first.

    Raises VaultError("vault.family_sealed").
    """
    kind = kept_as(relative.TEMPLATE.kind)
    written = [one for one in documents.listing(vault, family) if one.kind == kind]
    return {one.person: one.created_at.astimezone().date() for one in reversed(written)}
