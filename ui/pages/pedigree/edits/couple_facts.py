"""Facts about a couple as Edits: together or parted, related, childless, and no couple at all."""

from dataclasses import replace

from counselling.pedigree import edits
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import PersonId
from counselling.pedigree.structure import ClearPartnership
from counselling.pedigree.terms import Childlessness, PartnershipStatus
from ui.pages.pedigree.edits.facts import changed

Pair = tuple[PersonId, PersonId]


def couple_of(pair: Pair, family: Family) -> Partnership:
    """Return what is known of a couple; by common children alone nothing is."""
    known = {frozenset(p.partners): p for p in family.partnerships}
    return known.get(frozenset(pair), Partnership(pair))


def parted(pair: Pair, status: PartnershipStatus, family: Family) -> tuple[Edit, ...]:
    """Set how two partners stand to each other; together nobody left."""
    couple = couple_of(pair, family)
    left_by = None if status is PartnershipStatus.TOGETHER else couple.left_by
    return _set(couple, replace(couple, status=status, left_by=left_by), family)


def left(pair: Pair, who: PersonId | None, family: Family) -> tuple[Edit, ...]:
    """Set who left; of a couple of whom nobody said that they parted it is said by this."""
    couple = couple_of(pair, family)
    is_together = couple.status is PartnershipStatus.TOGETHER and who is not None
    status = PartnershipStatus.SEPARATED if is_together else couple.status
    return _set(couple, replace(couple, status=status, left_by=who), family)


def related(
    pair: Pair, family: Family, *, is_related: bool, how: str | None = None
) -> tuple[Edit, ...]:
    """Set whether partners are related by blood, and how in the family's words."""
    couple = couple_of(pair, family)
    words = couple.relationship if how is None else how
    told = replace(
        couple,
        is_consanguineous=is_related or None,
        relationship=words if is_related else "",
    )
    return _set(couple, told, family)


def childless(
    pair: Pair, why: Childlessness | None, cause: str, family: Family
) -> tuple[Edit, ...]:
    """Set why a couple has no children; None takes it back."""
    couple = couple_of(pair, family)
    told = replace(couple, childlessness=why, childlessness_cause=cause if why else "")
    return _set(couple, told, family)


def childless_alone(
    person_id: PersonId, why: Childlessness | None, cause: str, family: Family
) -> tuple[Edit, ...]:
    """Set why somebody without a partner has no children."""
    person = family.person(person_id)
    told = replace(person, childlessness=why, childlessness_cause=cause if why else "")
    return changed(family, told)


def uncoupled(pair: Pair, family: Family) -> tuple[Edit, ...]:
    """Take back all that was said of a couple."""
    known = any(set(p.partners) == set(pair) for p in family.partnerships)
    return (ClearPartnership(pair),) if known else ()


def _set(before: Partnership, told: Partnership, family: Family) -> tuple[Edit, ...]:
    is_known = any(set(p.partners) == set(told.partners) for p in family.partnerships)
    is_same = told == before and (is_known or told.status is PartnershipStatus.TOGETHER)
    return () if is_same else (edits.SetPartnership(told),)
