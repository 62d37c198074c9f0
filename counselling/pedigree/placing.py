"""The edits that let a value stand at a place of a family, whatever kind of place it is."""

from collections.abc import Sequence
from dataclasses import replace

from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.edits import (
    AddPerson,
    ChangePerson,
    ChooseConsultand,
    ChooseProband,
    ClearMark,
    Edit,
    Mark,
    NameFamily,
    NameHistorian,
    RemovePerson,
    SetPartnership,
)
from counselling.pedigree.family import Family
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.places import FACTS, OF_FAMILY, Place, Value, at
from counselling.pedigree.settling import Settle
from counselling.pedigree.structure import ClearPartnership, ClearTwins, SetTwins


def placed(place: Place, value: Value, family: Family) -> tuple[Edit, ...]:
    """Return the edits after which a value stands at a place, and nothing else is open there.

    What stands already is said to be right. What no edit takes back (an answer, words about the
    family) stays, and is said to be right too. Raises PedigreeError where the value does not fit
    into the family as it stands now, KeyError for no place.
    """
    if at(family, place) == value:
        return (Settle(place),)
    made, after = tuple(_setting(place, value, family)), family
    for edit in made:
        after = edit.apply(after)
    return made if at(after, place) == value else (*made, Settle(place))


def _setting(place: Place, value: Value, family: Family) -> Sequence[Edit]:
    match place:
        case ("person", person_id):
            return (AddPerson(Person(person_id)) if value else RemovePerson(person_id),)
        case ("person", person_id, name) if name in FACTS:
            return (ChangePerson(replace(family.person(person_id), **{name: value})),)
        case ("family", name) if name in OF_FAMILY:
            return _of_family(name, value, family)
        case ("couple", one, other):
            return (SetPartnership(value) if value else ClearPartnership((one, other)),)
        case ("twins", *members):
            return (SetTwins(value) if value else ClearTwins(tuple(members)),)
        case ("answer", *_):
            return (RecordAnswer(value),) if value else ()
        case ("outside", person_id, program):
            return (RecordOutside(value) if value else DropOutside(person_id, program),)
    raise KeyError(place)


def _of_family(name: str, value: Value, family: Family) -> Sequence[Edit]:
    if name == "name":
        return (NameFamily(value),)
    if name == "historian":
        return (NameHistorian(value),)
    if name == "notes":
        return [TakeNote(note) for note in value if note not in family.notes]
    return (_marked(Mark(name), value, getattr(family, name)),)


def _marked(mark: Mark, person: PersonId | None, before: PersonId | None) -> Edit:
    if person is None:
        return ClearMark(before or "", mark)
    return ChooseProband(person) if mark is Mark.PROBAND else ChooseConsultand(person)
