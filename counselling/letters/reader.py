"""Who can be written to at all: no letter goes to the dead or unborn, a relative's to no child."""

import datetime

from counselling.errors import LetterError
from counselling.pedigree.coming_of_age import is_of_age
from counselling.pedigree.person import Person


def demand_living(person: Person) -> None:
    """Refuse to greet who cannot read. Raises LetterError("letter.reader_not_living")."""
    is_unborn = person.pregnancy is not None or person.is_placeholder
    if person.is_deceased or person.death is not None or is_unborn:
        raise LetterError("letter.reader_not_living")


def demand_reader(person: Person, *, today: datetime.date, years: int) -> None:
    """Refuse to write to who cannot read a letter, or should not be asked to decide alone.

    years: from when on somebody decides for herself here.
    A child is written to through its parents: a test for an illness of adults waits until it can
    choose for itself (European Society of Human Genetics 2009, Eur J Hum Genet 17:720).
    Raises LetterError("letter.reader_child"), and as `demand_living`.
    """
    demand_living(person)
    if _is_child(person, today, years):
        raise LetterError("letter.reader_child", years=years)


def _is_child(person: Person, today: datetime.date, years: int) -> bool:
    """Whether somebody is under age for certain; an age is that of the day it was told."""
    if person.birth is not None:
        return not is_of_age(person.birth, years=years, today=today)
    return person.age is not None and person.age.high_years < years
