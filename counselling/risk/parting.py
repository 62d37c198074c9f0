"""The nearest part of a family that can be computed exactly, where the whole is too tangled."""

from collections.abc import Callable

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.structure import without


def nearest_part(family: Family, person: PersonId, fits: Callable[[Family], bool]) -> Family | None:
    """Return the people up to the greatest distance from a person that still fits; None: none does.

    Distance: steps between parent and child, and between partners with children. The part is exact
    in itself: whoever is left out says nothing, and parents left out count as unknown.
    """
    best: Family | None = None
    within: set[PersonId] = set()
    for ring in _rings(family, person):
        within |= ring
        part = without(family, tuple(p.id for p in family.persons if p.id not in within))
        if not fits(part):
            break
        best = part
    return best


def _rings(family: Family, person: PersonId) -> "list[set[PersonId]]":
    """People by their distance, the person alone first."""
    near: dict[PersonId, set[PersonId]] = {p.id: set() for p in family.persons}
    for child in family.persons:
        parents = child.genetic_parents
        for parent in parents:
            near[child.id].add(parent)
            near[parent].add(child.id)
        for one in parents:
            near[one].update(other for other in parents if other != one)
    rings, seen = [{person}], {person}
    while rings[-1]:
        ring = {other for one in rings[-1] for other in near[one]} - seen
        seen |= ring
        rings.append(ring)
    return rings[:-1]
