"""Out of how many people everything about one answer is told: 100 or 1,000, one for a page."""

from collections.abc import Iterator

from counselling.figures.icon_array import denominator
from counselling.risk.horizons import ahead
from counselling.risk.model import Assessment


def whole(assessment: Assessment) -> int:
    """Return 1,000 where a risk that is told of somebody is below one in a hundred, else 100.

    What is less than one in a thousand is told as "fewer than 1": readers compare numerators, so
    one denominator on a page weighs more than the next digit (decision 0042).
    """
    return denominator(*_told(assessment))


def _told(assessment: Assessment) -> Iterator[float]:
    yield assessment.any_gene.value
    for one in ahead(assessment):
        yield from (one.person.value, one.population.value)
        yield from (one.person_crude.value, one.population_crude.value)
