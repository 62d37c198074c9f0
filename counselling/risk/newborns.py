"""Everybody born in a country as a model sees them: who carries what, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.risk.store import Organ


@dataclass(frozen=True, slots=True)
class Newborns:
    """All genotypes of a model at birth, by its own prior and its own hazards; all draws.

    shares: shape (draws, states of the polygene, genotypes), each draw sums to 1. carries:
    gene -> genotypes that carry it. group_of: shape (genotypes,). cumulative: organ -> shape
    (years + 1, draws, groups, states or 1), hazard gathered by each birthday.
    """

    shares: Floats
    carries: Mapping[str, Bools]
    group_of: Ints
    cumulative: Mapping[Organ, Floats]

    def incidence(self, organ: Organ) -> Floats:
        """Yearly incidence of the average person, alive and free of it; (years, draws), 1/year."""
        rates: Floats = -np.diff(np.log(self._free(organ, self._weights(None))), axis=0)
        return rates

    def carriers_risk(self, gene: str, organ: Organ) -> Floats:
        """Probability of the cancer by each birthday, of the average carrier; (years + 1, draws).

        Carriers of several genes count, as in the studies.
        """
        weights = self._weights(self.carries[gene])
        weights /= weights.sum(axis=(1, 2), keepdims=True)
        return 1 - self._free(organ, weights)

    def _weights(self, who: Bools | None) -> Floats:
        """Shares by group instead of genotype, shape (draws, states, groups)."""
        shares = self.shares if who is None else self.shares * who
        groups = next(iter(self.cumulative.values())).shape[2]
        out: Floats = shares @ np.eye(groups)[self.group_of]
        return out

    def _free(self, organ: Organ, weights: Floats) -> Floats:
        """Share still free of the cancer by each birthday, shape (years + 1, draws)."""
        free = np.exp(-self.cumulative[organ]).swapaxes(2, 3)
        out: Floats = (free * weights).sum(axis=(2, 3))
        return out
