"""Exact peeling: everybody's genotype probabilities given everybody's data, loops or not.

A pass of messages upwards gives the likelihood and the root's posterior, a second one downwards
everybody's. Source: Elston and Stewart 1971, Hum Hered 21:523; Cannings, Thompson and Skolnick
1978, Adv Appl Probab 10:26; as passes on a junction tree Lauritzen and Sheehan 2003, Stat Sci
18:489.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.errors import PedigreeError
from counselling.genetics.arrays import Floats
from counselling.genetics.levels import NOWHERE, Level, Plan
from counselling.pedigree.person import PersonId

_SAFE: Final = 1e-200  # below this the quick pass may have lost digits
_TINY: Final = 1e-300


class ImpossibleFamily(PedigreeError):
    """No genotypes explain the family's data.

    persons: a smallest group whose facts exclude each other; leave one of them out and the rest
    can be explained. Ids stay out of the message's fields and of the exception's text.
    """

    def __init__(self, persons: tuple[PersonId, ...]) -> None:
        super().__init__("genetics.impossible", count=len(persons))
        self.persons = persons


@dataclass(frozen=True, slots=True)
class Posterior:
    """log_likelihood: natural logarithm. states: shape (persons, states), each row sums to 1."""

    log_likelihood: float
    states: Floats


def peel(plan: Plan, evidence: Floats, *, prior: Floats) -> Posterior:
    """Return everybody's posterior.

    evidence: shape (persons, states), P(a person's data | state), in the order of the graph's
    persons, any positive scale a row. prior: of founders, shape (states,), or (founders, states)
    in the order of the graph's founders.
    Raises ImpossibleFamily when the likelihood is zero.
    """
    table, messages, log_likelihood = _collect(plan, evidence, prior)
    for level in reversed(plan.levels):
        _send_down(level, table, messages)
    size = (plan.graph.size + 1) * plan.states
    nodes: Floats = np.bincount(plan.look, table, size).astype(np.float64, copy=False)
    for more in plan.more:
        nodes += np.bincount(more.cells, table[more.entries], size)
    states = nodes.reshape(-1, plan.states)[plan.node_of]
    states /= states.dot(np.ones(plan.states))[:, None]
    return Posterior(log_likelihood, states)


def peel_root(plan: Plan, evidence: Floats, *, prior: Floats) -> Floats:
    """Return the posterior of the plan's root alone, shape (states,): one pass instead of two.

    Arguments and errors as for `peel`.
    """
    table, _, _ = _collect(plan, evidence, prior)
    states: Floats = np.bincount(plan.root_place, table[plan.root], plan.states) / 1.0
    states /= states.sum()
    return states


def _collect(plan: Plan, evidence: Floats, prior: Floats) -> tuple[Floats, Floats, float]:
    """Send all messages upwards, first quickly, then with care where numbers left the safe range.

    Overflow needs no look of its own: it ends in a total that is infinite or no number.
    """
    nodes = _node_evidence(plan, evidence, prior)
    with np.errstate(over="ignore", invalid="ignore"):
        table, messages, _ = _upwards(plan, nodes, is_careful=False)
        totals = _totals(plan, table)
    if totals.min() > _SAFE and totals.max() < 1 / _SAFE:
        return table, messages, float(np.log(totals).sum())
    nodes, log_scale = _scaled(nodes, plan.states)
    table, messages, log_messages = _upwards(plan, nodes, is_careful=True)
    totals = _totals(plan, table)
    if not totals.all():
        raise ImpossibleFamily(_conflict(plan, evidence, prior, int(totals.argmin())))
    return table, messages, log_scale + log_messages + float(np.log(totals).sum())


def _totals(plan: Plan, table: Floats) -> Floats:
    """Likelihood of each component, but for what was scaled out."""
    start = plan.tops[0]
    totals: Floats = np.add.reduceat(table[start:], plan.tops - start)
    return totals


def _node_evidence(plan: Plan, evidence: Floats, prior: Floats) -> Floats:
    """Evidence per node, flat, founders with their prior; a row of ones at the end."""
    nodes = np.ones((plan.graph.size + 1, plan.states))
    if plan.has_twins:
        np.multiply.at(nodes, plan.node_of, evidence)  # twins meet in one node
    else:
        nodes[: len(evidence)] = evidence
    nodes[plan.founders] *= prior
    return nodes.ravel()


def _scaled(nodes: Floats, states: int) -> tuple[Floats, float]:
    """Rows with a largest entry of 1, and the logarithm of what was taken out."""
    rows = nodes.reshape(-1, states)
    largest = rows.max(axis=1)
    largest[largest == 0] = 1.0
    return (rows / largest[:, None]).ravel(), float(np.log(largest).sum())


def _upwards(plan: Plan, nodes: Floats, *, is_careful: bool) -> tuple[Floats, Floats, float]:
    """The table with all that comes from below, the messages as they were, what was scaled out."""
    table = plan.chances * nodes[plan.look]
    for more in plan.more:
        table[more.entries] *= nodes[more.cells]
    messages = np.empty(plan.slots)
    messages[NOWHERE] = 0.0
    told = messages.copy() if is_careful else messages
    log_scale = 0.0
    for level in plan.levels:
        mine, theirs = table[level.mine], messages[level.slots]
        if level.up_sum is not None:
            level.up_sum.dot(mine, out=theirs)
        else:
            np.add.reduceat(mine, level.starts, out=theirs)
        if is_careful:
            norms = np.maximum.reduceat(theirs, level.links)
            norms[norms == 0] = 1.0
            log_scale += float(np.log(norms).sum())
            np.divide(theirs, norms[level.link_of], out=told[level.slots])
        for part, look in level.above:
            table[part] *= told[look]
    return table, messages, log_scale


def _send_down(level: Level, table: Floats, messages: Floats) -> None:
    """Tell cliques what the rest knows: all that their parents know, divided by their messages."""
    theirs = messages[level.slots]
    if level.down_sum is not None:
        down = level.down_sum.dot(table[level.down_part])
    else:
        told = table[level.heard]
        down = np.bincount(level.heard_slots, told, len(theirs) + 1)[: len(theirs)]
    down /= np.maximum(theirs, _TINY)  # 0 / 0 := 0 is exact: such a state is multiplied by zero
    mine = table[level.mine]
    mine *= down[level.slot_of]


def _conflict(plan: Plan, evidence: Floats, prior: Floats, component: int) -> tuple[PersonId, ...]:
    """Drop everybody's data in turn and keep only what is needed for the contradiction."""
    left = evidence.copy()
    left[plan.component_of != component] = 1.0
    needed: list[PersonId] = []
    for row in np.flatnonzero(plan.component_of == component).tolist():
        kept = left[row].copy()
        left[row] = 1.0
        nodes, _ = _scaled(_node_evidence(plan, left, prior), plan.states)
        table, _, _ = _upwards(plan, nodes, is_careful=True)
        if _totals(plan, table).all():
            needed.append(plan.graph.persons[row])
            left[row] = kept
    return tuple(needed)
