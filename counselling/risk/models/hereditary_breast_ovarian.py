"""BRCA1, BRCA2 and PALB2 jointly, and what they mean for a woman's risk of breast cancer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import Graph, graph_of
from counselling.genetics.peeling import peel, peel_root
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex
from counselling.risk import store
from counselling.risk.ages import completed_years
from counselling.risk.asking import CURVE_END_YEARS, checked, obstacles, probability, share
from counselling.risk.countries import Basis, Country
from counselling.risk.doubts import doubts
from counselling.risk.family_evidence import family_evidence
from counselling.risk.founders import Founders, founders
from counselling.risk.futures import net_risk
from counselling.risk.horizons import Outlook, horizons
from counselling.risk.model import (
    Assessment,
    Caveat,
    Citation,
    Curve,
    CurveKind,
    Question,
    Standing,
)
from counselling.risk.newborns import Newborns
from counselling.risk.penetrance import Penetrance, penetrance
from counselling.risk.published import known_conflicts
from counselling.risk.store import Organ
from counselling.risk.uncertainty import spanned

GENES: Final = ("BRCA1", "BRCA2", "PALB2")

ORGANS: Final = (
    Organ(BREAST, Sex.FEMALE),
    Organ(BREAST, Sex.MALE),
    Organ(OVARY, Sex.FEMALE),
    Organ(PROSTATE, Sex.MALE),
    Organ(PANCREAS, Sex.FEMALE),
    Organ(PANCREAS, Sex.MALE),
)
_SOURCES: Final = (
    "kuchenbaecker2017",
    "antoniou2014",
    "yang2020",
    "li2022",
    "antoniou2003",
    "hu2021",
    "lee2022",
    "canrisk_faq",
    "ci5xii",
    "wpp2024",
)


class HereditaryBreastOvarian:
    """Carrier probabilities by exact peeling over 27 joint genotypes, for everybody at once."""

    name = "consultand-brca-palb2"
    version = "2026.1"

    def assess(self, question: Question) -> Assessment:
        """Answer the question; carriers are always computed, the curve where it makes sense.

        Raises RiskInputError: "risk.no_such_person", "risk.unknown_country", "risk.family_blocked",
        "risk.too_tangled"; ImpossibleFamily when no genotypes explain the data.
        """
        family, person, country = checked(question)
        hazards = penetrance(GENES, country.name, organs=ORGANS)
        evidence = family_evidence(family, hazards, country=country.name)
        graph = graph_of(family)
        origins = founders(family, graph, hazards.space, hazards.prior)
        planned = plan(graph, autosomal(hazards.space), root=graph.node(person.id))
        estimate = origins.weigh(evidence.draw(0), 0)
        everybody = peel(planned, estimate, prior=hazards.prior[0]).states
        hers = np.stack(
            [
                peel_root(planned, origins.weigh(evidence.draw(number), number), prior=prior)
                for number, prior in enumerate(hazards.prior)
            ]
        )
        of_gene = {gene: share(hers, hazards.space.carriers(gene)) for gene in GENES}
        reasons = tuple(obstacles(family, person))
        outlook = None if reasons else _outlook(person, hers, hazards, country)
        return Assessment(
            model=self.name,
            version=self.version,
            question=question,
            standing=Standing.NOT_COMPUTABLE if reasons else Standing.COMPUTED,
            carriers=_carriers(graph, everybody, hazards),
            consultand={gene: probability(share) for gene, share in of_gene.items()},
            any_gene=probability(share(hers, hazards.space.carriers(*GENES))),
            cancer=BREAST,
            curves=() if outlook is None else _curves(outlook),
            caveats=(
                *_assumptions(country, origins),
                *_doubts(person, {**evidence.doubts, **origins.doubts(doubts(family))}),
            ),
            citations=_citations(family, country, origins),
            reasons=reasons,
            horizons=() if outlook is None else horizons(outlook),
        )

    def newborns(self, country: str) -> Newborns:
        """Return everybody born in a country, by the priors and hazards that answers rest on."""
        hazards = penetrance(GENES, country, organs=ORGANS)
        return Newborns(
            hazards.prior[:, None],
            {gene: hazards.space.carriers(gene) for gene in GENES},
            hazards.group_of,
            {organ: gathered[..., None] for organ, gathered in hazards.cumulative.items()},
        )


def _carriers(
    graph: Graph, states: Floats, hazards: Penetrance
) -> Mapping[str, Mapping[PersonId, float]]:
    shares = {gene: share(states, hazards.space.carriers(gene)) for gene in GENES}
    return {
        gene: dict(zip(graph.persons, share.tolist(), strict=True))
        for gene, share in shares.items()
    }


def _outlook(person: Person, hers: Floats, hazards: Penetrance, country: Country) -> Outlook:
    """What a woman is up against, by the risk group that her joint genotype belongs to."""
    years = completed_years(person.age)
    organ = Organ(BREAST, Sex.FEMALE)
    groups = hazards.cumulative[organ].shape[-1]
    return Outlook(
        hazards.cumulative[organ],
        hers @ np.eye(groups)[hazards.group_of],
        hazards.national[organ],
        store.rates()[country.name].mortality[Sex.FEMALE],
        years[0] if years else 0,
    )


def _curves(outlook: Outlook) -> tuple[Curve, ...]:
    """Hers as a mixture over her joint genotype; the average woman's from the same birthday."""
    from_age = outlook.age_years
    risk = net_risk(outlook.cumulative, outlook.weights, from_age=from_age, to_age=CURVE_END_YEARS)
    low, high = spanned(risk.T)
    nation = outlook.national[from_age : CURVE_END_YEARS + 1]
    average = -np.expm1(-(nation - nation[0]))
    ages = tuple(range(from_age, CURVE_END_YEARS + 1))
    return (
        Curve(CurveKind.PERSON, ages, *(tuple(line.tolist()) for line in (risk[:, 0], low, high))),
        Curve(CurveKind.POPULATION, ages, tuple(average.tolist())),
    )


def _assumptions(country: Country, origins: Founders) -> Iterator[Caveat]:
    """What every answer of this model rests on."""
    yield Caveat(N_("caveat.genes_in_model"))
    yield Caveat(N_("caveat.net_of_other_deaths"))
    population = {
        Basis.NATIONAL: N_("caveat.population_national"),
        Basis.REGIONAL: N_("caveat.population_regional"),
        Basis.SCALED: N_("caveat.population_scaled"),
    }[country.basis]
    fields = (("country", country.name), ("neighbour", country.neighbour))
    yield Caveat(population, fields=fields[: 2 if country.neighbour else 1])
    yield Caveat(N_("caveat.relative_risks_carried_over"), fields=fields[:1])
    yield from origins.assumptions()
    yield Caveat(N_("caveat.two_genes_higher_risk"))
    yield Caveat(N_("caveat.first_cancer_only"))
    yield Caveat(N_("caveat.tests_as_reported"))
    yield from known_conflicts(GENES)
    yield Caveat(N_("caveat.ascertainment_not_corrected"))
    yield Caveat(N_("caveat.interval_leaves_out"))


def _doubts(person: Person, found: Mapping[str, tuple[PersonId, ...]]) -> Iterator[Caveat]:
    if any(person.first_diagnosis(cancer) for cancer in (OVARY, PANCREAS)):
        yield Caveat(N_("caveat.curve_beside_other_cancer"), (person.id,))
    for message_id, persons in found.items():
        yield Caveat(message_id, persons)


def _citations(family: Family, country: Country, origins: Founders) -> tuple[Citation, ...]:
    keys: Sequence[str] = (*_SOURCES, *origins.sources)
    if country.basis is Basis.SCALED:
        keys = (*keys, "globocan2022")
    if any(p.first_diagnosis(PROSTATE) for p in family.persons):
        keys = (*keys, "nyberg2022")
    return tuple(store.citations()[key] for key in keys)
