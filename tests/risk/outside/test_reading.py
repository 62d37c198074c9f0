"""Other programs' results: their own layouts, typed lines, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import RiskInputError
from counselling.pedigree.outside_result import Entered, OutsideCarrier, OutsideRisk
from counselling.risk.outside.reading import LONGEST, read_outside


def share(value: float) -> dict[str, float]:
    return {"decimal": value, "percent": round(value * 100, 1)}


def point(age: int, value: float, cancer: str = "breast") -> dict[str, Any]:
    return {"age": age, f"{cancer} cancer risk": share(value)}


def pedigree(person: str = "PB", **changed: Any) -> dict[str, Any]:
    return {
        "family_id": "XXX0",
        "proband_id": person,
        "cancer_risks": [point(41, 0.003), point(50, 0.034), point(80, 0.231)],
        "baseline_cancer_risks": [point(41, 0.001), point(50, 0.015), point(80, 0.119)],
        "ten_yr_cancer_risk": [point(50, 0.034)],
        "baseline_ten_yr_cancer_risk": [point(50, 0.015)],
        "lifetime_cancer_risk": [point(80, 0.25)],
        "mutation_probabilties": [
            {"no mutation": share(0.9)},
            {"BRCA1": share(0.048)},
            {"PALB2": share(0.0031)},
        ],
        **changed,
    }


def result(*pedigrees: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "version": "BOADICEA 6.3.0",
        "timestamp": "2026-11-20T10:11:12.123456",
        "cancer_incidence_rates": "UK",
        "pedigree_result": list(pedigrees),
        **changed,
    }


def read(whole: object, person: str = "PB"):
    return read_outside(json.dumps(whole), person=person)


def test_canrisk_result_is_read_with_version_date_and_every_span() -> None:
    reading = read(result(pedigree()))
    assert (reading.program, reading.version) == ("CanRisk", "BOADICEA 6.3.0")
    assert (reading.made_on, reading.named) == ("2026-11-20", "PB")
    assert reading.entered is Entered.READ
    assert reading.carriers == (OutsideCarrier("BRCA1", 0.048), OutsideCarrier("PALB2", 0.0031))
    assert reading.risks == (
        OutsideRisk("breast", 40, 50, 0.034, 0.015),  # ten years, and 40 to 50 once
        OutsideRisk("breast", 40, 80, 0.231, 0.119),
        OutsideRisk("breast", 20, 80, 0.25),
    )


def test_results_of_all_cancers_are_read_together() -> None:
    ovary = pedigree(
        cancer_risks=[point(41, 0.001, "ovarian"), point(80, 0.02, "ovarian")],
        baseline_cancer_risks=[],
        ten_yr_cancer_risk=[],
        lifetime_cancer_risk=[],
        mutation_probabilties=[{"BRCA1": share(0.05)}, {"BRIP1": share(0.001)}],
    )
    both = {"bws_result": result(pedigree()), "ows_result": result(ovary, version="OC 2.0")}
    reading = read(both)
    assert reading.version == "BOADICEA 6.3.0, OC 2.0"
    assert OutsideRisk("ovary", 40, 80, 0.02) in reading.risks
    told = {one.gene: one.probability for one in reading.carriers}
    assert told == {"BRCA1": 0.048, "PALB2": 0.0031, "BRIP1": 0.001}  # breast's own first


def test_of_several_people_the_one_asked_about_is_read() -> None:
    whole = result(pedigree("a"), pedigree("b", mutation_probabilties=[{"ATM": share(0.5)}]))
    assert read(whole, "b").carriers == (OutsideCarrier("ATM", 0.5),)
    with pytest.raises(RiskInputError) as refused:
        read(whole, "somebody else")
    assert refused.value.message_id == "risk.outside_several"


TAB = """\
BOADICEA 6.3.0
====================================
Pedigree\tfamily.txt
2026-11-20T10:11:12
Cancer Incidence Rates\tUK
Pathogenic Variant Frequency\tUK
NOTE: baseline cancer risks are provided in brackets
FamID\tIndivID\tAge\tBCRisk          \tBCRisk%
XXX0\tPB\t41\t0.003 (0.001)\t0.3 (0.1)
XXX0\tPB\t50\t0.034 (0.015)\t3.4 (1.5)
XXX0\tPB\t80\t0.231 (0.119)\t23.1 (11.9)
Breast Cancer Lifetime Risk\t0.25 (0.12)\t25.0 (12.0)

Mutation Carrier Probabilties
FamID\tno mutation    \tBRCA1    \tATM
XXX0\t0.9\t0.048\t0.004

"""
SUMMARY = """\
BOADICEA 6.3.0
====================================
Pedigree: family.txt
2026-11-20T10:11:12

FamID\tIndivID\tAge\t+5 BC Risk\t+10 BC Risk\t80 BC Risk\tBC Lifetime
XXX0\tPB\t40\t0.01\t0.034\t0.231\t0.25
Mutation Carrier Probabilties
FamID\tno mutation    \tBRCA1
XXX0\t0.9\t0.048

"""


@pytest.mark.parametrize("text", [TAB, SUMMARY, TAB.replace("\n", "\r\n")])
def test_tables_of_the_batch_script_are_read(text: str) -> None:
    reading = read_outside(text, person="PB")
    assert (reading.version, reading.made_on, reading.named) == (
        "BOADICEA 6.3.0",
        "2026-11-20",
        "PB",
    )
    assert reading.unread == ()
    assert OutsideCarrier("BRCA1", 0.048) in reading.carriers
    told = {(r.from_age_years, r.to_age_years): r.probability for r in reading.risks}
    assert told == {(40, 50): 0.034, (40, 80): 0.231, (20, 80): 0.25}


def test_typed_lines_are_read_and_the_rest_is_named() -> None:
    text = """
    CanRisk, BOADICEA 6.3.0, 2026-11-20
    BRCA1 4.8 %
    palb2 carrier probability: 0,31%
    breast 40-80: 23.1 % (average 11.9 %)
    Breast cancer risk from 40 to 50: 3.4%
    breast lifetime 25 %
    BRCA1 5 %
    ovarian 0.5
    something else
    """
    reading = read_outside(text, person="PB")
    assert (reading.program, reading.version) == ("CanRisk", "BOADICEA 6.3.0")
    assert (reading.made_on, reading.entered) == ("2026-11-20", Entered.TYPED)
    assert reading.carriers == (OutsideCarrier("BRCA1", 0.048), OutsideCarrier("PALB2", 0.0031))
    assert reading.risks == (
        OutsideRisk("breast", 40, 80, 0.231, 0.119),
        OutsideRisk("breast", 40, 50, 0.034),
        OutsideRisk("breast", 20, 80, 0.25),
    )
    # another value of the same, a number without its sign, and noise
    assert reading.unread == ("BRCA1 5 %", "ovarian 0.5", "something else")


@pytest.mark.parametrize(
    "line", ["Brust 40-80: 23,1 %", "Brustkrebs von 40 bis 80 Jahren: 23,1 %", "الثدي 40-80: 23.1%"]
)
def test_typed_lines_may_be_german_or_arabic(line: str) -> None:
    assert read_outside(line, person="a").risks == (OutsideRisk("breast", 40, 80, 0.231),)


@pytest.mark.parametrize(
    ("text", "message_id"),
    [
        ("", "risk.outside_unclear"),
        ("nothing that is known", "risk.outside_unclear"),
        ("breast 80-40: 5 %", "risk.outside_unclear"),
        ("{", "risk.outside_unclear"),
        ("{}", "risk.outside_unclear"),
        ('{"pedigree_result": [{}]}', "risk.outside_unclear"),
        ('{"pedigree_result": [{"mutation_probabilties": [7]}]}', "risk.outside_unclear"),
        ('{"a": ' * 100_000, "risk.outside_unclear"),
        ("x" * (LONGEST + 1), "risk.outside_unclear"),
        (json.dumps(result(pedigree(cancer_risks=[{"age": "x"}]))), "risk.outside_unclear"),
        (
            json.dumps(result(pedigree(mutation_probabilties=[{"BRCA1": share(1.5)}]))),
            "risk.outside_no_probability",
        ),
        (
            '{"pedigree_result": [{"mutation_probabilties": [{"BRCA1": {"decimal": NaN}}]}]}',
            "risk.outside_no_probability",
        ),
        (
            json.dumps(
                result(
                    pedigree(mutation_probabilties=[{"BRCA1": {"decimal": 0.05, "percent": 50}}])
                )
            ),
            "risk.outside_disagrees",
        ),
        (TAB.replace("0.231 (0.119)", "a lot"), "risk.outside_unclear"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, message_id: str) -> None:
    with pytest.raises(RiskInputError) as refused:
        read_outside(text, person="PB")
    assert refused.value.message_id == message_id


@given(st.text(alphabet=st.sampled_from('BRCA1 %0.5-8\t\n{}[]":,()FamIDivdAge+breastcancer risk')))
def test_no_text_is_read_otherwise_than_in_probabilities_or_refused(text: str) -> None:
    try:
        reading = read_outside(text, person="PB")
    except RiskInputError:
        return
    for one in (*reading.carriers, *reading.risks):
        assert 0 <= one.probability <= 1
