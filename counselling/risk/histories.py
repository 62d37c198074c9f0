"""What a risk model reads of a person: how long she was followed, what happened to which organ.

Ages are completed years. Somebody whose last age is a was free of what she did not have on her
a-th birthday; a cancer at a happened between that birthday and the next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Sex
from counselling.risk.ages import completed_years, is_outside, unknown_last_ages
from counselling.risk.organs import cancer_of, first_cancer, taken_by
from counselling.risk.scope import BREAST_SCOPE, Scope
from counselling.risk.store import YEARS


@dataclass(frozen=True, slots=True)
class History:
    """One sex's history of a person.

    watched: the cancers that the model knows in this sex. ages, weights: shape (ages,), the last
    ages that are possible and their probabilities. cancers: cancer -> first and last year of age
    in which it may have begun. removed: cancer -> age from which the organ was gone.
    """

    sex: Sex
    watched: tuple[str, ...]
    ages: Ints
    weights: Floats
    cancers: Mapping[str, tuple[int, int]]
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A person's histories, one for each sex she may have, and what was doubtful in reading them.

    histories: one, or two of equal probability where the sex is not known.
    doubts: message ids of caveats.
    """

    histories: tuple[History, ...]
    doubts: tuple[str, ...]


def inherited_sex(family: Family, person: Person) -> Sex:
    """Sex for incidence: as told, else by having given an egg or a sperm to a child."""
    if person.sex is not Sex.UNKNOWN:
        return person.sex
    for child in family.children_of(person.id):
        link = next(link for link in family.person(child).parents if link.parent == person.id)
        return Sex.FEMALE if link.kind.gives_egg else Sex.MALE
    return Sex.UNKNOWN


def read_history(
    family: Family,
    person: Person,
    *,
    mortality: Mapping[Sex, Floats],
    floor: int,
    scope: Scope = BREAST_SCOPE,
) -> Reading:
    """Read a person's cancers, ages and operations.

    mortality: yearly rates by sex, for a last age that is not told. floor: the age she reached
    at least. scope: the cancers to read. A person of whom neither age nor cancer is told says
    nothing: not told is not well.
    """
    sex = inherited_sex(family, person)
    sexes = (sex,) if sex is not Sex.UNKNOWN else (Sex.FEMALE, Sex.MALE)
    told = {cancer_of(d.condition) for d in person.diagnoses} & scope.of_one_sex
    fitting = tuple(one for one in sexes if told <= set(scope.cancers[one]))
    histories = tuple(
        _history(person, one, scope.cancers[one], mortality[one], floor) for one in fitting or sexes
    )
    doubts = {
        N_("caveat.sex_unknown"): sex is Sex.UNKNOWN,
        N_("caveat.organ_of_other_sex"): not fitting,
        N_("caveat.age_outside_table"): any(
            is_outside(age) for age in (person.age, *(d.age for d in person.diagnoses))
        ),
        **{doubt: True for history in histories for doubt in _age_doubts(person, history)},
    }
    return Reading(histories, tuple(doubt for doubt, holds in doubts.items() if holds))


def _age_doubts(person: Person, history: History) -> Iterator[str]:
    told = completed_years(person.age)
    if person.pregnancy is not None:
        return
    if told is not None:
        if (_latest_beginning(history.cancers) or 0) > told[1]:
            yield N_("caveat.ages_contradict")
    elif history.cancers:
        yield N_("caveat.age_integrated")
    else:
        yield N_("caveat.age_unknown")


def _history(
    person: Person, sex: Sex, watched: tuple[str, ...], mortality: Floats, floor: int
) -> History:
    cancers: dict[str, tuple[int, int]] = {}
    for cancer in watched:
        diagnosis = first_cancer(person, cancer)
        if diagnosis is not None:
            cancers[cancer] = completed_years(diagnosis.age) or (0, YEARS - 1)
    ages, weights = _last_ages(person, mortality, _latest_beginning(cancers), floor)
    removed: dict[str, int] = {}
    for procedure in person.procedures:
        years = completed_years(procedure.age)
        for organ in taken_by(procedure.kind):
            if organ in watched:
                removed[organ] = min(years[0] if years else 0, removed.get(organ, YEARS))
    return History(sex, watched, ages, weights, cancers, removed)


def _latest_beginning(cancers: Mapping[str, tuple[int, int]]) -> int | None:
    return max((first for first, _ in cancers.values()), default=None)


def _last_ages(
    person: Person, mortality: Floats, began: int | None, floor: int
) -> tuple[Ints, Floats]:
    """Ages as told, spread evenly over a told range; else by the life table; else nothing.

    began: the age that she reached at least to have her cancers, None without any.
    """
    told = completed_years(person.age)
    if person.pregnancy is not None or (told is None and began is None):
        return np.zeros(1, dtype=np.intp), np.ones(1)
    if told is None:
        floor = max(floor, began or 0)
        return unknown_last_ages(mortality, floor=floor, is_deceased=person.is_deceased)
    ages = np.arange(max(told[0], began or 0), max(told[1], began or 0) + 1)
    return ages, np.full(len(ages), 1 / len(ages))
