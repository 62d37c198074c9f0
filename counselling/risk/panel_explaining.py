"""What moves the answer of a panel of genes: each relative and each fact left out, and tests.

The panel keeps its messages: a fact left out is an edit that is asked about and put back, so that
what is told is what the model answers of the family without that fact.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from counselling.errors import PedigreeError, RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.graph import Graph, graph_of
from counselling.genetics.panel import Panel
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import TestMethod, TestResult
from counselling.risk import store
from counselling.risk.ages import age_floors
from counselling.risk.breast_findings import BreastFindings
from counselling.risk.founders import Founders
from counselling.risk.gene_tests import missed_by_next
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
    without_all,
)
from counselling.risk.panel_evidence import Weigher
from counselling.risk.panel_hazards import PanelHazards
from counselling.risk.polygenic_score import PolygenicScore
from counselling.risk.scope import Scope
from counselling.risk.unspanned import MOST_CONDITIONS


@dataclass(frozen=True)
class Ground:
    """What a model takes its answer from. family: as it reads it; country: as the tables name it.

    origins: reads the ancestries of a family with this graph. ahead: the risk that is told beside
    the chance to carry, None for none.
    """

    family: Family
    person: PersonId
    country: str
    genes: tuple[str, ...]
    hazards: PanelHazards
    findings: BreastFindings | None
    scope: Scope
    scores: Mapping[PersonId, PolygenicScore]
    origins: Callable[[Family, Graph, PanelHazards], Founders]
    ahead: Ahead | None


def explain_panel(ground: Ground) -> Explanation:
    """Explain an answer by its estimate, without draws.

    Raises as the model does, and RiskInputError("risk.explaining_too_long") where so many loops
    run through the family that one answer after another would take minutes.
    """
    return _Explainer(ground).explanation()


class _Explainer:
    """One panel whose evidence is edited, asked, and put back, fact after fact."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._family = ground, ground.family
        self._hazards = _estimate(ground.hazards)
        self._space = self._hazards.space
        self._graph = graph_of(self._family)
        self._weigher = Weigher.make(
            self._family,
            self._hazards,
            country=ground.country,
            findings=ground.findings,
            scope=ground.scope,
        )
        everybody = [person.id for person in self._family.persons]
        self._factors = self._origins(self._family)
        self._rows = self._weighed(self._family, everybody, ground.scores)
        self._panel = Panel(self._space, self._graph, np.stack([*self._rows.values()]))
        if self._panel.conditions > MOST_CONDITIONS:
            raise RiskInputError("risk.explaining_too_long")
        self._carriers = self._space.carriers(*ground.genes)

    def explanation(self) -> Explanation:
        now = self._state(has_risk=True)
        moved = (one for p in self._family.persons for one in self._influences(p, now))
        return told_in_order(now, moved, self._next_tests(now), ahead=self._ground.ahead)

    # ------------------------------------------------------------ evidence

    def _origins(self, family: Family) -> Mapping[PersonId, Floats]:
        """Everybody's factor of ancestry, shape (states,)."""
        nothing = np.ones((len(family.persons), self._space.size))
        found = self._ground.origins(family, self._graph, self._hazards).weigh(nothing, 0)
        return dict(zip(self._graph.persons, found, strict=True))

    def _weighed(
        self, family: Family, people: list[PersonId], scores: Mapping[PersonId, PolygenicScore]
    ) -> Mapping[PersonId, Floats]:
        """Evidence without ancestry's factor times that factor, shape (polygene states, states)."""
        rows = {}
        for who in people:
            told = self._weigher.weigh(family, family.person(who), scores.get(who))
            cancers = told.of_cancers[0][:, self._hazards.group_of]
            row = cancers * told.of_tests * told.of_score[:, None]
            rows[who] = row * self._factors[who]
        return rows

    def _changed(self, person: Person, kind: FactKind) -> Mapping[PersonId, Floats]:
        """Everybody's evidence that is another one when the family has this person instead."""
        family = self._family.replace_person(person)
        whole, factors = self._weigher, self._factors
        scores = self._ground.scores
        if kind in (FactKind.SCORE, FactKind.EVERYTHING):
            scores = {who: score for who, score in scores.items() if who != person.id}
        if person.ancestry != self._family.person(person.id).ancestry:
            self._factors = self._origins(family)
        self._weigher = replace(whole, floors=age_floors(family))
        try:
            rows = self._weighed(family, list(self._concerned(family, person, factors)), scores)
        finally:
            self._weigher, self._factors = whole, factors
        return {who: row for who, row in rows.items() if not np.array_equal(row, self._rows[who])}

    def _concerned(
        self, family: Family, person: Person, factors: Mapping[PersonId, Floats]
    ) -> Iterator[PersonId]:
        """Whose evidence may change: hers, and what rests on the facts of others.

        An age that is not told rests on the children's, a clear test for one variant on the
        relative in whom that was found.
        """
        for other in family.persons:
            is_aged = other.age is None and bool(other.diagnoses)
            is_freed = any(
                t.method is TestMethod.DIRECT and t.result is TestResult.NEGATIVE
                for t in other.tests
            )
            is_of_another = self._factors is not factors
            if other.id == person.id or is_aged or is_freed or is_of_another:
                yield other.id

    # ------------------------------------------------------------ answers

    def _state(self, *, has_risk: bool) -> State:
        states = self._panel.posterior(self._ground.person)
        carries = float(min(states.sum(axis=0)[self._carriers].sum(), 1.0))
        return State(carries, self._risk(states) if has_risk else None)

    def _risk(self, states: Floats) -> float | None:
        """The cancer's risk, by risk group and state of the polygene. states: her posterior."""
        ahead = self._ground.ahead
        if ahead is None:
            return None
        cumulative = self._hazards.cumulative[ahead.organ][:, 0]
        gathered = cumulative[ahead.to_age_years] - cumulative[ahead.from_age_years]
        groups = len(gathered)
        weights = (states @ np.eye(groups)[self._hazards.group_of]).T
        return float((weights * -np.expm1(-gathered)).sum())

    def _with(self, rows: Mapping[PersonId, Floats], *, has_risk: bool) -> State:
        """The state with other evidence of some people, which is put back."""
        try:
            for person, row in rows.items():
                self._panel.edit(person, row)
            return self._state(has_risk=has_risk)
        finally:
            for person in rows:
                self._panel.edit(person, self._rows[person])

    def _influences(self, person: Person, now: State) -> Iterator[Influence]:
        if person.id != self._ground.person:
            yield self._influence(without_all(person), FactKind.EVERYTHING, "", now)
        kinds = set()
        for kind, what, without in left_out(person):
            kinds.add(kind)
            yield self._influence(without, kind, what, now)
        if person.id in self._ground.scores and FactKind.SCORE not in kinds:  # of the question
            yield self._influence(person, FactKind.SCORE, "", now)

    def _influence(self, without: Person, kind: FactKind, what: str, now: State) -> Influence:
        # Without her own age the risk would be that of another age.
        is_comparable = kind is not FactKind.AGE or without.id != self._ground.person
        rows = self._changed(without, kind)
        then = now if is_comparable else State(now.carries)
        if rows:
            try:
                then = self._with(rows, has_risk=is_comparable)
            except (RiskInputError, PedigreeError):  # the fact is what makes others possible
                then = now
        return now.without(without.id, kind, what, then)

    def _next_tests(self, now: State) -> Iterator[NextTest]:
        """A test of all genes of the model that are not tested yet."""
        genes, sensitivity = self._ground.genes, store.sensitivities()
        everybody = self._panel.everyone().sum(axis=1)
        for states, person in zip(everybody, self._family.persons, strict=True):
            missed = missed_by_next(
                self._family, person, space=self._space, sensitivity=sensitivity
            )
            positive = float(1 - states @ missed)
            if not (SMALL < positive < 1 - SMALL and may_be_tested(person, genes)):
                continue
            row = self._rows[person.id]
            found = {person.id: row * (1 - missed)}
            clear = {person.id: row * missed}
            yes, no = self._with(found, has_risk=True), self._with(clear, has_risk=True)
            yield now.tested(person.id, positive, yes, no)


def _estimate(hazards: PanelHazards) -> PanelHazards:
    """The same without draws."""
    first = {organ: hazard[:, :1] for organ, hazard in hazards.cumulative.items()}
    return replace(hazards, cumulative=first, priors=hazards.priors[:1])
