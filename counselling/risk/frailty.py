"""Hazards of genes and polygene together, whose average is the national incidence at every age.

Within a group of carriers the polygene multiplies the hazard. A published ratio speaks of the
average carrier of an age, who is alive and free of the cancer: that average is held at every age,
so that the early loss of those at highest risk (frailty) does not bend it.
Source of the constraint: Antoniou et al. 2001, Genet Epidemiol 21:1; of frailty: Vaupel, Manton
and Stallard 1979, Demography 16:439.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Bools, Floats

_STEPS: Final = 12  # of Newton's method; each doubles the digits, five are enough in practice
_CLOSE: Final = 1e-17
_TINY: Final = 1e-300


class Relation(StrEnum):
    """What a group's hazard is told relative to."""

    BASELINE = "baseline"  # as in non-carriers with the same polygene
    POPULATION = "population"  # the average carrier over the national incidence: family studies
    NONCARRIER = "noncarrier"  # the average carrier over the average non-carrier: case-control


@dataclass(frozen=True, slots=True)
class Groups:
    """Risk groups at birth; place 0 is that of non-carriers.

    shares: shape (draws, groups), rows sum to 1. relations: one a group, BASELINE at place 0.
    ratios: shape (draws, groups, years), ignored where the relation is BASELINE.
    """

    shares: Floats
    relations: Sequence[Relation]
    ratios: Floats

    def are(self, relation: Relation) -> Bools:
        """Mark the groups of one relation."""
        return np.array([one is relation for one in self.relations], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Spread:
    """The polygene's part: prior, shape (states,), and relative hazard, shape (states,)."""

    prior: Floats
    relative: Floats


def cumulative_hazards(national: Floats, groups: Groups, spread: Spread) -> Floats:
    """Return cumulative hazards, shape (years + 1, draws, groups, polygene states).

    national: yearly incidence, shape (years,), 1/year.
    Raises RiskInputError("risk.carriers_exceed_population") when carriers alone would have more
    cancers in a year than the whole nation.
    """
    alive = groups.shares[..., None] * spread.prior
    out = np.zeros((len(national) + 1, *alive.shape))
    year = _Year(groups, spread)
    for at, rate in enumerate(national):
        hazard = year.hazards(alive, float(rate), groups.ratios[..., at])
        gained = hazard[..., None] * spread.relative
        out[at + 1] = out[at] + gained
        alive = alive * np.exp(-gained)
    return out


class _Year:
    """Solves one year for the groups' hazards at a relative polygene of one, (draws, groups)."""

    def __init__(self, groups: Groups, spread: Spread) -> None:
        self._relative = spread.relative
        self._free = groups.are(Relation.BASELINE)
        self._of_nation = groups.are(Relation.POPULATION)
        self._of_others = groups.are(Relation.NONCARRIER)
        is_alike = len(spread.relative) == 1 and spread.relative[0] == 1.0
        self._is_plain = is_alike and not self._of_others.any()

    def hazards(self, alive: Floats, rate: float, ratios: Floats) -> Floats:
        weight = alive.sum(axis=-1)
        mean = np.where(self._of_nation, ratios * rate, 0.0)
        left = weight.sum(axis=1) * -np.expm1(-rate)
        left = left - (weight * -np.expm1(-mean))[:, self._of_nation].sum(axis=1)
        if (left < -_CLOSE).any():
            raise RiskInputError("risk.carriers_exceed_population")
        left = np.maximum(left, 0.0)
        if self._is_plain:  # nothing to search for: one hazard a group
            base = -np.log1p(-left / weight[:, self._free].sum(axis=1))
            return np.where(self._free, base[:, None], mean)
        base = self._base(alive, weight, ratios, left)
        out = np.where(self._free, base[:, None], 0.0)
        others = _mean_hazard(alive[:, 0], base, self._relative)
        mean = np.where(self._of_others, ratios * others[:, None], mean)
        held = ~self._free
        if held.any():
            target = (weight * -np.expm1(-mean))[:, held]
            out[:, held] = _held(alive[:, held], target, self._relative)
        return out

    def _base(self, alive: Floats, weight: Floats, ratios: Floats, left: Floats) -> Floats:
        """The hazard of non-carriers, with which the groups told relative to them move along."""
        free, others = self._free, self._of_others
        base = np.zeros(len(alive))
        for _ in range(_STEPS):
            survive = np.exp(-base[:, None] * self._relative)
            ill = (alive[:, free] * (1 - survive[:, None])).sum(axis=(1, 2))
            slope = (alive[:, free] * (self._relative * survive)[:, None]).sum(axis=(1, 2))
            if others.any():
                mean = ratios[:, others] * _mean_hazard(alive[:, 0], base, self._relative)[:, None]
                left_alive = (alive[:, 0] * survive).sum(axis=1)
                rising = (alive[:, 0] * survive * self._relative).sum(axis=1) / left_alive
                ill = ill + (weight[:, others] * -np.expm1(-mean)).sum(axis=1)
                growth = weight[:, others] * np.exp(-mean) * ratios[:, others]
                slope = slope + growth.sum(axis=1) * rising
            miss = left - ill
            base = base + miss / np.maximum(slope, _TINY)
            if np.abs(miss).max() <= _CLOSE:
                break
        return base


def _mean_hazard(alive: Floats, base: Floats, relative: Floats) -> Floats:
    """Hazard of the average member of a group this year, shape (draws,)."""
    survive = np.exp(-base[:, None] * relative)
    out: Floats = -np.log((alive * survive).sum(axis=1) / alive.sum(axis=1))
    return out


def _held(alive: Floats, target: Floats, relative: Floats) -> Floats:
    """Hazards with which as many of each group fall ill as `target` says, (draws, groups)."""
    out = np.zeros(target.shape)
    for _ in range(_STEPS):
        survive = np.exp(-out[..., None] * relative)
        miss = target - (alive * (1 - survive)).sum(axis=-1)
        out = out + miss / np.maximum((alive * relative * survive).sum(axis=-1), _TINY)
        if np.abs(miss).max() <= _CLOSE:
            break
    return out
