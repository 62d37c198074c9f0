"""Where the arrows lead: up to a parent, down to the first child, along the row."""

from enum import Enum
from typing import Final

from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import Person, PersonId


class Way(Enum):
    """Which arrow."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


_STRANGER: Final = "relative"


def next_relative(
    family: Family, layout: Layout, person: PersonId, way: Way, came_from: PersonId | None = None
) -> PersonId | None:
    """Return who is reached from a person; None where the way ends.

    came_from: who was left by the last step: back down it leads to her again. Up prefers whom
    somebody named, and of two the consultand's own relative.
    """
    here = family.person(person)
    if way is Way.UP:
        parents = [family.person(p) for p in here.genetic_parents]
        parents += [family.person(link.parent) for link in here.parents]
        return min(parents, key=lambda each: _rank(each, family), default=_none()).id or None
    if way is Way.DOWN:
        kids = family.children_of(person)
        kids += tuple(p.id for p in family.persons if any(k.parent == person for k in p.parents))
        return came_from if came_from in kids else next(iter(kids), None)
    row = next((row for row in layout.rows if person in row), ())
    if not row:
        return None
    at = row.index(person) + (1 if way is Way.RIGHT else -1)
    return row[at] if 0 <= at < len(row) else None


def _rank(person: Person, family: Family) -> tuple[bool, bool]:
    focus = family.focus
    is_stranger = focus is not None and relation(family, focus, person.id).key == _STRANGER
    return (person.is_placeholder, is_stranger and person.id != focus)


def _none() -> Person:
    return Person("")
