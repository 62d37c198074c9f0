"""Classical problems of genetic counselling, each with the answer that a textbook derives by hand.

The problems are those of Young ID 2006, Introduction to Risk Calculation in Genetic Counselling,
and Bridge PJ 1997, The Calculation of Genetic Risks; the arithmetic is written out beside each.
"""

import json
from collections.abc import Mapping

import pytest

from counselling.errors import RiskInputError
from counselling.risk.scores.registry import find
from counselling.risk.scores.score import ScoreAnswer, checked

Row = dict[str, object]
RARE = 1e-9


def answered(mode: str, people: list[Row], **more: object) -> ScoreAnswer:
    score = find("single_gene")
    plain = {"mode": mode, "allele_frequency": RARE, "people": people}
    return score.compute(checked(score.asks, json.loads(json.dumps(plain | more))))


def carries(mode: str, people: list[Row], **more: object) -> Mapping[str, float]:
    return {v.about: v.value for v in answered(mode, people, **more).values if v.name == "carries"}


def falls_ill(mode: str, people: list[Row], **more: object) -> Mapping[str, float]:
    name = "has_genotype_of_disease"
    return {v.about: v.value for v in answered(mode, people, **more).values if v.name == name}


def person(name: str, *parents: str | None, **facts: object) -> Row:
    mother, father = parents or (None, None)
    return {"id": name, "mother": mother, "father": father} | facts


# ---------------------------------------------------------------- autosomal recessive


def cystic_fibrosis() -> list[Row]:
    """Two healthy parents, an affected child, a healthy one with a partner, and their child."""
    return [
        person("m", affected="no"),
        person("f", affected="no"),
        person("ill", "m", "f", affected="yes"),
        person("sib", "m", "f", affected="no"),
        person("partner", affected="no"),
        person("child", "partner", "sib"),
    ]


def test_child_of_a_healthy_sib_and_a_partner_from_the_population() -> None:
    """2/3 x 2/51 x 1/4 with q = 1/50: of the healthy 2q / (1 + q) carry."""
    found = falls_ill("recessive", cystic_fibrosis(), allele_frequency=0.02)
    assert found["child"] == pytest.approx(2 / 3 * 2 / 51 / 4, rel=1e-12)


def test_a_partner_tested_negative_with_nine_in_ten() -> None:
    """Healthy partner: carrier 2/51; after the test (2/51)(.1) / ((2/51)(.1) + 49/51) = 2/492."""
    kin = cystic_fibrosis()
    kin[4]["test"] = "negative"
    found = carries("recessive", kin, allele_frequency=0.02, test_sensitivity=0.9)
    assert found["partner"] == pytest.approx(0.2 / 49.2, rel=1e-12)
    assert found["sib"] == pytest.approx(2 / 3, rel=1e-12)


def test_three_healthy_children_of_two_who_may_carry() -> None:
    """Two healthy sibs of affected people: 2/3 x 2/3 both carry = 4 to 5; after three healthy
    children 4 (3/4)^3 to 5, so that a fourth is affected with a quarter of 27/107."""
    kin = [*cystic_fibrosis()[:4]]
    kin += [{**row, "id": f"other {row['id']}"} for row in kin]
    for row in kin[4:]:
        for parent in ("mother", "father"):
            row[parent] = row[parent] and f"other {row[parent]}"
    for n in range(3):
        kin.append(person(f"well {n}", "sib", "other sib", affected="no"))
    kin.append(person("next", "sib", "other sib"))
    assert falls_ill("recessive", kin)["next"] == pytest.approx(27 / 107 / 4, rel=1e-6)


def test_first_cousins_whose_uncle_is_affected() -> None:
    """Their common grandparents both carry; each parent with 2/3, each cousin 1/3: 1/9 x 1/4."""
    kin = [
        *cystic_fibrosis()[:4],
        person("sister", "m", "f", affected="no"),
        person("wife"),
        person("husband"),
        person("one", "wife", "sib"),
        person("two", "sister", "husband"),
        person("child", "one", "two"),
    ]
    assert falls_ill("recessive", kin)["child"] == pytest.approx(1 / 36, rel=1e-6)


def test_children_of_first_cousins_of_whom_nothing_is_known() -> None:
    """Inbreeding of 1/16: q^2 + q (1 - q) / 16."""
    q = 0.01
    kin = [
        person("m"),
        person("f"),
        person("a", "m", "f"),
        person("b", "m", "f"),
        person("wife"),
        person("husband"),
        person("one", "wife", "a"),
        person("two", "b", "husband"),
        person("child", "one", "two"),
    ]
    found = falls_ill("recessive", kin, allele_frequency=q)
    assert found["child"] == pytest.approx(q * q + q * (1 - q) / 16, rel=1e-12)


# ---------------------------------------------------------------- autosomal dominant


def test_incomplete_penetrance_of_eight_in_ten() -> None:
    """Healthy child: 1/2 x 1/5 to 1/2, 1/6; her child is affected with 1/6 x 1/2 x 4/5 = 1/15."""
    kin = [
        person("m", affected="yes", age=60),
        person("f", affected="no", age=60),
        person("c", "m", "f", affected="no", age=60),
        person("husband", affected="no", age=60),
        person("grandchild", "c", "husband"),
    ]
    onset = [{"age": 0, "shown_by": 0.8}]
    assert carries("dominant", kin, onset=onset)["c"] == pytest.approx(1 / 6, rel=1e-6)
    found = falls_ill("dominant", kin, onset=onset)["grandchild"]
    assert found * 0.8 == pytest.approx(1 / 15, rel=1e-6)


def test_grandchild_of_a_huntington_case_with_a_healthy_parent_between() -> None:
    """Parent well at 50 (60 of 100 show it by then), consultand well at 30 (20 of 100).

    Both carry 1/4 x .4 x .8 = .08; the parent alone 1/4 x .4 = .1; neither 1/2: .08 / .68.
    """
    kin = [
        person("grandparent", affected="yes", age=70),
        person("other", affected="no", age=80),
        person("parent", "grandparent", "other", affected="no", age=50),
        person("partner", affected="no", age=50),
        person("consultand", "partner", "parent", affected="no", age=30),
    ]
    onset = [
        {"age": 30, "shown_by": 0.2},
        {"age": 50, "shown_by": 0.6},
        {"age": 80, "shown_by": 1.0},
    ]
    found = carries("dominant", kin, onset=onset)
    assert found["consultand"] == pytest.approx(0.08 / 0.68, rel=1e-6)
    assert found["parent"] == pytest.approx(0.18 / 0.68, rel=1e-6)


def test_a_healthy_person_of_unknown_age_says_nothing_and_is_named() -> None:
    kin = [
        person("m", affected="yes", age=60),
        person("f"),
        person("c", "m", "f", affected="no"),
    ]
    onset = [{"age": 60, "shown_by": 0.8}]
    assert carries("dominant", kin, onset=onset)["c"] == pytest.approx(1 / 2, rel=1e-6)
    assert answered("dominant", kin, onset=onset).missing == ("people[2].age",)


def test_an_isolated_case_of_a_dominant_disease_is_a_new_mutation_when_parents_do_not_carry() -> (
    None
):
    kin = [
        person("m", test="negative"),
        person("f", test="negative"),
        person("ill", "m", "f", affected="yes"),
        person("next", "m", "f"),
    ]
    found = carries("dominant", kin, de_novo_rate=1e-5)
    assert found["ill"] == pytest.approx(1)
    assert found["next"] == pytest.approx(2e-5, rel=1e-4)


# ---------------------------------------------------------------- X-linked


def duchenne(*more: Row) -> tuple[list[Row], dict[str, float]]:
    """An isolated case, his mother and his sister; the allele is kept up by mutation alone."""
    mu = 1e-6
    kin = [
        person("m", sex="female", affected="no"),
        person("f", sex="male", affected="no"),
        person("case", "m", "f", sex="male", affected="yes"),
        person("sister", "m", "f", sex="female", affected="no"),
    ]
    return [*kin, *more], {"allele_frequency": 2 * mu, "de_novo_rate": mu}


def test_sister_of_an_isolated_duchenne_case_carries_with_a_third() -> None:
    kin, rates = duchenne()
    found = carries("x_linked_recessive", kin, **rates)
    assert found["m"] == pytest.approx(2 / 3, rel=1e-4)
    assert found["sister"] == pytest.approx(1 / 3, rel=1e-4)


def test_healthy_brothers_lower_it() -> None:
    """Mother 2 to 1 before, 2/4 to 1 after two healthy sons: 1/3; the sister 1/6."""
    brothers = [person(name, "m", "f", sex="male", affected="no") for name in ("b1", "b2")]
    kin, rates = duchenne(*brothers)
    found = carries("x_linked_recessive", kin, **rates)
    assert found["m"] == pytest.approx(1 / 3, rel=1e-4)
    assert found["sister"] == pytest.approx(1 / 6, rel=1e-4)


def test_creatine_kinase_of_the_sister_is_normal() -> None:
    """2 of 3 carriers are found, 1 of 20 others too: 1/3 x 1/3 to 2/3 x 19/20 is 10/67."""
    kin, rates = duchenne()
    kin[3]["test"] = "negative"
    found = carries(
        "x_linked_recessive", kin, test_sensitivity=2 / 3, test_specificity=0.95, **rates
    )
    assert found["sister"] == pytest.approx(10 / 67, rel=1e-4)
    assert found["m"] == pytest.approx(
        (1 / 3 / 3 + 1 / 3 * 0.95) / (1 / 9 + 0.95 * 2 / 3), rel=1e-4
    )


def test_daughters_of_an_affected_man_carry_and_his_sons_do_not() -> None:
    kin = [
        person("m", sex="female", affected="no"),
        person("f", sex="male", affected="yes"),
        person("d", "m", "f", sex="female", affected="no"),
        person("s", "m", "f", sex="male", affected="no"),
        person("grandson", "d", None, sex="male"),
    ]
    found = carries("x_linked_recessive", kin)
    assert found["d"] == pytest.approx(1, rel=1e-6)
    assert found["s"] == pytest.approx(0, abs=1e-6)
    assert falls_ill("x_linked_recessive", kin)["grandson"] == pytest.approx(1 / 2, rel=1e-6)


def test_people_whose_answers_exclude_each_other_are_named_by_place() -> None:
    kin = [
        person("stranger"),
        person("m", test="negative"),
        person("f", test="negative"),
        person("c", "m", "f", test="positive"),
    ]
    with pytest.raises(RiskInputError) as refused:
        answered("dominant", kin)
    assert refused.value.fields["place"] == "people[1], people[2], people[3]"


# ---------------------------------------------------------------- beside people in general


@pytest.mark.parametrize("mode", ["dominant", "recessive", "x_linked_recessive"])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_who_is_told_nothing_of_has_the_populations_values(mode: str, sex: str) -> None:
    values = answered(mode, [person("a", sex=sex)], allele_frequency=0.03).values
    assert [value.population for value in values] == pytest.approx([v.value for v in values])
    assert all(value.population for value in values)
