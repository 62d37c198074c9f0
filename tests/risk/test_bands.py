"""Categories of NICE CG164 at their borders, and what keeps one from a patient."""

from importlib.resources import files

import pytest

from counselling.figures.horizons import band_words
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, Person
from counselling.pedigree.terms import TestResult
from counselling.risk.bands import Band, banding, nice_cg164, read
from counselling.risk.model import (
    Assessment,
    Horizon,
    Interval,
    Probability,
    Question,
    Span,
    Standing,
)

TABLE = files("counselling.risk").joinpath("tables", "nice_cg164.csv").read_text("utf-8")


def answer(
    lifetime: float, forties: float, *tests: GeneTest, high: float | None = None
) -> Assessment:
    """An answer with just these two risks; high: upper end of the lifetime's interval."""
    family = Family("f", persons=(Person("c", tests=tests),))
    some = Probability(0.1)
    first = Probability(lifetime, Interval(lifetime, high, "interval.x") if high else None)
    spans = (
        Horizon(Span.LIFETIME, 20, 80, first, some, some, some),
        Horizon(Span.FORTIES, 40, 50, Probability(forties), some, some, some),
    )
    return Assessment(
        "m", "1", Question(family, "c", "UK"), Standing.COMPUTED, {}, {}, some, "breast",
        (), (), (), horizons=spans,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lifetime", "forties", "band"),
    [
        (0.1694, 0.0294, Band.NEAR_POPULATION),
        (0.17, 0.0, Band.MODERATE),  # the guideline leaves exactly 17 % open
        (0.1695, 0.0, Band.MODERATE),  # told as 17.0 %, and judged as it is told
        (0.2994, 0.0, Band.MODERATE),
        (0.30, 0.0, Band.HIGH),
        (0.0, 0.03, Band.MODERATE),
        (0.0, 0.08, Band.MODERATE),
        (0.0, 0.081, Band.HIGH),
        (0.18, 0.09, Band.HIGH),  # the higher of the two counts
        (0.31, 0.01, Band.HIGH),
    ],
)
def test_the_higher_of_both_risks_decides(lifetime: float, forties: float, band: Band) -> None:
    judged = banding(answer(lifetime, forties))
    assert judged is not None
    assert judged.band is band


def test_known_carrier_is_at_high_risk_whatever_the_number() -> None:
    found = GeneTest("TP53", TestResult.POSITIVE)
    judged = banding(answer(0.1, 0.01, found))
    assert judged is not None
    assert (judged.band, judged.gene) == (Band.HIGH, "TP53")
    absent = banding(answer(0.1, 0.01, GeneTest("TP53", TestResult.NEGATIVE)))
    assert absent is not None
    assert (absent.band, absent.gene) == (Band.NEAR_POPULATION, "")


def test_interval_that_reaches_another_category_is_told(english: Catalogue) -> None:
    given = answer(0.16, 0.01, high=0.31)
    judged = banding(given)
    assert judged is not None
    assert (judged.lowest, judged.highest) == (Band.NEAR_POPULATION, Band.HIGH)
    said = " ".join(band_words(judged, given, english, is_for_patient=True))
    assert "from near population risk to high risk" in said


def test_category_is_named_by_version_with_span_average_source_and_status(
    english: Catalogue,
) -> None:
    given = answer(0.315, 0.05)
    judged = banding(given)
    assert judged is not None
    said = " ".join(band_words(judged, given, english, is_for_patient=True))
    for part in (
        "CG164",
        "2013",
        "2023",
        "high risk",
        "from 20 to 80",
        "31.5%",
        "average",
        "Verified",
    ):
        assert part in said


def test_recalled_limit_keeps_the_category_from_patients_and_marks_it_for_clinicians(
    english: Catalogue,
) -> None:
    assert nice_cg164().is_for_patients
    recalled = read(TABLE.replace("verified-abstract-or-table", "recalled", 1))
    given = answer(0.315, 0.05)
    judged = banding(given, recalled)
    assert judged is not None
    assert not judged.is_for_patients
    assert band_words(judged, given, english, is_for_patient=True) == ()
    assert "not for patients" in band_words(judged, given, english, is_for_patient=False)[0]


def test_no_risk_no_category() -> None:
    given = answer(0.3, 0.1)
    assert banding(given) is not None
    family = given.question.family
    bare = Assessment(
        "m", "1", Question(family, "c", "UK"), Standing.NOT_COMPUTABLE, {}, {}, given.any_gene,
        "breast", (), (), (),
    )  # fmt: skip
    assert banding(bare) is None
