"""What moves the answer of the breast panel: relatives, facts, polygenic scores, and tests."""

from counselling.risk.asking import checked
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.founders import founders
from counselling.risk.influences import Ahead, Explanation
from counselling.risk.model import Question
from counselling.risk.models.breast_panel import GENES, ORGANS, scores_of
from counselling.risk.panel_explaining import Ground, explain_panel
from counselling.risk.panel_hazards import panel_hazards
from counselling.risk.scope import BREAST_SCOPE


def explain_breast_panel(question: Question, *, ahead: Ahead | None = None) -> Explanation:
    """Explain an answer of the breast panel, of the estimate alone. Raises as it does."""
    family, person, country = checked(question)
    hazards = panel_hazards(GENES, country.name, organs=ORGANS)
    ground = Ground(
        family,
        person.id,
        country.name,
        GENES,
        hazards,
        BreastFindings.make(hazards.space, hazards.group_of, draws=0),
        BREAST_SCOPE,
        scores_of(question),
        lambda told, graph, of: founders(told, graph, of.space, of.priors.sum(axis=1)),
        ahead,
    )
    return explain_panel(ground)
