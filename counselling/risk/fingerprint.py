"""A fingerprint of what a risk may rest on in a family: two differ where a fact does.

Names, notes, the drawing and other programs' results are not in it. It is kept with results of
other programs, so what goes in here may only grow by facts that are absent in families of old.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person

_LENGTH: Final = 16  # hexadecimal digits: against chance, nobody forges a family


def fingerprint(family: Family) -> str:
    """Return 16 hexadecimal digits; the order of the people and of their facts does not matter."""
    people = sorted((list(_person(person)) for person in family.persons), key=str)
    twins = sorted([sorted(t.members), t.zygosity.value] for t in family.twins)
    text = json.dumps([people, twins], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _person(person: Person) -> Iterator[object]:
    yield person.id
    yield person.sex.value
    yield sorted([link.parent, link.kind.value] for link in person.parents)
    yield _age(person.age)
    yield person.is_deceased
    yield person.pregnancy.value if person.pregnancy else ""
    yield sorted(([*_diagnosis(one)] for one in person.diagnoses), key=str)
    yield sorted([t.gene, t.result.value, t.method.value] for t in person.tests)
    yield sorted(([p.kind, _age(p.age)] for p in person.procedures), key=str)
    yield sorted(person.ancestry)
    yield sorted(list(pair) for pair in person.risk_factors)


def _diagnosis(one: Diagnosis) -> Iterator[object]:
    yield one.condition
    yield _age(one.age)
    yield one.laterality.value if one.laterality else ""
    yield sorted([marker.name, marker.status.value] for marker in one.markers)
    yield one.pathology


def _age(age: Age | None) -> list[float]:
    return [age.low_years, age.high_years] if age else []
