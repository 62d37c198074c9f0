"""What is left of a family when somebody is erased from it: the others, and who told of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from counselling.language.finding import plain
from counselling.pedigree.continuing import Heard
from counselling.pedigree.family import Family
from counselling.pedigree.origin import Origin
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.places import Place
from counselling.pedigree.renaming import renamed
from counselling.records.privacy.facts import Fact
from counselling.records.store.clock import written

# What the symbol keeps: where she stands and what she is to others, nothing of herself.
_KEPT_FACTS: Final = ("sex", "gender", "parents", "is_placeholder", "has_unknown_parents")


def without_person(family: Family, person: PersonId, *, new_id: PersonId) -> Family:
    """Return the family with a person as an unnamed symbol under another id.

    Raises PedigreeError.
    """
    return renamed(without_facts(family, person), person, new_id)


def without_facts(family: Family, person: PersonId) -> Family:
    """Return the family with a person as an unnamed symbol; notes that name her go.

    Raises PedigreeError.
    """
    old = family.person(person)
    bare = Person(old.id, **{name: getattr(old, name) for name in _KEPT_FACTS})
    left = replace(
        family.replace_person(bare),
        answers=tuple(a for a in family.answers if a.person != person),
        outside=tuple(o for o in family.outside if o.person != person),
        notes=tuple(n for n in family.notes if not _names(old, n.text)),
        historian="" if _names(old, family.historian) else family.historian,
        proband=None if family.proband == person else family.proband,
        consultand=None if family.consultand == person else family.consultand,
    )
    people = (replace(p, note="") if _names(old, p.note) else p for p in left.persons)
    return replace(left, persons=tuple(people))


def has_results(person: Person) -> bool:
    """Whether anything is known of somebody that only a genetic test can have told."""
    return any((person.tests, person.carries, person.presymptomatic, person.karyotype))


def without_results(family: Family, person: PersonId) -> Family:
    """Return the family without what a genetic test told of a person; her illnesses stay.

    Free texts about her go with it: nobody can say which of them tell the result.
    """
    old = family.person(person)
    bare = replace(old, tests=(), carries=(), presymptomatic=(), karyotype="", note="")
    left = family.replace_person(bare)
    people = (replace(p, note="") if _names(old, p.note) else p for p in left.persons)
    return replace(
        left,
        persons=tuple(people),
        outside=tuple(o for o in family.outside if o.person != person),
        notes=tuple(n for n in family.notes if not _names(old, n.text)),
    )


def _names(person: Person, text: str) -> bool:
    """Whether a text names somebody: by her whole name, or a part of it that is no initial."""
    parts = [person.name, *(part for part in person.name.split() if len(part) > 2)]
    said = plain(text)
    return any(plain(part) in said for part in parts if plain(part).strip())


def heard_from_others(
    told: Iterable[Fact], person: Person, *, new_id: PersonId
) -> tuple[Heard, ...]:
    """Say who told what is left without a person: nothing about her alone, and not by her.

    What she told of others stays as a fact that nobody is named for. new_id: of her symbol.
    """
    found: dict[tuple[str, str, Origin], list[Place]] = {}
    for fact in told:
        if fact.about != (person.id,):
            said = fact.author, written(fact.told_at), _unnamed(fact.origin, person)
            found.setdefault(said, []).append(_moved(fact.place, person.id, new_id))
    return tuple(Heard(tuple(places), *said) for said, places in found.items())


def _unnamed(origin: Origin, person: Person) -> Origin:
    """Where a fact comes from, unless it comes from her."""
    if origin.teller == person.id:
        origin = replace(origin, teller="", consent="")
    return replace(origin, told_by="") if _names(person, origin.told_by) else origin


def _moved(place: Place, old: PersonId, new: PersonId) -> Place:
    """A place that somebody shares with her: of a couple, of twins."""
    kind, *rest = place
    if kind in ("couple", "twins") and old in rest:
        return (kind, *sorted(new if one == old else one for one in rest))
    return place
