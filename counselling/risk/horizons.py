"""Risk over the spans people ask about: ten years, what remains to 80, 40 to 50, from 20 on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.risk.asking import CURVE_END_YEARS, probability
from counselling.risk.futures import Futures
from counselling.risk.model import Assessment, Horizon, Probability, Span

TEN_YEARS: Final = 10
FORTY: Final = 40
FIFTY: Final = 50
TWENTY: Final = 20  # from where guidelines count a lifetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a person is up against, of whom a model knows what group she may belong to.

    cumulative: shape (years + 1, draws, groups), hazard gathered by each birthday. weights: shape
    (draws, groups), probability of each group at age_years, free of the cancer. national: shape
    (years + 1,), the average person's. mortality: shape (years,), all causes, 1/year.
    """

    cumulative: Floats
    weights: Floats
    national: Floats
    mortality: Floats
    age_years: int


def horizons(outlook: Outlook) -> tuple[Horizon, ...]:
    """Work out the spans that have an end by 80; 40 to 50 and from 20 on for every age.

    A span that begins at another age than the person's is hers at that age, alive and free of the
    cancer: what she learnt of herself by reaching today's age free of it is then taken away, or
    added; everything else about the family stays. So does CG164, which counts a lifetime from 20.
    """
    start = min(outlook.age_years, TWENTY)
    hers = _futures(outlook, start, outlook.cumulative)
    average = _futures(outlook, start, outlook.national[:, None, None])
    everybody = np.ones((1, 1))
    return tuple(
        Horizon(
            span,
            first,
            last,
            probability(hers.net(weights, first, last)),
            Probability(float(average.net(everybody, first, last)[0])),
            probability(hers.crude(weights, first, last)),
            Probability(float(average.crude(everybody, first, last)[0])),
        )
        for span, first, last in _spans(outlook.age_years)
        for weights in [hers.moved(outlook.weights, outlook.age_years, first)]
    )


def _futures(outlook: Outlook, start: int, cumulative: Floats) -> Futures:
    return Futures.between(
        start, CURVE_END_YEARS, cumulative=cumulative, mortality=outlook.mortality
    )


def ahead(assessment: Assessment) -> tuple[Horizon, ...]:
    """Return the spans to be told: none that began before today, none twice."""
    remaining = assessment.horizon(Span.REMAINING)
    told: dict[tuple[int, int], Horizon] = {}
    for one in assessment.horizons:
        is_ahead = remaining is not None and one.from_age_years >= remaining.from_age_years
        if is_ahead and one.span is not Span.LIFETIME:
            told.setdefault((one.from_age_years, one.to_age_years), one)
    return tuple(told.values())


def _spans(age: int) -> Iterator[tuple[Span, int, int]]:
    if age + TEN_YEARS <= CURVE_END_YEARS:
        yield Span.TEN_YEARS, age, age + TEN_YEARS
    yield Span.REMAINING, age, CURVE_END_YEARS
    yield Span.FORTIES, FORTY, FIFTY
    yield Span.LIFETIME, TWENTY, CURVE_END_YEARS
