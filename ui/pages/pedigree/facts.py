"""Facts about one person, a couple or the whole family, as Edits made from how it stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counselling.pedigree import edits
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    ParentLink,
    Person,
    PersonId,
)
from counselling.pedigree.structure import RemovePeople, hanging_on
from counselling.pedigree.terms import (
    Adoption,
    Gender,
    ParentKind,
    PartnershipStatus,
    Sex,
    TestResult,
)
from ui.pages.pedigree.ages import Onset

FIRST_PERSON: Final[PersonId] = "1"

OTHER_SEX: Final = {Sex.FEMALE: Sex.MALE, Sex.MALE: Sex.FEMALE, Sex.UNKNOWN: Sex.UNKNOWN}
_TURNED: Final = {ParentKind.MOTHER: ParentKind.FATHER, ParentKind.FATHER: ParentKind.MOTHER}


def renamed(person_id: PersonId, name: str, family: Family) -> tuple[Edit, ...]:
    """Give a person a name."""
    return changed(family, replace(family.person(person_id), name=name))


def aged(person_id: PersonId, age: Age | None, family: Family) -> tuple[Edit, ...]:
    """Set the last age known; of who has died, the age at death."""
    return changed(family, replace(family.person(person_id), age=age))


def deceased(person_id: PersonId, is_deceased: bool, family: Family) -> tuple[Edit, ...]:
    """Set whether a person has died."""
    return changed(family, replace(family.person(person_id), is_deceased=is_deceased))


def died(person_id: PersonId, age: Age | None, cause: str, family: Family) -> tuple[Edit, ...]:
    """Set that a person has died, at which age and of what; an age told alive is none at death."""
    person = family.person(person_id)
    return changed(family, replace(person, is_deceased=True, age=age, cause_of_death=cause))


def alive(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Set that a person lives: an age at death is not her age now."""
    person = family.person(person_id)
    age = None if person.is_deceased else person.age
    told = replace(person, is_deceased=False, age=age, cause_of_death="", is_placeholder=False)
    return changed(family, told)


def diagnosed(
    person_id: PersonId, condition: str, onsets: tuple[Onset, ...], family: Family
) -> tuple[Edit, ...]:
    """Add a condition, once for each age: a second primary is a second diagnosis."""
    person = family.person(person_id)
    new = tuple(Diagnosis(condition, age, side) for age, side in onsets)
    return changed(family, replace(person, diagnoses=(*person.diagnoses, *new)))


def undiagnosed(person_id: PersonId, place: int, family: Family) -> tuple[Edit, ...]:
    """Take a diagnosis back; place: which of hers."""
    person = family.person(person_id)
    kept = person.diagnoses[:place] + person.diagnoses[place + 1 :]
    return changed(family, replace(person, diagnoses=kept))


def tested(person_id: PersonId, gene: str, result: TestResult, family: Family) -> tuple[Edit, ...]:
    """Add a gene test."""
    person = family.person(person_id)
    return changed(family, replace(person, tests=(*person.tests, GeneTest(gene, result))))


def untested(person_id: PersonId, place: int, family: Family) -> tuple[Edit, ...]:
    """Take a gene test back; place: which of hers."""
    person = family.person(person_id)
    return changed(family, replace(person, tests=person.tests[:place] + person.tests[place + 1 :]))


def adopted(person_id: PersonId, adoption: Adoption | None, family: Family) -> tuple[Edit, ...]:
    """Set which way a person was adopted."""
    return changed(family, replace(family.person(person_id), adoption=adoption))


def gendered(person_id: PersonId, gender: Gender | None, family: Family) -> tuple[Edit, ...]:
    """Set the gender where it is not as the sex."""
    return changed(family, replace(family.person(person_id), gender=gender))


def sexed(person_id: PersonId, sex: Sex, family: Family) -> tuple[Edit, ...]:
    """Set the sex; of a parent of whom it was not known, egg and sperm may have to change places.

    A partner who only stands where somebody must be takes the other sex.
    """
    person = family.person(person_id)
    made = list(changed(family, replace(person, sex=sex)))
    wanted = {Sex.FEMALE: ParentKind.MOTHER, Sex.MALE: ParentKind.FATHER}.get(sex)
    mates = [p for union in family.unions_of(person_id) for p in union.partners if p != person_id]
    for mate in (family.person(each) for each in dict.fromkeys(mates)):
        if mate.is_placeholder and mate.sex is not OTHER_SEX[sex]:
            made.append(edits.ChangePerson(replace(mate, sex=OTHER_SEX[sex])))
    if wanted is not None:
        made += _turned_links(person_id, wanted, family)
    return tuple(made)


def _turned_links(parent: PersonId, wanted: ParentKind, family: Family) -> Iterator[Edit]:
    for child in family.persons:
        kind = next((link.kind for link in child.parents if link.parent == parent), wanted)
        if kind in _TURNED and kind is not wanted:
            links = (ParentLink(k.parent, _TURNED.get(k.kind, k.kind)) for k in child.parents)
            yield edits.ChangePerson(replace(child, parents=tuple(links)))


def partnered(
    pair: tuple[PersonId, PersonId],
    family: Family,
    *,
    status: PartnershipStatus | None = None,
    is_related: bool | None = None,
) -> tuple[Edit, ...]:
    """Set how two partners stand to each other, and whether they are related by blood."""
    known = {frozenset(p.partners): p for p in family.partnerships}
    couple = known.get(frozenset(pair), Partnership(pair))
    told = replace(couple, status=couple.status if status is None else status)
    if is_related is not None:
        told = replace(told, is_consanguineous=is_related or None)
    return () if told == couple else (edits.SetPartnership(told),)


def with_last_partner(
    person_id: PersonId,
    family: Family,
    *,
    status: PartnershipStatus | None = None,
    is_related: bool | None = None,
) -> tuple[Edit, ...]:
    """Set the same of a person and the partner told last; without a partner nothing is set."""
    mates = [p for union in family.unions_of(person_id) for p in union.partners if p != person_id]
    if not mates:
        return ()
    return partnered((person_id, mates[-1]), family, status=status, is_related=is_related)


def removed(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Take a person out with what hangs on her."""
    return (RemovePeople(hanging_on(family, person_id)),)


def chosen(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Set who asks for advice."""
    return () if family.consultand == person_id else (edits.ChooseConsultand(person_id),)


def begun(family: Family) -> tuple[Edit, ...]:
    """Begin an empty family with who asks for advice."""
    if family.persons:
        return ()
    return (edits.AddPerson(Person(FIRST_PERSON)), edits.ChooseConsultand(FIRST_PERSON))


def changed(family: Family, person: Person) -> tuple[Edit, ...]:
    """Put facts in place; of whom something is told is a person, no gap. No change is no edit."""
    if person == family.person(person.id):
        return ()
    return (edits.ChangePerson(replace(person, is_placeholder=False)),)
