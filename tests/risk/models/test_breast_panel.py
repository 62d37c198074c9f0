"""Eight genes and a polygene on small families, and against the published figures."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.pedigree.family import Family
from counselling.pedigree.terms import Sex
from counselling.risk import store
from counselling.risk.model import Assessment, CurveKind, Question, Standing
from counselling.risk.models.breast_panel import GENES, ORGANS, BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from counselling.risk.panel_hazards import PanelHazards, panel_hazards
from counselling.risk.polygenic_score import PolygenicScore, score_of
from counselling.risk.store import Organ
from tests.families import builders

GOLDEN = tomllib.loads(
    (Path(__file__).parents[2] / "golden" / "breast_panel.toml").read_text("utf-8")
)
MODEL = BreastPanel()


@cache
def asked(score: PolygenicScore | None = None) -> Assessment:
    family = builders.breast_ovarian()
    return MODEL.assess(Question(family, family.focus or "", "UK", score))


@pytest.fixture(scope="module")
def uk() -> PanelHazards:
    return panel_hazards(GENES, "UK", organs=ORGANS)


def group(hazards: PanelHazards, gene: str) -> int:
    """The group of those who carry in this gene alone."""
    only = hazards.space.copies.astype(bool)
    wanted = np.array([one == gene for one in GENES])
    return int(hazards.group_of[(only == wanted).all(axis=1)][0])


def average_risk(hazards: PanelHazards, organ: Organ, place: int, age: int) -> float:
    """Cumulative risk of a group's average member at birth."""
    hazard = hazards.cumulative[organ][age, 0, place]
    prior = hazards.space.polygene.prior if len(hazard) > 1 else np.ones(1)
    return float(1 - prior @ np.exp(-hazard))


@pytest.mark.parametrize("row", GOLDEN["carrier_risk"], ids=lambda row: row["gene"] + row["cancer"])
def test_average_carriers_have_the_published_risk(row: dict[str, object], uk: PanelHazards) -> None:
    organ = Organ(str(row["cancer"]), Sex.FEMALE)
    place = group(uk, str(row["gene"]))
    found = average_risk(uk, organ, place, int(str(row["by_age"])))
    assert float(str(row["low"])) <= found <= float(str(row["high"]))


@pytest.mark.parametrize("organ", ORGANS, ids=lambda organ: f"{organ.cancer}-{organ.sex.value}")
def test_the_average_person_has_the_national_incidence(organ: Organ, uk: PanelHazards) -> None:
    shares = uk.priors[0].sum(axis=0) @ np.eye(uk.cumulative[organ].shape[2])[uk.group_of]
    hazard = uk.cumulative[organ][:, 0]
    prior = uk.space.polygene.prior if hazard.shape[-1] > 1 else np.ones(1)
    alive = np.einsum("g,z,tgz->t", shares, prior, np.exp(-hazard))
    national = store.rates()["UK"].incidence[organ]
    np.testing.assert_allclose(-np.diff(np.log(alive)), national, rtol=1e-6, atol=1e-15)


def test_without_a_polygene_and_with_three_genes_it_is_the_three_gene_model() -> None:
    """Not the same code: a junction tree over 27 joint genotypes on the other side."""
    family = builders.breast_ovarian()
    wanted = HereditaryBreastOvarian().assess(Question(family, family.focus or "", "UK"))
    found = asked().consultand["PALB2"].value
    assert found == pytest.approx(wanted.consultand["PALB2"].value, rel=0.1)
    assert asked().consultand["BRCA1"].value == pytest.approx(
        wanted.consultand["BRCA1"].value, abs=0.1
    )


def test_every_gene_is_answered_for_everybody_with_an_interval_around_it() -> None:
    answer = asked()
    assert set(answer.consultand) == set(GENES)
    for found in answer.consultand.values():
        assert found.interval is not None
        assert found.interval.low <= found.value <= found.interval.high
    assert answer.any_gene.value < sum(p.value for p in answer.consultand.values())
    assert answer.standing is Standing.COMPUTED


def test_a_high_score_raises_the_risk_and_explains_some_of_the_family() -> None:
    low, none, high = (
        asked(PolygenicScore(0.5, -2.0)),
        asked(),
        asked(PolygenicScore(0.5, 2.0)),
    )
    risks = [a.curve(CurveKind.PERSON) for a in (low, none, high)]
    ends = [curve.probabilities[-1] for curve in risks if curve]
    assert ends == sorted(ends)
    assert len(set(ends)) == 3
    assert low.any_gene.value > high.any_gene.value


def test_a_score_without_weight_changes_nothing() -> None:
    assert asked(PolygenicScore(0.0, 0.0)).any_gene.value == pytest.approx(
        asked().any_gene.value, rel=1e-12
    )


def with_factor(family: Family, value: str) -> Family:
    person = family.person(family.focus or "")
    return family.replace_person(replace(person, risk_factors=(("PRS_BC", value),)))


def test_a_score_in_a_canrisk_header_is_read() -> None:
    family = with_factor(builders.breast_ovarian(), "alpha=0.501,zscore=1.12")
    assert score_of(family.person(family.focus or "")) == PolygenicScore(0.501, 1.12)
    for broken in ("alpha=2,zscore=1", "alpha=x", "", "alpha=0.5,zscore=99"):
        bad = with_factor(family, broken)
        assert score_of(bad.person(bad.focus or "")) is None


@pytest.mark.parametrize(("alpha", "z"), [(1.0, 0.0), (-0.1, 0.0), (0.5, 9.0), (0.5, float("nan"))])
def test_scores_that_cannot_be_are_refused(alpha: float, z: float) -> None:
    with pytest.raises(RiskInputError) as refused:
        PolygenicScore(alpha, z)
    assert refused.value.message_id == "risk.score_out_of_range"


def test_hazards_never_fall_and_carriers_are_never_below_the_rest(uk: PanelHazards) -> None:
    for organ, cumulative in uk.cumulative.items():
        falls: Floats = np.diff(cumulative, axis=0).min()
        assert falls >= 0, organ
