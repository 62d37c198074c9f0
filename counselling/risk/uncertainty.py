"""Draws of the uncertain parameters, and the interval that the answers to them span."""

from statistics import NormalDist
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats

LOW_PERCENT: Final = 2.5
HIGH_PERCENT: Final = 97.5


def standard_draws(rng: np.random.Generator, *, draws: int, parameters: int) -> Floats:
    """Draw standard normal numbers by Latin hypercube, shape (draws, parameters).

    draws may be 0. Each parameter gets one number from each of `draws` slices of equal
    probability, in an order of its own, so that a few hundred draws span an interval steadily.
    Source: McKay, Beckman and Conover 1979, Technometrics 21:239.
    """
    slices = np.stack([rng.permutation(draws) for _ in range(parameters)], axis=1)
    uniform = (slices + rng.uniform(size=slices.shape)) / draws
    inverse = NormalDist().inv_cdf
    normal = [inverse(u) for u in uniform.flat]
    return np.array(normal, dtype=np.float64).reshape(draws, parameters)


def spanned(values: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the middle 95 % of the draws after the first one, over the first axis.

    values: shape (1 + draws, ...); the first row is the estimate itself, which the interval
    always holds.
    """
    low, high = np.percentile(values[1:], [LOW_PERCENT, HIGH_PERCENT], axis=0)
    return np.minimum(low, values[0]), np.maximum(high, values[0])
