"""On which day somebody reaches an age, as far as her birth is known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from counselling.pedigree.person import PartialDate, Person


@dataclass(frozen=True, slots=True)
class Birthday:
    """The day, and whether it is certain; else it is the first that it can be."""

    day: date
    is_exact: bool


def birthday(birth: PartialDate, *, years: int) -> Birthday | None:
    """Return the day on which somebody is so many years old; None where no such day can be told.

    Who was born on 29 February is of that age from 1 March on where the year has no such day. A
    birth of which the month or the day is unknown gives the first day possible: what is due then
    is looked at too early rather than too late.
    """
    month, day = birth.month or 1, birth.day or 1 if birth.month else 1
    is_exact = birth.month is not None and birth.day is not None
    year = birth.year + years
    try:
        return Birthday(date(year, month, day), is_exact)
    except ValueError:
        pass
    if (month, day) != (2, 29):
        return None  # a date that is none, as files have them
    try:
        return Birthday(date(year, 3, 1), is_exact)
    except ValueError:
        return None


def is_of_age(birth: PartialDate, *, years: int, today: date) -> bool:
    """Whether somebody may have reached an age by today."""
    found = birthday(birth, years=years)
    return found is not None and found.day <= today


class Maturity(StrEnum):
    """Who is asked when something is decided about somebody."""

    SMALL = "small"  # her parents alone
    CHILD = "child"  # her parents, and she says yes or no too
    YOUNG = "young"  # she herself, and a parent signs too
    ADULT = "adult"  # she herself


@dataclass(frozen=True, slots=True)
class ChildAges:
    """From how many years on a child is asked too, is asked as herself, and decides alone."""

    assent: int
    herself: int
    majority: int

    @property
    def child_to(self) -> int:
        """The last age at which she is asked as a child."""
        return self.herself - 1


USUAL_AGES: Final = ChildAges(7, 16, 18)  # of who is told of no country and no clinic


def maturity(person: Person, ages: ChildAges, *, today: date) -> Maturity:
    """Tell who is asked: by the birth, else by the last age told; an adult where neither is."""
    steps = (
        (ages.majority, Maturity.ADULT),
        (ages.herself, Maturity.YOUNG),
        (ages.assent, Maturity.CHILD),
    )
    for years, found in steps:
        if _is_at_least(person, years, today):
            return found
    return Maturity.SMALL


def _is_at_least(person: Person, years: int, today: date) -> bool:
    if person.birth is not None and birthday(person.birth, years=years) is not None:
        return is_of_age(person.birth, years=years, today=today)
    return person.age is None or person.age.high_years >= years
