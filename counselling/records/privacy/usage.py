"""What of a family may be used: records of who asked for it are kept and held back.

GDPR, article 18: what is restricted is stored, and processed for nothing else but with consent, for
legal claims, or to protect another person. So nothing about such a person is written, shown or
handed out any more, nor changed or thrown away; a relative's risk is still worked out with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from counselling.errors import VaultError
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import differences
from counselling.records.papers import consents
from counselling.records.privacy.remaining import without_facts
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

_OWN: frozenset[str] = frozenset(("person", "answer", "outside"))


@dataclass(frozen=True, slots=True)
class Usable:
    """A family as it may leave the record. held_back: who is only a symbol in it."""

    family: Family
    held_back: tuple[PersonId, ...] = ()


def held_back(vault: Vault, family: FamilyId, known: Family) -> tuple[PersonId, ...]:
    """Return whose facts are held back, in the family's order.

    known: the family, open. Raises VaultError("vault.restricted") where all of it is.
    """
    told = consents.now(vault, family)
    if consents.is_restricted(told):
        raise VaultError("vault.restricted")
    if not told:
        return ()
    return tuple(p.id for p in known.persons if consents.is_restricted(told, p.id))


def usable(vault: Vault, family: FamilyId, known: Family) -> Usable:
    """Return an open family without what is held back. Raises as `held_back`."""
    people = held_back(vault, family, known)
    for person in people:
        known = without_facts(known, person)
    return Usable(known, people)


def demand_change(vault: Vault, known: Family, edits: Sequence[Edit]) -> None:
    """Raise VaultError("vault.restricted") for edits about somebody whose facts are held back.

    Who her relatives are may go on being told: that is theirs as well.
    """
    people = held_back(vault, known.id, known)
    if not people:
        return
    after = known
    for edit in edits:
        after = edit.apply(after)
    for kind, whose, *what in differences(known, after):
        if kind in _OWN and whose in people and what != ["parents"]:
            raise VaultError("vault.restricted")
