"""What is told of a person, as its probability under every risk group."""

from collections.abc import Mapping, Sequence

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.pedigree.terms import Sex
from counselling.risk.breast_findings import Finding
from counselling.risk.histories import History
from counselling.risk.store import YEARS, Organ


def cancer_likelihood(
    histories: Sequence[History],
    cumulative: Mapping[Organ, Floats],
    finding: Finding | None = None,
) -> Floats:
    """Probability of a person's cancers and cancer-free years, shape (draws, groups).

    histories: as read, equally probable. cumulative: organ -> hazard gathered by each birthday,
    shape (YEARS + 1, draws, groups). finding: what a woman's first breast cancer tells beyond its
    age.

    Given the genotype and the last age the organs are independent; a last age that is not known
    is summed over. After the first cancer of an organ that organ is followed no further, but for
    what the finding says.
    """
    each = [_of_history(history, cumulative, finding) for history in histories]
    likelihood: Floats = np.mean(each, axis=0)
    return likelihood


def _of_history(
    history: History, cumulative: Mapping[Organ, Floats], finding: Finding | None
) -> Floats:
    weights = history.weights[:, None, None]
    product = np.broadcast_to(weights, (len(weights), *_draws_and_groups(cumulative)))
    for cancer in history.watched:
        hazard = cumulative[Organ(cancer, history.sex)]
        if cancer in history.cancers:
            first, last = history.cancers[cancer]
            product = product * _began(hazard, history, first, last)
        else:
            followed = np.minimum(history.ages, history.removed.get(cancer, YEARS))
            product = product * np.exp(-hazard[followed])
    if finding is not None and history.sex is Sex.FEMALE:
        product = product * finding.likelihood(history.ages)
    likelihood: Floats = product.sum(axis=0)
    return likelihood


def _began(hazard: Floats, history: History, first: int, last: int) -> Floats:
    """Probability that a cancer began in one of these years of age, and by the last age."""
    end = np.minimum(last, history.ages) + 1
    gathered = hazard[end] - hazard[first]
    began: Floats = np.exp(-hazard[first]) * -np.expm1(-gathered)
    return began


def _draws_and_groups(cumulative: Mapping[Organ, Floats]) -> tuple[int, int]:
    _, draws, groups = next(iter(cumulative.values())).shape
    return draws, groups
