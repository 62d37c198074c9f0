"""New relatives as Edits: who must be there to link them comes along as a gap to be filled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counselling.pedigree.edits import AddPerson, ChangePerson, Edit, SetPartnership
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import AddChild, AddParents, AddPartner, SetTwins
from counselling.pedigree.terms import (
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    Zygosity,
)
from ui.pages.pedigree.edits.facts import OTHER_SEX, mates_of

PARENT_SEX = {ParentKind.MOTHER: Sex.FEMALE, ParentKind.FATHER: Sex.MALE}


@dataclass(frozen=True, slots=True)
class Addition:
    """What to do, and to whom the focus goes: the first of the new people."""

    edits: tuple[Edit, ...]
    focus: PersonId


@dataclass(frozen=True, slots=True)
class Newborn:
    """Who is born: of one sex, so many at once, a loss, or one symbol for a group.

    count: people; in a group 0 stands for several of unknown number. twins: they are of one
    pregnancy, a single one with the sibling before.
    """

    sex: Sex | None = None
    count: int = 1
    outcome: PregnancyOutcome | None = None
    is_group: bool = False
    twins: Zygosity | None = None

    @property
    def symbols(self) -> int:
        """How many symbols are drawn."""
        return 1 if self.is_group else self.count


def fresh_ids(family: Family, count: int) -> tuple[PersonId, ...]:
    """Return ids that nobody has."""
    last = max((int(p.id) for p in family.persons if p.id.isdecimal()), default=0)
    return tuple(str(last + step) for step in range(1, count + 1))


def partner(of: PersonId, sex: Sex | None, family: Family, *, is_former: bool = False) -> Addition:
    """Add a partner; of the other sex unless told. A gap beside a person is filled first."""
    person = family.person(of)
    gap = next((m for m in mates_of(family, of) if family.person(m).is_placeholder), None)
    if gap is not None and sex in (None, family.person(gap).sex):
        edits: tuple[Edit, ...] = (ChangePerson(replace(family.person(gap), is_placeholder=False)),)
        return Addition((*edits, *_parted((of, gap), is_former=is_former)), gap)
    (new,) = fresh_ids(family, 1)
    wanted = OTHER_SEX[person.sex] if sex is None else sex
    added = AddPartner(of, Person(new, sex=wanted))
    return Addition((added, *_parted((of, new), is_former=is_former)), new)


def children(
    of: PersonId, born: Newborn, family: Family, *, mate: PersonId | None = None
) -> Addition:
    """Add children to a person and her partner, the last one told; without one a gap is made."""
    person = family.person(of)
    ids = fresh_ids(family, born.symbols + 1)
    mates, made = mates_of(family, of), []
    if mates:
        other = family.person(mate if mate in mates else mates[-1])
    else:
        other = Person(ids[-1], sex=OTHER_SEX[person.sex], is_placeholder=True)
        # Not AddPartner: that they were partners is not told, only that there was a parent.
        made.append(AddPerson(other))
    kids = _born(ids[: born.symbols], born, _links(person, other))
    before = [
        kid
        for union in family.unions_of(of)
        if set(union.partners) == {of, other.id}
        for kid in union.children
    ]
    twins = _twins(before, ids[: born.symbols], born)
    return Addition((*_revealed(person), *made, *kids, *twins), ids[0])


def siblings(of: PersonId, born: Newborn, family: Family) -> Addition:
    """Add full siblings; parents whom nobody named come along as gaps."""
    person = family.person(of)
    ids = fresh_ids(family, born.symbols + 2)
    made = missing_parents(person, ids[born.symbols :], frozenset(PARENT_SEX))
    links = (*person.parents, *(link for edit in made for link in edit.links))
    genetic = tuple(link for link in links if link.kind.is_genetic)
    if born.twins is Zygosity.MONOZYGOTIC and born.sex is None:
        born = replace(born, sex=person.sex)
    kids = _born(ids[: born.symbols], born, genetic)
    twins = (
        (SetTwins(TwinSet((of, *ids[: born.symbols]), born.twins)),)
        if born.twins is not None
        else ()
    )
    return Addition((*made, *kids, *twins), ids[0])


def parent(of: PersonId, kind: ParentKind, family: Family) -> Addition:
    """Go to the mother or father: a gap is filled, a missing parent made, the other left a gap."""
    person = family.person(of)
    known = person.mother if kind is ParentKind.MOTHER else person.father
    if known is not None:
        return Addition(_revealed(family.person(known)), known)
    ids = fresh_ids(family, 2)
    made = missing_parents(person, ids, frozenset(PARENT_SEX) - {kind})
    wanted = next(p.id for edit in made for p in edit.people if p.sex is PARENT_SEX[kind])
    return Addition(made, wanted)


def missing_parents(
    person: Person, ids: Iterable[PersonId], gaps: frozenset[ParentKind]
) -> tuple[AddParents, ...]:
    """Return the mother and father whom a person lacks. gaps: which of them nobody named."""
    known = {ParentKind.MOTHER: person.mother, ParentKind.FATHER: person.father}
    people, links = [], []
    for (kind, sex), new in zip(PARENT_SEX.items(), ids, strict=False):
        if known[kind] is None:
            people.append(Person(new, sex=sex, is_placeholder=kind in gaps))
            links.append(ParentLink(new, kind))
    if not people:
        return ()
    return (AddParents(person.id, tuple(people), tuple(links)),)


def _parted(pair: tuple[PersonId, PersonId], *, is_former: bool) -> tuple[Edit, ...]:
    status = PartnershipStatus.SEPARATED
    return (SetPartnership(Partnership(pair, status)),) if is_former else ()


def _born(
    ids: Iterable[PersonId], born: Newborn, links: tuple[ParentLink, ...]
) -> tuple[AddChild, ...]:
    count = born.count if born.is_group else 1
    if born.is_group and born.count == 1:
        count = 0  # several, nobody said how many
    kids = (
        Person(
            i,
            sex=born.sex or Sex.UNKNOWN,
            parents=links,
            pregnancy=born.outcome,
            count=count,
        )
        for i in ids
    )
    return tuple(AddChild(kid) for kid in kids)


def _twins(
    before: list[PersonId], new: tuple[PersonId, ...], born: Newborn
) -> tuple[SetTwins, ...]:
    """Several are each other's; a single one is the twin of the child born before."""
    members = new if len(new) > 1 else (*before[-1:], *new)
    if born.twins is None or len(members) < 2:
        return ()
    return (SetTwins(TwinSet(members, born.twins)),)


def _links(one: Person, other: Person) -> tuple[ParentLink, ...]:
    """Egg and sperm by sex; where neither tells, the person asked for comes first."""
    is_mother = one.sex is Sex.FEMALE or (one.sex is Sex.UNKNOWN and other.sex is not Sex.FEMALE)
    egg, sperm = (one, other) if is_mother else (other, one)
    return (ParentLink(egg.id, ParentKind.MOTHER), ParentLink(sperm.id, ParentKind.FATHER))


def _revealed(person: Person) -> tuple[Edit, ...]:
    return (ChangePerson(replace(person, is_placeholder=False)),) if person.is_placeholder else ()
