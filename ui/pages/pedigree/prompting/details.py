"""Facts that are told seldom: each one field of a person, set and taken back in the same way."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from counselling.pedigree.edits import ChangePerson, Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import Contact
from ui.pages.pedigree.edits.ages import typed_date, typed_number
from ui.pages.pedigree.edits.facts import put
from ui.pages.pedigree.prompting.prompts import Verb

MOST_WEEKS: Final = 45
MOST_IN_GROUP: Final = 99
_PLACEHOLDER: Final = "is_placeholder"


class Kind(Enum):
    """What a field holds."""

    FLAG = "flag"
    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    NUMBER = "number"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Detail:
    """The field of a person, what it holds, and the most that a number there can be."""

    field: str
    kind: Kind
    most: int = 0


DETAILS: Final[Mapping[Verb, Detail]] = MappingProxyType(
    {
        Verb.NAME: Detail("name", Kind.TEXT),
        Verb.BIRTH: Detail("birth", Kind.DATE),
        Verb.ANCESTRY: Detail("ancestry", Kind.TEXTS),
        Verb.CARRIER: Detail("carries", Kind.TEXTS),
        Verb.PRESYMPTOMATIC: Detail("presymptomatic", Kind.TEXTS),
        Verb.CONTACT: Detail("contact", Kind.CONTACT),
        Verb.DEATH_DATE: Detail("death", Kind.DATE),
        Verb.DOCUMENTED: Detail("is_documented", Kind.FLAG),
        Verb.DUE: Detail("due", Kind.DATE),
        Verb.GROUP: Detail("count", Kind.NUMBER, MOST_IN_GROUP),
        Verb.KARYOTYPE: Detail("karyotype", Kind.TEXT),
        Verb.LAST_PERIOD: Detail("last_period", Kind.DATE),
        Verb.NOTE: Detail("note", Kind.TEXT),
        Verb.PLACEHOLDER: Detail(_PLACEHOLDER, Kind.FLAG),
        Verb.PRONOUNS: Detail("pronouns", Kind.TEXT),
        Verb.STATUS_UNKNOWN: Detail("is_status_unknown", Kind.FLAG),
        Verb.UNKNOWN_PARENTS: Detail("has_unknown_parents", Kind.FLAG),
        Verb.WEEKS: Detail("gestation_weeks", Kind.NUMBER, MOST_WEEKS),
    }
)


def value_of(verb: Verb, text: str) -> object:
    """Read what was typed for a detail. Raises NoAge."""
    detail = DETAILS[verb]
    readers: Mapping[Kind, Callable[[], object]] = {
        Kind.FLAG: lambda: True,
        Kind.TEXT: lambda: text,
        Kind.TEXTS: lambda: (text,) if text else (),
        Kind.DATE: lambda: typed_date(text),
        Kind.NUMBER: lambda: typed_number(text, most=detail.most),
        Kind.CONTACT: lambda: Contact(text),
    }
    value = readers[detail.kind]()
    return 0 if verb is Verb.GROUP and value is None else value  # several, nobody said how many


def detailed(
    person_id: PersonId, verb: Verb, value: object, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Set a detail; of those that can be several one is added, or put in place of one of them."""
    person, field = family.person(person_id), DETAILS[verb].field
    if isinstance(value, tuple):
        known = getattr(person, field)
        if place is None and set(value) <= set(known):
            return ()
        value = put(known, value, place)
    return _changed(person, field, value)


def cleared(
    person_id: PersonId, field: str, family: Family, *, place: int | None = None
) -> tuple[Edit, ...]:
    """Take a fact back: the one at a place where there can be several."""
    person = family.person(person_id)
    if place is not None:
        return _changed(person, field, put(getattr(person, field), (), place))
    return _changed(person, field, _DEFAULTS[field])


def _changed(person: Person, field: str, value: object) -> tuple[Edit, ...]:
    values: dict[str, Any] = {field: value}
    if field != _PLACEHOLDER and value != _DEFAULTS[field]:
        values[_PLACEHOLDER] = False  # of whom something is told is a person, no gap
    told = replace(person, **values)
    return () if told == person else (ChangePerson(told),)


_DEFAULTS: Final[Mapping[str, object]] = MappingProxyType(
    {each.name: each.default for each in fields(Person) if each.default is not MISSING}
)
