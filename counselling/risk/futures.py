"""From hazards to risks by age: with competing death or as if nobody died of anything else."""

import numpy as np

from counselling.genetics.arrays import Floats


def net_risk(cumulative: Floats, weights: Floats, *, from_age: int, to_age: int) -> Floats:
    """Probability of the cancer by each birthday if nothing else could end the life.

    cumulative: shape (years + 1, draws, groups), hazard gathered by each birthday. weights:
    shape (draws, groups), probability of each group today, at from_age and free of the cancer.
    Returns shape (to_age - from_age + 1, draws); starts at 0, never falls.
    """
    gathered = cumulative[from_age : to_age + 1] - cumulative[from_age]
    risk: Floats = (weights * -np.expm1(-gathered)).sum(axis=-1)
    return risk


def crude_risk(
    cumulative: Floats, weights: Floats, *, mortality: Floats, from_age: int, to_age: int
) -> Floats:
    """Probability of the cancer by each birthday when death may come first.

    mortality: yearly rates of death from all causes, shape (years,), 1/year; the deaths from
    this cancer are in it, so the risk comes out slightly low. Others as for `net_risk`.

    Both hazards are constant within a year, so each year's part is exact:
    share alive and well x h / (h + m) x (1 - exp(-(h + m))). Source: Gaynor et al. 1993,
    J Am Stat Assoc 88:400 (crude cumulative incidence).
    """
    hazard = np.diff(cumulative[from_age : to_age + 1], axis=0)
    death = mortality[from_age:to_age, None, None]
    both = hazard + death
    leaving = np.cumsum(both, axis=0) - both
    part = (
        np.exp(-leaving) * -np.expm1(-both) * np.divide(hazard, both, where=both > 0, out=both * 0)
    )
    yearly = (weights * part).sum(axis=-1)
    return np.concatenate([np.zeros((1, yearly.shape[1])), np.cumsum(yearly, axis=0)])
