"""What a sheet says of itself: who told the family history, who drew it, the ancestry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.figures.heard import ancestry_name, called, in_a_row
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId


@dataclass(frozen=True, slots=True)
class Origin:
    """Who told and who drew, as they are to be named; empty: as the family says, and nobody."""

    historian: str = ""
    drawn_by: str = ""


NOBODY: Final = Origin()


def sheet_facts(
    family: Family,
    words: Catalogue,
    origin: Origin,
    *,
    numbers: Mapping[PersonId, str],
    has_names: bool,
) -> tuple[str, ...]:
    """Return the lines under a sheet's title, besides the day.

    numbers: as drawn. Without names nobody is named: who drew it neither, and of who told it only
    the pedigree number, where it is the consultand.
    """
    told = _historian(family, words, origin, numbers, has_names=has_names)
    drawn_by = words.say(N_("sheet.drawn_by"), name=origin.drawn_by) if origin.drawn_by else ""
    ancestry = _ancestry(family, words, numbers, has_names=has_names)
    return tuple(fact for fact in (told, drawn_by if has_names else "", *ancestry) if fact)


def _historian(
    family: Family,
    words: Catalogue,
    origin: Origin,
    numbers: Mapping[PersonId, str],
    *,
    has_names: bool,
) -> str:
    told = origin.historian or family.historian
    name = told if has_names else ""
    if not name and family.focus in family.by_id:
        asked = family.person(family.focus or "")
        if not told or told == asked.name:
            name = called(asked, numbers.get(asked.id, ""), words, has_name=has_names)
    return words.say(N_("sheet.told_by"), name=name) if name else ""


def _ancestry(
    family: Family, words: Catalogue, numbers: Mapping[PersonId, str], *, has_names: bool
) -> Iterator[str]:
    """Every ancestry that was told, with whose it is."""
    people: dict[str, list[str]] = {}
    for person in family.persons:
        for ancestry in person.ancestry:
            number = numbers.get(person.id, "")
            who = number or called(person, "", words, has_name=has_names)
            people.setdefault(ancestry, []).append(who)
    named = [
        words.say(
            N_("sheet.ancestry_of"), ancestry=ancestry_name(name, words), people=words.listed(who)
        )
        for name, who in people.items()
    ]
    if named:
        yield words.say(N_("sheet.ancestry"), ancestry=in_a_row(named, words))
