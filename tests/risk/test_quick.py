"""The estimate alone, for who is typing: the same numbers, at once, without their intervals."""

from dataclasses import replace

import pytest

from counselling.errors import RiskInputError
from counselling.pedigree.family import Family
from counselling.risk import registry
from counselling.risk.model import CurveKind, Question, RiskModel
from counselling.risk.unspanned import spared
from tests.families.builders import three_generations


def family() -> Family:
    return three_generations()


@pytest.mark.parametrize("model", registry.MODELS, ids=lambda model: model.name)
def test_without_its_interval_an_answer_is_the_same(model: RiskModel) -> None:
    person = family().focus
    assert person is not None
    question = Question(family(), person, "UK")
    quickly = replace(question, has_interval=False)
    try:
        whole = model.assess(question)
    except RiskInputError as nothing_to_say:
        with pytest.raises(RiskInputError, match=nothing_to_say.message_id):
            model.assess(quickly)
        return
    quick = model.assess(quickly)
    assert quick.caveats == whole.caveats
    assert quick.reasons == whole.reasons
    assert quick.any_gene.interval is None
    assert quick.any_gene.value == pytest.approx(whole.any_gene.value, rel=1e-9)
    for gene, hers in whole.consultand.items():
        assert quick.consultand[gene].value == pytest.approx(hers.value, rel=1e-9)
    for gene, everybody in whole.carriers.items():
        assert quick.carriers[gene] == pytest.approx(everybody, rel=1e-9)
    for one, other in zip(quick.horizons, whole.horizons, strict=True):
        assert one.person.interval is None
        assert one.person.value == pytest.approx(other.person.value, rel=1e-9)
        assert one.person_crude.value == pytest.approx(other.person_crude.value, rel=1e-9)
    mine, theirs = quick.curve(CurveKind.PERSON), whole.curve(CurveKind.PERSON)
    assert (mine is None) == (theirs is None)
    if mine is not None and theirs is not None:
        assert mine.low == mine.high == ()
        assert mine.probabilities == pytest.approx(theirs.probabilities, rel=1e-9)


def test_of_a_tangled_family_the_estimate_stands_alone_and_that_is_said() -> None:
    question = Question(family(), family().focus or "", "UK")
    model = registry.MODELS[0]
    told, quick = spared(model, question), model.assess(replace(question, has_interval=False))
    assert told.question == question  # nobody is told that an interval is coming
    assert told.any_gene == quick.any_gene
    assert told.caveats[0].message_id == "caveat.interval_takes_too_long"
