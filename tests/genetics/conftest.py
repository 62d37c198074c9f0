"""Exact enumeration in fractions: the oracle that knows nothing of graphs, cliques or floats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

import pytest

Genotype: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """A small family: places of parents (-1 unknown), twins, P(data | genotype) of everybody."""

    mothers: tuple[int, ...]
    fathers: tuple[int, ...]
    twins: tuple[tuple[int, ...], ...]
    frequencies: tuple[Fraction, ...]
    de_novo_rate: Fraction
    evidence: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Answer:
    likelihood: Fraction
    posterior: tuple[tuple[Fraction, ...], ...]


@pytest.fixture(scope="session")
def problem_type() -> type[Problem]:
    return Problem


@pytest.fixture(scope="session")
def enumerate_exactly() -> Callable[[Problem], Answer]:
    return _enumerate


def _enumerate(problem: Problem) -> Answer:
    """Sum over every joint genotype of all people, parents made where only one is known."""
    mothers, fathers = list(problem.mothers), list(problem.fathers)
    count = len(mothers)
    for person in range(count):
        if (mothers[person] < 0) != (fathers[person] < 0):
            side = mothers if mothers[person] < 0 else fathers
            side[person] = len(mothers)
            mothers.append(-1)
            fathers.append(-1)
    space = list(product(range(3), repeat=len(problem.frequencies)))
    sums = [[Fraction(0)] * len(space) for _ in range(count)]
    chosen: dict[int, int] = {}
    twin = {member: group[0] for group in problem.twins for member in group}
    order = _parents_first(mothers, fathers)

    def descend(at: int, weight: Fraction) -> None:
        if at == len(order):
            for person in range(count):
                sums[person][chosen[person]] += weight
            return
        person = order[at]
        other = twin.get(person, person)
        for state, genotype in enumerate(space):
            if other != person:
                chance = Fraction(chosen[other] == state)
            elif mothers[person] < 0:
                chance = _founder(genotype, problem.frequencies)
            else:
                couple = space[chosen[mothers[person]]], space[chosen[fathers[person]]]
                chance = _born(genotype, *couple, problem.de_novo_rate)
            if person < count:
                chance *= problem.evidence[person][state]
            if chance:
                chosen[person] = state
                descend(at + 1, weight * chance)

    descend(0, Fraction(1))
    likelihood = sum(sums[0], Fraction(0))
    posterior = tuple(tuple(s / likelihood if likelihood else s for s in row) for row in sums)
    return Answer(likelihood, posterior)


def _parents_first(mothers: Sequence[int], fathers: Sequence[int]) -> list[int]:
    made = range(len(mothers) - 1, -1, -1)
    order: list[int] = [p for p in made if mothers[p] < 0]
    order.sort()
    while len(order) < len(mothers):
        order += [
            p
            for p in range(len(mothers))
            if p not in order and mothers[p] in order and fathers[p] in order
        ]
    return order


def _founder(genotype: Genotype, frequencies: Sequence[Fraction]) -> Fraction:
    chance = Fraction(1)
    for copies, q in zip(genotype, frequencies, strict=True):
        chance *= ((1 - q) ** 2, 2 * q * (1 - q), q * q)[copies]
    return chance


def _born(child: Genotype, mother: Genotype, father: Genotype, rate: Fraction) -> Fraction:
    chance = Fraction(1)
    for copies, of_mother, of_father in zip(child, mother, father, strict=True):
        egg, sperm = (rate + (1 - rate) * Fraction(n, 2) for n in (of_mother, of_father))
        both = egg * sperm
        none = (1 - egg) * (1 - sperm)
        chance *= (none, 1 - both - none, both)[copies]
    return chance
