"""How likely the other breast is to fall ill within ten years, after one breast cancer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import BREAST, Laterality, Sex
from counselling.risk.ages import completed_years
from counselling.risk.asking import CURVE_END_YEARS, obstacles, probability
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.histories import inherited_sex
from counselling.risk.model import Caveat, Probability, SecondCancer
from counselling.risk.organs import cancer_of, has_lost
from counselling.risk.second_cancers import annual, counted_genes

TEN_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether a curve of a first cancer can be drawn, and the risk of the other breast.

    reasons: why there is no curve, then why no risk of the other breast.
    """

    has_curve: bool
    reasons: tuple[Caveat, ...]
    second: SecondCancer | None


def second_outlook(
    family: Family, person: Person, findings: BreastFindings, weights: Floats
) -> SecondCancer | None:
    """Work out the ten years from today; None for who was never ill, or cannot be told.

    weights: shape (draws, groups), probability of each risk group today. The yearly risk is the
    same at every age and in every year since the first cancer, see `second_cancers`.
    """
    years = completed_years(person.age)
    is_open = _was_ill_once(person) and not any(second_obstacles(person))
    if years is None or not is_open or not _is_tellable(family, person):
        return None
    ratios = dict(counted_genes())
    carriers = {
        gene: probability(_within(findings.hazard[:, _alone(findings, gene)], TEN_YEARS))
        for gene in findings.carries
        if gene in ratios
    }
    hers = (weights * _within(findings.hazard, TEN_YEARS)).sum(axis=-1)
    return SecondCancer(
        years[0],
        years[0] + TEN_YEARS,
        probability(hers),
        Probability(float(_within(np.array(annual()), TEN_YEARS))),
        carriers,
    )


def second_obstacles(person: Person) -> Iterator[Caveat]:
    """Why no risk of the other breast is told to somebody who had breast cancer."""
    if not any(cancer_of(d.condition) == BREAST for d in person.diagnoses):
        return
    told = {
        N_("caveat.second_has_been"): not _was_ill_once(person),
        N_("caveat.second_after_mastectomy"): has_lost(person, BREAST),
    }
    for message_id, holds in told.items():
        if holds:
            yield Caveat(message_id, (person.id,))


def _is_tellable(family: Family, person: Person) -> bool:
    """Whether she is a living woman of a known age inside the studies; a curve asks for it too."""
    years = completed_years(person.age)
    is_woman = inherited_sex(family, person) is Sex.FEMALE and not person.is_deceased
    return is_woman and years is not None and years[0] == years[1] < CURVE_END_YEARS


def _was_ill_once(person: Person) -> bool:
    mine = [d for d in person.diagnoses if cancer_of(d.condition) == BREAST]
    return len(mine) == 1 and mine[0].laterality is not Laterality.BILATERAL


def _alone(findings: BreastFindings, gene: str) -> int:
    """The group that carries a variant in this gene and in no other."""
    count = np.sum(list(findings.carries.values()), axis=0)
    return int(np.flatnonzero(findings.carries[gene] & (count == 1))[0])


def _within(hazard: Floats, years: int) -> Floats:
    risk: Floats = -np.expm1(-hazard * years)
    return risk


def beyond_the_first(
    family: Family, person: Person, findings: BreastFindings, weights: Floats
) -> Beyond:
    """Work out what can be told beyond a first breast cancer; weights as for `second_outlook`."""
    unable = tuple(obstacles(family, person))
    second = second_outlook(family, person, findings, weights)
    return Beyond(not unable, (*unable, *second_obstacles(person)), second)
