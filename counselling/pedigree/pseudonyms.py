"""A family for research: nobody's name, no date, no free text, and no one who stands out alone.

Ids are HMACs under a project's key: the same person is the same in every export of one project,
and cannot be found again in another. Who did not agree stays as a symbol without a fact, for the
others' inheritance; her place is no secret of hers alone.

The shape of a large family can be recognised by who knows it; no pseudonym changes that.
"""

import hmac
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, TypeAlias

from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age, Diagnosis, GeneTest, Person, PersonId
from counselling.pedigree.terms import KNOWN_CONDITIONS

POOLED_FROM: Final = 90  # years; whoever is older is told as "90 and more"
_OLDEST: Final = 110
SMALLEST_GROUP: Final = 10
LARGE: Final = 30  # people of a family whose shape is easily recognised
_ID_LETTERS: Final = 16

# Of somebody who agreed; all else of a person is text, a date, or about others.
_KEPT: Final = ("sex", "gender", "is_deceased", "ancestry", "pregnancy", "count", "adoption")

Group: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Coarsened:
    """How much was taken from people so that nobody is in a group smaller than `smallest`.

    people: with facts, before; without_ancestry, without_age, without_facts: of how many it went.
    smallest: the smallest group that is left. recognisable: families with so many people that
    their shape alone may tell who they are.
    """

    people: int
    without_ancestry: int
    without_age: int
    without_facts: int
    smallest: int
    recognisable: int


def pseudonym(key: bytes, family: str, person: PersonId = "") -> str:
    """Return the name of a family or person within a project."""
    told = f"{family}\0{person}".encode()
    return hmac.new(key, told, sha256).hexdigest()[:_ID_LETTERS]


def pseudonymised(family: Family, agreed: Collection[PersonId], key: bytes) -> Family:
    """Return a family without names, dates and texts, under ids of a project.

    agreed: whose facts may be told; the others are symbols.
    """
    ids = {person.id: pseudonym(key, family.id, person.id) for person in family.persons}
    return Family(
        pseudonym(key, family.id),
        persons=tuple(_person(person, ids, person.id in agreed) for person in family.persons),
        partnerships=tuple(
            Partnership((ids[p.partners[0]], ids[p.partners[1]]), p.status)
            for p in family.partnerships
        ),
        twins=tuple(
            TwinSet(tuple(ids[m] for m in twins.members), twins.zygosity) for twins in family.twins
        ),
        proband=ids.get(family.proband or ""),
    )


def _person(person: Person, ids: Mapping[PersonId, str], is_told: bool) -> Person:
    links = tuple(replace(link, parent=ids[link.parent]) for link in person.parents)
    bare = Person(ids[person.id], sex=person.sex, parents=links)
    if not is_told:
        return bare
    kept = {name: getattr(person, name) for name in _KEPT}
    return replace(
        bare,
        **kept,
        age=_pooled(person.age),
        diagnoses=tuple(
            Diagnosis(one.condition, _pooled(one.age), one.laterality, one.markers)
            for one in person.diagnoses
            if one.condition in KNOWN_CONDITIONS
        ),
        tests=tuple(GeneTest(test.gene, test.result, test.method) for test in person.tests),
    )


def _pooled(age: Age | None) -> Age | None:
    if age is None or age.high_years < POOLED_FROM:
        return age
    return Age(min(age.low_years, POOLED_FROM), _OLDEST)


def coarsened(
    families: Sequence[Family], *, smallest: int = SMALLEST_GROUP
) -> tuple[tuple[Family, ...], Coarsened]:
    """Take from people who stand out what makes them do so, until no group is too small.

    A group: people of all these families alike in sex, decade of age, ancestry and conditions.
    First the ancestry goes, then the ages, then all facts.
    """
    told = sum(_has_facts(p) for family in families for p in family.persons)
    families, ancestry = _taken(families, _without_ancestry, smallest)
    families, ages = _taken(families, _without_ages, smallest)
    families, facts = _taken(families, _without_facts, smallest)
    left = min(_groups(families).values(), default=0)
    large = sum(len(family.persons) >= LARGE for family in families)
    return tuple(families), Coarsened(told, ancestry, ages, facts, left, large)


def _taken(
    families: Sequence[Family], take: Callable[[Person], Person], smallest: int
) -> tuple[Sequence[Family], int]:
    """Take something from everybody in a group that is too small; return from how many."""
    groups, taken, found = _groups(families), 0, []
    for family in families:
        people = []
        for person in family.persons:
            is_alone = _has_facts(person) and groups[_group(person)] < smallest
            less = take(person) if is_alone else person
            taken += less != person
            people.append(less)
        found.append(replace(family, persons=tuple(people)))
    return found, taken


def _groups(families: Sequence[Family]) -> Counter[Group]:
    return Counter(_group(p) for family in families for p in family.persons if _has_facts(p))


def _group(person: Person) -> Group:
    decade = None if person.age is None else int(person.age.low_years // 10)
    return (
        person.sex,
        decade,
        tuple(sorted(person.ancestry)),
        tuple(sorted({one.condition for one in person.diagnoses})),
        tuple(sorted({(test.gene, test.result) for test in person.tests})),
    )


def _has_facts(person: Person) -> bool:
    return bool(person.age or person.diagnoses or person.tests or person.ancestry)


def _without_ancestry(person: Person) -> Person:
    return replace(person, ancestry=())


def _without_ages(person: Person) -> Person:
    diagnoses = tuple(replace(one, age=None) for one in person.diagnoses)
    return replace(person, age=None, diagnoses=diagnoses)


def _without_facts(person: Person) -> Person:
    return Person(person.id, sex=person.sex, parents=person.parents)
