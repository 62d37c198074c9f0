"""A drawn family in words, for whoever hears the picture of it instead of seeing it."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.figures.spoken import spoken
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId

_MOST: Final = 24  # people; of a larger family only those of whom an illness or a test is known


def family_told(family: Family, words: Catalogue, numbers: Mapping[PersonId, str]) -> str:
    """Return how many people are drawn, and who each is, by number, without any name.

    numbers: pedigree numbers as drawn, in the order in which they are told.
    """
    told = words.say(N_("pedigree.description"), count=len(family.persons))
    each = (
        spoken(
            family.person(who),
            words,
            number=numbers[who],
            has_name=False,
            role=_role(family, who),
        )
        for who in _told_of(family, numbers)
    )
    return " ".join((told, *each))


def _role(family: Family, who: PersonId) -> str:
    if who == family.consultand:
        return "consultand"
    return "proband" if who == family.proband else ""


def _told_of(family: Family, numbers: Mapping[PersonId, str]) -> Iterator[PersonId]:
    is_small = len(numbers) <= _MOST
    for who in numbers:
        person = family.person(who)
        if is_small or person.diagnoses or person.tests:
            yield who
