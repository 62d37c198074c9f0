"""Ages that no relative can have: what one lost digit makes of a note, asked before it is kept."""

from collections.abc import Iterator
from typing import Final

from counselling.pedigree.person import Person, PersonId
from counselling.shorthand.draft import Draft

_YOUNGEST_PARENT_YEARS: Final = 12
_WIDEST_YEARS: Final = 75  # between a parent and a child
_OLDEST_CHILD_YEARS: Final = 90  # of the patient, who is alive
_YOUNGEST_OPERATED_YEARS: Final = 10


def implausible(draft: Draft, patient: PersonId) -> Iterator[PersonId]:
    """People told of by this statement whose ages do not fit their place in the family."""
    for who in draft.touched:
        person = draft.people.get(who)
        if person is None or person.pregnancy is not None:
            continue
        is_early = any(_is_early(p.age.high_years) for p in person.procedures if p.age)
        if is_early or _is_too_young(person, draft) or _misfits(person, draft, patient):
            yield who


def _is_early(age_years: float) -> bool:
    return age_years < _YOUNGEST_OPERATED_YEARS


def _is_too_young(person: Person, draft: Draft) -> bool:
    """A parent or a partner who is a child."""
    if person.age is None or person.age.high_years >= _YOUNGEST_PARENT_YEARS:
        return False
    return bool(draft.offspring(person.id) or draft.partners(person.id))


def _misfits(person: Person, draft: Draft, patient: PersonId) -> bool:
    """Born before the parent could have a child, or long after."""
    pairs = [(link.parent, person.id) for link in person.parents if link.kind.is_genetic]
    pairs += [(person.id, kid) for kid in draft.offspring(person.id)]
    people = draft.people
    return any(_is_odd_gap(people[old], people[young], patient) for old, young in pairs)


def _is_odd_gap(parent: Person, child: Person, patient: PersonId) -> bool:
    if child.age and not parent.is_deceased and child.age.low_years > _OLDEST_CHILD_YEARS:
        return parent.id == patient
    if parent.birth and child.birth:
        gap = float(child.birth.year - parent.birth.year)
        return not _YOUNGEST_PARENT_YEARS <= gap <= _WIDEST_YEARS
    if child.age is None or child.is_deceased or parent.age is None:
        return False
    if parent.is_deceased:
        return False
    low = parent.age.low_years - child.age.high_years
    high = parent.age.high_years - child.age.low_years
    return high < _YOUNGEST_PARENT_YEARS or low > _WIDEST_YEARS
