"""Carriers' cumulative risks as printed: what the models are judged by, not computed from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from counselling.language.marks import N_
from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.model import Caveat
from counselling.risk.store import Organ


@dataclass(frozen=True, slots=True)
class PublishedRisk:
    """An average carrier's probability of the cancer by a birthday, 0..1, as if nobody died.

    low, high: 95 % interval, None where none was read in print. rounding: half of the last
    printed digit. models_give: "more" or "less" where the models are known to conflict, else "".
    """

    gene: str
    organ: Organ
    by_age: int
    value: float
    low: float | None
    high: float | None
    rounding: float
    source: str
    models_give: str


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
            row["models_give"],
        )
        for row in store.rows("published_risk")
        for sex in ((Sex.FEMALE, Sex.MALE) if row["sex"] == "both" else (Sex(row["sex"]),))
    )


def known_conflicts(genes: Collection[str], *, cancer: str = "") -> Iterator[Caveat]:
    """What is printed otherwise than these genes' models give it; `calibration` measures them.

    cancer: of this one alone; "" for all.
    """
    said = set()
    for told in published_risks():
        key = (told.gene, told.organ.cancer, told.by_age, told.source)
        is_asked = told.gene in genes and cancer in ("", told.organ.cancer)
        if told.models_give and is_asked and key not in said:
            said.add(key)
            yield Caveat(
                N_("caveat.printed_otherwise"),
                fields=(
                    ("gene", told.gene),
                    ("cancer", told.organ.cancer),
                    ("by_age", told.by_age),
                    ("printed", round(100 * told.value, 1)),
                    ("source", store.citations()[told.source].text.split(",")[0]),
                    ("models_give", told.models_give),
                ),
            )
