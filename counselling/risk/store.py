"""The published numbers of the risk models, read from their tables and refused when unverified."""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.pedigree.terms import Sex, TestMethod
from counselling.risk.model import Citation

YEARS: Final = 126  # completed years of age 0..125, the oldest age that a family may hold
VERIFIED: Final = frozenset({"verified-abstract-or-table", "verified-secondary", "derived"})

_Z95: Final = 1.959964  # 97.5 % point of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Organ:
    """A cancer in one sex: the unit of which incidence and carriers' risks are known."""

    cancer: str
    sex: Sex


@dataclass(frozen=True, slots=True)
class RelativeRisk:
    """Carriers' incidence for completed years first_age..last_age, over that of `relation`:
    the "population", or the average "noncarrier"."""

    gene: str
    organ: Organ
    first_age: int
    last_age: int
    ratio: float
    relation: str
    source: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a published carrier risk may be off: `deviation` of its log, 1 standard deviation."""

    gene: str
    cancer: str
    sexes: tuple[Sex, ...]
    deviation: float
    source: str


@dataclass(frozen=True, slots=True)
class CarrierFrequency:
    """Share of the population that carries a variant; deviation of its log as for Spread."""

    gene: str
    carriers: float
    deviation: float
    source: str


@dataclass(frozen=True, slots=True)
class FounderFrequency:
    """Frequency of the pathogenic allele, 0..1, in a population with founder variants."""

    population: str
    gene: str
    allele_frequency: float
    source: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Yearly rates by completed year of age, shape (YEARS,), 1/year, of one country."""

    incidence: Mapping[Organ, Floats]
    mortality: Mapping[Sex, Floats]


def rows(table: str) -> Iterator[Mapping[str, str]]:
    """Read a table of the package row by row; raises as `parse` does."""
    file = files("counselling.risk").joinpath("tables", f"{table}.csv")
    return parse(table, file.read_text(encoding="utf-8"))


def parse(table: str, text: str) -> Iterator[Mapping[str, str]]:
    """Read a table: comma-separated, a head, comment lines with a hash.

    Raises RiskInputError("risk.unverified_number", table=...) at a row that was not verified.
    """
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        if row.get("status", "derived") not in VERIFIED:
            raise RiskInputError("risk.unverified_number", table=table)
        yield row


@cache
def relative_risks() -> tuple[RelativeRisk, ...]:
    """Read carriers' risks relative to the population."""
    return tuple(
        RelativeRisk(
            row["gene"],
            Organ(row["cancer"], sex),
            int(row["first_age"]),
            int(row["last_age"]),
            float(row["ratio"]),
            row["relation"],
            row["source"],
        )
        for row in rows("relative_risk")
        for sex in _sexes(row["sex"])
    )


@cache
def spreads() -> tuple[Spread, ...]:
    """Read the width of the published intervals, on the scale of the log of the hazard.

    A 95 % interval of a cumulative risk F is turned into one of the cumulative hazard
    -log(1 - F); both kinds are taken as log-normal.
    """
    return tuple(
        Spread(
            row["gene"],
            row["cancer"],
            _sexes(row["sex"]),
            _deviation(float(row["low"]), float(row["high"]), row["measure"]),
            row["source"],
        )
        for row in rows("relative_risk_interval")
    )


def _deviation(low: float, high: float, measure: str) -> float:
    if measure == "cumulative_risk":
        low, high = -math.log1p(-low), -math.log1p(-high)
    return math.log(high / low) / (2 * _Z95)


@cache
def carrier_frequencies() -> tuple[CarrierFrequency, ...]:
    """Read how many people carry a variant; deviation by Poisson from the number counted.

    0 where the number was not counted but estimated, without an interval; from the range of the
    literature where there is one.
    """
    return tuple(
        CarrierFrequency(
            row["gene"],
            float(row["carriers"]),
            _of_frequency(row),
            row["source"],
        )
        for row in rows("carrier_frequency")
    )


def _of_frequency(row: Mapping[str, str]) -> float:
    if row["controls"]:
        return 1 / math.sqrt(float(row["carriers"]) * float(row["controls"]))
    if row["low"]:
        return math.log(float(row["high"]) / float(row["low"])) / (2 * _Z95)
    return 0.0


@cache
def founder_frequencies(population: str = "") -> tuple[FounderFrequency, ...]:
    """Read the frequencies of founder populations, of all or of one."""
    return tuple(
        FounderFrequency(
            row["population"], row["gene"], float(row["allele_frequency"]), row["source"]
        )
        for row in rows("founder_frequency")
        if population in ("", row["population"])
    )


@cache
def polygenic_variance() -> Mapping[Organ, float]:
    """Read the variance of the log hazard that the polygene makes."""
    return {
        Organ(row["cancer"], sex): float(row["variance"])
        for row in rows("polygene")
        for sex in _sexes(row["sex"])
    }


@cache
def sensitivities() -> Mapping[tuple[str, TestMethod], float]:
    """Read which share of pathogenic variants a test finds, by gene and method."""
    return {
        (row["gene"], TestMethod(row["method"])): float(row["sensitivity"])
        for row in rows("test_sensitivity")
    }


@cache
def citations() -> Mapping[str, Citation]:
    """Read all sources by their key."""
    return {row["source"]: Citation(row["citation"], row["status"]) for row in rows("sources")}


@cache
def rates() -> Mapping[str, Rates]:
    """Read incidence and mortality of every country."""
    incidence: dict[str, dict[Organ, Floats]] = {}
    for row in rows("incidence"):
        organ = Organ(row["cancer"], Sex(row["sex"]))
        incidence.setdefault(row["country"], {})[organ] = _by_year(row)
    mortality: dict[str, dict[Sex, Floats]] = {}
    for row in rows("mortality"):
        mortality.setdefault(row["country"], {})[Sex(row["sex"])] = _by_year(row)
    return {country: Rates(incidence[country], mortality[country]) for country in incidence}


def _by_year(row: Mapping[str, str]) -> Floats:
    """Rates per 100,000 by age group, as yearly rates; the last group stays open to the end."""
    first_ages = [int(column) for column in row if column.isdigit()]
    widths = np.diff([*first_ages, YEARS])
    return np.repeat([float(row[str(age)]) / 1e5 for age in first_ages], widths)


def _sexes(written: str) -> tuple[Sex, ...]:
    return (Sex.FEMALE, Sex.MALE) if written == "both" else (Sex(written),)
