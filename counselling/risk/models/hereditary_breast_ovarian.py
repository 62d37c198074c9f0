"""BRCA1, BRCA2 and PALB2 jointly, and what they mean for a woman's risk of breast cancer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import graph_of
from counselling.genetics.peeling import peel, peel_root
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex
from counselling.risk import store
from counselling.risk.ages import completed_years
from counselling.risk.answering import carriers, curves, population, told_doubts
from counselling.risk.asking import checked, probability, share
from counselling.risk.breast_findings import SOURCES as BREAST_SOURCES
from counselling.risk.breast_findings import BreastFindings, doubts_beside
from counselling.risk.countries import Basis, Country
from counselling.risk.doubts import doubts
from counselling.risk.family_evidence import family_evidence
from counselling.risk.founders import Founders, founders
from counselling.risk.horizons import Outlook, horizons
from counselling.risk.model import (
    Assessment,
    Caveat,
    Citation,
    Question,
    Standing,
)
from counselling.risk.newborns import Newborns
from counselling.risk.organs import first_cancer
from counselling.risk.penetrance import DRAWS, Penetrance, penetrance
from counselling.risk.published import known_conflicts
from counselling.risk.reference import reference
from counselling.risk.second_outlook import beyond_the_first
from counselling.risk.store import Organ

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
    *BREAST_SOURCES,
)


class HereditaryBreastOvarian:
    """Carrier probabilities by exact peeling over 27 joint genotypes, for everybody at once."""

    name = "consultand-brca-palb2"
    version = "2026.2"
    reads_tumours = True

    def assess(self, question: Question) -> Assessment:
        """Answer the question; carriers are always computed, the curve where it makes sense.

        Raises RiskInputError: "risk.no_such_person", "risk.unknown_country", "risk.family_blocked",
        "risk.too_tangled"; ImpossibleFamily when no genotypes explain the data.
        """
        family, person, country = checked(question)
        draws = DRAWS if question.has_interval else 0
        hazards = penetrance(GENES, country.name, organs=ORGANS, draws=draws)
        findings = BreastFindings.make(hazards.space, hazards.group_of, draws=draws)
        evidence = family_evidence(family, hazards, country=country.name, findings=findings)
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
        of_carriers = {gene: hazards.space.carriers(gene) for gene in GENES}
        beyond = beyond_the_first(family, person, findings, _of_groups(hers, hazards))
        outlook = _outlook(person, hers, hazards, country) if beyond.has_curve else None
        return Assessment(
            model=self.name,
            version=self.version,
            question=question,
            standing=Standing.COMPUTED if beyond.has_curve else Standing.NOT_COMPUTABLE,
            carriers=carriers(graph, everybody, of_carriers),
            consultand={g: probability(share(hers, of)) for g, of in of_carriers.items()},
            any_gene=probability(share(hers, hazards.space.carriers(*GENES))),
            cancer=BREAST,
            curves=() if outlook is None else curves(outlook),
            caveats=(
                *_assumptions(country, origins),
                *told_doubts(person, {**evidence.doubts, **_doubts(family, origins)}),
            ),
            citations=_citations(family, country, origins),
            reasons=beyond.reasons,
            horizons=() if outlook is None else horizons(outlook),
            second=beyond.second,
            reference=reference(family, person, origins, priors=hazards.prior, carries=of_carriers),
        )

    def newborns(self, country: str, *, has_draws: bool = True) -> Newborns:
        """Return everybody born in a country, by the priors and hazards that answers rest on."""
        draws = DRAWS if has_draws else 0
        hazards = penetrance(GENES, country, organs=ORGANS, draws=draws)
        return Newborns(
            hazards.prior[:, None],
            {gene: hazards.space.carriers(gene) for gene in GENES},
            hazards.group_of,
            {organ: gathered[..., None] for organ, gathered in hazards.cumulative.items()},
        )


def _of_groups(genotypes: Floats, hazards: Penetrance) -> Floats:
    """Shape (draws, groups): probability of each risk group, from that of each genotype."""
    weights: Floats = genotypes @ np.eye(hazards.group_of.max() + 1)[hazards.group_of]
    return weights


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


def _doubts(family: Family, origins: Founders) -> Mapping[str, tuple[PersonId, ...]]:
    """Whatever else in the family is not used, or only with an assumption."""
    return origins.doubts(doubts_beside(doubts(family)))


def _assumptions(country: Country, origins: Founders) -> Iterator[Caveat]:
    """What every answer of this model rests on."""
    yield Caveat(N_("caveat.genes_in_model"))
    yield Caveat(N_("caveat.net_of_other_deaths"))
    yield from population(country)
    yield from origins.assumptions()
    yield Caveat(N_("caveat.two_genes_higher_risk"))
    yield Caveat(N_("caveat.breast_followed_on"))
    yield Caveat(N_("caveat.tumours_by_receptor"))
    yield Caveat(N_("caveat.tests_as_reported"))
    yield from known_conflicts(GENES)
    yield Caveat(N_("caveat.ascertainment_not_corrected"))
    yield Caveat(N_("caveat.interval_leaves_out"))


def _citations(family: Family, country: Country, origins: Founders) -> tuple[Citation, ...]:
    keys: Sequence[str] = (*_SOURCES, *origins.sources)
    if country.basis is Basis.SCALED:
        keys = (*keys, "globocan2022")
    if any(first_cancer(p, PROSTATE) for p in family.persons):
        keys = (*keys, "nyberg2022")
    return tuple(store.citations()[key] for key in keys)
