"""How genotypes pass from two parents to a child: only what Mendel allows, entry by entry."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats, Ints
from counselling.genetics.genotype import COPIES, StateSpace

MOTHER, FATHER, CHILD = range(3)
TRIO: Final = 3


@dataclass(frozen=True, slots=True)
class Transmission:
    """Probability of a child's state given both parents' states, without the impossible ones.

    states: size of the state space. trio: shape (3, entries), the states of mother, father and
    child. chances: shape (entries,), P(child | mother, father), > 0.

    Of the 27 trios of one gene 15 are possible, of the 19,683 of three genes 3,375: leaving the
    others out is what keeps several genes and marriage loops small.
    """

    states: int
    trio: Ints
    chances: Floats


def autosomal(space: StateSpace, *, de_novo_rate: float = 0.0) -> Transmission:
    """Transmission of unlinked autosomal genes.

    de_novo_rate: probability that a normal gamete becomes mutant at a gene, 0..1, per generation.
    Meant for few genes: the table has up to 15 entries a gene, multiplied (27 with new mutations).
    """
    trio, chances = _one_gene(de_novo_rate)
    codes = np.zeros((TRIO, 1), dtype=np.intp)
    joint = np.ones(1)
    for _ in space.genes:
        codes = (codes[:, :, None] * COPIES + trio[:, None, :]).reshape(TRIO, -1)
        joint = np.outer(joint, chances).ravel()
    place = np.full(COPIES ** len(space.genes), -1, dtype=np.intp)
    place[space.codes] = np.arange(space.size)
    states = place[codes]
    kept = (states >= 0).all(axis=0)
    return Transmission(space.size, states[:, kept], joint[kept])


def x_linked(*, de_novo_rate: float = 0.0) -> tuple[Transmission, Transmission]:
    """Transmission of one X-linked gene to daughters, and to sons.

    States are copies, 0 to 2; a man has one X, so that state 2 is impossible for him: give him no
    evidence for it. de_novo_rate: as for `autosomal`; a son gets no X from his father.
    """
    egg = _mutant_egg(de_novo_rate)[:, None]
    sperm = np.array([de_novo_rate, 1.0, 0.0])[None, :]
    is_a_man = np.array([1.0, 1.0, 0.0])[None, :]
    daughters = np.stack(
        [(1 - egg) * (1 - sperm), egg * (1 - sperm) + (1 - egg) * sperm, egg * sperm], axis=-1
    )
    sons = np.stack([1 - egg, egg, np.zeros((COPIES, 1))], axis=-1)
    return _sparse(daughters * is_a_man[..., None]), _sparse(sons * is_a_man[..., None])


def _sparse(table: Floats) -> Transmission:
    trio = np.nonzero(table)
    return Transmission(COPIES, np.array(trio, dtype=np.intp), table[trio])


def _mutant_egg(de_novo_rate: float) -> Floats:
    """P(a gamete carries the allele | copies of its parent), shape (3,)."""
    chance: Floats = de_novo_rate + (1 - de_novo_rate) * np.array([0.0, 0.5, 1.0])
    return chance


def _one_gene(de_novo_rate: float) -> tuple[Ints, Floats]:
    """Trios of one gene with their probabilities: each parent passes one of two alleles on."""
    mutant = _mutant_egg(de_novo_rate)
    egg, sperm = mutant[:, None], mutant[None, :]
    table = np.stack(
        [(1 - egg) * (1 - sperm), egg * (1 - sperm) + (1 - egg) * sperm, egg * sperm], axis=-1
    )
    trio = np.nonzero(table)
    return np.array(trio, dtype=np.intp), table[trio]
