"""Carriers held to a part of a small nation's cases, where its registry saw very few."""

from dataclasses import replace
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.risk import store
from counselling.risk.absolute import absolute_ratio
from counselling.risk.frailty import Groups, Relation
from counselling.risk.store import Organ

MOST: Final = 0.9  # of a nation's cases at an age may be carriers'


def held_to_nation(groups: Groups) -> Groups:
    """Lower the ratios to the nation of those years in which carriers had more than MOST of it.

    Carriers' risks come from large international cohorts, a small country's incidence at young ages
    from a handful of cases: then chance can put the former above the latter.
    """
    lowered = _scale(groups)[:, None]
    of_nation = groups.are(Relation.POPULATION)[:, None]
    return replace(groups, ratios=np.where(of_nation, groups.ratios * lowered, groups.ratios))


def is_held(genes: tuple[str, ...], country: str, *, organs: tuple[Organ, ...]) -> bool:
    """Whether the estimate itself is lowered for some cancer and age in a country."""
    incidence = store.rates()[country].incidence
    carriers = {f.gene: f.carriers for f in store.carrier_frequencies()}
    for organ in organs:
        of_gene = [(g, absolute_ratio(g, organ, incidence[organ])) for g in genes]
        told = [carriers[gene] * ratio for gene, ratio in of_gene if ratio is not None]
        if told and float(np.sum(told, axis=0).max()) > MOST:
            return True
    return False


def _scale(groups: Groups) -> Floats:
    """Shape (draws, years)."""
    told = groups.are(Relation.POPULATION)
    carriers = np.einsum("dg,dgt->dt", groups.shares[:, told], groups.ratios[:, told])
    scale: Floats = np.minimum(1.0, MOST / np.maximum(carriers, 1e-300))
    return scale
