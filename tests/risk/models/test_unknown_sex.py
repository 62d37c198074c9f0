"""A relative of unknown sex counts as a woman and a man, half each, in every model."""

from dataclasses import replace

import pytest

from counselling.pedigree.family import Family
from counselling.pedigree.terms import Sex
from counselling.risk import registry
from counselling.risk.model import Question, RiskModel
from counselling.risk.models.breast_panel import GENES, ORGANS
from counselling.risk.panel_evidence import panel_evidence
from counselling.risk.panel_hazards import panel_hazards


@pytest.mark.parametrize("model", registry.MODELS, ids=lambda model: model.name)
@pytest.mark.parametrize("cancer", ["", "breast", "bowel cancer"])
def test_everybody_of_unknown_sex_is_answered(model: RiskModel, cancer: str, make_person) -> None:
    mother = make_person("m", "F", 70)
    told = {cancer: 50} if cancer else {}
    sibling = make_person("s", "U", 52, mother="m", cancers=told)
    asked = make_person("c", "U", 45, mother="m")
    question = Question(Family("f", persons=(mother, sibling, asked)), "c", "UK")
    answer = model.assess(replace(question, has_interval=False))
    assert 0 < answer.any_gene.value < 1
    assert answer.curves == ()
    assert "caveat.curve_sex_unknown" in {reason.message_id for reason in answer.reasons}


def test_likelihood_is_the_mean_of_both_sexes_at_every_state_of_the_polygene(make_person) -> None:
    hazards = panel_hazards(GENES, "UK", organs=ORGANS, draws=0)

    def weighed(sex: Sex) -> object:
        person = replace(make_person("a", "U", 52, cancers={"breast": 50}), sex=sex)
        family = Family("f", persons=(person,))
        return panel_evidence(family, hazards, country="UK", scores={}).of_cancers

    mean = (weighed(Sex.FEMALE) + weighed(Sex.MALE)) / 2  # type: ignore[operator]
    assert weighed(Sex.UNKNOWN) == pytest.approx(mean, rel=1e-12)
