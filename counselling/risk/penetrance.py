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
from counselling.risk.store import YEARS, Organ
from counselling.risk.uncertainty import standard_draws

DRAWS: Final = 300
SEED: Final = 2017  # fixed, so that the same family gets the same interval on every machine


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


@lru_cache(maxsize=2)
def penetrance(genes: tuple[str, ...], country: str, *, organs: tuple[Organ, ...]) -> Penetrance:
    """Work out the hazards of all genotypes in a country, for the estimate and for every draw.

    Assumes: one mutated allele is as bad as two; who carries variants in two genes has at each
    age the higher of the two hazards; a gene without a published ratio for an organ leaves it as
    in non-carriers; outside the ages of the study carriers are as the population.
    """
    space = state_space(genes)
    group_of = (space.copies > 0) @ (1 << np.arange(len(space.genes)))
    numbers = _Draws.make(space.genes)
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
            organ: cumulative_hazards(incidence[organ], shares, ratios=numbers.ratios(organ))
            for organ in organs
        },
        {organ: np.concatenate([[0.0], np.cumsum(incidence[organ])]) for organ in organs},
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    """Factors on every uncertain number, shape (draws,) each, 1 at place 0."""

    genes: tuple[str, ...]
    on_risk: Mapping[tuple[str, Organ], Floats]
    on_frequency: Mapping[str, Floats]

    @classmethod
    def make(cls, genes: tuple[str, ...]) -> "_Draws":
        spreads = [spread for spread in store.spreads() if spread.gene in genes]
        frequencies = [f for f in store.carrier_frequencies() if f.gene in genes]
        deviations = [s.deviation for s in spreads] + [f.deviation for f in frequencies]
        normal = standard_draws(
            np.random.default_rng(SEED), draws=DRAWS, parameters=len(deviations)
        )
        factors = np.exp(np.concatenate([np.zeros((1, len(deviations))), normal]) * deviations).T
        return cls(
            genes,
            {
                (spread.gene, Organ(spread.cancer, sex)): factor
                for spread, factor in zip(spreads, factors, strict=False)
                for sex in spread.sexes
            },
            {
                frequency.gene: factor
                for frequency, factor in zip(frequencies, factors[len(spreads) :], strict=True)
            },
        )

    def allele_frequencies(self) -> Floats:
        """Shape (draws, genes). Carriers have one or two copies: 1 - (1 - q)^2 of the people."""
        carriers = {f.gene: f.carriers for f in store.carrier_frequencies()}
        return np.stack(
            [1 - np.sqrt(1 - carriers[gene] * self.on_frequency[gene]) for gene in self.genes],
            axis=1,
        )

    def ratios(self, organ: Organ) -> Floats:
        """Shape (draws, groups, YEARS): the highest ratio of the mutated genes, NaN for none."""
        ratios = np.full((DRAWS + 1, 1 << len(self.genes), YEARS), np.nan)
        for place, gene in enumerate(self.genes):
            rows = [r for r in store.relative_risks() if (r.gene, r.organ) == (gene, organ)]
            if not rows:
                continue
            mine = np.ones((DRAWS + 1, YEARS))
            for row in rows:
                factor = self.on_risk[gene, organ][:, None]
                mine[:, row.first_age : row.last_age + 1] = row.ratio * factor
            mutated = [g for g in range(ratios.shape[1]) if g >> place & 1]
            ratios[:, mutated] = np.fmax(ratios[:, mutated], mine[:, None])
        return ratios
