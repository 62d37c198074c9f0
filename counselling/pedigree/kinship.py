"""Kinship from the structure: ancestors, cycles, kinship coefficients, names of relations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex, Zygosity


def generations_first(family: Family) -> Sequence[PersonId] | None:
    """Parents before their children; None when somebody is her own ancestor."""
    waiting = {p.id: sum(q in family.by_id for q in p.genetic_parents) for p in family.persons}
    ready = [person_id for person_id, count in waiting.items() if count == 0]
    order: list[PersonId] = []
    while ready:
        person_id = ready.pop()
        order.append(person_id)
        for kid in family.children_of(person_id):
            waiting[kid] -= 1
            if waiting[kid] == 0:
                ready.append(kid)
    return order if len(order) == len(family.persons) else None


def people_on_cycles(family: Family, *, is_any_parent: bool = False) -> tuple[PersonId, ...]:
    """People who are their own ancestors: they must be mended before anything is computed.

    is_any_parent: by adoption, birth, step parents and so on too, not by genes alone.
    """
    parents = {
        p.id: {
            link.parent
            for link in p.parents
            if (is_any_parent or link.kind.is_genetic) and link.parent in family.by_id
        }
        for p in family.persons
    }
    children: dict[PersonId, set[PersonId]] = {person_id: set() for person_id in parents}
    for person_id, above in parents.items():
        for parent in above:
            children[parent].add(person_id)
    # Founders and the childless are on no cycle, nor is who becomes one when they are taken away.
    # What is left is small, or a cycle: reading 50,000 people must not take their square.
    _take_away(parents, children)
    _take_away(children, parents)
    return tuple(p.id for p in family.persons if p.id in parents and _is_above(p.id, parents))


def _take_away(above: dict[PersonId, set[PersonId]], below: dict[PersonId, set[PersonId]]) -> None:
    """Take everybody away, again and again, who has nobody above."""
    free = [person_id for person_id, found in above.items() if not found]
    while free:
        person_id = free.pop()
        del above[person_id]
        for other in below.pop(person_id):
            above[other].discard(person_id)
            if not above[other]:
                free.append(other)


def _is_above(person_id: PersonId, parents: Mapping[PersonId, set[PersonId]]) -> bool:
    """Whether a person is her own ancestor."""
    seen: set[PersonId] = set()
    stack = list(parents[person_id])
    while stack:
        parent = stack.pop()
        if parent not in seen:
            seen.add(parent)
            stack += parents[parent]
    return person_id in seen


def kinship_coefficients(family: Family) -> Mapping[tuple[PersonId, PersonId], float]:
    """Kinship coefficient of every pair, both ways round, 0..0.75 for a person with herself.

    Founders are taken as unrelated. Monozygotic twins count as one person.
    Source: Malecot 1948; recursion as in Lange, Mathematical and Statistical Methods for Genetic
    Analysis, 2nd ed. 2002, section 5.2. Needs a family without cycles.
    """
    order = generations_first(family)
    if order is None:
        return {}
    twins = _monozygotic(family)
    phi: dict[tuple[PersonId, PersonId], float] = {}
    done: list[PersonId] = []
    for person_id in order:
        twin = next((t for t in twins.get(person_id, ()) if (t, t) in phi), None)
        if twin is not None:
            _copy_twin(phi, done, person_id, twin)
            done.append(person_id)
            continue
        parents = [q for q in family.person(person_id).genetic_parents if q in family.by_id]
        for other in done:
            value = sum(phi[parent, other] for parent in parents) / 2
            phi[person_id, other] = phi[other, person_id] = value
        inbreeding = phi[parents[0], parents[1]] if len(parents) == 2 else 0.0
        phi[person_id, person_id] = (1 + inbreeding) / 2
        done.append(person_id)
    return phi


def _monozygotic(family: Family) -> Mapping[PersonId, tuple[PersonId, ...]]:
    sets = (t.members for t in family.twins if t.zygosity is Zygosity.MONOZYGOTIC)
    return {member: members for members in sets for member in members}


def _copy_twin(
    phi: dict[tuple[PersonId, PersonId], float],
    done: Sequence[PersonId],
    person_id: PersonId,
    twin: PersonId,
) -> None:
    for other in done:
        phi[person_id, other] = phi[other, person_id] = phi[twin, other]
    phi[person_id, person_id] = phi[person_id, twin] = phi[twin, person_id] = phi[twin, twin]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a relative stands to a person; `key` names it in the kin catalogue."""

    key: str
    degree: int | None


_CHILD = {Sex.FEMALE: "daughter", Sex.MALE: "son"}
_SIBLING = {Sex.FEMALE: "sister", Sex.MALE: "brother"}
_HALF_SIBLING = {Sex.FEMALE: "half_sister", Sex.MALE: "half_brother"}
_AUNT = {Sex.FEMALE: "aunt", Sex.MALE: "uncle"}
_GRANDPARENT = {Sex.FEMALE: "grandmother", Sex.MALE: "grandfather"}
_NIECE = {Sex.FEMALE: "niece", Sex.MALE: "nephew"}
_GRANDCHILD = {Sex.FEMALE: "granddaughter", Sex.MALE: "grandson"}
_COUSIN = {Sex.FEMALE: "female_cousin", Sex.MALE: "male_cousin"}
_GREAT_AUNT = {Sex.FEMALE: "great_aunt", Sex.MALE: "great_uncle"}


def relation(family: Family, person_id: PersonId, relative_id: PersonId) -> Relation:
    """Name the relative as seen from the person; "relative" when the list has no word for it.

    Degree 1 is parent, child or full sibling; None where there is no close blood relation.
    """
    person, relative = family.person(person_id), family.person(relative_id)
    if relative_id == person.mother:
        return Relation("mother", 1)
    if relative_id == person.father:
        return Relation("father", 1)
    if relative_id in family.children_of(person_id):
        return Relation(_CHILD.get(relative.sex, "child"), 1)
    if relative_id in family.siblings_of(person_id):
        return Relation(_SIBLING.get(relative.sex, "sibling"), 1)
    if set(person.genetic_parents) & set(relative.genetic_parents):
        return Relation(_HALF_SIBLING.get(relative.sex, "half_sibling"), 2)
    for side, parent in (("maternal", person.mother), ("paternal", person.father)):
        if parent is None or parent not in family.by_id:
            continue
        if relative_id in family.person(parent).genetic_parents:
            return Relation(f"{side}_{_GRANDPARENT.get(relative.sex, 'grandparent')}", 2)
        aunts = family.siblings_of(parent)
        if relative_id in aunts:
            return Relation(f"{side}_{_AUNT.get(relative.sex, 'parents_sibling')}", 2)
        if any(relative_id in family.children_of(aunt) for aunt in aunts):
            return Relation(f"{side}_{_COUSIN.get(relative.sex, 'cousin')}", 3)
        if any(relative_id in family.siblings_of(elder) for elder in _parents(family, parent)):
            return Relation(f"{side}_{_GREAT_AUNT.get(relative.sex, 'grandparents_sibling')}", 3)
    if any(relative_id in family.children_of(kid) for kid in family.children_of(person_id)):
        return Relation(_GRANDCHILD.get(relative.sex, "grandchild"), 2)
    if any(relative_id in family.children_of(s) for s in family.siblings_of(person_id)):
        return Relation(_NIECE.get(relative.sex, "siblings_child"), 2)
    return Relation("relative", None)


def _parents(family: Family, person_id: PersonId) -> tuple[PersonId, ...]:
    return tuple(q for q in family.person(person_id).genetic_parents if q in family.by_id)
