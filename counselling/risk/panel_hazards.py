"""What carriers of a panel of genes are up against, with a polygene, by cancer, sex and age."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.genetics.genotype import founder_prior
from counselling.genetics.panel_space import PanelSpace, panel_space
from counselling.genetics.polygene import NO_POLYGENE, polygene
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk import store
from counselling.risk.draws import Draws
from counselling.risk.frailty import Groups, Relation, Spread, cumulative_hazards
from counselling.risk.holding import held_to_nation
from counselling.risk.store import YEARS, Organ

DRAWS: Final = 200
LOCI: Final = 3  # of the polygene: seven states; thirteen differ by less than the paring (measured)
MOST_GENES: Final = 2  # mutated in one person
MOST_OF_A_COUPLE: Final = 3
_WITH_POLYGENE: Final = Organ(BREAST, Sex.FEMALE)


@dataclass(frozen=True, slots=True)
class PanelHazards:
    """Hazards of one country; along `draws`, place 0 is the estimate itself.

    group_of: shape (states,), the risk group of each genotype: which genes are mutated. priors:
    shape (draws, polygene states, states). cumulative: organ -> shape (YEARS + 1, draws, groups,
    polygene states or 1), hazard gathered by each birthday. national: organ -> shape (YEARS + 1,).
    """

    space: PanelSpace
    group_of: Ints
    priors: Floats
    cumulative: Mapping[Organ, Floats]
    national: Mapping[Organ, Floats]


def panel_hazards(
    genes: tuple[str, ...],
    country: str,
    *,
    organs: tuple[Organ, ...],
    draws: int = DRAWS,
    loci: int = LOCI,
    de_novo: tuple[tuple[str, float], ...] = (),
) -> PanelHazards:
    """Work out the hazards of all genotypes in a country, for the estimate and for every draw.

    draws: 0 for the estimate alone, which is the same with and without draws. loci: pairs of the
    polygene, 0 for none. de_novo: genes in which gametes mutate, with the rate.
    Assumes: one mutated allele is as bad as two; who carries variants in two genes has the
    hazards of the one that is worse for the organ; a gene without a published ratio for an organ
    leaves it as in non-carriers; the polygene acts on breast cancer in women only, alike at all
    ages, and multiplies.
    """
    # Kept apart: looking through all countries for estimates must not push out what took long.
    make = _kept if draws == DRAWS else _estimates
    return make(genes, country, organs, draws, loci, de_novo)


def _made(
    genes: tuple[str, ...],
    country: str,
    organs: tuple[Organ, ...],
    draws: int,
    loci: int,
    de_novo: tuple[tuple[str, float], ...],
) -> PanelHazards:
    numbers = Draws.make(genes, draws=draws)
    frequencies = numbers.allele_frequencies()
    space = panel_space(
        dict(zip(genes, frequencies[0].tolist(), strict=True)),
        max_person=MOST_GENES,
        max_couple=MOST_OF_A_COUPLE,
        polygene=polygene(loci) if loci else NO_POLYGENE,
        de_novo_rate=dict(de_novo),
    )
    mutated = space.copies > 0
    sets, group_of = np.unique(mutated, axis=0, return_inverse=True)
    order = np.argsort(sets.sum(axis=1), kind="stable")  # non-carriers first
    group_of = np.argsort(order)[group_of]
    sets = sets[order]
    priors = np.stack(
        [
            space.polygene.prior[:, None]
            * founder_prior(space, dict(zip(genes, row.tolist(), strict=True)))
            for row in frequencies
        ]
    )
    shares = priors.sum(axis=1) @ np.eye(len(sets))[group_of]
    incidence = store.rates()[country].incidence
    return PanelHazards(
        space,
        group_of,
        priors,
        {
            organ: cumulative_hazards(
                incidence[organ],
                _groups(numbers, organ, sets, shares, incidence[organ]),
                _spread(space, organ),
            )
            for organ in organs
        },
        {organ: np.concatenate([[0.0], np.cumsum(incidence[organ])]) for organ in organs},
    )


_kept: Final = lru_cache(maxsize=4)(_made)
_estimates: Final = lru_cache(maxsize=4)(_made)


def forget() -> None:
    """Free what is kept for the next question."""
    _kept.cache_clear()
    _estimates.cache_clear()


def _spread(space: PanelSpace, organ: Organ) -> Spread:
    if organ != _WITH_POLYGENE or space.polygene.states == 1:
        return Spread(np.ones(1), np.ones(1))
    deviation = np.sqrt(store.polygenic_variance()[organ])
    return Spread(space.polygene.prior, np.exp(deviation * space.polygene.score))


def _groups(numbers: Draws, organ: Organ, sets: Bools, shares: Floats, national: Floats) -> Groups:
    """Each group by the gene that is worst for the organ, over all ages, in the estimate."""
    relation = {r.gene: Relation(r.relation) for r in store.relative_risks() if r.organ == organ}
    of_gene = {gene: numbers.ratio(gene, organ, national) for gene in numbers.genes}
    relations = []
    ratios = np.ones((numbers.count, len(sets), YEARS))
    for place, group in enumerate(sets):
        mine = [g for g, is_in in zip(numbers.genes, group, strict=True) if is_in]
        told = [(gene, of_gene[gene]) for gene in mine]
        known = [(gene, ratio) for gene, ratio in told if ratio is not None]
        if not known:
            relations.append(Relation.BASELINE)
            continue
        gene, worst = max(known, key=lambda one: float(one[1][0].sum()))
        relations.append(relation.get(gene, Relation.POPULATION))
        ratios[:, place] = worst
    return held_to_nation(Groups(shares, tuple(relations), ratios))
