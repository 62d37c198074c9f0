"""Eight genes of breast and ovarian cancer jointly with a polygene, and a woman's breast risk."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import Graph, graph_of
from counselling.genetics.panel import Panel
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
from counselling.risk.panel_evidence import PanelEvidence, panel_evidence
from counselling.risk.panel_hazards import DRAWS, PanelHazards, panel_hazards
from counselling.risk.polygenic_score import PolygenicScore, score_of
from counselling.risk.published import known_conflicts
from counselling.risk.reference import reference
from counselling.risk.second_outlook import beyond_the_first
from counselling.risk.store import Organ
from counselling.risk.unspanned import MOST_CONDITIONS, spared

GENES: Final = ("BRCA1", "BRCA2", "PALB2", "CHEK2", "ATM", "BARD1", "RAD51C", "RAD51D")
ORGANS: Final = (
    Organ(BREAST, Sex.FEMALE),
    Organ(BREAST, Sex.MALE),
    Organ(OVARY, Sex.FEMALE),
    Organ(PROSTATE, Sex.MALE),
    Organ(PANCREAS, Sex.FEMALE),
    Organ(PANCREAS, Sex.MALE),
)
_SOURCES: Final = (
    "kuchenbaecker2017", "antoniou2014", "yang2020", "yang2020jnci", "li2022", "dorling2021",
    "li2022polygene", "antoniou2003", "hu2021", "lee2022", "canrisk_faq", "ci5xii", "wpp2024",
    *BREAST_SOURCES,
)  # fmt: skip


class BreastPanel:
    """Carrier probabilities in a pared space of eight genes times seven polygene states."""

    name = "consultand-breast-panel"
    version = "2026.2"
    reads_tumours = True
    takes_long = True  # a second for the interval, a twentieth of it for the estimate

    def assess(self, question: Question) -> Assessment:
        """Answer the question; carriers are always computed, the curve where it makes sense.

        Raises RiskInputError: "risk.no_such_person", "risk.unknown_country", "risk.family_blocked",
        "risk.too_tangled", "risk.panel_cannot_explain" where no genotypes of the space explain
        the data.
        """
        family, person, country = checked(question)
        draws = DRAWS if question.has_interval else 0
        hazards = panel_hazards(GENES, country.name, organs=ORGANS, draws=draws)
        scores = scores_of(question)
        findings = BreastFindings.make(hazards.space, hazards.group_of, draws=draws)
        evidence = panel_evidence(
            family, hazards, country=country.name, scores=scores, findings=findings
        )
        graph = graph_of(family)
        origins = founders(family, graph, hazards.space, hazards.priors.sum(axis=1))
        estimate = origins.weigh(evidence.draw(0), 0)
        panel = Panel(hazards.space, graph, estimate)
        if question.has_interval and panel.conditions > MOST_CONDITIONS:
            return spared(self, question)
        everybody = panel.everyone().sum(axis=1)
        hers = _hers(hazards, evidence, graph, person.id, origins=origins)
        genotypes = hers.sum(axis=1)
        of_carriers = {gene: hazards.space.carriers(gene) for gene in GENES}
        beyond = beyond_the_first(family, person, findings, _of_groups(genotypes, hazards))
        outlook = _outlook(person, hers, hazards, country) if beyond.has_curve else None
        return Assessment(
            model=self.name,
            version=self.version,
            question=question,
            standing=Standing.COMPUTED if beyond.has_curve else Standing.NOT_COMPUTABLE,
            carriers=carriers(graph, everybody, of_carriers),
            consultand={g: probability(share(genotypes, of)) for g, of in of_carriers.items()},
            any_gene=probability(share(genotypes, hazards.space.carriers(*GENES))),
            cancer=BREAST,
            curves=() if outlook is None else curves(outlook),
            caveats=(
                *_assumptions(country, scores, origins),
                *told_doubts(person, {**evidence.doubts, **_doubts(family, origins)}),
            ),
            citations=_citations(country, scores, origins),
            reasons=beyond.reasons,
            horizons=() if outlook is None else horizons(outlook),
            second=beyond.second,
            reference=reference(
                family, person, origins, priors=hazards.priors.sum(axis=1), carries=of_carriers
            ),
        )

    def newborns(self, country: str, *, has_draws: bool = True) -> Newborns:
        """Return everybody born in a country, by the priors and hazards that answers rest on."""
        draws = DRAWS if has_draws else 0
        hazards = panel_hazards(GENES, country, organs=ORGANS, draws=draws)
        carries = {gene: hazards.space.carriers(gene) for gene in GENES}
        return Newborns(hazards.priors, carries, hazards.group_of, hazards.cumulative)


def scores_of(question: Question) -> Mapping[PersonId, PolygenicScore]:
    """Scores on record, and the question's own for the person it is about."""
    told = {person.id: score_of(person) for person in question.family.persons}
    if question.score is not None:
        told[question.person] = question.score
    return {person: score for person, score in told.items() if score is not None}


def _hers(
    hazards: PanelHazards,
    evidence: PanelEvidence,
    graph: Graph,
    person: PersonId,
    *,
    origins: Founders,
) -> Floats:
    """The person's posterior under every draw, shape (draws, polygene states, states)."""
    return np.stack(
        [
            Panel(
                replace(hazards.space, prior=prior),
                graph,
                origins.weigh(evidence.draw(number), number),
            ).posterior(person)
            for number, prior in enumerate(hazards.priors)
        ]
    )


def _of_groups(genotypes: Floats, hazards: PanelHazards) -> Floats:
    """Shape (draws, groups): probability of each risk group, from that of each genotype."""
    weights: Floats = genotypes @ np.eye(hazards.group_of.max() + 1)[hazards.group_of]
    return weights


def _outlook(person: Person, hers: Floats, hazards: PanelHazards, country: Country) -> Outlook:
    """What a woman is up against, by risk group and state of the polygene, the latter fastest."""
    years = completed_years(person.age)
    organ = Organ(BREAST, Sex.FEMALE)
    cumulative = hazards.cumulative[organ]
    groups = cumulative.shape[2]
    weights = (hers @ np.eye(groups)[hazards.group_of]).swapaxes(1, 2)
    return Outlook(
        cumulative.reshape(*cumulative.shape[:2], -1),
        weights.reshape(len(hers), -1),
        hazards.national[organ],
        store.rates()[country.name].mortality[Sex.FEMALE],
        years[0] if years else 0,
    )


def _doubts(family: Family, origins: Founders) -> Mapping[str, tuple[PersonId, ...]]:
    """Whatever else in the family is not used, or only with an assumption."""
    return origins.doubts(doubts_beside(doubts(family)))


def _assumptions(
    country: Country, scores: Mapping[PersonId, PolygenicScore], origins: Founders
) -> Iterator[Caveat]:
    """What every answer of this model rests on."""
    yield Caveat(N_("caveat.panel_genes"))
    yield Caveat(N_("caveat.net_of_other_deaths"))
    yield from population(country)
    yield from origins.assumptions()
    yield Caveat(N_("caveat.panel_pared"))
    yield Caveat(N_("caveat.panel_polygene"))
    if scores:
        yield Caveat(N_("caveat.panel_score"), tuple(scores))
    yield Caveat(N_("caveat.breast_followed_on"))
    yield Caveat(N_("caveat.tumours_by_receptor"))
    yield Caveat(N_("caveat.tests_as_reported"))
    yield from known_conflicts(GENES)
    yield Caveat(N_("caveat.ascertainment_not_corrected"))
    yield Caveat(N_("caveat.interval_leaves_out"))


def _citations(
    country: Country, scores: Mapping[PersonId, PolygenicScore], origins: Founders
) -> tuple[Citation, ...]:
    keys = [
        *_SOURCES,
        *origins.sources,
        *(["globocan2022"] if country.basis is Basis.SCALED else []),
    ]
    return tuple(store.citations()[key] for key in (*keys, *(["lee2019"] if scores else [])))
