"""A polygenic score as evidence about the polygene.

`alpha` is the correlation of the score with the polygene: its square is the share of the polygenic
variance that the score explains. Source: Lee et al. 2019, Genet Med 21:1708.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.polygene import Polygene
from counselling.pedigree.person import Person

SCORE_KEY: Final = "PRS_BC"  # under which a score stands among the risk factors
_FARTHEST: Final = 8.0  # standard deviations; nobody has more
_TOLD: Final = re.compile(
    r"\s*alpha\s*=\s*([0-9.]{1,12})\s*,\s*(?:zscore|beta)\s*=\s*(-?[0-9.]{1,12})\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PolygenicScore:
    """alpha: 0..1, below 1. z: standard deviations above the mean of the score's population."""

    alpha: float
    z: float

    def __post_init__(self) -> None:
        if not (0.0 <= self.alpha < 1.0 and abs(self.z) <= _FARTHEST):
            raise RiskInputError("risk.score_out_of_range", field="prs")

    def likelihood(self, polygene: Polygene) -> Floats:
        """P(score | polygene), shape (states,), up to a factor."""
        rest = 1.0 - self.alpha**2
        miss = self.z - self.alpha * polygene.score
        out: Floats = np.exp(-(miss**2) / (2.0 * rest))
        return out


def score_of(person: Person) -> PolygenicScore | None:
    """Read the breast cancer score of a CanRisk header; None without a readable one."""
    for key, value in person.risk_factors:
        found = _TOLD.fullmatch(value) if key.strip().upper() == SCORE_KEY else None
        if found:
            try:
                return PolygenicScore(float(found[1]), float(found[2]))
            except (ValueError, RiskInputError):
                return None
    return None
