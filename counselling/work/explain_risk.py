"""Use case: what moves an answer, by the model that gave it."""

from counselling.risk import registry
from counselling.risk.explaining import Explanation, explain
from counselling.risk.model import Assessment
from counselling.risk.syndrome import SyndromePanel
from counselling.risk.syndrome_explaining import explain_syndrome


def explanation_of(answer: Assessment) -> tuple[str, Explanation]:
    """Explain an answer, by the first model where its own takes too long; also whose words it is.

    Raises as the models do.
    """
    own = explain_answer(answer)
    if own is not None:
        return answer.model, own
    return registry.MODELS[0].name, explain(answer.question)


def explain_answer(answer: Assessment) -> Explanation | None:
    """Explain an answer; None for a model whose parts take too long to leave out in turn.

    Raises as the model does.
    """
    model = registry.find(answer.model)
    if isinstance(model, SyndromePanel):
        return explain_syndrome(model.syndrome, answer.question)
    return explain(answer.question) if model is registry.MODELS[0] else None
