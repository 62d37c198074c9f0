"""Says what was done to a family, as its history does."""

from collections.abc import Mapping, Sequence
from typing import Final

from counselling.errors import Field
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.arranging import Nudge, Pin
from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.edits import (
    AddPerson,
    AdoptFamily,
    Edit,
    NameFamily,
    NameHistorian,
    RemovePerson,
    people_of,
)
from counselling.pedigree.family import Family
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Retrace, Statement
from counselling.pedigree.structure import AddChild, AddParents, AddPartner, RemovePeople
from counselling.pedigree.terms import Gender

_FIRST: Final = (AddChild, AddPartner, AddParents)
_OF_SEVERAL: Final[Sequence[tuple[frozenset[type], str]]] = (
    (frozenset({RemovePeople, RemovePerson}), N_("history.remove_several")),
    (frozenset({Nudge, Pin}), N_("history.move_several")),
)
_WHO: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: "person.woman",
    Gender.MAN: "person.man",
    Gender.NON_BINARY: "person.non_binary",
    Gender.UNKNOWN: "person.gender_unknown",
}


def told(
    edits: Sequence[Edit],
    families: tuple[Family, Family],
    numbers: Mapping[PersonId, str],
    words: Catalogue,
) -> str:
    """Say the edit that tells most. families: before and after; numbers: as drawn."""
    if several := _several(edits):
        kind, count = several
        return words.say(kind, count=count)
    edit = next((each for each in edits if isinstance(each, _FIRST)), edits[-1])
    if isinstance(edits[0], AddPerson):
        edit = edits[0] if edit is edits[-1] else edit
    blanks = {
        blank: _name(person, families, numbers, words) for blank, person in people_of(edit).items()
    }
    return words.say(f"history.{edit.kind}", **blanks, **_more(edit))


def _more(edit: Edit) -> Mapping[str, Field]:
    """Blanks of an edit's sentence that name nobody."""
    match edit:
        case RemovePeople(people):
            return {"count": len(people) - 1}
        case RecordAnswer(answer):
            return {"topic": answer.topic.value, "reply": answer.reply.value}
        case RecordOutside(result):
            return {"program": result.program, "version": result.version}
        case DropOutside(_, program):
            return {"program": program}
        case TakeNote(note):
            return {"text": note.text}
        case NameFamily(name) | NameHistorian(name):
            return {"name": name}
        case AdoptFamily(family) | ContinueFamily(family):
            return {"people": len(family.persons)}
        case Statement(_, typed):
            return {"text": typed}
        case Retrace(way):
            return {"way": way.value}
    return {}


def _several(edits: Sequence[Edit]) -> tuple[str, int] | None:
    """One deed to several people at once: how it is said, and how many they are."""
    kinds = {type(edit) for edit in edits}
    for likes, words in _OF_SEVERAL:
        if kinds <= likes and len(edits) > 1:
            return words, len({p for edit in edits for p in people_of(edit).values()})
    return None


def _name(
    person_id: PersonId,
    families: tuple[Family, Family],
    numbers: Mapping[PersonId, str],
    words: Catalogue,
) -> str:
    before, after = families
    person = after.by_id.get(person_id) or before.by_id.get(person_id)
    if person is None:
        return person_id
    return person.name or numbers.get(person_id) or words.say(_WHO[person.shown_gender])
