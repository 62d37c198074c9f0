"""What moves an answer about a syndrome's genes: the same as asking again without the fact."""

from dataclasses import replace

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.terms import TestResult
from counselling.risk.influences import FactKind
from counselling.risk.model import Question
from counselling.risk.models.lynch import COLORECTAL_MODEL, LYNCH
from counselling.risk.supposing import supposed
from counselling.risk.supposition import Supposition
from counselling.risk.syndrome_explaining import explain_syndrome


@pytest.fixture
def family(make_person) -> Family:
    people = (
        make_person("gm", "F", 80, cancers={"womb cancer": 50}),
        make_person("u", "M", 55, mother="gm", tests="MSH2-"),
        make_person("m", "F", 60, mother="gm", cancers={"bowel cancer": 41}),
        make_person("s", "M", 12, mother="m"),
        make_person("c", "F", 35, mother="m"),
    )
    return Family("f", persons=people)


def chance(family: Family) -> float:
    return COLORECTAL_MODEL.assess(Question(family, "c", "UK")).any_gene.value


def test_a_fact_left_out_is_the_family_without_it(family: Family) -> None:
    told = explain_syndrome(LYNCH, Question(family, "c", "UK"))
    assert told.probability == pytest.approx(chance(family), rel=1e-9)
    without = replace(family.person("m"), diagnoses=())
    (mine,) = (
        one
        for one in told.influences
        if (one.person, one.kind) == ("m", FactKind.DIAGNOSIS) and one.what == "bowel cancer"
    )
    assert mine.without == pytest.approx(chance(family.replace_person(without)), rel=1e-9)
    assert mine.change > 0
    assert abs(told.influences[0].change) >= abs(told.influences[-1].change)


def test_a_next_test_tells_what_the_model_answers_with_its_results(family: Family) -> None:
    told = explain_syndrome(LYNCH, Question(family, "c", "UK"))
    tests = {one.person: one for one in told.next_tests}
    assert "s" not in tests  # a child
    mother = tests["m"]
    clear = family
    for gene in LYNCH.genes:
        clear = supposed(clear, Supposition("m", gene, TestResult.NEGATIVE))
    assert mother.if_negative == pytest.approx(chance(clear), rel=1e-9)
    assert mother.if_positive == pytest.approx(0.5, abs=0.03)
    mean = mother.positive * mother.if_positive + (1 - mother.positive) * mother.if_negative
    assert mean == pytest.approx(told.probability, rel=1e-6)
