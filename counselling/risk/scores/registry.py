"""All scores: a new score is one file here and one line below."""

from typing import Final

from counselling.errors import RiskInputError
from counselling.risk.scores import (
    claus,
    gail,
    manchester,
    mmrpredict,
    premm5,
    segregation,
    single_gene,
)
from counselling.risk.scores.score import Score

SCORES: Final[tuple[Score, ...]] = (
    gail.SCORE,
    claus.SCORE,
    manchester.SCORE,
    premm5.SCORE,
    mmrpredict.SCORE,
    segregation.SCORE,
    single_gene.SCORE,
)


def find(name: str) -> Score:
    """Return the score of this name. Raises RiskInputError("score.unknown", field="model")."""
    for score in SCORES:
        if score.name == name.lower():
            return score
    known = ", ".join(score.name for score in SCORES)
    raise RiskInputError("score.unknown", field="model", model=name, known=known)
