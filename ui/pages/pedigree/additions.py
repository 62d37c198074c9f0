"""New relatives as Edits: who must be there to link them comes along as a gap to be filled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counselling.pedigree.edits import AddPerson, ChangePerson, Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import AddChild, AddParents, AddPartner
from counselling.pedigree.terms import ParentKind, PregnancyOutcome, Sex
from ui.pages.pedigree.facts import OTHER_SEX

_PARENTS = {ParentKind.MOTHER: Sex.FEMALE, ParentKind.FATHER: Sex.MALE}


@dataclass(frozen=True, slots=True)
class Addition:
    """What to do, and to whom the focus goes: the first of the new people."""

    edits: tuple[Edit, ...]
    focus: PersonId


def fresh_ids(family: Family, count: int) -> tuple[PersonId, ...]:
    """Return ids that nobody has."""
    last = max((int(p.id) for p in family.persons if p.id.isdecimal()), default=0)
    return tuple(str(last + step) for step in range(1, count + 1))


def partner(of: PersonId, sex: Sex | None, family: Family) -> Addition:
    """Add a partner; of the other sex unless told. A gap beside a person is filled first."""
    person = family.person(of)
    gap = next((m for m in _mates(family, of) if m.is_placeholder), None)
    if gap is not None and sex in (None, gap.sex):
        return Addition((ChangePerson(replace(gap, is_placeholder=False)),), gap.id)
    (new,) = fresh_ids(family, 1)
    wanted = OTHER_SEX[person.sex] if sex is None else sex
    return Addition((AddPartner(of, Person(new, sex=wanted)),), new)


def children(
    of: PersonId,
    sex: Sex | None,
    family: Family,
    *,
    count: int = 1,
    outcome: PregnancyOutcome | None = None,
) -> Addition:
    """Add children to a person and her partner, the last one told; without one a gap is made."""
    person = family.person(of)
    ids = fresh_ids(family, count + 1)
    mates, made = _mates(family, of), []
    if mates:
        mate = mates[-1]
    else:
        mate = Person(ids[-1], sex=OTHER_SEX[person.sex], is_placeholder=True)
        # Not AddPartner: that they were partners is not told, only that there was a parent.
        made.append(AddPerson(mate))
    links = _links(person, mate)
    kids = _born(ids[:count], sex, links, outcome)
    return Addition((*_revealed(person), *made, *kids), ids[0])


def siblings(of: PersonId, sex: Sex | None, family: Family, *, count: int = 1) -> Addition:
    """Add full siblings; parents whom nobody named come along as gaps."""
    person = family.person(of)
    ids = fresh_ids(family, count + 2)
    made = _missing_parents(person, ids[count:], frozenset(_PARENTS))
    links = (*person.parents, *(link for edit in made for link in edit.links))
    genetic = tuple(link for link in links if link.kind.is_genetic)
    kids = _born(ids[:count], sex, genetic, None)
    return Addition((*made, *kids), ids[0])


def parent(of: PersonId, kind: ParentKind, family: Family) -> Addition:
    """Go to the mother or father: a gap is filled, a missing parent made, the other left a gap."""
    person = family.person(of)
    known = person.mother if kind is ParentKind.MOTHER else person.father
    if known is not None:
        return Addition(_revealed(family.person(known)), known)
    ids = fresh_ids(family, 2)
    made = _missing_parents(person, ids, frozenset(_PARENTS) - {kind})
    wanted = next(p.id for edit in made for p in edit.people if p.sex is _PARENTS[kind])
    return Addition(made, wanted)


def _missing_parents(
    person: Person, ids: Iterable[PersonId], gaps: frozenset[ParentKind]
) -> tuple[AddParents, ...]:
    known = {ParentKind.MOTHER: person.mother, ParentKind.FATHER: person.father}
    people, links = [], []
    for (kind, sex), new in zip(_PARENTS.items(), ids, strict=False):
        if known[kind] is None:
            people.append(Person(new, sex=sex, is_placeholder=kind in gaps))
            links.append(ParentLink(new, kind))
    if not people:
        return ()
    return (AddParents(person.id, tuple(people), tuple(links)),)


def _born(
    ids: Iterable[PersonId],
    sex: Sex | None,
    links: tuple[ParentLink, ...],
    outcome: PregnancyOutcome | None,
) -> tuple[AddChild, ...]:
    kids = (Person(i, sex=sex or Sex.UNKNOWN, parents=links, pregnancy=outcome) for i in ids)
    return tuple(AddChild(kid) for kid in kids)


def _links(one: Person, other: Person) -> tuple[ParentLink, ...]:
    """Egg and sperm by sex; where neither tells, the person asked for comes first."""
    is_mother = one.sex is Sex.FEMALE or (one.sex is Sex.UNKNOWN and other.sex is not Sex.FEMALE)
    egg, sperm = (one, other) if is_mother else (other, one)
    return (ParentLink(egg.id, ParentKind.MOTHER), ParentLink(sperm.id, ParentKind.FATHER))


def _mates(family: Family, of: PersonId) -> list[Person]:
    ids = (p for union in family.unions_of(of) for p in union.partners if p != of)
    return [family.person(each) for each in dict.fromkeys(ids)]


def _revealed(person: Person) -> tuple[Edit, ...]:
    return (ChangePerson(replace(person, is_placeholder=False)),) if person.is_placeholder else ()
