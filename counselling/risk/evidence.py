"""What is told of a person, as its probability under every risk group."""

from collections.abc import Mapping, Sequence

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.risk.histories import ORGANS, History
from counselling.risk.store import YEARS, Organ


def cancer_likelihood(histories: Sequence[History], cumulative: Mapping[Organ, Floats]) -> Floats:
    """Probability of a person's cancers and cancer-free years, shape (draws, groups).

    histories: as read, equally probable. cumulative: organ -> hazard gathered by each birthday,
    shape (YEARS + 1, draws, groups).

    Given the genotype and the last age the organs are independent; a last age that is not known
    is summed over. After the first cancer of an organ that organ is followed no further.
    """
    each = [_of_history(history, cumulative) for history in histories]
    likelihood: Floats = np.mean(each, axis=0)
    return likelihood


def _of_history(history: History, cumulative: Mapping[Organ, Floats]) -> Floats:
    weights = history.weights[:, None, None]
    product = np.broadcast_to(weights, (len(weights), *_draws_and_groups(cumulative)))
    for cancer in ORGANS[history.sex]:
        hazard = cumulative[Organ(cancer, history.sex)]
        if cancer in history.cancers:
            first, last = history.cancers[cancer]
            product = product * _began(hazard, history, first, last)
        else:
            followed = np.minimum(history.ages, history.removed.get(cancer, YEARS))
            product = product * np.exp(-hazard[followed])
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
