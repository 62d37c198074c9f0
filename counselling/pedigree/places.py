"""Places of a family: where a value stands, so that two families can be compared value by value.

    ("family", "name")  ("person", "p4")  ("person", "p4", "age")  ("couple", "p1", "p2")
    ("twins", "p4", "p5")  ("answer", "p4", "cancer", "")  ("outside", "p4", "program")
    ("arrangement", "pins")

("person", id) holds whether she is there; her facts stand at places of their own. What an edit did
is the places whose values it changed, whatever kind of edit it was: so edits made at one time on
two desks can be woven into one family (see records/weaving).
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias, get_type_hints

from counselling.pedigree.answers import Answer
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.family import Family
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Person, PersonId

Place: TypeAlias = tuple[str, ...]
Value: TypeAlias = Any  # of the type that `value_type` says

FACTS: Final = tuple(field.name for field in fields(Person) if field.name != "id")
OF_FAMILY: Final = ("name", "proband", "consultand", "historian", "notes")
OF_ARRANGEMENT: Final = tuple(field.name for field in fields(Arrangement))
_BARE: Final = Person("")


class Change(NamedTuple):
    """What stood at a place and what stands there now; None or False: nothing."""

    before: Value
    after: Value


def differences(before: Family, after: Family) -> dict[Place, Change]:
    """Return what differs between two families; empty for equal ones but for an order."""
    found: dict[Place, Change] = {}
    _of_people(before.by_id, after.by_id, found)
    for name in OF_FAMILY:
        _note(found, ("family", name), getattr(before, name), getattr(after, name))
    for name in OF_ARRANGEMENT:
        old, new = getattr(before.arrangement, name), getattr(after.arrangement, name)
        _note(found, ("arrangement", name), old, new)
    _of_maps(found, _items(before), _items(after))
    return found


def _of_people(
    old: Mapping[PersonId, Person], new: Mapping[PersonId, Person], found: dict[Place, Change]
) -> None:
    for person_id in (*old, *(one for one in new if one not in old)):
        one, other = old.get(person_id), new.get(person_id)
        if one is other:
            continue
        if one is None or other is None:
            found["person", person_id] = Change(one is not None, other is not None)
        for name in FACTS:
            values = (getattr(one or _BARE, name), getattr(other or _BARE, name))
            _note(found, ("person", person_id, name), *values)


def _of_maps(
    found: dict[Place, Change], old: Mapping[Place, Value], new: Mapping[Place, Value]
) -> None:
    for place in (*old, *(place for place in new if place not in old)):
        _note(found, place, old.get(place), new.get(place))


def _note(found: dict[Place, Change], place: Place, old: Value, new: Value) -> None:
    if old is not new and old != new:
        found[place] = Change(old, new)


def _items(family: Family) -> dict[Place, Value]:
    return dict(_each(family))


def _each(family: Family) -> Iterator[tuple[Place, Value]]:
    for couple in family.partnerships:
        yield ("couple", *sorted(couple.partners)), couple
    for twins in family.twins:
        yield ("twins", *sorted(twins.members)), twins
    for answer in family.answers:
        yield ("answer", answer.person, answer.topic.value, answer.about), answer
    for result in family.outside:
        yield ("outside", *result.key), result


def at(family: Family, place: Place) -> Value:
    """Return what stands at a place; None or False: nothing."""
    match place:
        case ("person", person_id):
            return person_id in family.by_id
        case ("person", person_id, name):
            return getattr(family.by_id.get(person_id, _BARE), name)
        case ("family", name):
            return getattr(family, name)
        case ("arrangement", name):
            return getattr(family.arrangement, name)
    return _items(family).get(place)


def is_place(place: Place) -> bool:
    """Whether something can stand there, whoever is in the family."""
    match place:
        case ("person", _) | ("couple", _, _) | ("twins", _, _, *_):
            return True
        case ("answer", _, _, _) | ("outside", _, _):
            return True
        case ("person", _, name):
            return name in FACTS
        case ("family", name):
            return name in OF_FAMILY
        case ("arrangement", name):
            return name in OF_ARRANGEMENT
    return False


def whom(place: Place) -> tuple[PersonId, ...]:
    """Whom a place is about; nobody for one of the whole family."""
    match place:
        case ("person" | "answer" | "outside", person_id, *_):
            return (person_id,)
        case ("couple" | "twins", *people):
            return tuple(people)
    return ()


@cache
def value_type(place: Place) -> Any:
    """Return the type of what can stand at a place. Raises KeyError for no place of a family."""
    match place:
        case ("person", _):
            return bool
        case ("person", _, name):
            return get_type_hints(Person)[name]
        case ("family", name):
            return get_type_hints(Family)[name]
        case ("arrangement", name):
            return get_type_hints(Arrangement)[name]
        case (kind, *_):
            of_kind = {
                "couple": Partnership,
                "twins": TwinSet,
                "answer": Answer,
                "outside": OutsideResult,
            }
            return of_kind[kind] | None
    raise KeyError(place)
