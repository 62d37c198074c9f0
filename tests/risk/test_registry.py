"""Every registered model keeps the contract; a new one inherits these tests."""

from pathlib import Path

import pytest

from counselling.errors import RiskInputError
from counselling.risk.model import Question, RiskModel
from counselling.risk.registry import MODELS, distinct, find
from tests.families import builders

GOLDEN = Path(__file__).parents[1] / "golden"


def test_names_are_unique_and_found() -> None:
    assert len({model.name for model in MODELS}) == len(MODELS)
    assert all(find(model.name) is model for model in MODELS)
    with pytest.raises(RiskInputError):
        find("no such model")


def test_models_of_one_syndrome_are_one_set_of_hazards() -> None:
    names = [model.name for model in distinct()]
    assert "consultand-lynch" in names
    assert "consultand-lynch-ovary" not in names
    assert names[0] == MODELS[0].name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_model_has_golden_examples(model: RiskModel) -> None:
    module = type(model).__module__.rpartition(".")[2]
    assert (GOLDEN / f"{module}.toml").is_file()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_answer_carries_model_version_sources_and_assumptions(model: RiskModel) -> None:
    family = builders.three_generations()
    question = Question(family, "child", "UK")
    answer = model.assess(question)
    assert (answer.model, answer.version) == (model.name, model.version)
    assert answer.question is question
    assert answer.citations
    assert answer.caveats
    assert all(citation.status.startswith("verified") for citation in answer.citations)
    everybody = {person.id for person in family.persons}
    assert all(people.keys() == everybody for people in answer.carriers.values())
