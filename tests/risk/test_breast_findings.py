"""Tumours in the models: they move a probability, both ways, and are said of whom."""

from dataclasses import replace

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.person import Marker, Person
from counselling.pedigree.terms import MarkerStatus
from counselling.risk.explaining import explain
from counselling.risk.influences import FactKind
from counselling.risk.model import Assessment, Question
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian

NEGATIVE, POSITIVE = MarkerStatus.NEGATIVE, MarkerStatus.POSITIVE
MODELS = [HereditaryBreastOvarian(), BreastPanel()]


def with_tumour(person: Person, receptor: MarkerStatus | None, pathology: str = "") -> Person:
    markers = (Marker("ER", receptor),) if receptor else ()
    first = replace(person.diagnoses[0], markers=markers, pathology=pathology)
    return replace(person, diagnoses=(first, *person.diagnoses[1:]))


@pytest.fixture
def ask(make_person):
    """Of a daughter whose mother's tumour is told."""

    def of(model, receptor, pathology: str = "", **facts: object) -> Assessment:
        told = {"age": 60, "cancers": {"breast": 41}, **facts}
        mother = with_tumour(make_person("mother", **told), receptor, pathology)
        daughter = make_person("daughter", age=35, mother="mother")
        return model.assess(Question(Family("f", persons=(mother, daughter)), "daughter", "UK"))

    return of


def ids(answer: Assessment) -> dict[str, tuple[str, ...]]:
    return {c.message_id: c.persons for c in answer.caveats if "pathology" in c.message_id}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.name)
def test_receptor_moves_brca1_both_ways_and_is_said_of_whom(ask, model) -> None:
    unknown = ask(model, None)
    negative, positive = ask(model, NEGATIVE, "grade 3"), ask(model, POSITIVE)
    brca1 = [a.consultand["BRCA1"].value for a in (positive, unknown, negative)]
    assert brca1 == sorted(brca1)
    assert brca1[2] > 2 * brca1[1]
    assert brca1[0] < 0.5 * brca1[1]
    assert ids(unknown) == {}
    assert ids(negative) == ids(positive) == {"caveat.pathology_counted": ("mother",)}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.name)
def test_grade_of_a_positive_receptor_moves_brca2(ask, model) -> None:
    brca2 = [ask(model, POSITIVE, grade).consultand["BRCA2"].value for grade in ("G1", "", "G3")]
    assert brca2[0] < brca2[1] < brca2[2]


def test_odds_move_by_the_ratio_alone(make_person) -> None:
    """A lone woman: odds of BRCA1 against nothing times 3.16, by a single table of genotypes."""
    alone = make_person("a", age=41, cancers={"breast": 40})

    def states(person: Person) -> tuple[float, float]:
        answer = MODELS[0].assess(Question(Family("f", persons=(person,)), "a", "UK"))
        return answer.consultand["BRCA1"].value, answer.any_gene.value

    (one, any_gene), (told, told_any) = states(alone), states(with_tumour(alone, NEGATIVE, "G3"))
    assert (told / (1 - told_any)) / (one / (1 - any_gene)) == pytest.approx(3.16, rel=1e-3)


def test_receptor_negative_and_low_grade_is_counted_with_a_doubt(ask) -> None:
    low, high = ask(MODELS[0], NEGATIVE, "grade 1"), ask(MODELS[0], NEGATIVE, "grade 3")
    assert low.any_gene == high.any_gene
    assert ids(low)["caveat.pathology_other_grade"] == ("mother",)
    assert "caveat.pathology_other_grade" not in ids(high)


@pytest.mark.parametrize(
    ("receptor", "pathology", "facts"),
    [
        (None, "grade 3", {}),
        (NEGATIVE, "DCIS", {}),
        (NEGATIVE, "", {"cancers": {"breast": (45, 55)}}),
        (NEGATIVE, "", {"cancers": {"breast": None}}),
        (NEGATIVE, "", {"age": 80, "cancers": {"breast": 72}}),
        (NEGATIVE, "", {"cancers": {"ovary": 50}}),
    ],
)
def test_tumour_that_no_ratio_speaks_of_changes_nothing_and_is_named(
    ask, receptor, pathology, facts
) -> None:
    for model in MODELS:
        told, bare = ask(model, receptor, pathology, **facts), ask(model, None, **facts)
        assert told.carriers == bare.carriers
        assert ids(told) == {"caveat.pathology_not_counted": ("mother",)}


def test_man_with_breast_cancer_has_no_tumour_that_counts(make_person) -> None:
    father = make_person("father", "M", 60, cancers={"breast": 41})
    daughter = make_person("daughter", age=35, father="father")
    answers = [
        MODELS[0].assess(Question(Family("f", persons=(one, daughter)), "daughter", "UK"))
        for one in (father, with_tumour(father, NEGATIVE, "G3"))
    ]
    assert answers[0].carriers == answers[1].carriers
    assert ids(answers[1]) == {"caveat.pathology_not_counted": ("father",)}


def test_explanation_says_what_the_tumour_adds(make_person) -> None:
    mother = with_tumour(make_person("mother", age=60, cancers={"breast": 41}), NEGATIVE, "G3")
    daughter = make_person("daughter", age=35, mother="mother")
    question = Question(Family("f", persons=(mother, daughter)), "daughter", "UK")
    told = explain(question)
    (tumour,) = [one for one in told.influences if one.kind is FactKind.TUMOUR]
    bare = replace(question, family=question.family.replace_person(with_tumour(mother, None)))
    assert told.probability == pytest.approx(MODELS[0].assess(question).any_gene.value, rel=1e-9)
    assert tumour.without == pytest.approx(MODELS[0].assess(bare).any_gene.value, rel=1e-9)
    assert tumour.change == pytest.approx(told.probability - tumour.without)
