"""Another id for a person of a family, wherever it stands; ids from files can be names."""

from dataclasses import replace

from counselling.errors import PedigreeError
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId


def renamed(family: Family, old: PersonId, new: PersonId) -> Family:
    """Return the family with a person under another id; nothing else of her changes.

    Raises PedigreeError: "no_such_person", "double_id".
    """
    family.person(old)
    if new in family.by_id:
        raise PedigreeError("pedigree.double_id")

    def to(person: PersonId) -> PersonId:
        return new if person == old else person

    def maybe(person: PersonId | None) -> PersonId | None:
        return None if person is None else to(person)

    def moved(person: Person) -> Person:
        parents = tuple(replace(link, parent=to(link.parent)) for link in person.parents)
        return replace(person, id=to(person.id), parents=parents)

    hand = family.arrangement
    return replace(
        family,
        persons=tuple(map(moved, family.persons)),
        partnerships=tuple(
            replace(p, partners=(to(p.partners[0]), to(p.partners[1])), left_by=maybe(p.left_by))
            for p in family.partnerships
        ),
        twins=tuple(replace(t, members=tuple(map(to, t.members))) for t in family.twins),
        proband=maybe(family.proband),
        consultand=maybe(family.consultand),
        arrangement=Arrangement(
            tuple(replace(nudge, person=to(nudge.person)) for nudge in hand.nudges),
            tuple(replace(pin, person=to(pin.person)) for pin in hand.pins),
            tuple(tuple(map(to, order)) for order in hand.orders),
            tuple((to(left), to(right)) for left, right in hand.sides),
        ),
        answers=tuple(replace(a, person=to(a.person)) for a in family.answers),
        outside=tuple(replace(o, person=to(o.person)) for o in family.outside),
    )
