"""What moves a carrier probability: each relative and each fact left out, and tests not yet made.

With the three-gene model: one pass upwards an answer, so that a family of thirty is explained while
somebody waits.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import graph_of
from counselling.genetics.peeling import ImpossibleFamily, peel, peel_root
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestMethod
from counselling.risk import store
from counselling.risk.ages import age_floors, completed_years
from counselling.risk.asking import checked
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.evidence import cancer_likelihood
from counselling.risk.family_evidence import family_evidence
from counselling.risk.founders import Founders, founders
from counselling.risk.gene_tests import read_tests
from counselling.risk.histories import read_history
from counselling.risk.model import Question
from counselling.risk.models.hereditary_breast_ovarian import GENES, ORGANS
from counselling.risk.penetrance import penetrance
from counselling.risk.tumours import read_tumour

_SMALL: Final = 1e-6  # changes below this are none
_GROWN_UP_YEARS: Final = 18


class FactKind(StrEnum):
    """What is left out in turn."""

    EVERYTHING = "everything"  # all that is told of a relative
    DIAGNOSIS = "diagnosis"
    TEST = "test"
    PROCEDURE = "procedure"
    AGE = "age"
    ANCESTRY = "ancestry"
    TUMOUR = "tumour"  # receptor and grade of a breast cancer, its age kept


@dataclass(frozen=True, slots=True)
class Influence:
    """The consultand's probability without one fact, or without all facts of one person.

    what: the condition, gene or operation; "" for everything, age and ancestry. without:
    probability to carry in any gene, 0..1. change: how much the fact adds, -1..1.
    """

    person: PersonId
    kind: FactKind
    what: str
    without: float
    change: float


@dataclass(frozen=True, slots=True)
class NextTest:
    """What testing all genes of the model in one person would tell about the consultand.

    positive: probability that a variant is found. if_positive, if_negative: the consultand's
    probability to carry in any gene then. gain: expected fall of its variance, 0..0.25.
    """

    person: PersonId
    positive: float
    if_positive: float
    if_negative: float
    gain: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """probability: to carry in any gene, as things stand. Greatest changes and gains first."""

    probability: float
    influences: tuple[Influence, ...]
    next_tests: tuple[NextTest, ...]


def explain(question: Question) -> Explanation:
    """Explain an answer of the three-gene model. Raises as the model does."""
    return _Explainer(question).explanation()


class _Explainer:
    """The estimate itself, without draws, again and again with something changed."""

    def __init__(self, question: Question) -> None:
        self._family, person, country = checked(question)
        self._asked, self._country = person.id, country.name
        self._hazards = penetrance(GENES, country.name, organs=ORGANS)
        group_of = self._hazards.group_of
        self._findings = BreastFindings.make(self._hazards.space, group_of, draws=0)
        self._told = self._evidence_of(country.name)
        self._place = {p.id: at for at, p in enumerate(self._family.persons)}
        graph = self._graph = graph_of(self._family)
        self._evidence = self._origins(self._family).weigh(self._told, 0)
        space = self._hazards.space
        self._plan = plan(graph, autosomal(space), root=graph.node(person.id))
        self._carriers = space.carriers(*GENES)
        self._floors = age_floors(self._family)

    def _origins(self, family: Family) -> Founders:
        """The same people with the ancestries of this family."""
        return founders(family, self._graph, self._hazards.space, self._hazards.prior[:1])

    def _evidence_of(self, country: str) -> Floats:
        """Everybody's evidence, by the estimate alone."""
        first = {organ: hazard[:, :1] for organ, hazard in self._hazards.cumulative.items()}
        hazards = replace(self._hazards, cumulative=first)
        told = family_evidence(self._family, hazards, country=country, findings=self._findings)
        return told.draw(0)

    def explanation(self) -> Explanation:
        now = self._probability(self._evidence)
        moved = [
            influence
            for person in self._family.persons
            for influence in self._influences(person, now)
            if abs(influence.change) > _SMALL
        ]
        moved.sort(key=lambda one: -abs(one.change))
        tests = sorted(self._next_tests(now), key=lambda one: -one.gain)
        return Explanation(now, tuple(moved), tuple(tests))

    def _probability(self, evidence: Floats) -> float:
        states = peel_root(self._plan, evidence, prior=self._hazards.prior[0])
        return float(min(states[self._carriers].sum(), 1.0))

    def _influences(self, person: Person, now: float) -> Iterator[Influence]:
        if person.id != self._asked:
            yield self._influence(person.id, FactKind.EVERYTHING, "", None, now)
        for kind, what, without in left_out(person):
            yield self._influence(person.id, kind, what, without, now)

    def _influence(
        self, person: PersonId, kind: FactKind, what: str, without: Person | None, now: float
    ) -> Influence:
        told = self._told.copy()
        told[self._place[person]] = 1.0 if without is None else self._row(without)
        left = without or replace(self._family.person(person), ancestry=())
        evidence = self._origins(self._family.replace_person(left)).weigh(told, 0)
        try:
            then = self._probability(evidence)
        except ImpossibleFamily:  # the fact is what makes others possible
            then = now
        return Influence(person, kind, what, then, now - then)

    def _row(self, person: Person) -> Floats:
        """A person's evidence with other facts."""
        family: Family = self._family.replace_person(person)
        mortality = store.rates()[self._country].mortality
        history = read_history(family, person, mortality=mortality, floor=self._floors[person.id])
        tests = read_tests(
            family, person, space=self._hazards.space, sensitivity=store.sensitivities()
        )
        first = {organ: hazard[:, :1] for organ, hazard in self._hazards.cumulative.items()}
        finding = self._findings.of(family, person)
        cancers = cancer_likelihood(history.histories, first, finding)[0]
        row: Floats = cancers[self._hazards.group_of] * tests.likelihood
        return row

    def _next_tests(self, now: float) -> Iterator[NextTest]:
        """A test searches all genes of the model."""
        everybody = peel(self._plan, self._evidence, prior=self._hazards.prior[0]).states
        missed = np.ones(self._hazards.space.size)
        for gene in GENES:
            sensitivity = store.sensitivities()[gene, TestMethod.SEARCH]
            missed = missed * np.where(self._hazards.space.carriers(gene), 1 - sensitivity, 1.0)
        for person in self._family.persons:
            if not may_be_tested(person, GENES):
                continue
            at = self._place[person.id]
            positive = float(1 - everybody[at] @ missed)
            if not _SMALL < positive < 1 - _SMALL:
                continue
            found, clear = self._evidence.copy(), self._evidence.copy()
            found[at] *= 1 - missed
            clear[at] *= missed
            yes, no = self._probability(found), self._probability(clear)
            left = positive * yes * (1 - yes) + (1 - positive) * no * (1 - no)
            yield NextTest(person.id, positive, yes, no, max(now * (1 - now) - left, 0.0))


def may_be_tested(person: Person, genes: Collection[str]) -> bool:
    """Whether somebody is alive, grown up and without a result in every gene.

    These genes bring cancers of adults, for which minors are not tested: European Society of Human
    Genetics 2009, Eur J Hum Genet 17:720.
    """
    years = completed_years(person.age)
    is_minor = years is not None and years[1] < _GROWN_UP_YEARS
    is_gone = person.is_deceased or person.pregnancy is not None
    return not (is_minor or is_gone or {test.gene for test in person.tests} >= set(genes))


def left_out(person: Person) -> Iterator[tuple[FactKind, str, Person]]:
    """Every fact of a person, and the person without it."""
    for at, diagnosis in enumerate(person.diagnoses):
        others = (*person.diagnoses[:at], *person.diagnoses[at + 1 :])
        yield FactKind.DIAGNOSIS, diagnosis.condition, replace(person, diagnoses=others)
        if read_tumour(diagnosis) is not None:
            bare = replace(diagnosis, markers=(), pathology="")
            kept = (*person.diagnoses[:at], bare, *person.diagnoses[at + 1 :])
            yield FactKind.TUMOUR, diagnosis.condition, replace(person, diagnoses=kept)
    for at, test in enumerate(person.tests):
        rest = (*person.tests[:at], *person.tests[at + 1 :])
        yield FactKind.TEST, test.gene, replace(person, tests=rest)
    for at, done in enumerate(person.procedures):
        left = (*person.procedures[:at], *person.procedures[at + 1 :])
        yield FactKind.PROCEDURE, done.kind, replace(person, procedures=left)
    if person.age is not None:
        yield FactKind.AGE, "", replace(person, age=None)
    if person.ancestry:
        yield FactKind.ANCESTRY, "", replace(person, ancestry=())
