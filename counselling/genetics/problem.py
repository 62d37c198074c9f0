"""A peeling problem as plain numbers, and its answer: the machine's door to the engine.

Families are lists of parents, evidence is a row of numbers a person; nothing here knows a disease.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import COPIES, founder_prior, state_space
from counselling.genetics.graph import UNKNOWN, Graph, build
from counselling.genetics.panel import Panel, PanelConflict
from counselling.genetics.panel_space import panel_space
from counselling.genetics.peeling import ImpossibleFamily, Posterior, peel
from counselling.genetics.plan import Plan, plan
from counselling.genetics.transmission import autosomal, x_linked
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex

_PER_MILLISECOND: Final = 1e3
_PATIENCE_SECONDS: Final = 0.01
_FEW: Final = 5
_JOINT: Final = 3  # genes up to here are peeled with all trios of genotypes in one table
_MOST: Final = 5  # genes


class Inheritance(StrEnum):
    """Where the genes lie."""

    AUTOSOMAL = "autosomal"
    X_LINKED = "x_linked"


@dataclass(frozen=True, slots=True)
class Relative:
    """One person. penetrance: P(her data | each genotype), the first gene slowest; () for none."""

    id: PersonId
    mother: PersonId | None = None
    father: PersonId | None = None
    sex: Sex = Sex.UNKNOWN
    penetrance: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """People and genes. frequencies: of the allele, one a gene, 0..1; several genes unlinked.

    de_novo_rate: a gamete, 0..1. mz_twins: groups of ids. founder_priors: P(genotype) of some
    founders in place of the population's.
    """

    people: tuple[Relative, ...]
    frequencies: tuple[float, ...]
    inheritance: Inheritance = Inheritance.AUTOSOMAL
    de_novo_rate: float = 0.0
    mz_twins: tuple[tuple[PersonId, ...], ...] = ()
    founder_priors: Mapping[PersonId, tuple[float, ...]] = field(default_factory=dict)

    @property
    def states(self) -> int:
        """Number of genotypes."""
        states: int = COPIES ** len(self.frequencies)
        return states

    def genotypes(self, person: Relative) -> int:
        """Number of genotypes that a person can have: a man has one X."""
        is_x = self.inheritance is Inheritance.X_LINKED
        return COPIES - 1 if is_x and person.sex is Sex.MALE else self.states


@dataclass(frozen=True, slots=True)
class Answer:
    """log_likelihood: natural. posteriors: P(genotype | all data) of everybody.

    milliseconds: of the message passes, the best of a few; plan_milliseconds: of the tables that
    only the drawing and the mode of inheritance decide.
    """

    log_likelihood: float
    posteriors: Mapping[PersonId, tuple[float, ...]]
    milliseconds: float
    plan_milliseconds: float


def solve(problem: Problem) -> Answer:
    """Answer a problem exactly.

    Raises PedigreeError: "genetics.cycle"; ImpossibleFamily with the people whose data exclude
    each other. RiskInputError: "risk.too_tangled"; "peel.unknown_person", "peel.double_id",
    "peel.length", "peel.probability", "peel.sex", "peel.prior_of_child" with the place;
    "peel.loci" beyond five genes.
    """
    _check(problem)
    started = time.perf_counter()
    graph = _graph(problem)
    if len(problem.frequencies) > _JOINT:
        try:
            return _many(problem, graph)
        except PanelConflict as reason:
            raise ImpossibleFamily(reason.persons) from None
        except RiskInputError as reason:
            if reason.message_id != "risk.too_tangled":
                raise  # several loops: their cliques may still be small enough
    planned = _plan(problem, graph)
    prior = _prior(problem, graph)
    evidence = _evidence(problem)
    plan_milliseconds = (time.perf_counter() - started) * _PER_MILLISECOND
    found, milliseconds = _timed(planned, evidence, prior)
    return Answer(
        found.log_likelihood,
        {
            person.id: tuple(row[: problem.genotypes(person)])
            for person, row in zip(problem.people, found.states.tolist(), strict=True)
        },
        milliseconds,
        plan_milliseconds,
    )


def _many(problem: Problem, graph: Graph) -> Answer:
    """More genes than a table of three people's joint genotypes can hold: by gametes, exactly."""
    genes = [f"locus {n}" for n in range(len(problem.frequencies))]
    started = time.perf_counter()
    space = panel_space(
        dict(zip(genes, problem.frequencies, strict=True)),
        max_person=len(genes),
        max_couple=2 * len(genes),
        de_novo_rate=dict.fromkeys(genes, problem.de_novo_rate),
    )
    full = state_space(genes)
    place = {tuple(row): at for at, row in enumerate(full.copies.tolist())}
    order = [place[tuple(row)] for row in space.copies.tolist()]
    ready = time.perf_counter()
    priors = {person: np.ones(full.size) for person in problem.founder_priors}
    panel = Panel(space, graph, _evidence(problem)[:, order], keep=0.0, priors=priors)
    rows = np.zeros((len(problem.people), full.size))
    rows[:, order] = panel.everyone()[:, 0]
    log_likelihood = panel.log_likelihood()
    done = time.perf_counter()
    return Answer(
        log_likelihood,
        {p.id: tuple(row) for p, row in zip(problem.people, rows.tolist(), strict=True)},
        (done - ready) * _PER_MILLISECOND,
        (ready - started) * _PER_MILLISECOND,
    )


def _timed(planned: Plan, evidence: Floats, prior: Floats) -> tuple[Posterior, float]:
    """The answer and the shortest of a few passes: the first one only warms the machine up."""
    passes: list[float] = []
    while True:
        started = time.perf_counter()
        found = peel(planned, evidence, prior=prior)
        passes.append(time.perf_counter() - started)
        wanted = _PATIENCE_SECONDS if len(passes) >= _FEW else _FEW * _PATIENCE_SECONDS
        if sum(passes) > wanted:
            return found, min(passes) * _PER_MILLISECOND


def _graph(problem: Problem) -> Graph:
    place = {person.id: at for at, person in enumerate(problem.people)}
    return build(
        tuple(place),
        mothers=[place[p.mother] if p.mother else UNKNOWN for p in problem.people],
        fathers=[place[p.father] if p.father else UNKNOWN for p in problem.people],
        twins=[[place[member] for member in twins] for twins in problem.mz_twins],
    )


def _plan(problem: Problem, graph: Graph) -> Plan:
    if problem.inheritance is Inheritance.X_LINKED:
        is_male = _males(problem, graph)
        kinds = x_linked(de_novo_rate=problem.de_novo_rate)
        return plan(graph, kinds, kind_of=[int(male) for male in is_male])
    space = state_space([f"locus {n}" for n in range(len(problem.frequencies))])
    return plan(graph, autosomal(space, de_novo_rate=problem.de_novo_rate))


def _males(problem: Problem, graph: Graph) -> Sequence[bool]:
    """Whose node is a man's; parents who were made are what their place says."""
    is_male = [False] * graph.size
    for person, node in zip(problem.people, graph.node_of, strict=True):
        is_male[node] = person.sex is Sex.MALE
    for _, father, _ in graph.trios:
        is_male[father] = True
    return is_male


def _prior(problem: Problem, graph: Graph) -> Floats:
    """Shape (founders, states)."""
    genes = [f"locus {n}" for n in range(len(problem.frequencies))]
    space = state_space(genes)
    common = founder_prior(space, dict(zip(genes, problem.frequencies, strict=True)))
    nodes = np.tile(common, (graph.size, 1))
    if problem.inheritance is Inheritance.X_LINKED:
        q = problem.frequencies[0]
        nodes[np.array(_males(problem, graph), dtype=np.bool_)] = (1 - q, q, 0.0)
    for person in problem.founder_priors:
        nodes[graph.node(person)] = 1.0  # her own stands among her data
    return nodes[list(graph.founders)]


def _evidence(problem: Problem) -> Floats:
    """What is told of everybody, priors of their own too: so a contradiction can name them.

    Shape (people, states).
    """
    rows = _penetrances(problem)
    told_of = {twin: twins for twins in problem.mz_twins for twin in twins}
    done: set[PersonId] = set()
    for row, person in zip(rows, problem.people, strict=True):
        chances = problem.founder_priors.get(person.id)
        if chances is not None and person.id not in done:
            done.update(told_of.get(person.id, ()))
            row[: len(chances)] *= chances
    return rows


def _penetrances(problem: Problem) -> Floats:
    """Shape (people, states)."""
    rows = np.ones((len(problem.people), problem.states))
    for row, person in zip(rows, problem.people, strict=True):
        most = problem.genotypes(person)
        row[most:] = 0.0
        if person.penetrance:
            row[:most] = person.penetrance[:most]
    return rows


def _check(problem: Problem) -> None:
    """Refuse what is no problem, with the place."""
    if not problem.people:
        raise RiskInputError("peel.nobody")
    if len(problem.frequencies) > _MOST:
        raise RiskInputError("peel.loci", most=_MOST)
    known = {person.id: person for person in problem.people}
    if len(known) < len(problem.people):
        raise RiskInputError("peel.double_id")
    for at, person in enumerate(problem.people):
        place = f"people[{at}]"
        for kind, parent in (("mother", person.mother), ("father", person.father)):
            if parent is not None and parent not in known:
                raise RiskInputError("peel.unknown_person", place=f"{place}.{kind}")
        _check_sexes(problem, person, known, place)
        _check_row(person.penetrance, problem, person, f"{place}.penetrance")
    for at, twins in enumerate(problem.mz_twins):
        if not set(twins) <= known.keys():
            raise RiskInputError("peel.unknown_person", place=f"mz_twins[{at}]")
        _check_twins(problem, [known[twin] for twin in twins], f"mz_twins[{at}]")
    for person_id, chances in problem.founder_priors.items():
        place = "founder_prior_override"
        if person_id not in known:
            raise RiskInputError("peel.unknown_person", place=place)
        founder = known[person_id]
        if founder.mother is not None or founder.father is not None:
            raise RiskInputError("peel.prior_of_child", place=place)
        _check_row(chances, problem, founder, place)


def _check_twins(problem: Problem, twins: Sequence[Relative], place: str) -> None:
    """Twins are one person to the engine: what is told of them twice must be the same."""
    couples = {(twin.mother, twin.father) for twin in twins} - {(None, None)}
    sexes = {twin.sex for twin in twins}
    priors = {problem.founder_priors.get(twin.id) for twin in twins} - {None}
    is_x = problem.inheritance is Inheritance.X_LINKED
    if len(couples) > 1 or len(priors) > 1 or (is_x and len(sexes) > 1):
        raise RiskInputError("peel.twins", place=place)
    if couples and priors:
        raise RiskInputError("peel.prior_of_child", place=place)


def _check_sexes(
    problem: Problem, person: Relative, known: Mapping[PersonId, Relative], place: str
) -> None:
    if problem.inheritance is not Inheritance.X_LINKED:
        return
    wrong = {Sex.MALE: person.mother, Sex.FEMALE: person.father}
    has_wrong_parent = any(
        parent is not None and known[parent].sex is sex for sex, parent in wrong.items()
    )
    if person.sex is Sex.UNKNOWN or has_wrong_parent:
        raise RiskInputError("peel.sex", place=f"{place}.sex")


def _check_row(chances: Sequence[float], problem: Problem, person: Relative, place: str) -> None:
    wanted = problem.genotypes(person)
    if chances and len(chances) not in {wanted, problem.states}:
        raise RiskInputError("peel.length", place=place, wanted=wanted, found=len(chances))
    if not all(0.0 <= chance < float("inf") for chance in chances):
        raise RiskInputError("peel.probability", place=place)
