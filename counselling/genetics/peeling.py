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
from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.plan import Link, Plan
from counselling.pedigree.person import PersonId

_SCALE_EVERY: Final = 8  # messages between two scalings in a first, quick pass
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
    persons, any positive scale a row. prior: shape (states,), of founders.
    Raises ImpossibleFamily when the likelihood is zero.
    """
    table, messages, log_likelihood = _collect(plan, evidence, prior)
    for link, message in zip(reversed(plan.links), reversed(messages), strict=True):
        _send_down(link, table, message)
    nodes = np.zeros((plan.graph.size + 1) * plan.states)
    for look in plan.looks:
        nodes += np.bincount(look, weights=table, minlength=len(nodes))
    states = nodes.reshape(-1, plan.states)[plan.node_of]
    return Posterior(log_likelihood, states / states.sum(axis=1, keepdims=True))


def peel_root(plan: Plan, evidence: Floats, *, prior: Floats) -> Floats:
    """Return the posterior of the plan's root alone, shape (states,): one pass instead of two.

    Arguments and errors as for `peel`.
    """
    table, _, _ = _collect(plan, evidence, prior)
    states = _sum(table[plan.tops[-1]], plan.root_place, None, plan.states)
    states /= states.sum()
    return states


def _collect(plan: Plan, evidence: Floats, prior: Floats) -> tuple[Floats, list[Floats], float]:
    """Send all messages upwards, first quickly, then with care where numbers grew too small."""
    nodes, log_scale = _node_evidence(plan, evidence, prior)
    for every in (_SCALE_EVERY, 1):
        table, messages, total, log_messages = _upwards(plan, nodes, every)
        if total.min(initial=np.inf) > _SAFE:
            return table, messages, log_scale + log_messages + float(np.log(total).sum())
    if total.all():
        return table, messages, log_scale + log_messages + float(np.log(total).sum())
    raise ImpossibleFamily(_conflict(plan, evidence, prior))


def _node_evidence(plan: Plan, evidence: Floats, prior: Floats) -> tuple[Floats, float]:
    """Evidence per node, flat, rows scaled to a largest entry of 1, and the logarithm taken out."""
    nodes = np.ones((plan.graph.size + 1, plan.states))
    np.multiply.at(nodes, plan.node_of, evidence)  # twins meet in one node
    nodes[plan.founders] *= prior
    largest = nodes.max(axis=1)
    largest[largest == 0] = 1.0
    nodes /= largest[:, None]
    return nodes.ravel(), float(np.log(largest).sum())


def _upwards(plan: Plan, nodes: Floats, every: int) -> tuple[Floats, list[Floats], Floats, float]:
    table = plan.chances.copy()
    for look in plan.looks:
        table *= nodes[look]
    messages: list[Floats] = []
    log_scale = 0.0
    for number, link in enumerate(plan.links, start=1):
        message = _sum(table[link.mine], link.my_place, link.my_sum, link.size)
        messages.append(message)  # as it is: dividing by it on the way down keeps every sum
        if number % every == 0 and (largest := message.max()) > 0:
            message = message / largest
            log_scale += float(np.log(largest))
        table[link.theirs] *= message[link.their_place]
    total = np.array([table[top].sum() for top in plan.tops])
    return table, messages, total, log_scale


def _send_down(link: Link, table: Floats, message: Floats) -> None:
    """Tell a clique what the rest knows: all that its parent knows, divided by its own message."""
    down = _sum(table[link.theirs], link.their_place, link.their_sum, link.size)
    down /= np.maximum(message, _TINY)  # 0 / 0 := 0 is exact: such a state is multiplied by zero
    table[link.mine] *= down[link.my_place]


def _sum(table: Floats, place: Ints, matrix: Floats | None, size: int) -> Floats:
    if matrix is not None:
        return matrix @ table
    sums: Floats = np.bincount(place, weights=table, minlength=size).astype(np.float64, copy=False)
    return sums


def _conflict(plan: Plan, evidence: Floats, prior: Floats) -> tuple[PersonId, ...]:
    """Drop everybody's data in turn and keep only what is needed for the contradiction."""
    left = evidence.copy()
    needed: list[PersonId] = []
    for row, person in enumerate(plan.graph.persons):
        kept = left[row].copy()
        left[row] = 1.0
        nodes, _ = _node_evidence(plan, left, prior)
        _, _, total, _ = _upwards(plan, nodes, 1)
        if total.all():
            needed.append(person)
            left[row] = kept
    return tuple(needed)
