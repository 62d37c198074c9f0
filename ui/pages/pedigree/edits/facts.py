"""Facts about one person or the whole family, as Edits made from how it stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeVar

from counselling.pedigree import edits
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import (
    Age,
    Evaluation,
    GeneTest,
    ParentLink,
    PartialDate,
    Person,
    PersonId,
    Procedure,
)
from counselling.pedigree.structure import RemovePeople, hanging_on
from counselling.pedigree.terms import (
    Adoption,
    Gender,
    ParentKind,
    Sex,
    SexAssigned,
)
from ui.pages.pedigree.edits.illness import Onset

T = TypeVar("T")

FIRST_PERSON: Final[PersonId] = "1"

OTHER_SEX: Final = {Sex.FEMALE: Sex.MALE, Sex.MALE: Sex.FEMALE, Sex.UNKNOWN: Sex.UNKNOWN}
_TURNED: Final = {ParentKind.MOTHER: ParentKind.FATHER, ParentKind.FATHER: ParentKind.MOTHER}


def renamed(person_id: PersonId, name: str, family: Family) -> tuple[Edit, ...]:
    """Give a person a name."""
    return changed(family, replace(family.person(person_id), name=name))


def aged(
    person_id: PersonId, age: Age | None, family: Family, *, born: PartialDate | None = None
) -> tuple[Edit, ...]:
    """Set the last age known; of who has died, the age at death. born: told with it."""
    person = family.person(person_id)
    return changed(family, replace(person, age=age, birth=born or person.birth))


def deceased(person_id: PersonId, is_deceased: bool, family: Family) -> tuple[Edit, ...]:
    """Set whether a person has died."""
    return changed(family, replace(family.person(person_id), is_deceased=is_deceased))


def died(
    person_id: PersonId,
    age: Age | None,
    cause: str,
    family: Family,
    *,
    date: PartialDate | None = None,
) -> tuple[Edit, ...]:
    """Set that a person has died, when and of what; an age told alive is none at death."""
    person = family.person(person_id)
    told = replace(person, is_deceased=True, age=age, cause_of_death=cause)
    return changed(family, replace(told, death=date or person.death))


def alive(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Set that a person lives: an age at death is not her age now."""
    person = family.person(person_id)
    age = None if person.is_deceased else person.age
    told = replace(person, is_deceased=False, age=age, cause_of_death="", death=None)
    return changed(family, replace(told, is_placeholder=False))


def diagnosed(
    person_id: PersonId,
    condition: str,
    onsets: tuple[Onset, ...],
    family: Family,
    *,
    place: int | None = None,
) -> tuple[Edit, ...]:
    """Add a condition, once for each age: a second primary is a second diagnosis.

    place: which of hers it is put in place of.
    """
    person = family.person(person_id)
    new = tuple(onset.of(condition) for onset in onsets)
    return changed(family, replace(person, diagnoses=put(person.diagnoses, new, place)))


def gene_tested(
    person_id: PersonId, test: GeneTest, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Add a gene test; place: which of hers it is put in place of."""
    person = family.person(person_id)
    return changed(family, replace(person, tests=put(person.tests, (test,), place)))


def suspected(
    person_id: PersonId,
    condition: str,
    onsets: tuple[Onset, ...],
    family: Family,
    *,
    place: int | None = None,
) -> tuple[Edit, ...]:
    """Add what a person may have or have had; it never counts as a diagnosis."""
    person = family.person(person_id)
    new = tuple(onset.of(condition) for onset in onsets)
    return changed(family, replace(person, suspected=put(person.suspected, new, place)))


def excluded(
    person_id: PersonId, condition: str, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Add a condition that was asked about and that a person has not had."""
    person = family.person(person_id)
    if condition in person.excluded:
        return ()
    return changed(family, replace(person, excluded=put(person.excluded, (condition,), place)))


def operated(
    person_id: PersonId, done: Procedure, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Add an operation."""
    person = family.person(person_id)
    return changed(family, replace(person, procedures=put(person.procedures, (done,), place)))


def evaluated(
    person_id: PersonId, seen: Evaluation, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Add an examination."""
    person = family.person(person_id)
    return changed(family, replace(person, evaluations=put(person.evaluations, (seen,), place)))


def at_risk(
    person_id: PersonId, told: tuple[str, str], family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Add a risk factor: its key and its value."""
    person = family.person(person_id)
    return changed(family, replace(person, risk_factors=put(person.risk_factors, (told,), place)))


def put(known: tuple[T, ...], new: tuple[T, ...], place: int | None) -> tuple[T, ...]:
    """Return facts with new ones behind them, or in place of one of them."""
    if place is None:
        return (*known, *new)
    return (*known[:place], *new, *known[place + 1 :])


def adopted(person_id: PersonId, adoption: Adoption | None, family: Family) -> tuple[Edit, ...]:
    """Set which way a person was adopted."""
    return changed(family, replace(family.person(person_id), adoption=adoption))


def gendered(person_id: PersonId, gender: Gender | None, family: Family) -> tuple[Edit, ...]:
    """Set the gender where it is not as the sex."""
    return changed(family, replace(family.person(person_id), gender=gender))


def assigned(person_id: PersonId, at_birth: SexAssigned | None, family: Family) -> tuple[Edit, ...]:
    """Set the sex written down at birth where it matters."""
    return changed(family, replace(family.person(person_id), assigned=at_birth))


def born(person_id: PersonId, date: PartialDate | None, family: Family) -> tuple[Edit, ...]:
    """Set when a person was born."""
    return changed(family, replace(family.person(person_id), birth=date))


def sexed(person_id: PersonId, sex: Sex, family: Family) -> tuple[Edit, ...]:
    """Set the sex; of a parent of whom it was not known, egg and sperm may have to change places.

    A partner who only stands where somebody must be takes the other sex.
    """
    person = family.person(person_id)
    made = list(changed(family, replace(person, sex=sex)))
    wanted = {Sex.FEMALE: ParentKind.MOTHER, Sex.MALE: ParentKind.FATHER}.get(sex)
    for mate in (family.person(each) for each in mates_of(family, person_id)):
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


def mates_of(family: Family, person_id: PersonId) -> tuple[PersonId, ...]:
    """Return partners by a couple that was told or by common children, the last told last."""
    found = (p for union in family.unions_of(person_id) for p in union.partners)
    return tuple(dict.fromkeys(p for p in found if p != person_id))


def removed(person_id: PersonId, family: Family, *, is_alone: bool = False) -> tuple[Edit, ...]:
    """Take a person out, alone or with what hangs on her."""
    if is_alone:
        return (edits.RemovePerson(person_id),)
    return (RemovePeople(hanging_on(family, person_id)),)


def all_removed(
    people: tuple[PersonId, ...], family: Family, *, is_alone: bool = False
) -> tuple[Edit, ...]:
    """Take several people out, each alone or with what hangs on her."""
    made: list[Edit] = []
    for person in people:
        if person in family.by_id:  # else she hung on one who is gone already
            for edit in removed(person, family, is_alone=is_alone):
                family = edit.apply(family)
                made.append(edit)
    return tuple(made)


def chosen(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Set who asks for advice."""
    return () if family.consultand == person_id else (edits.ChooseConsultand(person_id),)


def brought(person_id: PersonId, family: Family) -> tuple[Edit, ...]:
    """Set who brought the family to attention."""
    return () if family.proband == person_id else (edits.ChooseProband(person_id),)


def unmarked(person_id: PersonId, mark: edits.Mark, family: Family) -> tuple[Edit, ...]:
    """Take back who asks for advice, or who brought the family."""
    return (edits.ClearMark(person_id, mark),)


def told_by(name: str, family: Family) -> tuple[Edit, ...]:
    """Set who told the family history."""
    return () if family.historian == name else (edits.NameHistorian(name),)


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
