"""The BRCA1, BRCA2 and PALB2 model on small families."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from counselling.errors import PedigreeError, RiskInputError
from counselling.genetics.peeling import ImpossibleFamily
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Diagnosis, Marker
from counselling.pedigree.terms import ASHKENAZI, MarkerStatus, TestMethod, Zygosity
from counselling.risk.model import Assessment, Caveat, CurveKind, Question, Standing
from counselling.risk.models.hereditary_breast_ovarian import GENES, ORGANS, HereditaryBreastOvarian
from counselling.risk.penetrance import penetrance
from tests.families import builders
from tests.families.strategies import families

GOLDEN = tomllib.loads(
    (Path(__file__).parents[2] / "golden" / "hereditary_breast_ovarian.toml").read_text("utf-8")
)


def ids(caveats: tuple[Caveat, ...]) -> set[str]:
    return {caveat.message_id for caveat in caveats}


def about(assessment: Assessment, message_id: str) -> tuple[str, ...]:
    return next(c.persons for c in assessment.caveats if c.message_id == message_id)


@pytest.fixture
def sisters(make_person):
    """Mother and father without facts, a sister with breast cancer at 35, and the consultand."""
    return (
        make_person("mother"),
        make_person("father", "M"),
        make_person("sister", age=50, mother="mother", father="father", cancers={"breast": 35}),
        make_person("consultand", age=40, mother="mother", father="father"),
    )


def test_daughter_and_granddaughter_of_a_known_carrier_follow_mendel(assess, make_person) -> None:
    gene = GOLDEN["mendel"]["gene"]
    found = assess(
        make_person("tested", tests=f"{gene}+"),
        make_person("daughter", mother="tested"),
        make_person("granddaughter", mother="daughter"),
    ).carriers[gene]
    assert found["tested"] == pytest.approx(1)
    assert found["daughter"] == pytest.approx(GOLDEN["mendel"]["daughter"], abs=1e-8)
    assert found["granddaughter"] == pytest.approx(GOLDEN["mendel"]["granddaughter"], abs=1e-8)


def test_affected_relative_raises_and_old_unaffected_ones_lower(
    assess, make_person, sisters
) -> None:
    alone = assess(make_person("consultand", age=40)).any_gene.value
    with_sister = assess(*sisters).any_gene.value
    ovary = {"breast": 35, "ovary": 48}
    worse = replace(sisters[2], diagnoses=tuple(make_person("", cancers=ovary).diagnoses))
    with_ovary = assess(*sisters[:2], worse, sisters[3]).any_gene.value
    old = tuple(make_person(f"old{i}", age=85, mother="mother", father="father") for i in range(3))
    reassured = assess(*sisters, *old, about="consultand").any_gene.value
    assert alone < reassured < with_sister < with_ovary


def test_younger_diagnosis_weighs_more(assess, make_person, sisters) -> None:
    values = []
    for age in (30, 45, 60):
        sister = replace(
            sisters[2], age=None, diagnoses=make_person("", cancers={"breast": age}).diagnoses
        )
        values.append(assess(*sisters[:2], sister, sisters[3]).any_gene.value)
    assert values == sorted(values, reverse=True)


def test_relative_of_whom_nothing_is_told_changes_nothing(assess, make_person, sisters) -> None:
    before = assess(*sisters)
    after = assess(
        *sisters,
        make_person("aunt", mother="grandmother"),
        make_person("grandmother", is_deceased=True),
        make_person("husband", "M"),
        make_person("child", "U", mother="consultand", father="husband"),
        about="consultand",
    )
    for gene in GENES:
        for person in before.carriers[gene]:
            wanted = before.carriers[gene][person]
            assert after.carriers[gene][person] == pytest.approx(wanted, rel=1e-12)
    assert about(after, "caveat.age_unknown") == (
        "mother",
        "father",
        "aunt",
        "grandmother",
        "husband",
        "child",
    )


def test_order_and_names_of_the_people_change_nothing(assess) -> None:
    family = builders.breast_ovarian()
    wanted = assess(*family.persons, about=family.focus)
    turned = assess(*family.persons[::-1], about=family.focus)
    for gene in GENES:
        for person, probability in wanted.carriers[gene].items():
            assert turned.carriers[gene][person] == pytest.approx(probability, rel=1e-12)
    one, other = wanted.curve(CurveKind.PERSON), turned.curve(CurveKind.PERSON)
    np.testing.assert_allclose(one.probabilities, other.probabilities, rtol=1e-12)
    np.testing.assert_allclose(one.high, other.high, rtol=1e-9)


def test_same_question_gets_the_same_answer_to_the_last_digit(assess, sisters) -> None:
    once = assess(*sisters)
    for elsewhere in ("France", "Spain"):  # two countries are kept: the first is pushed out
        penetrance(GENES, elsewhere, organs=ORGANS)
    assert assess(*sisters) == once


def test_monozygotic_twins_share_what_either_has(assess, make_person) -> None:
    people = (
        make_person("mother"),
        make_person("ada", age=50, mother="mother", cancers={"breast": 40}),
        make_person("bea", age=50, mother="mother"),
    )
    twins = TwinSet(("ada", "bea"), Zygosity.MONOZYGOTIC)
    found = assess(*people, twins=(twins,))
    for gene in GENES:
        ada, bea = found.carriers[gene]["ada"], found.carriers[gene]["bea"]
        assert ada == pytest.approx(bea, rel=1e-12)
    unsure = assess(*people, twins=(replace(twins, zygosity=Zygosity.UNKNOWN),))
    assert unsure.carriers["BRCA1"]["ada"] > unsure.carriers["BRCA1"]["bea"]
    assert about(unsure, "caveat.twins_unknown_zygosity") == ("ada", "bea")


def test_average_woman_of_whom_nothing_is_known_has_the_risk_of_her_country(
    assess, make_person
) -> None:
    for country in ("UK", "Ukraine", "Luxembourg"):
        newborn = assess(make_person("a", age=0), country=country)
        hers, average = newborn.curve(CurveKind.PERSON), newborn.curve(CurveKind.POPULATION)
        np.testing.assert_allclose(hers.probabilities, average.probabilities, rtol=1e-9)
        grown = assess(make_person("a", age=40), country=country)
        hers, average = grown.curve(CurveKind.PERSON), grown.curve(CurveKind.POPULATION)
        # she is free of ovarian and pancreatic cancer too, so a little less likely a carrier
        np.testing.assert_allclose(hers.probabilities, average.probabilities, rtol=3e-3)


def test_curve_starts_at_nothing_never_falls_and_lies_in_its_band(assess, sisters) -> None:
    curve = assess(*sisters).curve(CurveKind.PERSON)
    assert (curve.ages_years[0], curve.ages_years[-1]) == (40, 80)
    assert curve.probabilities[0] == 0
    rising = np.array([curve.low, curve.probabilities, curve.high])
    assert (np.diff(rising, axis=1) >= 0).all()
    assert (np.diff(rising, axis=0) >= 0).all()


def test_negative_search_lowers_and_leaves_a_residual_risk(assess, make_person, sisters) -> None:
    before = assess(*sisters).consultand["BRCA1"].value
    tested = replace(sisters[3], tests=make_person("", tests="BRCA1-").tests)
    after = assess(*sisters[:3], tested).consultand["BRCA1"].value
    odds = after / (1 - after) / (before / (1 - before))
    assert odds == pytest.approx(0.02, rel=1e-6)  # search finds 98 in 100


def test_negative_test_for_the_familys_variant_excludes_it(assess, make_person) -> None:
    found = assess(
        make_person("mother", tests="BRCA2+"),
        make_person(
            "consultand", age=30, mother="mother", tests="BRCA2-", method=TestMethod.DIRECT
        ),
    )
    assert found.consultand["BRCA2"].value == 0
    assert found.consultand["BRCA1"].value > 0


def test_negative_test_for_one_variant_says_nothing_where_none_is_known(
    assess, make_person, sisters
) -> None:
    direct = make_person("", tests="BRCA1-", method=TestMethod.DIRECT).tests
    married_in = make_person("husband", "M", tests="BRCA1+")
    before = assess(*sisters, married_in, about="consultand")
    after = assess(*sisters[:3], replace(sisters[3], tests=direct), married_in, about="consultand")
    assert after.any_gene == before.any_gene
    assert about(after, "caveat.direct_test_without_variant") == ("consultand",)


def test_operation_ends_the_evidence_of_its_organ(assess, make_person) -> None:
    def mother_of(**facts) -> float:
        mother = make_person("mother", age=75, cancers={"breast": 38}, **facts)
        return assess(mother, make_person("c", age=30, mother="mother")).any_gene.value

    assert mother_of() < mother_of(surgery={"salpingo_oophorectomy": 40})
    assert mother_of(surgery={"salpingo_oophorectomy": 75}) == pytest.approx(mother_of())
    # her cancer came before the operation, which ends only the years without a second one
    assert mother_of(surgery={"mastectomy": 50}) > mother_of()
    assert mother_of(surgery={"mastectomy": 75}) == pytest.approx(mother_of())


def test_unknown_sex_lies_between_the_two_sexes(assess, make_person) -> None:
    values = {}
    for sex in "FMU":
        aunt = make_person("aunt", sex, 70, cancers={"breast": 60}, mother="g")
        found = assess(make_person("g"), aunt, make_person("c", age=30, mother="g"))
        values[sex] = found.consultand["BRCA2"].value
    assert values["F"] < values["U"] < values["M"]
    assert about(found, "caveat.sex_unknown") == ("aunt",)


def test_cancer_tells_the_sex_where_it_is_unknown(assess, make_person) -> None:
    values = []
    for sex in "FU":
        aunt = make_person("aunt", sex, 70, cancers={"ovary": 60}, mother="g")
        values.append(assess(make_person("g"), aunt, make_person("c", mother="g")).any_gene.value)
    assert values[0] == pytest.approx(values[1], rel=1e-12)


def test_giving_an_egg_tells_the_sex_where_it_is_unknown(assess, make_person) -> None:
    values = []
    for sex in "FU":
        mother = make_person("mother", sex, 70, cancers={"breast": 60})
        found = assess(mother, make_person("c", mother="mother"))
        values.append(found.any_gene.value)
        assert "caveat.sex_unknown" not in ids(found.caveats)
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"sex": "M", "age": 40}, "caveat.curve_only_for_women"),
        ({"sex": "U", "age": 40}, "caveat.curve_sex_unknown"),
        ({"age": 50, "cancers": {"breast": 45}}, "caveat.curve_after_breast_cancer"),
        ({"age": 50, "surgery": {"mastectomy": 45}}, "caveat.curve_after_mastectomy"),
        ({"age": None}, "caveat.curve_age_unknown"),
        ({"age": (40, 49)}, "caveat.curve_age_unknown"),
        ({"age": 80}, "caveat.curve_beyond_table"),
        ({"age": 50, "is_deceased": True}, "caveat.curve_after_death"),
    ],
)
def test_no_curve_has_a_reason_and_carriers_are_there_all_the_same(
    assess, make_person, facts, reason
) -> None:
    found = assess(
        make_person("mother", tests="PALB2+"), make_person("c", mother="mother", **facts)
    )
    assert found.standing is Standing.NOT_COMPUTABLE
    assert found.curves == ()
    assert [(c.message_id, c.persons) for c in found.reasons] == [(reason, ("c",))]
    assert 0.3 < found.consultand["PALB2"].value < 0.9


def test_what_is_on_record_and_not_used_is_said_of_whom(assess, make_person) -> None:
    marked = Diagnosis("breast", markers=(Marker("ER", MarkerStatus.NEGATIVE),))
    found = assess(
        replace(make_person("a", age=60), diagnoses=(marked, Diagnosis("breast"))),
        make_person("b", age=60, ancestry=(ASHKENAZI, "Irish"), cancers={"melanoma": 50}),
        make_person("c", age=60, tests="ATM+ BRCA1?", surgery={"appendectomy": 20}),
        make_person("d", "M", 70, cancers={"prostate": 66, "ovary": 60}),
        make_person("e", age=200, cancers={"breast": None}),
        make_person("f", age=40, cancers={"breast": 50}, risk_factors=(("menarche", "12"),)),
    )
    wanted = {
        "caveat.pathology_not_counted": ("a",),
        "caveat.second_cancer_unused": ("a",),
        "caveat.ancestry_not_of_founder": ("b",),
        "caveat.other_conditions_unused": ("b",),
        "caveat.other_genes_unused": ("c",),
        "caveat.uncertain_result_unused": ("c",),
        "caveat.other_procedures_unused": ("c",),
        "caveat.prostate_sources_differ": ("d",),
        "caveat.organ_of_other_sex": ("d",),
        "caveat.age_outside_table": ("e",),
        "caveat.age_integrated": ("e",),
        "caveat.ages_contradict": ("f",),
        "caveat.risk_factors_unused": ("f",),
    }
    assert {c.message_id: c.persons for c in found.caveats if c.persons} == wanted
    assert any("Nyberg" in citation.text for citation in found.citations)


def test_population_behind_the_numbers_is_named(assess, make_person) -> None:
    found = assess(make_person("a", age=30), country="Poland")
    scaled = next(c for c in found.caveats if c.message_id == "caveat.population_scaled")
    assert scaled.fields == (("country", "Poland"), ("neighbour", "Czech Republic"))
    assert "caveat.population_regional" in ids(
        assess(make_person("a", age=30), country="Germany").caveats
    )


def test_question_without_sense_is_refused(assess, make_person) -> None:
    woman = make_person("a", age=30)
    for call, message_id in (
        ({"about": "nobody"}, "risk.no_such_person"),
        ({"country": "Atlantis"}, "risk.unknown_country"),
    ):
        with pytest.raises(RiskInputError) as caught:
            assess(woman, **call)
        assert caught.value.message_id == message_id
    with pytest.raises(RiskInputError) as caught:
        assess(woman, woman)
    assert caught.value.message_id == "risk.family_blocked"


def test_results_that_cannot_all_be_true_name_the_people(assess, make_person) -> None:
    direct = {"tests": "BRCA1-", "method": TestMethod.DIRECT}
    with pytest.raises(ImpossibleFamily) as caught:
        assess(
            make_person("mother", **direct),
            make_person("father", "M", **direct),
            make_person("aunt", age=70, cancers={"breast": 60}),
            make_person("child", age=30, mother="mother", father="father", tests="BRCA1+"),
        )
    assert caught.value.persons == ("mother", "father", "child")


def test_probabilities_hold_their_intervals_and_any_gene_is_at_most_the_sum(
    assess, sisters
) -> None:
    found = assess(*sisters)
    for probability in (*found.consultand.values(), found.any_gene):
        assert 0 <= probability.interval.low <= probability.value <= probability.interval.high <= 1
    each = [probability.value for probability in found.consultand.values()]
    assert max(each) < found.any_gene.value <= sum(each)
    for gene in GENES:
        assert found.carriers[gene]["consultand"] == pytest.approx(found.consultand[gene].value)


@settings(max_examples=25, derandomize=True)
@given(family=families(has_facts=True))
def test_any_family_gets_probabilities_or_one_clear_error(family: Family) -> None:
    question = Question(family, family.focus or "", "Italy")
    try:
        found = HereditaryBreastOvarian().assess(question)
    except (RiskInputError, PedigreeError):
        return
    values = [p for gene in GENES for p in found.carriers[gene].values()]
    assert all(0 <= p <= 1 for p in values)
    for curve in found.curves:
        assert np.isfinite(curve.probabilities).all()


def test_demo_family_keeps_its_answer_until_the_version_changes(assess) -> None:
    frozen = GOLDEN["frozen"]
    assert HereditaryBreastOvarian.version == frozen["version"]
    family = builders.breast_ovarian()
    found = assess(*family.persons, about=family.focus)
    for gene in GENES:
        assert found.consultand[gene].value == pytest.approx(frozen[gene], rel=1e-6)
    assert found.curve(CurveKind.PERSON).at(80) == pytest.approx(frozen["breast_by_80"], rel=1e-6)
