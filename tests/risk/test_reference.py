"""The share of carriers in the population: what somebody of whom nothing is told would carry."""

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.terms import ASHKENAZI
from counselling.risk import registry
from counselling.risk.model import Question, Reference, RiskModel
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian


def told(model: RiskModel, *persons: Person) -> Reference:
    found = model.assess(Question(Family("f", persons=persons), persons[-1].id, "UK")).reference
    assert found is not None
    return found


@pytest.mark.parametrize("model", registry.MODELS, ids=lambda model: model.name)
def test_who_is_told_nothing_of_carries_as_the_reference_says(
    model: RiskModel, make_person
) -> None:
    answer = model.assess(Question(Family("f", persons=(make_person("a", "F"),)), "a", "UK"))
    reference = answer.reference
    assert reference is not None
    assert reference.population == ""
    assert reference.any_gene.value == pytest.approx(answer.any_gene.value, rel=1e-6)
    assert set(reference.genes) == set(answer.consultand)
    for gene, hers in answer.consultand.items():
        assert reference.genes[gene].value == pytest.approx(hers.value, rel=1e-6)


@pytest.mark.parametrize("model", [HereditaryBreastOvarian(), BreastPanel()])
def test_an_ancestry_of_all_founders_is_whom_she_is_compared_with(
    model: RiskModel, make_person
) -> None:
    parents = make_person("m", ancestry=(ASHKENAZI,)), make_person("d", "M", ancestry=(ASHKENAZI,))
    child = make_person("c", "F", 40, mother="m", father="d")
    found = told(model, *parents, child)
    assert found.population == ASHKENAZI
    assert found.genes["BRCA1"].value == pytest.approx(1 - 0.992**2, rel=1e-3)
    assert found.genes["BRCA1"].interval is None  # its error is not published
    assert found.any_gene.interval is None
    assert found.genes["PALB2"].interval is not None


@pytest.mark.parametrize("of_father", [(), ("Icelandic",)])
def test_several_ancestries_are_compared_with_people_in_general(of_father, make_person) -> None:
    parents = make_person("m", ancestry=(ASHKENAZI,)), make_person("d", "M", ancestry=of_father)
    child = make_person("c", "F", 40, mother="m", father="d", ancestry=(ASHKENAZI,))
    found = told(HereditaryBreastOvarian(), *parents, child)
    assert found.population == ""
    assert found == told(HereditaryBreastOvarian(), make_person("a"))


def test_what_is_told_of_a_family_does_not_move_it(make_person) -> None:
    mother = make_person("m", "F", 60, cancers={"breast": 35}, tests="BRCA1+")
    daughter = make_person("c", "F", 40, mother="m")
    model = HereditaryBreastOvarian()
    assert told(model, mother, daughter) == told(model, make_person("a"))
