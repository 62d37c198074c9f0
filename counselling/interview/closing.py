"""Questions about the whole family, which end an interview: whether its facts answer them."""

from collections.abc import Iterable

from counselling.pedigree.answers import Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId


def is_closed(family: Family, focus: PersonId, topic: Topic) -> bool:
    """Whether the facts of a family say it already."""
    person = family.person(focus)
    match topic:
        case Topic.RELATED_PARENTS:
            return _is_relation_known(family, person.mother, person.father)
        case Topic.ANCESTRY:
            return any(family.person(p).ancestry for p in _near_ancestors(family, focus))
        case Topic.PARENTAGE:
            is_other = any(
                link.kind.is_donor or not link.kind.is_genetic for link in person.parents
            )
            return is_other or person.is_adopted or person.has_unknown_parents
        case Topic.TWINS:
            return bool(family.twins)
        case Topic.TESTS:
            return any(p.tests for p in family.persons)
    return False


def _near_ancestors(family: Family, focus: PersonId) -> tuple[PersonId, ...]:
    parents = [p for p in family.person(focus).genetic_parents if p in family.by_id]
    above = [p for q in parents for p in family.person(q).genetic_parents if p in family.by_id]
    return (focus, *parents, *above)


def _is_relation_known(family: Family, mother: PersonId | None, father: PersonId | None) -> bool:
    """Told of the couple, or seen in the structure."""
    if mother is None or father is None:
        return False
    for couple in family.partnerships:
        if {mother, father} == set(couple.partners) and couple.is_consanguineous is not None:
            return True
    return bool(_lineage(family, (mother,)) & _lineage(family, (father,)))


def _lineage(family: Family, people: Iterable[PersonId]) -> set[PersonId]:
    """These people and all above them; ends on a circle too."""
    seen: set[PersonId] = set()
    stack = list(people)
    while stack:
        person = stack.pop()
        if person not in seen and person in family.by_id:
            seen.add(person)
            stack += family.by_id[person].genetic_parents
    return seen
