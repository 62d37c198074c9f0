"""What moves the answer of a syndrome's model: each relative and each fact left out, and tests."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from counselling.errors import PedigreeError, RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.graph import graph_of
from counselling.genetics.panel import Panel
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestMethod
from counselling.risk import store
from counselling.risk.ages import age_floors
from counselling.risk.asking import checked
from counselling.risk.evidence import cancer_likelihood
from counselling.risk.explaining import (
    Explanation,
    FactKind,
    Influence,
    NextTest,
    left_out,
    may_be_tested,
)
from counselling.risk.gene_tests import read_tests
from counselling.risk.histories import read_history
from counselling.risk.model import Question
from counselling.risk.syndrome import Syndrome

_SMALL: Final = 1e-6  # changes below this are none


def explain_syndrome(syndrome: Syndrome, question: Question) -> Explanation:
    """Explain an answer of a syndrome's models, of the estimate alone. Raises as they do."""
    return _Explainer(syndrome, question).explanation()


class _Explainer:
    """One panel whose evidence is edited, asked, and put back, person after person."""

    def __init__(self, syndrome: Syndrome, question: Question) -> None:
        told, person, country = checked(question)
        self._syndrome, self._family, self._asked = syndrome, syndrome.read(told), person.id
        hazards = syndrome.hazards(country.name)
        self._space, self._group_of = hazards.space, hazards.group_of
        self._cumulative = {organ: h[:, :1, :, 0] for organ, h in hazards.cumulative.items()}
        self._findings = syndrome.findings(hazards, draws=0)
        self._mortality = store.rates()[country.name].mortality
        self._floors = age_floors(self._family)
        graph = graph_of(self._family)
        nothing = np.ones((len(self._family.persons), self._space.size))
        own = syndrome.founders(self._family, graph, hazards).weigh(nothing, 0)
        self._origin = dict(zip(graph.persons, own, strict=True))
        self._rows = {p.id: self._row(p) for p in self._family.persons}
        evidence = np.stack([self._rows[p.id] for p in self._family.persons])
        self._panel = Panel(self._space, graph, evidence)
        self._carriers = self._space.carriers(*syndrome.genes)

    def explanation(self) -> Explanation:
        now = self._probability()
        moved = [
            influence
            for person in self._family.persons
            for influence in self._influences(person, now)
            if abs(influence.change) > _SMALL
        ]
        moved.sort(key=lambda one: -abs(one.change))
        tests = sorted(self._next_tests(now), key=lambda one: -one.gain)
        return Explanation(now, tuple(moved), tuple(tests))

    def _probability(self) -> float:
        states = self._panel.posterior(self._asked).sum(axis=0)
        return float(min(states[self._carriers].sum(), 1.0))

    def _with(self, person: PersonId, row: Floats) -> float:
        """The probability with other evidence of one person, which is put back."""
        self._panel.edit(person, row)
        try:
            return self._probability()
        finally:
            self._panel.edit(person, self._rows[person])

    def _influences(self, person: Person, now: float) -> Iterator[Influence]:
        nothing = self._origin[person.id]  # an ancestry stays
        if person.id != self._asked:
            yield self._influence(person.id, FactKind.EVERYTHING, "", nothing, now)
        unread = {FactKind.ANCESTRY} | ({FactKind.TUMOUR} if self._findings is None else set())
        for kind, what, without in left_out(person):
            if kind not in unread:
                yield self._influence(person.id, kind, what, self._row(without), now)

    def _influence(
        self, person: PersonId, kind: FactKind, what: str, row: Floats, now: float
    ) -> Influence:
        try:
            then = self._with(person, row)
        except (RiskInputError, PedigreeError):  # the fact is what makes others possible
            then = now
        return Influence(person, kind, what, then, now - then)

    def _row(self, person: Person) -> Floats:
        """A person's evidence, shape (states,), also with other facts than the family has."""
        family = self._family.replace_person(person)
        history = read_history(
            family,
            person,
            mortality=self._mortality,
            floor=self._floors[person.id],
            scope=self._syndrome.scope,
        )
        tests = read_tests(family, person, space=self._space, sensitivity=store.sensitivities())
        finding = self._findings.of(family, person) if self._findings is not None else None
        cancers = cancer_likelihood(history.histories, self._cumulative, finding)[0]
        row: Floats = cancers[self._group_of] * tests.likelihood * self._origin[person.id]
        return row

    def _next_tests(self, now: float) -> Iterator[NextTest]:
        """A test searches all genes of the model."""
        everybody = self._panel.everyone().sum(axis=1)
        missed = np.ones(self._space.size)
        for gene in self._syndrome.genes:
            sensitivity = store.sensitivities()[gene, TestMethod.SEARCH]
            missed = missed * np.where(self._space.carriers(gene), 1 - sensitivity, 1.0)
        for states, person in zip(everybody, self._family.persons, strict=True):
            positive = float(1 - states @ missed)
            is_open = _SMALL < positive < 1 - _SMALL
            if not (is_open and may_be_tested(person, self._syndrome.genes)):
                continue
            row = self._rows[person.id]
            yes, no = self._with(person.id, row * (1 - missed)), self._with(person.id, row * missed)
            left = positive * yes * (1 - yes) + (1 - positive) * no * (1 - no)
            yield NextTest(person.id, positive, yes, no, max(now * (1 - now) - left, 0.0))
