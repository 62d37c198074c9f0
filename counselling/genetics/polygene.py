"""The hypergeometric polygene: many small effects as a few states that pass on like genes.

Source: Lange 1997, An approximate model of polygenic inheritance, Genetics 147:1423; used for
cancer families by Antoniou et al. 2001, Genet Epidemiol 21:1.
"""

from dataclasses import dataclass
from math import comb

import numpy as np

from counselling.genetics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Polygene:
    """Prior of a founder, shape (states,); score: standard normal units, shape (states,).

    passed_on: P(child's state | parents' states), shape (states, states, states), the child last;
    symmetric in the parents.
    """

    prior: Floats
    score: Floats
    passed_on: Floats

    @property
    def states(self) -> int:
        """Number of states."""
        return len(self.prior)


NO_POLYGENE = Polygene(np.ones(1), np.zeros(1), np.ones((1, 1, 1)))


def polygene(loci: int) -> Polygene:
    """Return the polygene of `loci` pairs of loci: 3 give 7 states, 6 give 13.

    A person has 0 to 2 * loci alleles of effect among 2 * loci; a gamete takes half of them without
    putting back, so that mean and variance stay from generation to generation.
    """
    total = 2 * loci
    prior = np.array([comb(total, k) for k in range(total + 1)]) / 2.0**total
    gamete = np.array(
        [
            [comb(k, j) * comb(total - k, loci - j) / comb(total, loci) for j in range(loci + 1)]
            for k in range(total + 1)
        ]
    )
    passed_on = np.array([[np.convolve(one, other) for other in gamete] for one in gamete])
    score = (np.arange(total + 1) - loci) / np.sqrt(loci / 2)
    return Polygene(prior, score, passed_on)
