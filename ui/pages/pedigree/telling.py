"""Says what was done to a family, as its history does."""

from collections.abc import Mapping, Sequence
from typing import Final

from counselling.errors import Field
from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import AddPerson, Edit, people_of
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.structure import AddChild, AddParents, AddPartner, RemovePeople
from counselling.pedigree.terms import Gender

_FIRST: Final = (AddChild, AddPartner, AddParents)
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
    edit = next((each for each in edits if isinstance(each, _FIRST)), edits[-1])
    if isinstance(edits[0], AddPerson):
        edit = edits[0] if edit is edits[-1] else edit
    blanks: dict[str, Field] = {
        blank: _name(person, families, numbers, words) for blank, person in people_of(edit).items()
    }
    if isinstance(edit, RemovePeople):
        blanks["count"] = len(edit.people) - 1
    return words.say(f"history.{edit.kind}", **blanks)


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
