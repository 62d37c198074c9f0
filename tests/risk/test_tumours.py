"""Receptor and grade of breast cancers: what is read, and what the ratios are held against."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from counselling.pedigree.person import Age, Diagnosis, Marker
from counselling.pedigree.terms import MarkerStatus
from counselling.risk.tumours import (
    GENES,
    Tumour,
    cells,
    grade_in,
    read_tumour,
    tumour_ratio,
)

GOLDEN = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "breast_findings.toml").read_text("utf-8")
)
NEGATIVE, POSITIVE = MarkerStatus.NEGATIVE, MarkerStatus.POSITIVE
CARRIES = {"BRCA1": np.array([False, True, False]), "BRCA2": np.array([False, False, True])}
DRAWS = 200


def cancer(
    receptor: MarkerStatus | None = NEGATIVE, age: Age | None = None, pathology: str = ""
) -> Diagnosis:
    markers = (Marker("ER", receptor),) if receptor else ()
    return Diagnosis("breast", age or Age.at(45), markers=markers, pathology=pathology)


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize("first_age", [0, 50])
def test_mean_ratio_over_all_tumours_of_others_is_one_in_every_draw(gene, first_age) -> None:
    told = cells(gene, first_age, DRAWS)
    np.testing.assert_allclose(told.mean(), 1.0, rtol=1e-12)
    assert told.negative[0] >= 1.0 > told.positive12[0]


@pytest.mark.parametrize(
    ("gene", "tumour", "ratio"),
    [
        ("BRCA1", Tumour(is_positive=False, grade=3, first_age=0), 3.16),
        ("BRCA1", Tumour(is_positive=False, grade=3, first_age=50), 4.13),
        ("BRCA1", Tumour(is_positive=False, grade=None, first_age=0), 3.16),
        ("BRCA2", Tumour(is_positive=False, grade=3, first_age=50), 1.54),
        ("BRCA2", Tumour(is_positive=True, grade=3, first_age=0), 1.7),
        ("BRCA2", Tumour(is_positive=True, grade=3, first_age=50), 1.7),
        ("BRCA2", Tumour(is_positive=False, grade=3, first_age=0), 1.0),  # none is published
    ],
)
def test_published_ratios_are_used_as_they_were_printed(gene, tumour, ratio) -> None:
    found = tumour_ratio(tumour, CARRIES, draws=0)
    assert found[0, 1 + GENES.index(gene)] == pytest.approx(ratio)
    assert found[0, 0] == 1.0


def test_solved_ratio_of_positive_receptors_is_what_the_shares_leave() -> None:
    """By hand: (1 - 0.2281 x 3.16) / (1 - 0.2281) and (1 - 0.1469 x 4.13) / (1 - 0.1469)."""
    for first_age, wanted in ((0, 0.36171), (50, 0.46103)):
        tumour = Tumour(is_positive=True, grade=None, first_age=first_age)
        assert tumour_ratio(tumour, CARRIES, draws=0)[0, 1] == pytest.approx(wanted, rel=1e-4)
        printed = GOLDEN["positive_receptor_in_brca1"]
        assert printed["low"] <= wanted <= printed["high"]


@pytest.mark.parametrize("row", GOLDEN["negative_receptor"], ids=lambda row: row["gene"])
def test_share_of_negative_receptors_in_carriers_is_near_the_printed_one(row) -> None:
    """Two in three cancers of BRCA1 carriers by 70 come before 50 (Kuchenbaecker 2017)."""
    shares = []
    for first_age in (0, 50):
        told = cells(row["gene"], first_age, 0)
        shares.append(float(told.shares[0][0] * told.negative[0]))
    share = (2 * shares[0] + shares[1]) / 3
    printed = row["negative"] / (row["negative"] + row["positive"])
    assert share == pytest.approx(printed, abs=row["tolerance"])
    assert share <= printed


@pytest.mark.parametrize("row", GOLDEN["triple_negative_in_brca1"])
def test_ratio_of_negative_receptors_is_near_that_of_triple_negative_tumours(row) -> None:
    ratios = [cells("BRCA1", first_age, 0).negative[0] for first_age in (0, 50)]
    assert min(ratios) <= row["carriers"] / row["others"] <= max(ratios) * 1.01


def test_grade_not_told_is_the_average_of_the_grades() -> None:
    told = cells("BRCA2", 50, 0)
    unknown = told.of(Tumour(is_positive=True, grade=None, first_age=50))[0]
    low, high = told.positive12[0], told.positive3[0]
    assert low < unknown < high
    assert unknown == pytest.approx(0.2913 * high + (1 - 0.2913) * low)


def test_who_carries_in_both_genes_has_the_tumours_of_brca1() -> None:
    both = {"BRCA1": np.array([False, True]), "BRCA2": np.array([False, True])}
    ratio = tumour_ratio(Tumour(is_positive=False, grade=3, first_age=50), both, draws=0)
    assert ratio[0].tolist() == [1.0, pytest.approx(4.13)]


def test_draws_span_the_published_interval() -> None:
    tumour = Tumour(is_positive=False, grade=3, first_age=0)
    drawn = tumour_ratio(tumour, CARRIES, draws=DRAWS)[1:, 1]
    low, high = np.percentile(drawn, [2.5, 97.5])
    assert low == pytest.approx(2.96, rel=0.02)
    assert high == pytest.approx(3.37, rel=0.02)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("grade 3", 3), ("G3", 3), ("IDC, G2, LVI", 2), ("Grad III", 3), ("gr. 1", 1), ("NHG 3", 3),
        ("الدرجة 3", 3), ("", None), ("stage 3", None), ("pT2 N1", None), ("g1 to g3", None),
        ("high grade", None), ("margin 3 mm", None), ("G32", None),
    ],
)  # fmt: skip
def test_grade_is_read_where_a_report_names_one(text, grade) -> None:
    assert grade_in(text) == grade


@pytest.mark.parametrize(
    ("told", "band"),
    [
        (cancer(age=Age.at(49.9)), 0),
        (cancer(age=Age.at(50)), 50),
        (cancer(age=Age(40, 49)), 0),
        (cancer(pathology="DCIS and invasive ductal, G3"), 0),
        (cancer(age=Age(48, 52)), None),  # either side of 50
        (cancer(age=Age.at(70)), None),
        (cancer(receptor=None), None),
        (cancer(pathology="DCIS"), None),
        (Diagnosis("breast", markers=(Marker("ER", NEGATIVE),)), None),
        (
            Diagnosis(
                "breast", Age.at(40), markers=(Marker("ER", NEGATIVE), Marker("ER", POSITIVE))
            ),
            None,
        ),
    ],
)
def test_tumour_counts_where_a_published_ratio_speaks_of_it(told, band) -> None:
    read = read_tumour(told)
    assert (read.first_age if read else None) == band
