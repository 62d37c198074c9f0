"""What moves an answer of the three-gene model: each relative and each fact left out, and tests.

One pass upwards an answer, so that a family of thirty is explained while somebody waits.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.graph import graph_of
from counselling.genetics.peeling import ImpossibleFamily, peel, peel_root
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.risk import store
from counselling.risk.ages import age_floors
from counselling.risk.asking import checked
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.evidence import cancer_likelihood
from counselling.risk.family_evidence import family_evidence
from counselling.risk.founders import Founders, founders
from counselling.risk.gene_tests import missed_by_next, read_tests
from counselling.risk.histories import read_history
from counselling.risk.influences import (
    SMALL,
    Ahead,
    Explanation,
    FactKind,
    Influence,
    NextTest,
    State,
    left_out,
    may_be_tested,
    told_in_order,
)
from counselling.risk.model import Question
from counselling.risk.models.hereditary_breast_ovarian import GENES, ORGANS
from counselling.risk.penetrance import penetrance


def explain(question: Question, *, ahead: Ahead | None = None) -> Explanation:
    """Explain an answer of the three-gene model. Raises as the model does.

    ahead: the risk that is told beside the chance to carry, None for none.
    """
    return _Explainer(question, ahead).explanation()


class _Explainer:
    """The estimate itself, without draws, again and again with something changed."""

    def __init__(self, question: Question, ahead: Ahead | None) -> None:
        self._ahead = ahead
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
        now = self._state(self._evidence)
        moved = (one for p in self._family.persons for one in self._influences(p, now))
        return told_in_order(now, moved, self._next_tests(now), ahead=self._ahead)

    def _state(self, evidence: Floats) -> State:
        states = peel_root(self._plan, evidence, prior=self._hazards.prior[0])
        return State(float(min(states[self._carriers].sum(), 1.0)), self._risk(states))

    def _risk(self, states: Floats) -> float | None:
        """The cancer's risk by risk group. states: her posterior, shape (states,)."""
        ahead = self._ahead
        if ahead is None:
            return None
        cumulative = self._hazards.cumulative[ahead.organ][:, 0]
        gathered = cumulative[ahead.to_age_years] - cumulative[ahead.from_age_years]
        weights = states @ np.eye(len(gathered))[self._hazards.group_of]
        return float((weights * -np.expm1(-gathered)).sum())

    def _influences(self, person: Person, now: State) -> Iterator[Influence]:
        if person.id != self._asked:
            yield self._influence(person.id, FactKind.EVERYTHING, "", None, now)
        for kind, what, without in left_out(person):
            yield self._influence(person.id, kind, what, without, now)

    def _influence(
        self, person: PersonId, kind: FactKind, what: str, without: Person | None, now: State
    ) -> Influence:
        told = self._told.copy()
        told[self._place[person]] = 1.0 if without is None else self._row(without)
        left = without or replace(self._family.person(person), ancestry=())
        evidence = self._origins(self._family.replace_person(left)).weigh(told, 0)
        try:
            then = self._state(evidence)
        except ImpossibleFamily:  # the fact is what makes others possible
            then = now
        if kind is FactKind.AGE and person == self._asked:  # the risk would be of another age
            then = State(then.carries)
        return now.without(person, kind, what, then)

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

    def _next_tests(self, now: State) -> Iterator[NextTest]:
        """A test of all genes of the model that are not tested yet."""
        space, sensitivity = self._hazards.space, store.sensitivities()
        everybody = peel(self._plan, self._evidence, prior=self._hazards.prior[0]).states
        for person in self._family.persons:
            if not may_be_tested(person, GENES):
                continue
            at = self._place[person.id]
            missed = missed_by_next(self._family, person, space=space, sensitivity=sensitivity)
            positive = float(1 - everybody[at] @ missed)
            if not SMALL < positive < 1 - SMALL:
                continue
            found, clear = self._evidence.copy(), self._evidence.copy()
            found[at] *= 1 - missed
            clear[at] *= missed
            yield now.tested(person.id, positive, self._state(found), self._state(clear))
