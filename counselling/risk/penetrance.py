"""What carriers of each gene are up against, by cancer, sex and age, with a set of draws of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.genotype import StateSpace, founder_prior, state_space
from counselling.risk import store
from counselling.risk.calibrate import cumulative_hazards
from counselling.risk.draws import Draws
from counselling.risk.store import YEARS, Organ

DRAWS: Final = 300


@dataclass(frozen=True, slots=True)
class Penetrance:
    """Hazards of one country's carriers; along `draws`, place 0 is the estimate itself.

    group_of: shape (states,), the risk group of each genotype: which genes are mutated, whatever
    the number of copies. prior: shape (draws, states), of a person without parents. cumulative:
    organ -> shape (YEARS + 1, draws, groups), hazard gathered by each birthday. national: organ
    -> shape (YEARS + 1,), the same of the whole population.
    """

    space: StateSpace
    group_of: Ints
    prior: Floats
    cumulative: Mapping[Organ, Floats]
    national: Mapping[Organ, Floats]


def penetrance(
    genes: tuple[str, ...], country: str, *, organs: tuple[Organ, ...], draws: int = DRAWS
) -> Penetrance:
    """Work out the hazards of all genotypes in a country, for the estimate and for every draw.

    draws: 0 for the estimate alone, which is the same with and without draws.
    Assumes: one mutated allele is as bad as two; who carries variants in two genes has at each
    age the higher of the two hazards; a gene without a published ratio for an organ leaves it as
    in non-carriers; outside the ages of the study carriers are as the population.
    """
    # Kept apart: looking through all countries for estimates must not push out what took long.
    make = _kept if draws == DRAWS else _estimates
    return make(genes, country, organs, draws)


def _made(
    genes: tuple[str, ...], country: str, organs: tuple[Organ, ...], draws: int
) -> Penetrance:
    space = state_space(genes)
    group_of = (space.copies > 0) @ (1 << np.arange(len(space.genes)))
    numbers = Draws.make(space.genes, draws=draws)
    prior = np.stack(
        [
            founder_prior(space, dict(zip(space.genes, row, strict=True)))
            for row in numbers.allele_frequencies()
        ]
    )
    groups = 1 << len(space.genes)
    shares = prior @ np.eye(groups)[group_of]
    incidence = store.rates()[country].incidence
    return Penetrance(
        space,
        group_of,
        prior,
        {
            organ: cumulative_hazards(incidence[organ], shares, ratios=_ratios(numbers, organ))
            for organ in organs
        },
        {organ: np.concatenate([[0.0], np.cumsum(incidence[organ])]) for organ in organs},
    )


_kept: Final = lru_cache(maxsize=2)(_made)
_estimates: Final = lru_cache(maxsize=2)(_made)


def forget() -> None:
    """Free what is kept for the next question, about 15 MB a country."""
    _kept.cache_clear()
    _estimates.cache_clear()


def _ratios(numbers: Draws, organ: Organ) -> Floats:
    """Shape (draws, groups, YEARS): the highest ratio of the mutated genes, NaN for none."""
    ratios = np.full((numbers.count, 1 << len(numbers.genes), YEARS), np.nan)
    for place, gene in enumerate(numbers.genes):
        mine = numbers.ratio(gene, organ)
        if mine is not None:
            mutated = [g for g in range(ratios.shape[1]) if g >> place & 1]
            ratios[:, mutated] = np.fmax(ratios[:, mutated], mine[:, None])
    return ratios
