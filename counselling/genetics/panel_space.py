"""Genotypes at many genes, pared: at most so many mutated genes a person, and a couple together.

Real heterozygous and homozygous states. Transmission is built from gametes, never as a table of
parents x parents x child; parents come as unordered pairs, since either gamete does the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import NamedTuple, TypeAlias

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints
from counselling.genetics.polygene import NO_POLYGENE, Polygene

State: TypeAlias = tuple[tuple[int, int], ...]  # (gene, copies) of the mutated genes
Gamete: TypeAlias = tuple[int, ...]  # mutated genes


@dataclass(frozen=True, slots=True)
class Turn:
    """The n-th child state of those pairs that have as many: the first `pairs` of them."""

    pairs: int
    child: Ints
    chance: Floats


@dataclass(frozen=True, slots=True)
class Births:
    """From a parent's state to a child's, whatever the other parent is, sorted by the child's.

    pair: shape (entries,), the pair of parents, those in which this parent holds the second state
    counted on from the number of pairs. chance: shape (entries,), of the child given the pair.
    start: shape (steps,), first entry of each step. parent, child: shape (steps,), states. born:
    states that a child can have. born_start: shape (born,), first step of each. by_parent: shape
    (steps,), the steps sorted by the parent's state. parent_start: shape (states,), first of each.
    """

    pair: Ints
    chance: Floats
    start: Ints
    parent: Ints
    child: Ints
    born: Ints
    born_start: Ints
    by_parent: Ints
    parent_start: Ints


@dataclass(frozen=True, slots=True)
class PanelSpace:
    """States and their transmission.

    copies: shape (states, genes). prior: of founders, shape (polygene states, states). first,
    second: shape (pairs,), states of two parents, first <= second. is_mixed: shape (pairs,), the
    two differ. turns: from pairs to their children. back_pair, back_chance, back_start: the same
    sorted by child. born: states that some pair's child can have. mixed: places of pairs whose
    states differ. own_order, own_start: all pairs by their first state and mixed ones by their
    second too, sorted by that state. births: from one parent to a child.
    """

    genes: tuple[str, ...]
    copies: Ints
    prior: Floats
    polygene: Polygene
    max_person: int
    max_couple: int
    first: Ints
    second: Ints
    is_mixed: Floats
    turns: tuple[Turn, ...]
    back_pair: Ints
    back_chance: Floats
    back_start: Ints
    born: Ints
    mixed: Ints
    own_order: Ints
    own_start: Ints
    births: Births

    @property
    def size(self) -> int:
        """Number of genotypes, the polygene not counted."""
        return len(self.copies)

    def carriers(self, *genes: str) -> Bools:
        """Mark the states with a copy in at least one of these genes, shape (states,)."""
        columns = [self.genes.index(gene) for gene in genes]
        marks: Bools = self.copies[:, columns].sum(axis=1) > 0
        return marks

    def children(self, likelihood: Floats) -> Floats:
        """Chance of a child's data for every pair of parents: last axis states to pairs."""
        head, *more = self.turns
        out = likelihood[..., head.child] * head.chance
        for turn in more:
            out[..., : turn.pairs] += likelihood[..., turn.child] * turn.chance
        return out

    def child(self, weight: Floats) -> Floats:
        """What pairs of parents say about a child: last axis pairs to states."""
        told = weight[..., self.back_pair] * self.back_chance
        out = np.zeros((*weight.shape[:-1], self.size))
        out[..., self.born] = np.add.reduceat(told, self.back_start, axis=-1)
        return out

    def parent(self, as_first: Floats, as_second: Floats) -> Floats:
        """Sum what is told of the first and of the second of each pair: pairs to states."""
        both = np.concatenate([as_first, as_second[..., self.mixed]], axis=-1)
        out: Floats = np.add.reduceat(both[..., self.own_order], self.own_start, axis=-1)
        return out


def panel_space(
    allele_frequency: Mapping[str, float],
    *,
    max_person: int = 2,
    max_couple: int = 3,
    polygene: Polygene = NO_POLYGENE,
    de_novo_rate: Mapping[str, float] | None = None,
) -> PanelSpace:
    """Build the space of these genes, in their order.

    max_person, max_couple: mutated genes at most; the number of genes and twice of it give the
    exact full space. A couple's cap of one more than the person's loses nothing more (measured).
    de_novo_rate: probability that a normal gamete becomes mutant at a gene; each gene that has one
    doubles the gametes, so give it to few.
    """
    genes = tuple(allele_frequency)
    states = list(_states(len(genes), max_person))
    copies = np.zeros((len(states), len(genes)), dtype=np.intp)
    for row, state in zip(copies, states, strict=True):
        for gene, count in state:
            row[gene] = count
    q = np.array([allele_frequency[gene] for gene in genes])
    chances = np.stack([(1 - q) ** 2, 2 * q * (1 - q), q * q])
    prior = chances[copies, np.arange(len(genes))].prod(axis=1)
    rates = [(de_novo_rate or {}).get(gene, 0.0) for gene in genes]
    pairs = _pairs(states, max_couple, rates)
    first = np.array([one for one, _, _ in pairs], dtype=np.intp)
    second = np.array([other for _, other, _ in pairs], dtype=np.intp)
    mixed = np.flatnonzero(first != second)
    own = np.concatenate([first, second[mixed]])
    own_order = np.argsort(own, kind="stable")
    back = _backwards(pairs)
    return PanelSpace(
        genes=genes,
        copies=copies,
        prior=polygene.prior[:, None] * (prior / prior.sum()),
        polygene=polygene,
        max_person=max_person,
        max_couple=max_couple,
        first=first,
        second=second,
        is_mixed=(first != second).astype(np.float64),
        turns=_turns(pairs),
        back_pair=back.pair,
        back_chance=back.chance,
        back_start=back.start,
        born=back.born,
        mixed=mixed,
        own_order=own_order,
        own_start=np.searchsorted(own[own_order], np.arange(len(states))),
        births=_births(first, second, back),
    )


def _states(genes: int, most: int) -> Iterator[State]:
    """Fewer mutated genes first; state 0 carries nothing."""
    for count in range(min(most, genes) + 1):
        for mutated in combinations(range(genes), count):
            for copies in product((1, 2), repeat=count):
                yield tuple(zip(mutated, copies, strict=True))


Pair: TypeAlias = tuple[int, int, Sequence[tuple[int, float]]]


def _pairs(states: Sequence[State], most: int, rates: Sequence[float]) -> list[Pair]:
    """Unordered pairs with their possible children, those with most children first.

    A pair none of whose children fits the space is left out: it has a child here.
    """
    place = {state: at for at, state in enumerate(states)}
    gametes = [_gametes(state, rates) for state in states]
    found: list[Pair] = []
    for one, mine in enumerate(states):
        for other in range(one, len(states)):
            if len(mine) + len(states[other]) > most:
                continue
            children: dict[int, float] = {}
            for (egg, p), (sperm, r) in product(gametes[one].items(), gametes[other].items()):
                child = place.get(_joined(egg, sperm))
                if child is not None:
                    children[child] = children.get(child, 0.0) + p * r
            if children:
                found.append((one, other, sorted(children.items())))
    found.sort(key=lambda pair: -len(pair[2]))
    return found


def _gametes(state: State, rates: Sequence[float]) -> Mapping[Gamete, float]:
    sure = tuple(gene for gene, copies in state if copies == 2)
    maybe = [gene for gene, copies in state if copies == 1]
    plain: Mapping[Gamete, float] = {
        tuple(sorted(sure + some)): 0.5 ** len(maybe)
        for count in range(len(maybe) + 1)
        for some in combinations(maybe, count)
    }
    for gene, rate in enumerate(rates):
        if rate:
            plain = _mutated(plain, gene, rate)
    return plain


def _mutated(gametes: Mapping[Gamete, float], gene: int, rate: float) -> Mapping[Gamete, float]:
    """Let normal gametes become mutant at one gene."""
    out: dict[Gamete, float] = {}
    for gamete, chance in gametes.items():
        if gene in gamete:
            out[gamete] = out.get(gamete, 0.0) + chance
            continue
        mutant = tuple(sorted((*gamete, gene)))
        out[gamete] = out.get(gamete, 0.0) + chance * (1 - rate)
        out[mutant] = out.get(mutant, 0.0) + chance * rate
    return out


def _joined(egg: Gamete, sperm: Gamete) -> State:
    return tuple((gene, (gene in egg) + (gene in sperm)) for gene in sorted({*egg, *sperm}))


def _turns(pairs: Sequence[Pair]) -> tuple[Turn, ...]:
    turns = []
    for number in range(len(pairs[0][2])):
        having = [children[number] for _, _, children in pairs if len(children) > number]
        turns.append(
            Turn(
                len(having),
                np.array([child for child, _ in having], dtype=np.intp),
                np.array([chance for _, chance in having]),
            )
        )
    return tuple(turns)


class _Backwards(NamedTuple):
    """Pairs sorted by their child."""

    pair: Ints
    chance: Floats
    start: Ints
    born: Ints


def _backwards(pairs: Sequence[Pair]) -> _Backwards:
    entries = sorted(
        (child, place, chance)
        for place, (_, _, children) in enumerate(pairs)
        for child, chance in children
    )
    child = np.array([entry[0] for entry in entries], dtype=np.intp)
    born, starts = np.unique(child, return_index=True)
    return _Backwards(
        np.array([entry[1] for entry in entries], dtype=np.intp),
        np.array([entry[2] for entry in entries]),
        starts,
        born,
    )


def _births(first: Ints, second: Ints, back: _Backwards) -> Births:
    child = np.repeat(back.born, np.diff(back.start, append=len(back.pair)))
    is_mixed = (first != second)[back.pair]
    pair = np.concatenate([back.pair, back.pair[is_mixed] + len(first)])
    chance = np.concatenate([back.chance, back.chance[is_mixed]])
    parent = np.concatenate([first, second])[pair]
    child = np.concatenate([child, child[is_mixed]])
    states = int(second.max()) + 1
    code = child * states + parent
    order = np.argsort(code, kind="stable")
    _, start = np.unique(code[order], return_index=True)
    step = order[start]
    born, born_start = np.unique(child[step], return_index=True)
    by_parent = np.argsort(parent[step], kind="stable")
    return Births(
        pair=pair[order],
        chance=chance[order],
        start=start,
        parent=parent[step],
        child=child[step],
        born=born,
        born_start=born_start,
        by_parent=by_parent,
        parent_start=np.searchsorted(parent[step][by_parent], np.arange(states)),
    )
