"""What moves the breast panel's answer: what it answers of the family without the fact."""

from dataclasses import replace

import pytest

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.pedigree.person import Marker
from counselling.pedigree.terms import ASHKENAZI, MarkerStatus, TestMethod, TestResult
from counselling.risk.breast_panel_explaining import explain_breast_panel
from counselling.risk.influences import Explanation, FactKind, ahead_of, left_out, without_all
from counselling.risk.model import Assessment, CurveKind, Question
from counselling.risk.models.breast_panel import GENES, BreastPanel
from counselling.risk.models.lynch import COLORECTAL_MODEL, LYNCH
from counselling.risk.polygenic_score import PolygenicScore
from counselling.risk.registry import MODELS
from counselling.risk.supposing import supposed
from counselling.risk.supposition import Supposition
from counselling.risk.syndrome_explaining import explain_syndrome
from counselling.work.risk.explain_risk import explain_answer
from tests.families.builders import breast_ovarian


@pytest.fixture(scope="module")
def family() -> Family:
    return _with_much_told(breast_ovarian())


def _with_much_told(family: Family) -> Family:
    """An ancestry at the top, a tumour's receptor, a score, a clear test for one variant."""
    top = next(p for p in family.persons if not p.parents and p.diagnoses)
    family = family.replace_person(replace(top, ancestry=(ASHKENAZI,), age=None))
    ill = next(
        p for p in family.persons if any(d.condition == "breast" and d.age for d in p.diagnoses)
    )
    marked = tuple(
        replace(d, markers=(Marker("ER", MarkerStatus.NEGATIVE),)) if d.condition == "breast" else d
        for d in ill.diagnoses
    )
    scored = (("PRS_BC", "alpha=0.45, zscore=1.2"),)
    return family.replace_person(replace(ill, diagnoses=marked, risk_factors=scored))


def ask(family: Family, score: PolygenicScore | None = None) -> Assessment:
    question = Question(family, family.focus or "", "UK", score, has_interval=False)
    return BreastPanel().assess(question)


def risk(answer: Assessment) -> float | None:
    curve = answer.curve(CurveKind.PERSON)
    return curve.probabilities[-1] if curve else None


@pytest.fixture(scope="module")
def explanation(family: Family) -> Explanation:
    answer = ask(family)
    return explain_breast_panel(answer.question, ahead=ahead_of(answer))


def test_both_numbers_are_the_models_own(family: Family, explanation: Explanation) -> None:
    answer = ask(family)
    assert explanation.probability == pytest.approx(answer.any_gene.value, rel=1e-9)
    assert explanation.risk == pytest.approx(risk(answer), rel=1e-9)
    assert explanation.ahead is not None
    assert (explanation.ahead.organ.cancer, explanation.ahead.to_age_years) == ("breast", 80)


def test_every_fact_left_out_is_the_family_without_it(
    family: Family, explanation: Explanation
) -> None:
    told = {(one.person, one.kind, one.what): one for one in explanation.influences}
    assert {FactKind.TUMOUR, FactKind.SCORE, FactKind.AGE, FactKind.ANCESTRY} <= {
        kind for _, kind, _ in told
    }
    for person in family.persons:
        facts = list(left_out(person))
        if person.id != family.focus:
            facts.append((FactKind.EVERYTHING, "", without_all(person)))
        for kind, what, without in facts:
            answer = ask(family.replace_person(without))
            one = told.get((person.id, kind, what))
            if one is None:  # it moves nothing
                assert answer.any_gene.value == pytest.approx(explanation.probability, abs=2e-6)
                continue
            assert one.without == pytest.approx(answer.any_gene.value, rel=1e-7)
            if one.risk_without is None:
                assert (person.id, kind) == (family.focus, FactKind.AGE)
            else:
                assert one.risk_without == pytest.approx(risk(answer), rel=1e-7)


def test_a_variant_that_was_not_found_takes_the_meaning_of_clear_tests_for_it(make_person) -> None:
    mother = make_person("m", "F", 60, cancers={"breast": 45}, tests="BRCA1+")
    aunt = make_person("a", "F", 58, mother="g")
    child = make_person("c", "F", 35, mother="m", tests="BRCA1-")
    (test,) = child.tests
    child = replace(child, tests=(replace(test, method=TestMethod.DIRECT),))
    family = Family("f", persons=(make_person("g"), aunt, mother, child), consultand="c")
    answer = ask(family)
    told = explain_breast_panel(answer.question, ahead=ahead_of(answer))
    (one,) = [i for i in told.influences if (i.person, i.kind) == ("m", FactKind.TEST)]
    untested = ask(family.replace_person(replace(mother, tests=())))
    assert one.without == pytest.approx(untested.any_gene.value, rel=1e-7)
    assert one.without > 2 * told.probability


def test_a_score_beside_the_family_is_left_out_in_turn(family: Family) -> None:
    score = PolygenicScore(0.45, 2.0)
    answer = ask(family, score)
    told = explain_breast_panel(answer.question, ahead=ahead_of(answer))
    (one,) = [i for i in told.influences if (i.person, i.kind) == (family.focus, FactKind.SCORE)]
    assert one.risk_without == pytest.approx(risk(ask(family)), rel=1e-7)
    assert told.risk_change(one) > 0.01


def test_next_tests_tell_what_the_panel_answers_with_their_results(
    family: Family, explanation: Explanation
) -> None:
    best = explanation.next_tests[0]
    clear = family
    for gene in GENES:
        if not any(t.gene == gene for t in family.person(best.person).tests):
            clear = supposed(clear, Supposition(best.person, gene, TestResult.NEGATIVE))
    answer = ask(clear)
    assert best.if_negative == pytest.approx(answer.any_gene.value, rel=1e-6)
    assert best.risk_if_negative == pytest.approx(risk(answer), rel=1e-6)
    for one in explanation.next_tests:
        mean = one.positive * one.if_positive + (1 - one.positive) * one.if_negative
        assert mean == pytest.approx(explanation.probability, rel=1e-6)
        assert one.risk_if_positive is not None
        assert one.risk_if_negative is not None
        both = one.positive * one.risk_if_positive + (1 - one.positive) * one.risk_if_negative
        assert both == pytest.approx(explanation.risk, rel=1e-6)


def test_the_greater_of_both_changes_comes_first(explanation: Explanation) -> None:
    sizes = [
        max(abs(one.change), abs(explanation.risk_change(one))) for one in explanation.influences
    ]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_model_explains_its_own_answer(family: Family, model) -> None:
    answer = model.assess(Question(family, family.focus or "", "UK"))
    told = explain_answer(answer)
    assert told.probability == pytest.approx(answer.any_gene.value, rel=1e-9)
    assert (told.risk is None) == (risk(answer) is None)
    if told.risk is not None:
        assert told.risk == pytest.approx(risk(answer), rel=1e-9)


def test_risk_of_a_syndrome_without_a_fact_is_the_models(make_person) -> None:
    mother = make_person("m", "F", 60, cancers={"bowel cancer": 41})
    child = make_person("c", "F", 35, mother="m")
    question = Question(Family("f", persons=(mother, child)), "c", "UK")
    answer = COLORECTAL_MODEL.assess(question)
    told = explain_syndrome(LYNCH, question, ahead=ahead_of(answer))
    bare = Question(Family("f", persons=(replace(mother, diagnoses=()), child)), "c", "UK")
    (one,) = [i for i in told.influences if i.kind is FactKind.DIAGNOSIS]
    assert one.risk_without == pytest.approx(risk(COLORECTAL_MODEL.assess(bare)), rel=1e-7)


def test_a_family_with_two_loops_is_not_taken_apart_for_minutes(make_person) -> None:
    """Two sisters married two brothers, and a child of each couple has a child with the other's."""
    couples = [make_person(who, "FM"[at % 2], 80) for at, who in enumerate("abcd")]
    sisters = [make_person(who, "F", 55, mother="a", father="b") for who in ("s1", "s2")]
    brothers = [make_person(who, "M", 56, mother="c", father="d") for who in ("b1", "b2")]
    cousins = [
        make_person(who, sex, 30, mother=f"s{n}", father=f"b{n}")
        for n, who, sex in ((1, "x", "F"), (2, "y", "M"))
    ]
    child = make_person("z", "F", 5, mother="x", father="y")
    people = (*couples, *sisters, *brothers, *cousins, child)
    family = Family("f", persons=people, consultand="z")
    with pytest.raises(RiskInputError) as refused:
        explain_breast_panel(Question(family, "z", "UK"))
    assert refused.value.message_id == "risk.explaining_too_long"
