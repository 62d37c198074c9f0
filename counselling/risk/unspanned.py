"""Answers whose risk has no interval because none was published of what it rests on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from counselling.language.marks import N_
from counselling.risk.absolute import absolute_ratio, deviation
from counselling.risk.model import (
    Assessment,
    Caveat,
    Horizon,
    Probability,
    Question,
    RiskModel,
)
from counselling.risk.store import Organ, rates

_MOSTLY: Final = 0.5


MOST_CONDITIONS: Final = 400  # assumed states of loops for which every draw is worked out


def spared(model: RiskModel, question: Question) -> Assessment:
    """Answer by the estimate alone where loops would make 200 draws take many minutes; say so."""
    answer = model.assess(replace(question, has_interval=False))
    caveat = Caveat(N_("caveat.interval_takes_too_long"))
    return replace(answer, question=question, caveats=(caveat, *answer.caveats))


def lacks_interval(consultand: Mapping[str, Probability], organ: Organ, *, country: str) -> bool:
    """Whether a person's risk rests, as far as variants make it, on genes without an interval.

    consultand: gene -> her probability to carry. Draws then vary hardly anything, and the band
    that they span would claim a precision that nobody measured.
    """
    national = rates()[country].incidence[organ]
    bare = [
        gene
        for gene in consultand
        if absolute_ratio(gene, organ, national) is not None and deviation(gene, organ) == 0
    ]
    share = sum(consultand[gene].value for gene in bare)
    return share > _MOSTLY * sum(one.value for one in consultand.values())


def unspanned(answer: Assessment) -> Assessment:
    """Return the answer with its risks, not its carrier probabilities, without an interval."""
    return replace(
        answer,
        curves=tuple(replace(curve, low=(), high=()) for curve in answer.curves),
        horizons=tuple(_bare(one) for one in answer.horizons),
        caveats=(Caveat(N_("caveat.risk_without_interval")), *answer.caveats),
    )


def _bare(one: Horizon) -> Horizon:
    return replace(
        one,
        person=Probability(one.person.value),
        person_crude=Probability(one.person_crude.value),
    )
