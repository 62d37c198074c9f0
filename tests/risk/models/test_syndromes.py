"""The rare syndromes' models on small families, and against the published figures."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Marker, Person
from counselling.pedigree.terms import MarkerStatus, Sex
from counselling.risk.bands import Band, banding
from counselling.risk.de_novo import de_novo
from counselling.risk.model import Assessment, CurveKind, Question
from counselling.risk.models import cdh1, cdkn2a, ovarian_panel, pten, stk11, tp53
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from counselling.risk.registry import MODELS, concerning, usual
from counselling.risk.store import Organ
from counselling.risk.syndrome import SyndromePanel

GOLDEN = Path(__file__).parents[2] / "golden"
BY_FILE = {
    "tp53": tp53.BREAST_MODEL,
    "cdh1": cdh1.STOMACH_MODEL,
    "pten": pten.BREAST_MODEL,
    "stk11": stk11.BREAST_MODEL,
    "cdkn2a": cdkn2a.MELANOMA_MODEL,
    "ovarian_panel": ovarian_panel.OVARY_MODEL,
}
ROWS = [
    (model, row)
    for file, model in BY_FILE.items()
    for row in tomllib.loads((GOLDEN / f"{file}.toml").read_text("utf-8"))["carrier_risk"]
]


def ask(model: SyndromePanel, *persons: Person, country: str = "UK") -> Assessment:
    """Ask about the last of these people."""
    return model.assess(Question(Family("f", persons=persons), persons[-1].id, country))


@pytest.mark.parametrize(
    ("model", "row"),
    ROWS,
    ids=[f"{r['gene']}-{r['cancer']}-{r['sex']}-{r['by_age']}" for _, r in ROWS],
)
def test_average_carriers_have_the_published_risk(
    model: SyndromePanel, row: dict[str, Any]
) -> None:
    born = model.newborns("UK", has_draws=False)
    risk = born.carriers_risk(row["gene"], Organ(row["cancer"], Sex(row["sex"])))[row["by_age"], 0]
    assert risk == pytest.approx(row["risk"], abs=row["off"])


def test_a_healthy_couples_child_with_a_sarcoma_may_have_a_new_variant(make_person) -> None:
    """Parents old and well hardly carry one: without new variants the child could not either."""
    parents = (
        make_person("m", "F", 70, tests="TP53-"),
        make_person("f", "M", 70, tests="TP53-"),
    )
    child = make_person("c", "F", 20, mother="m", father="f", cancers={"sarcoma": 4})
    found = ask(tp53.SARCOMA_MODEL, *parents, child).consultand["TP53"].value
    assert found > 10 * de_novo("TP53")[0][1]


def test_new_variants_keep_the_number_of_carriers() -> None:
    ((gene, rate),) = de_novo("TP53")
    assert gene == "TP53"
    assert 2 * rate == pytest.approx(0.118 / 8367, rel=1e-3)


def test_a_risk_without_a_published_interval_shows_none(make_person) -> None:
    found = ask(tp53.BREAST_MODEL, make_person("x", "F", 20, tests="TP53+"))
    curve = found.curve(CurveKind.PERSON)
    assert curve is not None
    assert curve.low == curve.high == ()
    assert found.horizons[0].person.interval is None
    assert found.horizons[0].person_crude.interval is None
    assert found.any_gene.interval is not None
    assert found.caveats[0].message_id == "caveat.risk_without_interval"
    told = ask(cdkn2a.MELANOMA_MODEL, make_person("x", "F", 20, tests="CDKN2A+"))
    assert told.horizons[0].person.interval is not None


def test_an_interval_of_one_gene_is_not_lent_to_another(make_person) -> None:
    """Of ovarian cancer all genes of the panel have an interval but BRIP1."""
    brip1 = ask(ovarian_panel.OVARY_MODEL, make_person("x", "F", 40, tests="BRIP1+"))
    brca1 = ask(ovarian_panel.OVARY_MODEL, make_person("x", "F", 40, tests="BRCA1+"))
    assert brip1.horizons[0].person.interval is None
    assert brca1.horizons[0].person.interval is not None


def test_nine_genes_agree_with_three_where_the_others_have_nothing_to_say(make_person) -> None:
    """By another engine, without polygene both; the other genes were searched and found clear."""
    clear = " ".join(f"{gene}-" for gene in ovarian_panel.GENES[3:])
    people = (
        make_person("m", "F", 60, cancers={"breast": 42, "ovary": 55}, tests=clear),
        make_person("c", "F", 35, mother="m", tests=clear),
    )
    three = HereditaryBreastOvarian().assess(Question(Family("f", persons=people), "c", "UK"))
    nine = ask(ovarian_panel.OVARY_MODEL, *people)
    for gene in ("BRCA1", "BRCA2"):
        assert nine.consultand[gene].value == pytest.approx(three.consultand[gene].value, rel=0.1)


def test_founder_ancestry_counts_in_the_ovarian_panel_as_elsewhere(make_person) -> None:
    general = ask(ovarian_panel.OVARY_MODEL, make_person("x", "F", 30))
    founder = ask(ovarian_panel.OVARY_MODEL, make_person("x", "F", 30, ancestry=("ashkenazi",)))
    assert founder.consultand["BRCA1"].value > 10 * general.consultand["BRCA1"].value
    assert "caveat.founders_ashkenazi" in {c.message_id for c in founder.caveats}


def test_one_thyroid_cancer_asks_no_rare_syndrome_but_two_or_a_test_do(make_person) -> None:
    one = Family("f", persons=(make_person("x", "F", 50, cancers={"thyroid": 40}),))
    two = Family("f", persons=(*one.persons, make_person("y", "F", 50, cancers={"thyroid": 45})))
    tested = Family("f", persons=(make_person("x", "F", 50, tests="PTEN-"),))
    assert pten.BREAST_MODEL not in concerning(one)
    assert pten.BREAST_MODEL in concerning(two)
    assert pten.BREAST_MODEL in concerning(tested)
    assert usual(two).name == MODELS[0].name


@pytest.mark.parametrize(
    "model", [m for m in MODELS if isinstance(m, SyndromePanel)], ids=lambda model: model.name
)
def test_a_positive_test_of_any_gene_is_answered(model: SyndromePanel, make_person) -> None:
    sex = model.sexes[0]
    for gene in model.syndrome.genes:
        person = make_person("x", sex.value[0].upper(), 30, tests=f"{gene}+")
        found = ask(model, person)
        assert found.consultand[gene].value == pytest.approx(1)
        remaining = found.horizons[1]
        # A variant without a told risk for the cancer leaves the population's.
        assert remaining.person.value >= remaining.population.value * (1 - 1e-2)


def test_a_model_of_one_rare_gene_judges_no_familys_category(make_person) -> None:
    """It knows nothing of BRCA1: near the population by TP53 alone would be false comfort."""
    mother = make_person("m", "F", 50, cancers={"breast": 33})
    assert banding(ask(tp53.BREAST_MODEL, mother, make_person("c", "F", 30, mother="m"))) is None
    assert banding(ask(cdkn2a.MELANOMA_MODEL, make_person("c", "F", 30))) is None
    found = banding(ask(tp53.BREAST_MODEL, make_person("c", "F", 30, tests="TP53+")))
    assert found is not None
    assert found.band is Band.HIGH


def test_a_tumour_counts_in_the_ovarian_panel_as_in_the_breast_models(make_person) -> None:
    def carries(*markers: Marker) -> float:
        person = make_person("x", "F", 50)
        told = (Diagnosis("breast", Age.at(38), markers=markers),)
        answer = ask(ovarian_panel.OVARY_MODEL, replace(person, diagnoses=told))
        return answer.consultand["BRCA1"].value

    negative, positive = (
        carries(Marker("ER", status)) for status in (MarkerStatus.NEGATIVE, MarkerStatus.POSITIVE)
    )
    assert negative > 2 * carries()
    assert positive < carries() / 2
