"""Carriers' cumulative risks as printed: what the models are judged by, not computed from."""

from dataclasses import dataclass
from functools import cache

from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.store import Organ


@dataclass(frozen=True, slots=True)
class PublishedRisk:
    """An average carrier's probability of the cancer by a birthday, 0..1, as if nobody died.

    low, high: 95 % interval, None where none was read in print. rounding: half of the last
    printed digit.
    """

    gene: str
    organ: Organ
    by_age: int
    value: float
    low: float | None
    high: float | None
    rounding: float
    source: str


@cache
def published_risks() -> tuple[PublishedRisk, ...]:
    """Read all of them; raises RiskInputError("risk.unverified_number") as `store.parse` does."""
    return tuple(
        PublishedRisk(
            row["gene"],
            Organ(row["cancer"], sex),
            int(row["by_age"]),
            float(row["value"]),
            float(row["low"]) if row["low"] else None,
            float(row["high"]) if row["high"] else None,
            0.5 * 10 ** -len(row["value"].partition(".")[2]),
            row["source"],
        )
        for row in store.rows("published_risk")
        for sex in ((Sex.FEMALE, Sex.MALE) if row["sex"] == "both" else (Sex(row["sex"]),))
    )
