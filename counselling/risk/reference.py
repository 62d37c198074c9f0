"""How many carry a variant in the population: what a probability to carry is compared with."""

from collections.abc import Mapping

import numpy as np

from counselling.genetics.arrays import Bools, Floats
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.risk.asking import probability, share
from counselling.risk.founders import Founders
from counselling.risk.model import Probability, Reference


def reference(
    family: Family,
    person: Person,
    origins: Founders,
    *,
    priors: Floats,
    carries: Mapping[str, Bools],
) -> Reference:
    """Return the share of carriers among people of the person's ancestry, as her model counts it.

    priors: of the general population's founders, shape (draws, states). carries: gene -> the
    states that carry it. The frequency of a population with founder variants has no published
    error, so that a share that rests on one has no interval.
    """
    population = origins.population_of(family, person)
    shares = priors * origins.factors[population] if population else priors
    shares = shares / shares.sum(axis=1, keepdims=True)
    told = origins.genes_of(population)

    def of(states: Bools, *, is_known: bool) -> Probability:
        found = probability(share(shares, states))
        interval = found.interval
        is_bare = interval is None or interval.low == interval.high
        return Probability(found.value) if is_bare or not is_known else found

    anything = np.any(list(carries.values()), axis=0)
    return Reference(
        population,
        {gene: of(states, is_known=gene not in told) for gene, states in carries.items()},
        of(anything, is_known=not told),
    )
