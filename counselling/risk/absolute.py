"""Carriers' incidence that was published in absolute numbers, as a ratio to a nation's.

Three kinds of numbers: cases and person-years of carriers by age, a cumulative risk by an age, and
ratios by age. The first two become ratios to the incidence of the country that is asked for, so
that its average carrier has the published risk there too; within a band of ages the shape is the
nation's, or, where ratios are known beside a cumulative risk, theirs.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.store import YEARS, Organ

_FEWEST: Final = 5  # cases in a band of ages; younger groups with fewer join the next
_Z95: Final = 1.959964
STUDY_END_YEARS: Final = 80  # ages from here on are as in the population


@dataclass(frozen=True, slots=True)
class CarrierCases:
    """Cases among carriers followed through completed years first_age..last_age."""

    gene: str
    organ: Organ
    first_age: int
    last_age: int
    cases: int
    person_years: float
    source: str


@dataclass(frozen=True, slots=True)
class CumulativeRisk:
    """A carrier's probability of the cancer from one birthday to another, as if nobody died.

    low, high: 95 % interval, None where none was published. The ratio that follows from the risk
    is used from `from_age` to the end of the studies' ages.
    """

    gene: str
    organ: Organ
    from_age: int
    by_age: int
    risk: float
    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True, slots=True)
class CarrierRatio:
    """Carriers' incidence for completed years first_age..last_age, over the population's.

    low, high: 95 % interval, None where none was published.
    """

    gene: str
    organ: Organ
    first_age: int
    last_age: int
    ratio: float
    low: float | None
    high: float | None
    source: str


Key: TypeAlias = tuple[str, Organ]  # gene, and the cancer in one sex


@cache
def carrier_cases() -> Mapping[Key, tuple[CarrierCases, ...]]:
    """Read cases and person-years, by gene and organ, the youngest first."""
    found: dict[Key, list[CarrierCases]] = {}
    for row in store.rows("carrier_cases"):
        organ = Organ(row["cancer"], Sex(row["sex"]))
        found.setdefault((row["gene"], organ), []).append(
            CarrierCases(
                row["gene"],
                organ,
                int(row["first_age"]),
                int(row["last_age"]),
                int(row["cases"]),
                float(row["person_years"]),
                row["source"],
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def cumulative_risks() -> Mapping[Key, tuple[CumulativeRisk, ...]]:
    """Read cumulative risks, by gene and organ; several of one pair by rising age."""
    found: dict[Key, list[CumulativeRisk]] = {}
    for row in store.rows("carrier_cumulative"):
        for organ in _organs(row):
            found.setdefault((row["gene"], organ), []).append(
                CumulativeRisk(
                    row["gene"],
                    organ,
                    int(row["from_age"]),
                    int(row["by_age"]),
                    float(row["risk"]),
                    _number(row["low"]),
                    _number(row["high"]),
                    row["source"],
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def carrier_ratios() -> Mapping[Key, tuple[CarrierRatio, ...]]:
    """Read ratios by age, by gene and organ, the youngest first."""
    found: dict[Key, list[CarrierRatio]] = {}
    for row in store.rows("carrier_ratio"):
        for organ in _organs(row):
            found.setdefault((row["gene"], organ), []).append(
                CarrierRatio(
                    row["gene"],
                    organ,
                    int(row["first_age"]),
                    int(row["last_age"]),
                    float(row["ratio"]),
                    _number(row["low"]),
                    _number(row["high"]),
                    row["source"],
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}


def told(genes: tuple[str, ...]) -> tuple[Key, ...]:
    """Return what absolute numbers are known of for these genes."""
    keys = dict.fromkeys((*carrier_cases(), *cumulative_risks(), *carrier_ratios()))
    return tuple(key for key in keys if key[0] in genes)


def _organs(row: Mapping[str, str]) -> Iterator[Organ]:
    for sex in (Sex.FEMALE, Sex.MALE) if row["sex"] == "both" else (Sex(row["sex"]),):
        yield Organ(row["cancer"], sex)


def _number(written: str) -> float | None:
    return float(written) if written else None


def absolute_ratio(gene: str, organ: Organ, national: Floats) -> Floats | None:
    """Return carriers' hazard over the nation's by year of age; None: nothing absolute is known.

    national: yearly incidence, shape (YEARS,), 1/year, none of them 0. Returns shape (YEARS,), 1
    outside the ages of the study. A cumulative risk below the nation's own is not taken for a
    protection: its ratio is 1.
    """
    ratio = np.ones(YEARS)
    if cases := carrier_cases().get((gene, organ)):
        for band in _bands(cases):
            expected = sum(
                one.person_years * national[one.first_age : one.last_age + 1].mean() for one in band
            )
            observed = sum(one.cases for one in band)
            ratio[band[0].first_age : band[-1].last_age + 1] = observed / expected
        return ratio
    for step in carrier_ratios().get((gene, organ), ()):
        ratio[step.first_age : step.last_age + 1] = step.ratio
    if risks := cumulative_risks().get((gene, organ)):
        return _sized(ratio, risks, national)
    return ratio if (gene, organ) in carrier_ratios() else None


def deviation(gene: str, organ: Organ) -> float:
    """Standard deviation of the log of a carrier's hazard; 0 where no interval was published.

    Of cases it is Poisson's, from all ages together; of a cumulative risk its interval's on the
    scale of the hazard, of the last one told with an interval.
    """
    if cases := carrier_cases().get((gene, organ)):
        return 1 / math.sqrt(sum(one.cases for one in cases))
    for risk in reversed(cumulative_risks().get((gene, organ), ())):
        if risk.low and risk.high:
            low, high = -math.log1p(-risk.low), -math.log1p(-risk.high)
            return math.log(high / low) / (2 * _Z95)
    for step in carrier_ratios().get((gene, organ), ()):
        if step.low and step.high:
            return math.log(step.high / step.low) / (2 * _Z95)
    return 0.0


def sources(genes: tuple[str, ...], organs: tuple[Organ, ...]) -> tuple[str, ...]:
    """Return the keys of the sources of these genes' absolute numbers."""
    wanted = [(gene, organ) for gene in genes for organ in organs]
    of_cases = (one.source for key in wanted for one in carrier_cases().get(key, ()))
    of_risks = (one.source for key in wanted for one in cumulative_risks().get(key, ()))
    of_ratios = (one.source for key in wanted for one in carrier_ratios().get(key, ()))
    return tuple(dict.fromkeys((*of_cases, *of_risks, *of_ratios)))


def _sized(shape: Floats, risks: tuple[CumulativeRisk, ...], national: Floats) -> Floats:
    """Scale ratios so that the cumulative risks are reached, each from where the last one ends."""
    ratio = np.ones(YEARS)
    gathered, first = 0.0, risks[0].from_age
    for risk in risks:
        hazard = -math.log1p(-risk.risk)
        expected = (shape * national)[first : risk.by_age].sum()
        size = (hazard - gathered) / expected
        ratio[first:STUDY_END_YEARS] = np.maximum(size * shape[first:STUDY_END_YEARS], 1.0)
        gathered, first = hazard, risk.by_age
    return ratio


def _bands(cases: tuple[CarrierCases, ...]) -> Iterator[tuple[CarrierCases, ...]]:
    """Join groups of ages until a band has cases enough; what is left joins the last band."""
    bands: list[list[CarrierCases]] = [[]]
    for one in cases:
        if sum(other.cases for other in bands[-1]) >= _FEWEST:
            bands.append([])
        bands[-1].append(one)
    if len(bands) > 1 and sum(other.cases for other in bands[-1]) < _FEWEST:
        left = bands.pop()
        bands[-1] += left
    return (tuple(band) for band in bands)
