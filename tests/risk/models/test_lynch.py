"""The four Lynch genes on small families, and against the published figures."""

import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Sex, TestMethod
from counselling.risk.model import Assessment, CurveKind, Question, Standing
from counselling.risk.models import lynch
from counselling.risk.newborns import Newborns
from counselling.risk.registry import concerning, usual
from counselling.risk.store import Organ
from counselling.risk.syndrome import SyndromePanel

GOLDEN = tomllib.loads((Path(__file__).parents[2] / "golden" / "lynch.toml").read_text("utf-8"))


def ask(
    *persons: Person, model: SyndromePanel = lynch.COLORECTAL_MODEL, country: str = "UK"
) -> Assessment:
    """Ask about the last of these people."""
    return model.assess(Question(Family("f", persons=persons), persons[-1].id, country))


@pytest.fixture(scope="module")
def born() -> Newborns:
    return lynch.COLORECTAL_MODEL.newborns("UK")


@pytest.mark.parametrize(
    "row", GOLDEN["carrier_risk"], ids=lambda row: f"{row['gene']}-{row['cancer']}-{row['sex']}"
)
def test_average_carriers_have_the_published_risk(row: dict[str, str], born: Newborns) -> None:
    organ = Organ(row["cancer"], Sex(row["sex"]))
    risk = born.carriers_risk(row["gene"], organ)[int(row["by_age"]), 0]
    assert risk == pytest.approx(float(row["risk"]), abs=float(row["off"]))


def test_a_person_of_whom_nothing_is_told_carries_as_the_population(make_person) -> None:
    found = ask(make_person("x", "F", 0))
    for gene, one_in in GOLDEN["founder"].items():
        assert found.consultand[gene].value == pytest.approx(1 / one_in, rel=2e-3)


def test_a_child_of_a_carrier_carries_with_one_half(make_person) -> None:
    """0.5 + 0.5 q of the other parent's alleles, less what two mutated copies of one share."""
    parent = make_person("p", "M", None, tests="MSH2+", method=TestMethod.DIRECT)
    other, child = make_person("o", "F"), make_person("c", "F", 0, mother="o", father="p")
    q = 1 - (1 - Fraction(1, 2841)) ** Fraction(1, 2)
    heterozygous = 2 * q * (1 - q) / (2 * q * (1 - q) + q * q)
    passed_on = 1 - heterozygous / 2
    expected = float(1 - (1 - passed_on) * (1 - q))
    found = ask(parent, other, child).consultand["MSH2"].value
    assert found == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    "word",
    ["colorectal", "bowel cancer", "colon cancer", "Rectal cancer", "Darmkrebs", "CRC",
     "Dickdarmkrebs", "kolorektales Karzinom", "caecum carcinoma"],
)  # fmt: skip
def test_bowel_cancer_is_found_in_whatever_words_it_was_told(word: str, make_person) -> None:
    told = ask(make_person("x", "M", 60, cancers={word: 40}))
    code = ask(make_person("x", "M", 60, cancers={"colorectal": 40}))
    assert told.consultand["MLH1"].value == code.consultand["MLH1"].value > 0.01


def test_an_unknown_word_is_named_and_not_read(make_person) -> None:
    found = ask(make_person("x", "M", 60, cancers={"colon polyps": 40}))
    assert found.consultand["MLH1"].value < 0.001
    assert "caveat.other_conditions_unused" in {c.message_id for c in found.caveats}


def test_each_further_cancer_in_the_family_raises_the_carrier_probability(make_person) -> None:
    chances = []
    for cancers in ({}, {"bowel cancer": 45}, {"bowel cancer": 45, "womb cancer": 50}):
        ill = make_person("m", "F", 70, cancers=cancers)
        chances.append(ask(ill, make_person("c", "F", 40, mother="m")).any_gene.value)
    assert chances == sorted(chances)
    assert len(set(chances)) == 3


def test_genes_fit_their_cancers(make_person) -> None:
    """Womb without bowel points to MSH6 more than early bowel cancer does."""
    womb = ask(make_person("x", "F", 70, cancers={"endometrial": 58})).consultand
    bowel = ask(make_person("x", "F", 70, cancers={"colon": 33})).consultand
    assert womb["MSH6"].value > womb["MLH1"].value
    assert bowel["MLH1"].value > bowel["MSH6"].value


def test_a_variant_found_in_epcam_is_one_that_silences_msh2(make_person) -> None:
    assert ask(make_person("x", "F", 40, tests="EPCAM+")).consultand["MSH2"].value == pytest.approx(
        1
    )
    clear = ask(make_person("x", "F", 40, tests="EPCAM-"))
    assert clear.consultand["MSH2"].value > 0
    assert "caveat.other_genes_unused" in {c.message_id for c in clear.caveats}


@pytest.mark.parametrize(
    ("operation", "model"),
    [
        ("hysterectomy", lynch.ENDOMETRIUM_MODEL),
        ("salpingo_oophorectomy", lynch.OVARY_MODEL),
        ("colectomy", lynch.COLORECTAL_MODEL),
        ("gastrectomy", lynch.STOMACH_MODEL),
    ],
)
def test_an_operation_ends_what_can_be_learnt_and_the_curve(
    operation: str, model: SyndromePanel, make_person
) -> None:
    """Who lost the organ at 30 stayed free of its cancer for another reason than her genes."""
    parent = make_person("m", "F", None, tests="MLH1+")
    well = make_person("c", "F", 70, mother="m")
    lost = make_person("c", "F", 70, mother="m", surgery={operation: 30})
    kept, gone = ask(parent, well, model=model), ask(parent, lost, model=model)
    assert gone.consultand["MLH1"].value > kept.consultand["MLH1"].value
    assert gone.standing is Standing.NOT_COMPUTABLE
    assert "caveat.curve_after_removal" in {c.message_id for c in gone.reasons}


def test_no_curve_of_a_womans_cancer_for_a_man_but_his_carrier_probability(make_person) -> None:
    found = ask(make_person("x", "M", 40, tests="MSH2+"), model=lynch.ENDOMETRIUM_MODEL)
    assert {c.message_id for c in found.reasons} == {"caveat.curve_of_women"}
    assert found.any_gene.value == pytest.approx(1)


@pytest.mark.parametrize("sex", ["F", "M"])
def test_a_carrier_is_answered_as_the_average_carrier(
    sex: str, make_person, born: Newborns
) -> None:
    found = ask(make_person("x", sex, 25, tests="MLH1+"))
    curve = found.curve(CurveKind.PERSON)
    assert curve is not None
    organ = Organ("colorectal", Sex.FEMALE if sex == "F" else Sex.MALE)
    risk = born.carriers_risk("MLH1", organ)[:, 0]
    expected = (risk[80] - risk[25]) / (1 - risk[25])
    assert curve.at(80) == pytest.approx(expected, rel=1e-3)
    assert found.horizons[0].person.interval is not None


def test_carriers_of_one_cancers_models_are_the_same(make_person) -> None:
    people = (
        make_person("m", "F", 60, cancers={"colon": 44}),
        make_person("c", "F", 30, mother="m"),
    )
    answers = [ask(*people, model=m) for m in (lynch.COLORECTAL_MODEL, lynch.ENDOMETRIUM_MODEL)]
    assert answers[0].carriers == answers[1].carriers
    assert {a.cancer for a in answers} == {"colorectal", "endometrium"}


def test_the_order_of_the_people_changes_nothing(make_person) -> None:
    people = (
        make_person("m", "F", 60, cancers={"colon": 44}),
        make_person("f", "M", 62),
        make_person("c", "F", 30, mother="m", father="f"),
    )
    one = ask(*people).carriers
    family = Family("f", persons=(people[1], people[2], people[0]))
    other = lynch.COLORECTAL_MODEL.assess(Question(family, "c", "UK")).carriers
    for gene in lynch.GENES:
        for person in ("m", "f", "c"):
            assert one[gene][person] == pytest.approx(other[gene][person], rel=1e-9)


def test_a_small_country_is_told_that_carriers_were_held_to_its_cases(make_person) -> None:
    latvia, uk = (ask(make_person("x", "M", 30), country=c) for c in ("Latvia", "UK"))
    assert "caveat.carriers_held" in {c.message_id for c in latvia.caveats}
    assert "caveat.carriers_held" not in {c.message_id for c in uk.caveats}


def test_only_families_with_something_to_go_by_are_asked_of_these_models(make_person) -> None:
    breast = Family("f", persons=(make_person("x", "F", 50, cancers={"breast": 45}),))
    bowel = Family("f", persons=(make_person("x", "F", 50, cancers={"bowel cancer": 45}),))
    tested = Family("f", persons=(make_person("x", "F", 50, tests="MSH6-"),))
    assert not {m.name for m in concerning(breast)} & {lynch.COLORECTAL_MODEL.name}
    assert lynch.COLORECTAL_MODEL in concerning(bowel)
    assert lynch.OVARY_MODEL in concerning(tested)
    assert usual(breast).name == "consultand-brca-palb2"
    assert usual(bowel) is usual(tested) is lynch.COLORECTAL_MODEL
    both = bowel.replace_person(
        replace(
            bowel.person("x"), diagnoses=breast.persons[0].diagnoses + bowel.persons[0].diagnoses
        )
    )
    assert usual(both).name == "consultand-brca-palb2"


def test_probabilities_are_none_below_nought_or_above_one(make_person) -> None:
    people = [make_person("m", "F", 60, cancers={"colon": 44, "endometrial": 50, "gastric": 52})]
    people += [make_person(f"c{n}", "M", 40, mother="m", cancers={"colon": 30}) for n in range(3)]
    found = ask(*people)
    values = [v for of_gene in found.carriers.values() for v in of_gene.values()]
    assert min(values) >= 0
    assert max(values) <= 1
    curve = found.curve(CurveKind.PERSON)
    assert curve is None or np.all(np.diff(curve.probabilities) >= 0)
