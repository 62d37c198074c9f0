"""The same question before and after a result that nobody has yet."""

from dataclasses import replace

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.errors import RiskInputError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import TestMethod, TestResult
from counselling.risk.supposition import RECEPTOR, Supposition
from counselling.work.risk.assess_risk import assess
from counselling.work.risk.compare_risk import (
    compare_risk,
    comparison_table,
    receptors_open,
    suppose,
)
from tests.families.builders import breast_ovarian


def test_same_model_answers_both_and_a_man_is_compared_by_what_he_may_carry(
    english: Catalogue, measure: FontMeasure
) -> None:
    family = breast_ovarian()
    man = next(p for p in family.persons if p.sex.value == "male")
    before = assess(family, person=man.id, country="Norway")
    what = Supposition(man.id, "BRCA1", TestResult.NEGATIVE)
    one = compare_risk(before, what, english, measure, names={})
    assert (one.after.model, one.after.question.country) == (before.model, "Norway")
    assert one.after.any_gene.value < before.any_gene.value
    (population,) = one.words.population
    assert "People in general: 5 in 1,000 carry a variant in one of" in population
    assert "carries a variant" in one.words.title
    table = comparison_table(one)
    assert table["after"] != table["before"]


def test_model_that_was_asked_is_asked_again(english: Catalogue, measure: FontMeasure) -> None:
    before = assess(breast_ovarian(), person=None, country="UK", model="consultand-breast-panel")
    what = Supposition(before.question.person, "CHEK2", TestResult.POSITIVE)
    assert suppose(before, what, english, measure).model == before.model


def test_gene_that_the_model_does_not_know_is_refused(
    english: Catalogue, measure: FontMeasure
) -> None:
    before = assess(breast_ovarian(), person=None, country="UK")
    what = Supposition(before.question.person, "TP53", TestResult.NEGATIVE)
    with pytest.raises(RiskInputError) as caught:
        suppose(before, what, english, measure)
    assert caught.value.message_id == "risk.gene_not_in_model"


def test_receptor_is_supposed_by_models_that_count_it_and_of_whom_it_can_be(
    english: Catalogue, measure: FontMeasure
) -> None:
    family = breast_ovarian()
    ill = next(p for p in family.persons if any(d.markers for d in p.diagnoses))
    others = receptors_open(assess(family, person=None, country="UK"))
    assert ill.id not in others  # hers is known
    bare = tuple(replace(d, markers=()) for d in ill.diagnoses)
    family = family.replace_person(replace(ill, diagnoses=bare))
    before = assess(family, person=None, country="UK")
    assert receptors_open(before) == others | {ill.id}
    what = Supposition(ill.id, RECEPTOR, TestResult.NEGATIVE)
    assert suppose(before, what, english, measure).any_gene.value > before.any_gene.value
    rare = assess(family, person=None, country="UK", model="consultand-tp53")
    assert receptors_open(rare) == frozenset()
    with pytest.raises(RiskInputError) as caught:
        suppose(rare, what, english, measure)
    assert caught.value.message_id == "risk.gene_not_in_model"


def test_people_whose_facts_exclude_a_supposed_result_are_named(
    english: Catalogue, measure: FontMeasure
) -> None:
    family = breast_ovarian()
    parents = [p for p in family.persons if p.id in family.person("III-1").genetic_parents]
    for parent in parents:
        clear = GeneTest("BRCA1", TestResult.NEGATIVE, TestMethod.DIRECT)
        family = family.replace_person(replace(parent, tests=(clear,)))
    before = assess(family, person="III-1", country="UK")
    with pytest.raises(RiskInputError) as caught:
        suppose(before, Supposition("III-1", "BRCA1", TestResult.POSITIVE), english, measure)
    assert caught.value.message_id == "risk.conflict"
    told = str(caught.value.fields["people"])
    assert "BRCA1+" in told
    assert not any(p.name and p.name in told for p in family.persons)
