"""Risk over the spans people ask about: ten years, what remains to 80, 40 to 50, from 20 on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.risk.asking import CURVE_END_YEARS, probability
from counselling.risk.futures import crude_risk, net_risk
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
    return tuple(
        Horizon(
            span,
            first,
            last,
            _hers(outlook, first, last, is_crude=False),
            _average(outlook, first, last, is_crude=False),
            _hers(outlook, first, last, is_crude=True),
            _average(outlook, first, last, is_crude=True),
        )
        for span, first, last in _spans(outlook.age_years)
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


def _hers(outlook: Outlook, first: int, last: int, *, is_crude: bool) -> Probability:
    weights = _moved(outlook, first)
    return probability(
        _risk(outlook, outlook.cumulative, weights, (first, last), is_crude=is_crude)
    )


def _average(outlook: Outlook, first: int, last: int, *, is_crude: bool) -> Probability:
    nation = outlook.national[:, None, None]
    risk = _risk(outlook, nation, np.ones((1, 1)), (first, last), is_crude=is_crude)
    return Probability(float(risk[0]))


def _risk(
    outlook: Outlook, cumulative: Floats, weights: Floats, ages: tuple[int, int], *, is_crude: bool
) -> Floats:
    """Shape (draws,)."""
    first, last = ages
    if is_crude:
        by_age = crude_risk(
            cumulative, weights, mortality=outlook.mortality, from_age=first, to_age=last
        )
    else:
        by_age = net_risk(cumulative, weights, from_age=first, to_age=last)
    risk: Floats = by_age[-1]
    return risk


def _moved(outlook: Outlook, age: int) -> Floats:
    """Return the groups' probabilities at another age, free of the cancer; (draws, groups).

    P(group | free at a) is P(group | free today) x exp(-(H(a) - H(today))), scaled to sum to 1,
    backwards as forwards.
    """
    gathered = outlook.cumulative[age] - outlook.cumulative[outlook.age_years]
    weights = outlook.weights * np.exp(-gathered)
    scaled: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return scaled
