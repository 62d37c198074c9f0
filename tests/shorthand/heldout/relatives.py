"""Names the people of a family by their way from the patient: `mau.dau` is the aunt's daughter.

Independent of the reader: neither its ids nor its words are used, only the structure.
"""

from collections.abc import Iterator
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex

_SHORT: Final = {
    "mo.mo": "mgm", "mo.fa": "mgf", "fa.mo": "pgm", "fa.fa": "pgf",
    "mo.sis": "mau", "mo.bro": "mun", "fa.sis": "pau", "fa.bro": "pun",
}  # fmt: skip
_PARENTS: Final = {ParentKind.MOTHER: "mo", ParentKind.FATHER: "fa"}


def labels(family: Family) -> dict[PersonId, str]:
    """Everybody's shortest way: parents first, then siblings, half-siblings, children, partners."""
    assert family.consultand is not None
    found = {family.consultand: "pt"}
    queue = [family.consultand]
    while queue:
        here = queue.pop(0)
        before = "" if found[here] == "pt" else found[here] + "."
        for other, step in _steps(family, family.person(here)):
            if other not in found:
                found[other] = _SHORT.get(before + step, before + step)
                queue.append(other)
    return {p.id: found.get(p.id, "nobody's") for p in family.persons}


def _steps(family: Family, person: Person) -> Iterator[tuple[PersonId, str]]:
    for link in person.parents:
        sex = _by_sex(family.person(link.parent), "mo", "fa", "parent")
        yield link.parent, _PARENTS.get(link.kind, f"{link.kind.value}-{sex}")
    yield from _siblings(family, person)
    for child in family.persons:
        for link in child.parents:
            if link.parent == person.id:
                yield child.id, _child(child, link.kind)
    for union in family.unions_of(person.id):
        for partner in union.partners:
            yield partner, _by_sex(family.person(partner), "wife", "husb", "partner")


def _siblings(family: Family, person: Person) -> Iterator[tuple[PersonId, str]]:
    mine = set(person.genetic_parents)
    for other in family.persons:
        theirs = set(other.genetic_parents)
        if other.id == person.id or other.pregnancy or not mine & theirs:
            continue
        word = _by_sex(other, "sis", "bro", "sib")
        if mine == theirs and len(mine) == 2:
            yield other.id, word
        else:
            shared = family.person(next(iter(mine & theirs)))
            yield other.id, _by_sex(shared, "m", "p", "") + "h" + word


def _child(child: Person, kind: ParentKind) -> str:
    if child.pregnancy:
        return child.pregnancy.value
    word = _by_sex(child, "dau", "son", "child")
    return word if kind in _PARENTS else f"{kind.value}-{word}"


def _by_sex(person: Person, female: str, male: str, unknown: str) -> str:
    return {Sex.FEMALE: female, Sex.MALE: male}.get(person.sex, unknown)
