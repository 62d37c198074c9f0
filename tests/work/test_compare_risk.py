"""The same question before and after a result that nobody has yet."""

import pytest

from counselling.drawing.measure import FontMeasure
from counselling.errors import RiskInputError
from counselling.language.catalogue import Catalogue
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.assess_risk import assess
from counselling.work.compare_risk import compare_risk, comparison_table, suppose
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
    assert one.words.population == ()
    assert "carries a variant" in one.words.title
    table = comparison_table(one)
    assert table["after"] != table["before"]


def test_model_that_was_asked_is_asked_again() -> None:
    before = assess(breast_ovarian(), person=None, country="UK", model="consultand-breast-panel")
    what = Supposition(before.question.person, "CHEK2", TestResult.POSITIVE)
    assert suppose(before, what).model == before.model


def test_gene_that_the_model_does_not_know_is_refused() -> None:
    before = assess(breast_ovarian(), person=None, country="UK")
    with pytest.raises(RiskInputError) as caught:
        suppose(before, Supposition(before.question.person, "TP53", TestResult.NEGATIVE))
    assert caught.value.message_id == "risk.gene_not_in_model"
