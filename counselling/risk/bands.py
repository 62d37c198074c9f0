"""The risk category of a guideline, named by its version, with the numbers it rests on."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Final

from counselling.language.numbers import rounded
from counselling.pedigree.terms import BREAST, TestResult
from counselling.risk import store
from counselling.risk.model import Assessment, Citation, Horizon, Probability, Span

GUIDELINE: Final = "NICE CG164"
PUBLISHED: Final = "2013"  # years as text: they are names of a version, not numbers
UPDATED: Final = "2023"
VERSION: Final = f"{PUBLISHED}, updated {UPDATED}"
_JUDGING: Final = frozenset({"BRCA1", "BRCA2"})  # genes that a model must know to judge a family
_DECIMALS: Final = 3  # judged as it is told: in tenths of a percent


class Band(IntEnum):
    """Categories of risk, the lowest first; `slug` is what tables call them."""

    NEAR_POPULATION = 0
    MODERATE = 1
    HIGH = 2

    @property
    def slug(self) -> str:
        """Return the name in tables and message ids."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a category begins over a span; is_inside: whether the limit belongs to it."""

    band: Band
    span: Span
    risk: float
    is_inside: bool

    def is_reached(self, risk: float) -> bool:
        """Whether a risk, as it is told, is in the category or above."""
        told = float(rounded(risk, _DECIMALS))
        return told > self.risk or (self.is_inside and told == self.risk)


@dataclass(frozen=True, slots=True)
class Rules:
    """A guideline's limits; genes: whose carriers are at high risk whatever the number.

    is_for_patients: False where a row was only recalled and nobody read it in the source.
    """

    limits: tuple[Limit, ...]
    genes: tuple[str, ...]
    statuses: tuple[str, ...]
    source: str

    @property
    def is_for_patients(self) -> bool:
        """Whether every row was verified."""
        return all(status in store.VERIFIED for status in self.statuses)


@dataclass(frozen=True, slots=True)
class Banding:
    """A person's category. lowest, highest: which ones the ends of the intervals would be in.

    lifetime, forties: the risks that were judged, as if nobody died of anything else. gene: the
    variant on record that alone decides, or "".
    """

    band: Band
    lowest: Band
    highest: Band
    lifetime: Horizon
    forties: Horizon
    gene: str
    is_for_patients: bool
    citation: Citation


def banding(assessment: Assessment, rules: Rules | None = None) -> Banding | None:
    """Return the category of NICE CG164: the higher one of lifetime and 40 to 50.

    None where no risk was computed, or that of another cancer than breast; and where a model of
    other genes than BRCA1 and BRCA2 knows too little of the family to judge, unless a variant on
    record decides alone. rules: others than the table's.
    """
    lifetime, forties = assessment.horizon(Span.LIFETIME), assessment.horizon(Span.FORTIES)
    if lifetime is None or forties is None or assessment.cancer != BREAST:
        return None
    given = rules or nice_cg164()
    gene = _deciding_gene(assessment, given)
    known = assessment.consultand.keys()
    if known and not gene and not known >= _JUDGING:
        return None
    risks = {Span.LIFETIME: lifetime.person, Span.FORTIES: forties.person}

    def judged(end: Callable[[Probability], float]) -> Band:
        reached = (one.band for one in given.limits if one.is_reached(end(risks[one.span])))
        return Band.HIGH if gene else max(reached, default=Band.NEAR_POPULATION)

    return Banding(
        judged(lambda risk: risk.value),
        judged(lambda risk: risk.interval.low if risk.interval else risk.value),
        judged(lambda risk: risk.interval.high if risk.interval else risk.value),
        lifetime,
        forties,
        gene,
        given.is_for_patients,
        store.citations()[given.source],
    )


def _deciding_gene(assessment: Assessment, rules: Rules) -> str:
    tests = assessment.question.family.person(assessment.question.person).tests
    found = (t.gene for t in tests if t.result is TestResult.POSITIVE and t.gene in rules.genes)
    return next(found, "")


@cache
def nice_cg164() -> Rules:
    """Read the limits of NICE CG164."""
    file = files("counselling.risk").joinpath("tables", "nice_cg164.csv")
    return read(file.read_text(encoding="utf-8"))


def read(text: str) -> Rules:
    """Read a table of limits, also one with rows that were only recalled (see Rules)."""
    table = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    limits = tuple(
        Limit(
            Band[row["category"].upper()],
            Span(row["span"]),
            float(row["limit"]),
            row["is_limit_in"] == "yes",
        )
        for row in table
        if row["span"]
    )
    genes = tuple(gene for row in table for gene in row["genes"].split())
    return Rules(limits, genes, tuple(row["status"] for row in table), table[0]["source"])
