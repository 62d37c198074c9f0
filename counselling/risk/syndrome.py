"""A model of genes and cancers without a polygene: who carries, and one cancer's risk by age.

What differs between such models are values (`Syndrome`); the way is one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import Graph, graph_of
from counselling.genetics.panel import Panel
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import Sex, TestResult
from counselling.risk import absolute, store
from counselling.risk.ages import completed_years
from counselling.risk.answering import carriers, curves, incidence_of, told_doubts
from counselling.risk.asking import checked, obstacles, probability, share
from counselling.risk.breast_findings import BreastFindings, doubts_beside
from counselling.risk.countries import Basis, Country
from counselling.risk.doubts import doubts
from counselling.risk.founders import Founders, founders
from counselling.risk.histories import inherited_sex
from counselling.risk.holding import is_held
from counselling.risk.horizons import Outlook, horizons
from counselling.risk.model import Assessment, Caveat, Citation, Question, Standing
from counselling.risk.newborns import Newborns
from counselling.risk.organs import cancer_of
from counselling.risk.panel_evidence import PanelEvidence, panel_evidence
from counselling.risk.panel_hazards import DRAWS, PanelHazards, panel_hazards
from counselling.risk.published import known_conflicts
from counselling.risk.reference import reference
from counselling.risk.scope import Scope
from counselling.risk.store import Organ
from counselling.risk.unspanned import lacks_interval, unspanned


@dataclass(frozen=True, slots=True)
class Syndrome:
    """What sets one such model apart from another.

    organs: cancers that are read and computed. marks: those of them that make it worth asking.
    de_novo: genes in which gametes mutate, with the rate. also: a gene whose pathogenic variants
    act as another's: (it, the other). assumptions: message ids of what every answer rests on.
    sources: keys beside those of the numbers. fewest: people with a mark, where nobody was tested,
    that make it worth asking. is_usual: whether it may be asked where no model was chosen.
    reads_findings: whether a first breast cancer tells more than its age: of which kind it was, and
    that the other breast fell ill too, or did not.
    """

    genes: tuple[str, ...]
    organs: tuple[Organ, ...]
    marks: frozenset[str]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]
    de_novo: tuple[tuple[str, float], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    fewest: int = 1
    is_usual: bool = False
    reads_findings: bool = False

    @property
    def scope(self) -> Scope:
        """The cancers to read of people."""
        return Scope.of(self.organs)

    def hazards(self, country: str, *, draws: int = DRAWS) -> PanelHazards:
        """Work out what carriers are up against in a country; kept when asked with all draws."""
        return panel_hazards(
            self.genes, country, organs=self.organs, draws=draws, loci=0, de_novo=self.de_novo
        )

    def findings(self, hazards: PanelHazards, *, draws: int) -> BreastFindings | None:
        """The ratios of what a first breast cancer tells; None where it tells its age alone."""
        if not self.reads_findings:
            return None
        return BreastFindings.make(hazards.space, hazards.group_of, draws=draws)

    def doubts(self, family: Family) -> Mapping[str, tuple[PersonId, ...]]:
        """What stands in a family and is not used, or only with an assumption; in whom."""
        found = doubts(family, self.scope)
        return doubts_beside(found) if self.reads_findings else found

    def founders(self, family: Family, graph: Graph, hazards: PanelHazards) -> Founders:
        """Read ancestries where a gene has founder variants; nobody's where none has."""
        if not any(one.gene in self.genes for one in store.founder_frequencies()):
            return Founders({}, {}, {}, ())
        return founders(family, graph, hazards.space, hazards.priors.sum(axis=1))

    def concerned(self, family: Family) -> int:
        """Count the people with a cancer that marks the syndrome, or a test of one of its genes.

        0 where they are too few to make it worth asking.
        """
        genes = {*self.genes, *(gene for gene, _ in self.also)}
        marked = [
            bool({cancer_of(d.condition) for d in person.diagnoses} & self.marks)
            for person in family.persons
        ]
        tested = [any(test.gene in genes for test in person.tests) for person in family.persons]
        count = sum(mark or test for mark, test in zip(marked, tested, strict=True))
        return count if any(tested) or count >= self.fewest else 0

    def read(self, family: Family) -> Family:
        """Return the family with found variants of a gene under the name whose carriers they make.

        A negative test of that gene says nothing of the other and stays as it is.
        """
        for gene, other in self.also:
            for person in family.persons:
                tests = tuple(
                    replace(test, gene=other)
                    if (test.gene, test.result) == (gene, TestResult.POSITIVE)
                    else test
                    for test in person.tests
                )
                if tests != person.tests:
                    family = family.replace_person(replace(person, tests=tests))
        return family


@dataclass(frozen=True)
class Carrying:
    """Who carries what in a family. hers: of the person asked about, shape (draws, states)."""

    hazards: PanelHazards
    graph: Graph
    evidence: PanelEvidence
    origins: Founders
    everybody: Floats
    hers: Floats


class SyndromePanel:
    """One cancer of a syndrome: all models of a syndrome share who carries, and its evidence."""

    version = "2026.1"

    def __init__(
        self, name: str, syndrome: Syndrome, cancer: str, *, sexes: tuple[Sex, ...]
    ) -> None:
        """cancer: whose risk by age is shown, for people of these sexes."""
        self.name, self.syndrome, self.cancer, self.sexes = name, syndrome, cancer, sexes

    @property
    def is_usual(self) -> bool:
        """Whether it may be asked where no model was chosen."""
        return self.syndrome.is_usual

    @property
    def takes_long(self) -> bool:
        """Whether its interval takes a fifth of a second, of a family of thirty (benchmarks)."""
        return len(self.syndrome.genes) > 1

    @property
    def reads_tumours(self) -> bool:
        """Whether the receptor and grade of a breast cancer count."""
        return self.syndrome.reads_findings

    def concerned(self, family: Family) -> int:
        """How many people it has something to go by."""
        return self.syndrome.concerned(family)

    def assess(self, question: Question) -> Assessment:
        """Answer the question; carriers are always computed, the curve where it makes sense.

        Raises as the panel models do: RiskInputError, and "risk.panel_cannot_explain" where no
        genotypes of the space explain the data.
        """
        family, person, country = checked(question)
        draws = DRAWS if question.has_interval else 0
        found = _carrying(self.syndrome, family, person.id, country.name, draws=draws)
        space = found.hazards.space
        of_carriers = {gene: space.carriers(gene) for gene in self.syndrome.genes}
        reasons = tuple(obstacles(family, person, cancer=self.cancer, sexes=self.sexes))
        outlook = None if reasons else self._outlook(family, person, found, country)
        doubted = {
            **found.evidence.doubts,
            **found.origins.doubts(self.syndrome.doubts(family)),
        }
        answer = Assessment(
            model=self.name,
            version=self.version,
            question=question,
            standing=Standing.NOT_COMPUTABLE if reasons else Standing.COMPUTED,
            carriers=carriers(found.graph, found.everybody, of_carriers),
            consultand={g: probability(share(found.hers, of)) for g, of in of_carriers.items()},
            any_gene=probability(share(found.hers, space.carriers(*self.syndrome.genes))),
            cancer=self.cancer,
            curves=() if outlook is None else curves(outlook),
            caveats=(
                *self._assumptions(country, found.origins),
                *told_doubts(person, doubted, cancer=self.cancer, scope=self.syndrome.scope),
            ),
            citations=self._citations(country, found.origins),
            reasons=reasons,
            horizons=() if outlook is None else horizons(outlook),
            reference=reference(
                family,
                person,
                found.origins,
                priors=found.hazards.priors.sum(axis=1),
                carries=of_carriers,
            ),
        )
        organ = Organ(self.cancer, inherited_sex(family, person))
        is_bare = outlook is not None and lacks_interval(
            answer.consultand, organ, country=country.name
        )
        return unspanned(answer) if is_bare else answer

    def newborns(self, country: str, *, has_draws: bool = True) -> Newborns:
        """Return everybody born in a country, by the priors and hazards that answers rest on."""
        hazards = self.syndrome.hazards(country, draws=DRAWS if has_draws else 0)
        carries = {gene: hazards.space.carriers(gene) for gene in self.syndrome.genes}
        return Newborns(hazards.priors, carries, hazards.group_of, hazards.cumulative)

    def _outlook(
        self, family: Family, person: Person, found: Carrying, country: Country
    ) -> Outlook:
        years = completed_years(person.age)
        sex = inherited_sex(family, person)
        organ = Organ(self.cancer, sex)
        cumulative = found.hazards.cumulative[organ][..., 0]
        groups = cumulative.shape[2]
        return Outlook(
            cumulative,
            found.hers @ np.eye(groups)[found.hazards.group_of],
            found.hazards.national[organ],
            store.rates()[country.name].mortality[sex],
            years[0] if years else 0,
        )

    def _assumptions(self, country: Country, origins: Founders) -> Iterator[Caveat]:
        first, *others = self.syndrome.assumptions
        yield Caveat(first)
        yield Caveat(N_("caveat.net_of_other_deaths"))
        yield from incidence_of(country)
        if is_held(self.syndrome.genes, country.name, organs=self.syndrome.organs):
            yield Caveat(N_("caveat.carriers_held"), fields=(("country", country.name),))
        yield from origins.assumptions()
        yield from (Caveat(message_id) for message_id in others)
        yield Caveat(N_("caveat.panel_pared"))
        if self.syndrome.reads_findings:
            yield Caveat(N_("caveat.breast_followed_on"))
            yield Caveat(N_("caveat.tumours_by_receptor"))
        else:
            yield Caveat(N_("caveat.first_cancer_only"))
        yield from known_conflicts(self.syndrome.genes, cancer=self.cancer)
        yield Caveat(N_("caveat.ascertainment_not_corrected"))
        yield Caveat(N_("caveat.interval_leaves_out"))

    def _citations(self, country: Country, origins: Founders) -> tuple[Citation, ...]:
        numbers = absolute.sources(self.syndrome.genes, self.syndrome.organs)
        scaled = ("globocan2022",) if country.basis is Basis.SCALED else ()
        own = (*numbers, *self.syndrome.sources, *origins.sources)
        keys = dict.fromkeys((*own, "ci5xii", "wpp2024", *scaled))
        return tuple(store.citations()[key] for key in keys)


def _carrying(
    syndrome: Syndrome, family: Family, person: PersonId, country: str, *, draws: int
) -> Carrying:
    read = syndrome.read(family)
    hazards = syndrome.hazards(country, draws=draws)
    evidence = panel_evidence(
        read,
        hazards,
        country=country,
        scores={},
        findings=syndrome.findings(hazards, draws=draws),
        scope=syndrome.scope,
    )
    graph = graph_of(read)
    origins = syndrome.founders(read, graph, hazards)
    first = origins.weigh(evidence.draw(0), 0)
    everybody = Panel(hazards.space, graph, first).everyone().sum(axis=1)
    hers = [
        Panel(
            replace(hazards.space, prior=prior),
            graph,
            origins.weigh(evidence.draw(number), number),
        ).posterior(person)
        for number, prior in enumerate(hazards.priors)
    ]
    return Carrying(hazards, graph, evidence, origins, everybody, np.stack(hers).sum(axis=1))
