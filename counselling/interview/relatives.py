"""The consultand's blood relatives up to the third degree: the people whom an interview asks about.

Found by a walk from the consultand, so that a family of thousands costs no more than these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId


class Side(StrEnum):
    """Whose part of a family: the consultand's own, a parent's, or no one's alone."""

    OWN = "own"
    MOTHER = "mother"
    FATHER = "father"
    FAMILY = "family"


class Kin(StrEnum):
    """How near somebody stands, as far as an interview must know."""

    SELF = "self"
    CHILD = "child"
    GRANDCHILD = "grandchild"
    SIBLING = "sibling"
    HALF_SIBLING = "half_sibling"
    NIECE = "niece"
    PARENT = "parent"
    AUNT = "aunt"
    COUSIN = "cousin"
    GRANDPARENT = "grandparent"
    GREAT_AUNT = "great_aunt"


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the family, with her degree (0 for the consultand) and side."""

    person: PersonId
    kin: Kin
    degree: int
    side: Side = Side.OWN


def relatives(family: Family, focus: PersonId) -> tuple[Relative, ...]:
    """Return the consultand and her relatives, nearest kin first; nobody twice.

    Who is a relative in several ways stands where she is nearest. Placeholders are among them.
    """
    found: dict[PersonId, Relative] = {}
    for relative in _walk(family, focus):
        found.setdefault(relative.person, relative)
    return tuple(found.values())


def _walk(family: Family, focus: PersonId) -> Iterator[Relative]:
    yield Relative(focus, Kin.SELF, 0)
    children = _children(family, focus)
    yield from (Relative(child, Kin.CHILD, 1) for child in children)
    parents = dict(_parents(family, focus))
    yield from (Relative(parent, Kin.PARENT, 1, side) for parent, side in parents.items())
    full, half = _siblings(family, focus)
    yield from (Relative(sibling, Kin.SIBLING, 1) for sibling in full)
    yield from (Relative(sibling, Kin.HALF_SIBLING, 2) for sibling in half)
    yield from _all(family, children, Kin.GRANDCHILD, 2)
    yield from _all(family, full, Kin.NIECE, 2)
    sides = [(parent, side, *_siblings(family, parent)) for parent, side in parents.items()]
    for parent, side, aunts, _ in sides:
        yield from (Relative(p, Kin.GRANDPARENT, 2, side) for p, _ in _parents(family, parent))
        yield from (Relative(aunt, Kin.AUNT, 2, side) for aunt in aunts)
    yield from _all(family, half, Kin.NIECE, 3)
    for parent, side, aunts, half_aunts in sides:
        yield from (Relative(aunt, Kin.AUNT, 3, side) for aunt in half_aunts)
        yield from _all(family, aunts, Kin.COUSIN, 3, side)
        for grandparent, _ in _parents(family, parent):
            great_aunts, _ = _siblings(family, grandparent)
            yield from (Relative(aunt, Kin.GREAT_AUNT, 3, side) for aunt in great_aunts)


def _all(
    family: Family, parents: Iterable[PersonId], kin: Kin, degree: int, side: Side = Side.OWN
) -> Iterator[Relative]:
    for parent in parents:
        yield from (Relative(kid, kin, degree, side) for kid in _children(family, parent))


def _parents(family: Family, person: PersonId) -> Iterator[tuple[PersonId, Side]]:
    known = family.person(person)
    for parent, side in ((known.mother, Side.MOTHER), (known.father, Side.FATHER)):
        if parent is not None and parent in family.by_id:
            yield parent, side


def _children(family: Family, person: PersonId) -> tuple[PersonId, ...]:
    """Born children, in an order that does not depend on when they were told."""
    kids = set(family.children_of(person)) - {person}
    return in_order(kid for kid in kids if family.person(kid).pregnancy is None)


def _siblings(
    family: Family, person: PersonId
) -> tuple[tuple[PersonId, ...], tuple[PersonId, ...]]:
    """Full and half siblings who were born."""
    full = set(family.siblings_of(person))
    known = {kid for parent, _ in _parents(family, person) for kid in family.children_of(parent)}
    born = {p for p in known | full if family.person(p).pregnancy is None} - {person}
    return in_order(born & full), in_order(born - full)


def in_order(people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Sort ids as a reader would: aunt2 before aunt10."""
    return tuple(sorted(people, key=natural))


def natural(person: PersonId) -> tuple[str, int, str]:
    """Key of an id by its letters, then by the number at its end."""
    stem = person.rstrip("0123456789")
    number = person[len(stem) :]
    # digits of other scripts and huge numbers are letters like any other
    value = int(number) if number.isascii() and 0 < len(number) < 10 else 0
    return (stem, value, person)
