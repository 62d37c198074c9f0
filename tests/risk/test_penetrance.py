"""Average carriers against the published cumulative risks."""

import csv
import tomllib
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counselling.pedigree.terms import BREAST, OVARY, Sex
from counselling.risk.penetrance import Penetrance, penetrance
from counselling.risk.store import Organ
from counselling.work.risk.assess_risk import forget_models

GENES = ("BRCA1", "BRCA2", "PALB2")
GOLDEN = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "hereditary_breast_ovarian.toml").read_text("utf-8")
)


def women(country: str) -> Penetrance:
    return penetrance(GENES, country, organs=(Organ(BREAST, Sex.FEMALE), Organ(OVARY, Sex.FEMALE)))


def cumulative_risk(gene: str, cancer: str, country: str, age: int) -> float:
    group = 1 << GENES.index(gene)
    hazard = women(country).cumulative[Organ(cancer, Sex.FEMALE)]
    return float(-np.expm1(-hazard[age, 0, group]))


@pytest.mark.parametrize("case", GOLDEN["carrier_risk"])
def test_average_carrier_has_the_published_risk_within_its_interval(case: dict[str, Any]) -> None:
    risk = cumulative_risk(case["gene"], case["cancer"], case["country"], case["by_age"])
    assert case["low"] <= risk <= case["high"]


@pytest.mark.parametrize("case", GOLDEN["population_risk"])
def test_average_woman_has_the_published_risk(case: dict[str, Any]) -> None:
    nation = women(case["country"]).national[Organ(BREAST, Sex.FEMALE)]
    risk = -np.expm1(nation[case["from_age"]] - nation[case["to_age"]])
    assert case["low"] <= risk <= case["high"]


@pytest.mark.parametrize("gene", ["BRCA1", "BRCA2"])
@pytest.mark.parametrize(("cancer", "column"), [(BREAST, "breast"), (OVARY, "ovarian")])
def test_carriers_follow_the_published_curve_year_by_year(
    facts: Path, gene: str, cancer: str, column: str
) -> None:
    """The printed curve climbs in the steps of its cases: on average it is nearer than at worst."""
    with (facts / "models" / "brca_kuchenbaecker_2017_curve.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    off = [
        cumulative_risk(gene, cancer, "UK", int(row["age"]))
        - float(row[f"{gene.lower()}_{column}_cum_pct"]) / 100
        for row in rows
    ]
    assert np.abs(off).mean() < 0.015
    assert np.abs(off).max() < 0.05


def test_estimate_is_the_first_draw_and_draws_differ() -> None:
    hazards = women("UK")
    breast = hazards.cumulative[Organ(BREAST, Sex.FEMALE)][80]
    assert len(hazards.prior) == breast.shape[0] == 301
    assert breast[1:, 1].min() < breast[0, 1] < breast[1:, 1].max()


def test_carrier_of_two_genes_has_the_higher_hazard_of_the_two() -> None:
    hazard = np.diff(women("UK").cumulative[Organ(BREAST, Sex.FEMALE)][:, 0], axis=0)
    np.testing.assert_allclose(hazard[21:80, 3], np.fmax(hazard[21:80, 1], hazard[21:80, 2]))


def test_what_is_kept_for_the_next_question_can_be_freed() -> None:
    hazards = women("UK").cumulative[Organ(BREAST, Sex.FEMALE)]
    kept, told = weakref.ref(hazards), hazards.copy()
    del hazards
    assert kept() is not None
    forget_models()
    assert kept() is None
    np.testing.assert_array_equal(women("UK").cumulative[Organ(BREAST, Sex.FEMALE)], told)
