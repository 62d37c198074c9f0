"""Hazards of carriers and non-carriers whose average is the national incidence at every age."""

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats


def cumulative_hazards(national: Floats, shares: Floats, *, ratios: Floats) -> Floats:
    """Cumulative hazard of every risk group, calibrated.

    national: yearly incidence, shape (years,), 1/year. shares: of the groups at birth, shape
    (draws, groups), each row sums to 1. ratios: hazard over the national one, shape (draws,
    groups, years); NaN marks the groups without a published ratio, who are as non-carriers.
    Returns shape (years + 1, draws, groups): hazard gathered by each birthday.

    Of everybody born the share free of the cancer at an age is the sum over the groups of share
    times share free. The nation's and the carriers' are known, so the non-carriers' follows:
    the average woman has the national incidence by construction, at every age. (BOADICEA
    constrains its baseline likewise: Antoniou et al. 2001, Genet Epidemiol 21:1.)
    Raises RiskInputError("risk.carriers_exceed_population") when carriers alone would have more
    cancers than the whole nation.
    """
    published = ~np.isnan(ratios[0, :, 0])
    hazards = np.moveaxis(ratios * national, -1, 0)
    out = np.zeros((len(national) + 1, *shares.shape))
    np.cumsum(hazards, axis=0, out=out[1:])
    carriers = shares[:, published]
    ill = -np.expm1(-out[:, :, published])
    nation = -np.expm1(-np.concatenate([[0.0], np.cumsum(national)]))
    rest = nation[:, None] - (ill * carriers).sum(axis=-1)
    rest /= shares[:, ~published].sum(axis=-1)
    if (np.diff(rest, axis=0) < -1e-15).any():
        raise RiskInputError("risk.carriers_exceed_population")
    out[:, :, ~published] = -np.log1p(-rest)[:, :, None]
    return out
