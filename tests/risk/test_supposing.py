"""A test that was not made: how it is supposed, and where there is no before."""

import pytest

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.pedigree.person import Marker
from counselling.pedigree.terms import MarkerStatus, TestMethod, TestResult
from counselling.risk.supposing import supposed
from counselling.risk.supposition import Supposition


def test_relative_of_a_carrier_is_tested_for_that_variant_others_by_a_search(make_person) -> None:
    family = Family(
        "f",
        persons=(
            make_person("m", tests="BRCA1+"),
            make_person("c", mother="m"),
            make_person("husband", "M"),
        ),
    )
    for person, method in (("c", TestMethod.DIRECT), ("husband", TestMethod.SEARCH)):
        after = supposed(family, Supposition(person, "BRCA1", TestResult.NEGATIVE))
        assert [t.method for t in after.person(person).tests] == [method]
    other = supposed(family, Supposition("c", "PALB2", TestResult.POSITIVE))
    assert other.person("c").tests[-1].method is TestMethod.SEARCH
    assert family.person("c").tests == ()


def test_clear_result_has_no_before_but_an_uncertain_one_has(make_person) -> None:
    family = Family("f", persons=(make_person("c", tests="BRCA1- BRCA2?"),))
    with pytest.raises(RiskInputError) as caught:
        supposed(family, Supposition("c", "BRCA1", TestResult.POSITIVE))
    assert caught.value.message_id == "risk.already_tested"
    after = supposed(family, Supposition("c", "BRCA2", TestResult.NEGATIVE))
    assert len(after.person("c").tests) == 3


def test_stranger_is_refused(make_person) -> None:
    family = Family("f", persons=(make_person("c"),))
    with pytest.raises(RiskInputError) as caught:
        supposed(family, Supposition("x", "BRCA1", TestResult.POSITIVE))
    assert caught.value.message_id == "risk.no_such_person"


def test_receptor_of_a_first_breast_cancer_is_supposed_and_nothing_else_changes(
    make_person,
) -> None:
    family = Family("f", persons=(make_person("c", age=60, cancers={"ovary": 55, "breast": 44}),))
    after = supposed(family, Supposition("c", "ER", TestResult.NEGATIVE)).person("c")
    assert after.first_diagnosis("breast").markers == (Marker("ER", MarkerStatus.NEGATIVE),)
    assert after.first_diagnosis("ovary") == family.person("c").first_diagnosis("ovary")
    assert after.tests == ()


@pytest.mark.parametrize(
    ("facts", "message_id"),
    [
        ({}, "risk.no_such_tumour"),
        ({"cancers": {"breast": None}}, "risk.no_such_tumour"),
        ({"cancers": {"breast": 75}, "age": 80}, "risk.no_such_tumour"),
        ({"cancers": {"breast": 45}, "sex": "M"}, "risk.no_such_tumour"),
    ],
)
def test_receptor_of_no_tumour_that_counts_is_refused(make_person, facts, message_id) -> None:
    family = Family("f", persons=(make_person("c", **facts),))
    with pytest.raises(RiskInputError) as caught:
        supposed(family, Supposition("c", "ER", TestResult.NEGATIVE))
    assert caught.value.message_id == message_id


def test_receptor_on_record_has_no_before(make_person) -> None:
    family = Family("f", persons=(make_person("c", age=60, cancers={"breast": 44}),))
    told = supposed(family, Supposition("c", "ER", TestResult.POSITIVE))
    with pytest.raises(RiskInputError) as caught:
        supposed(told, Supposition("c", "ER", TestResult.NEGATIVE))
    assert caught.value.message_id == "risk.already_tested"
