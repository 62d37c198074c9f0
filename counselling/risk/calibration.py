"""How near a model comes to what is published: the nation's incidence, and its carriers' risks."""

from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

import numpy as np

from counselling.risk import store
from counselling.risk.newborns import Newborns
from counselling.risk.published import PublishedRisk, published_risks
from counselling.risk.store import Organ
from counselling.risk.uncertainty import spanned

STUDIED: Final = "UK"  # in whose population carriers' risks are compared with print
_NEAR: Final = 0.1  # of a printed value without an interval; further off is a conflict
_ROUNDING: Final = 1e-12  # of a yearly rate


@runtime_checkable
class Calibrated(Protocol):
    """A model that can show everybody born in a country by its own priors and hazards."""

    name: str

    def newborns(self, country: str, *, has_draws: bool = True) -> Newborns:
        """has_draws: with every draw behind the estimate, which is much slower to work out.

        Raises KeyError for a country that is not in the tables.
        """
        ...


@dataclass(frozen=True, slots=True)
class OffNation:
    """The year of age in which the average person is furthest from the nation.

    relative: |average / national - 1|, the largest over every age and every draw. average,
    national: yearly incidence by age, shape (years,) each, 1/year, of the estimate.
    """

    organ: Organ
    age_years: int
    relative: float
    average: tuple[float, ...]
    national: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CarrierRisk:
    """The model's risk of an average carrier beside a published one, 0..1.

    low, high: middle 95 % of the draws; the value itself where none were made.
    """

    published: PublishedRisk
    value: float
    low: float
    high: float

    @property
    def conflicts(self) -> bool:
        """Whether it lies outside the interval; without one, more than a tenth off.

        A printed value stands for all that round to it, so a tenth is counted from there.
        """
        told = self.published
        if told.low is not None and told.high is not None:
            return not told.low <= self.value <= told.high
        low, high = told.value - told.rounding, told.value + told.rounding
        return not low * (1 - _NEAR) <= self.value <= high * (1 + _NEAR)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One model in one country."""

    model: str
    country: str
    nation: tuple[OffNation, ...]
    carriers: tuple[CarrierRisk, ...]

    @property
    def worst(self) -> OffNation:
        """The cancer, sex and age furthest from the nation."""
        return max(self.nation, key=lambda one: one.relative)

    @property
    def conflicts(self) -> tuple[CarrierRisk, ...]:
        """Published numbers that the model does not return."""
        return tuple(one for one in self.carriers if one.conflicts)


def calibration(model: Calibrated, country: str, *, has_draws: bool = True) -> Calibration:
    """Compare a model with the country's incidence table and with the printed carriers' risks.

    has_draws: look at every draw as well, and give the carriers' risks their intervals. The
    studies' own populations were Western European and North American: carriers' risks are meant
    to be compared in such a country (the tests do in STUDIED).
    """
    born = model.newborns(country, has_draws=has_draws)
    return Calibration(
        model.name,
        country,
        tuple(_off(born, organ, country) for organ in born.cumulative),
        tuple(
            _carrier(born, told)
            for told in published_risks()
            if told.gene in born.carries and told.organ in born.cumulative
        ),
    )


def _carrier(born: Newborns, told: PublishedRisk) -> CarrierRisk:
    risks = born.carriers_risk(told.gene, told.organ)[told.by_age]
    low, high = spanned(risks) if len(risks) > 1 else (risks[0], risks[0])
    return CarrierRisk(told, float(risks[0]), float(low), float(high))


def _off(born: Newborns, organ: Organ, country: str) -> OffNation:
    national = store.rates()[country].incidence[organ][:, None]
    average = born.incidence(organ)
    is_none = national == 0
    relative = np.abs(average / np.where(is_none, 1.0, national) - 1)
    # Where the nation has no case at all, any case of the model's is infinitely too many.
    relative = np.where(is_none, np.where(np.abs(average) > _ROUNDING, np.inf, 0.0), relative)
    age = int(relative.max(axis=1).argmax())
    worst = float(relative[age].max())
    return OffNation(
        organ, age, worst, tuple(average[:, 0].tolist()), tuple(national[:, 0].tolist())
    )
