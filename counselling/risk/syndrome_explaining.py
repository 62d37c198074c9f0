"""What moves the answer of a syndrome's model: each relative and each fact left out, and tests."""

from counselling.risk.asking import checked
from counselling.risk.influences import Ahead, Explanation
from counselling.risk.model import Question
from counselling.risk.panel_explaining import Ground, explain_panel
from counselling.risk.syndrome import Syndrome


def explain_syndrome(
    syndrome: Syndrome, question: Question, *, ahead: Ahead | None = None
) -> Explanation:
    """Explain an answer of a syndrome's models, of the estimate alone. Raises as they do."""
    family, person, country = checked(question)
    hazards = syndrome.hazards(country.name)
    ground = Ground(
        syndrome.read(family),
        person.id,
        country.name,
        syndrome.genes,
        hazards,
        syndrome.findings(hazards, draws=0),
        syndrome.scope,
        {},
        syndrome.founders,
        ahead,
    )
    return explain_panel(ground)
