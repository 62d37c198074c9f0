"""What moves a result: facts left out one by one, and tests that nobody made yet."""

import pytest

from counselling.pedigree.family import Family
from counselling.risk.explaining import explain
from counselling.risk.influences import Explanation, FactKind
from counselling.risk.model import Question
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from tests.families.builders import breast_ovarian


@pytest.fixture(scope="module")
def family() -> Family:
    return breast_ovarian()


@pytest.fixture(scope="module")
def explanation(family: Family) -> Explanation:
    return explain(Question(family, family.focus or "", "UK"))


def test_the_probability_is_the_models_own(family: Family, explanation: Explanation) -> None:
    answer = HereditaryBreastOvarian().assess(Question(family, family.focus or "", "UK"))
    assert explanation.probability == pytest.approx(answer.any_gene.value, rel=1e-12)


def test_leaving_a_relative_out_is_a_family_that_knows_nothing_of_her(
    family: Family, explanation: Explanation
) -> None:
    whole = [one for one in explanation.influences if one.kind is FactKind.EVERYTHING]
    greatest = whole[0]
    person = family.person(greatest.person)
    blank = type(person)(person.id, sex=person.sex, parents=person.parents)
    asked = Question(family.replace_person(blank), family.focus or "", "UK")
    wanted = HereditaryBreastOvarian().assess(asked).any_gene.value
    assert greatest.without == pytest.approx(wanted, rel=1e-6)
    assert greatest.change == pytest.approx(explanation.probability - wanted, rel=1e-6)


def test_the_greatest_changes_come_first_and_cancers_of_relatives_raise(
    explanation: Explanation,
) -> None:
    sizes = [abs(one.change) for one in explanation.influences]
    assert sizes == sorted(sizes, reverse=True)
    cancers = [one for one in explanation.influences if one.kind is FactKind.DIAGNOSIS]
    assert cancers
    assert max(one.change for one in cancers) > 0


def test_a_test_of_the_consultand_tells_most_and_the_mean_of_its_outcomes_is_the_present(
    family: Family, explanation: Explanation
) -> None:
    for one in explanation.next_tests:
        mean = one.positive * one.if_positive + (1 - one.positive) * one.if_negative
        assert mean == pytest.approx(explanation.probability, rel=1e-6)
        assert one.gain >= 0
    assert explanation.next_tests[0].person == family.focus
    assert not any(family.person(one.person).is_deceased for one in explanation.next_tests)
