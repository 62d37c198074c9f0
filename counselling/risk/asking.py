"""Who is asked about, what forbids a curve, and shares of a posterior as probabilities."""

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Bools, Floats
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import BREAST, Sex
from counselling.pedigree.validation import is_blocked
from counselling.risk import countries
from counselling.risk.ages import completed_years
from counselling.risk.countries import Country
from counselling.risk.histories import inherited_sex
from counselling.risk.model import Caveat, Interval, Probability, Question
from counselling.risk.organs import first_cancer, has_lost
from counselling.risk.uncertainty import spanned

CURVE_END_YEARS: Final = 80  # where the studies of carriers end


def checked(question: Question) -> tuple[Family, Person, Country]:
    """Return family, person and country of a question. Raises RiskInputError."""
    family = question.family
    if question.person not in family.by_id:
        raise RiskInputError("risk.no_such_person", field="person")
    country = countries.find(question.country)
    if is_blocked(family):
        raise RiskInputError("risk.family_blocked", field="family")
    return family, family.person(question.person), country


def share(posterior: Floats, states: Bools) -> Floats:
    """Probability of these states, row by row; a certainty may round to a hair above 1."""
    shares: Floats = np.minimum(posterior[:, states].sum(axis=1), 1.0)
    return shares


def probability(draws: Floats) -> Probability:
    """Return the estimate at place 0 with the interval that the other draws span, if any do."""
    if len(draws) == 1:
        return Probability(float(draws[0]))
    low, high = spanned(draws)
    return Probability(
        float(draws[0]), Interval(float(low), float(high), N_("interval.published_spread"))
    )


def obstacles(
    family: Family, person: Person, *, cancer: str = BREAST, sexes: Collection[Sex] = (Sex.FEMALE,)
) -> Iterator[Caveat]:
    """Why no curve of a cancer can be drawn for this person. sexes: of whom the model draws one."""
    sex = inherited_sex(family, person)
    years = completed_years(person.age)
    is_breast = cancer == BREAST
    is_of_others = sex not in (*sexes, Sex.UNKNOWN)
    has_had, has_lost_it = first_cancer(person, cancer) is not None, has_lost(person, cancer)
    told = {
        N_("caveat.curve_only_for_women"): is_of_others and is_breast,
        N_("caveat.curve_of_women"): is_of_others and not is_breast,
        N_("caveat.curve_sex_unknown"): sex is Sex.UNKNOWN,
        N_("caveat.curve_after_death"): person.is_deceased,
        N_("caveat.curve_after_breast_cancer"): has_had and is_breast,
        N_("caveat.curve_after_this_cancer"): has_had and not is_breast,
        N_("caveat.curve_after_mastectomy"): has_lost_it and is_breast,
        N_("caveat.curve_after_removal"): has_lost_it and not is_breast,
        N_("caveat.curve_age_unknown"): years is None or years[0] != years[1],
        N_("caveat.curve_beyond_table"): years is not None and years[0] >= CURVE_END_YEARS,
    }
    for message_id, holds in told.items():
        if holds:
            yield Caveat(message_id, (person.id,), (("age", CURVE_END_YEARS),))
