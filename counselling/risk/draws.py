"""One set of draws of every uncertain number of the genes, the estimate itself at place 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.risk import absolute, store
from counselling.risk.store import YEARS, Organ
from counselling.risk.uncertainty import standard_draws

SEED: Final = 2017  # fixed, so that the same family gets the same interval on every machine


@dataclass(frozen=True, slots=True)
class Draws:
    """Factors on every uncertain number, shape (draws + 1,) each, 1 at place 0."""

    genes: tuple[str, ...]
    on_risk: Mapping[tuple[str, Organ], Floats]
    on_frequency: Mapping[str, Floats]

    @classmethod
    def make(cls, genes: tuple[str, ...], *, draws: int) -> "Draws":
        """Draw by Latin hypercube; the same seed on every machine, the estimate itself first."""
        spreads = [spread for spread in store.spreads() if spread.gene in genes]
        frequencies = [f for f in store.carrier_frequencies() if f.gene in genes]
        told = absolute.told(genes)
        deviations = [
            *(spread.deviation for spread in spreads),
            *(frequency.deviation for frequency in frequencies),
            *(absolute.deviation(gene, organ) for gene, organ in told),
        ]
        normal = standard_draws(
            np.random.default_rng(SEED), draws=draws, parameters=len(deviations)
        )
        factors = np.exp(np.concatenate([np.zeros((1, len(deviations))), normal]) * deviations).T
        return cls(
            genes,
            {
                (spread.gene, Organ(spread.cancer, sex)): factor
                for spread, factor in zip(spreads, factors, strict=False)
                for sex in spread.sexes
            }
            | dict(zip(told, factors[len(spreads) + len(frequencies) :], strict=True)),
            {
                frequency.gene: factor
                for frequency, factor in zip(frequencies, factors[len(spreads) :], strict=False)
            },
        )

    def allele_frequencies(self) -> Floats:
        """Shape (draws, genes). Carriers have one or two copies: 1 - (1 - q)^2 of the people."""
        carriers = {f.gene: f.carriers for f in store.carrier_frequencies()}
        return np.stack(
            [1 - np.sqrt(1 - carriers[gene] * self.on_frequency[gene]) for gene in self.genes],
            axis=1,
        )

    @property
    def count(self) -> int:
        """How many, the estimate counted."""
        return len(next(iter(self.on_frequency.values())))

    def ratio(self, gene: str, organ: Organ, national: Floats | None = None) -> Floats | None:
        """Carriers' hazard over its reference, shape (draws, YEARS); None: none is published.

        national: the nation's yearly incidence, without which no risk that was published in
        absolute numbers becomes a ratio.
        """
        rows = [r for r in store.relative_risks() if (r.gene, r.organ) == (gene, organ)]
        if not rows:
            told = None if national is None else absolute.absolute_ratio(gene, organ, national)
            if told is None:
                return None
            is_told = told != 1.0
            factor = self.on_risk[gene, organ][:, None]
            return np.where(is_told, told * factor, 1.0)
        mine = np.ones((self.count, YEARS))
        for row in rows:
            factor = self.on_risk[gene, organ][:, None]
            mine[:, row.first_age : row.last_age + 1] = row.ratio * factor
        return mine
