"""Last ages that were not told: what they could be, and how likely each is."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import generations_first
from counselling.pedigree.person import Age, Person, PersonId
from counselling.risk.store import YEARS

YOUNGEST_PARENT_YEARS: Final = 15  # assumed, and said to the reader in caveat.age_integrated


def completed_years(age: Age | None) -> tuple[int, int] | None:
    """First and last completed year of an age; None when unknown or outside 0..125."""
    if age is None or age.low_years < 0 or age.high_years >= YEARS:
        return None
    low, high = int(age.low_years), int(age.high_years)
    return (low, high) if low <= high else None


def is_outside(age: Age | None) -> bool:
    """Whether an age was told that no table holds."""
    return age is not None and completed_years(age) is None


def unknown_last_ages(mortality: Floats, *, floor: int, is_deceased: bool) -> tuple[Ints, Floats]:
    """List the ages from `floor` up with their probabilities.

    mortality: yearly rates, shape (YEARS,), 1/year. Of the dead: the life table's ages at death.
    Of the living: its stationary population. Nobody's age is drawn by lot, so the same family
    gets the same answer.
    """
    alive = np.exp(-np.concatenate([[0.0], np.cumsum(mortality)]))
    weights = alive[:-1] - alive[1:] if is_deceased else (alive[:-1] + alive[1:]) / 2
    ages = np.arange(min(floor, YEARS - 1), YEARS)
    return ages, weights[ages] / weights[ages].sum()


def age_floors(family: Family) -> Mapping[PersonId, int]:
    """The age that each person reached at least, by her own facts and her children's.

    A living parent is now at least YOUNGEST_PARENT_YEARS older than any age her children
    reached; of a dead one it is only known that she lived to have them.
    """
    floors: dict[PersonId, int] = {}
    for person_id in reversed(generations_first(family) or ()):
        person = family.person(person_id)
        children = [floors[child] for child in family.children_of(person_id)]
        floor = _own_floor(person)
        if children:
            behind = 0 if person.is_deceased else max(children)
            floor = max(floor, min(behind + YOUNGEST_PARENT_YEARS, YEARS - 1))
        floors[person_id] = floor
    return floors


def _own_floor(person: Person) -> int:
    told = (
        person.age,
        *(diagnosis.age for diagnosis in person.diagnoses),
        *(procedure.age for procedure in person.procedures),
    )
    return max((years[0] for years in map(completed_years, told) if years), default=0)
