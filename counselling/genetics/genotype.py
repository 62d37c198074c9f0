"""Genotypes: copies of a pathogenic allele at several autosomal genes, as one list of states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Protocol

import numpy as np

from counselling.genetics.arrays import Bools, Floats, Ints

COPIES: Final = 3  # a person has 0, 1 or 2 copies of a pathogenic allele at an autosomal gene


class Genotypes(Protocol):
    """A list of genotypes: all of them, or a pared list."""

    @property
    def genes(self) -> tuple[str, ...]:
        """Names, in the order of the columns of `copies`."""
        ...

    @property
    def copies(self) -> Ints:
        """Shape (states, genes), 0, 1 or 2."""
        ...

    @property
    def size(self) -> int:
        """Number of states."""
        ...

    def carriers(self, *genes: str) -> Bools:
        """Mark the states with a copy in at least one of these genes, shape (states,)."""
        ...


@dataclass(frozen=True, slots=True)
class StateSpace:
    """All genotypes that a person can have in a model.

    genes: names, in the order of the columns of `copies`.
    copies: shape (states, genes), 0, 1 or 2; the first gene varies slowest, state 0 carries
    nothing.
    codes: shape (states,), each state's place in the full space of 3 ** genes states.

    Heterozygous and homozygous carriers are different states: merging them into "carrier yes or
    no" costs up to 0.0015 of a carrier probability in an ordinary family of 24 (measured).
    """

    genes: tuple[str, ...]
    copies: Ints
    codes: Ints

    @property
    def size(self) -> int:
        """Number of states."""
        return len(self.copies)

    def carriers(self, *genes: str) -> Bools:
        """Mark the states with a copy in at least one of these genes, shape (states,)."""
        columns = [self.genes.index(gene) for gene in genes]
        marks: Bools = self.copies[:, columns].sum(axis=1) > 0
        return marks


def state_space(genes: Sequence[str], *, max_mutated_genes: int | None = None) -> StateSpace:
    """List the genotypes at these genes.

    max_mutated_genes: leave out people with copies in more genes than this; None keeps the exact
    space. A capped space is an approximation: whoever asks for one has to say so.
    """
    full = np.array(list(product(range(COPIES), repeat=len(genes))), dtype=np.intp)
    cap = len(genes) if max_mutated_genes is None else max_mutated_genes
    codes = np.flatnonzero((full > 0).sum(axis=1) <= cap)
    return StateSpace(tuple(genes), full[codes], codes)


def founder_prior(space: Genotypes, allele_frequency: Mapping[str, float]) -> Floats:
    """Genotype probabilities of a person whose parents are not in the family, shape (states,).

    allele_frequency: gene -> frequency of the pathogenic allele, 0..1. Hardy-Weinberg at each
    gene, genes independent of each other (they lie on different chromosomes).
    """
    prior = np.ones(space.size)
    for column, gene in enumerate(space.genes):
        q = allele_frequency[gene]
        prior *= np.array([(1 - q) ** 2, 2 * q * (1 - q), q * q])[space.copies[:, column]]
    prior /= prior.sum()
    return prior
